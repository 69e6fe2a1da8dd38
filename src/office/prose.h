/*
 * prose: the text of a document while it is read, paragraph by paragraph, becoming gemtext.
 *
 * Private to office/. The readers of the formats say what they meet; how it looks is decided here alone.
 */
#ifndef JARCHY_OFFICE_PROSE_H
#define JARCHY_OFFICE_PROSE_H

#include "base/buf.h"
#include "base/err.h"
#include "office/office.h"
#include "office/script.h"

enum { PROSE_TEXT_MAX = 900 << 10 }; /* bytes of gemtext */

enum prose_block { PROSE_TEXT, PROSE_HEADING, PROSE_ITEM, PROSE_QUOTE, PROSE_CODE };

/* How a piece of text is set. */
struct prose_look {
	enum script script;
	bool bold; /* or much larger than the text */
};

struct prose_link {
	const char *url, *label;
	size_t end; /* of the label in the words */
};

/* A heading that was written, or a paragraph that could be one. */
struct prose_head {
	size_t from, to; /* bytes of `out` */
	size_t line;     /* of the first of its lines, 0… */
	const char *text;
	int level, paragraph; /* level 0: a paragraph */
};

struct prose {
	struct arena *arena;
	struct office *office;
	int shift;         /* taken off the level of each heading */
	struct buf out;    /* the gemtext so far */
	struct buf words;  /* of the open paragraph; a line break is "\n" */
	struct buf script; /* raised or lowered characters that wait for their end */
	enum script open_script;
	bool any, all_bold; /* of the open paragraph: there are words, and all are bold */
	int paragraph;      /* paragraphs with words so far */
	enum prose_block last;
	struct prose_link *links; /* of the open block */
	size_t link_count;
	struct prose_link *held; /* of a list: they come below all of it */
	size_t held_count;
	const char *url; /* of the open link; NULL when none is */
	size_t label_at;
	bool plain;         /* the open paragraph has words outside of links */
	const char *prefix; /* is before the next line of text: "[1] " */
	struct buf *cell;   /* where paragraphs go in a table; NULL outside */
	struct prose_head *heads;
	size_t head_count;
};

void prose_init(struct prose *f, struct arena *a, struct office *office);
void prose_release(struct prose *f);

/* Text of the open paragraph, UTF-8; what cannot be shown is left out. */
void prose_text(struct prose *f, struct str text, const struct prose_look *look);
void prose_line_break(struct prose *f);
/* What follows is a link, to an absolute address of a kind that the public can open; other addresses are left out. */
void prose_link_begin(struct prose *f, const char *url);
void prose_link_end(struct prose *f);
/* A link without words in the text. */
void prose_link(struct prose *f, const char *url, const char *label);
/*
 * The end of the paragraph. `level` is that of a heading or of an item within others (1…), `number` that of an item ("" for none).
 */
void prose_end(struct prose *f, enum prose_block block, int level, const char *number);
/* Writes the links that wait. */
void prose_flush(struct prose *f);
/* Cells row by row, "" for those that another covers; and the paragraph of each row. */
void prose_table(struct prose *f, const char *const *cells, size_t columns, size_t rows, const int *places);
/* The paragraph that is open, or was last. */
int prose_place(const struct prose *f);
/* A note; one of the same text is there once. */
__attribute__((format(printf, 3, 4))) void prose_note(
    struct prose *f, enum office_note_kind kind, const char *fmt, ...);
/* Finds the title, takes it off the text, and hands the text to the office. False: it is too long. */
bool prose_finish(
    struct prose *f, const struct office_options *options, const char *property_title, struct err *err);

#endif
