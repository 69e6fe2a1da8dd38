/*
 * flow: blocks and inline marks become lines of gemtext. What is read, Markdown or HTML, is not known here.
 *
 * Private to content/: markdown.c and markdown_html.c use it.
 */
#ifndef JARCHY_CONTENT_FLOW_H
#define JARCHY_CONTENT_FLOW_H

#include "content/mapped_text.h"
#include "content/inline_mark.h"

enum { FLOW_LEVELS_MAX = 16 };

enum flow_block { FLOW_NONE, FLOW_PARAGRAPH, FLOW_HEADING };

/* Inline marks; those of enum inline_mark_kind are kept for readers, the others are written out. */
enum flow_mark {
	FLOW_EMPHASIS,
	FLOW_STRONG,
	FLOW_CODE,
	FLOW_STRUCK, /* written with "~~" around it */
	FLOW_SUPER,  /* written in superior characters, or with "^" */
	FLOW_SUB,
	FLOW_MARK_COUNT
};

struct flow_link {
	const char *url, *label;
};

struct flow_level {
	bool ordered;
	int number;
};

struct flow {
	struct arena *arena;
	struct mapped_text text; /* the gemtext so far */
	struct inline_marks marks;
	struct notes notes;
	int line; /* of the source, for what is written */

	enum flow_block open; /* the block that is gathered */
	int heading;          /* its level */
	bool implied;         /* it began with words of HTML, and ends with them */
	struct buf block;     /* its words; marks are control characters, hard breaks LF */
	bool words;           /* there are some outside of links */

	struct flow_link *links; /* to be written below the block or list */
	size_t link_count;
	const char *url; /* of the link that is open, or NULL */
	size_t label_at; /* where in `block` its words begin */

	struct flow_level levels[FLOW_LEVELS_MAX]; /* of lists */
	size_t depth;                              /* may be more than there are levels */
	bool fresh;                                /* an item has begun and has no line yet */
	bool joins;                                /* the last line is of this item */
	int quotes;
	size_t
	    quoted_from; /* the depth at which the innermost quote began: lists below it are around the quote */

	bool in_table;
	struct buf cell;
	const char **cells; /* of all rows; NULL between rows */
	size_t cell_count;
	size_t span; /* columns of the cell that is open */
};

void flow_init(struct flow *f, struct arena *a, size_t max);
/* Ends what is open. */
void flow_finish(struct flow *f);
void flow_release(struct flow *f);

/* Begins a block; one that is open ends. `level` is that of a heading. */
void flow_begin(struct flow *f, enum flow_block block, int level);
void flow_end(struct flow *f);
/* Words; control characters become spaces. Begins a paragraph where no block is open. */
void flow_text(struct flow *f, struct str s);
void flow_break(struct flow *f);
void flow_mark(struct flow *f, enum flow_mark mark, bool open);
/* The "~~" of GFM: two make a pair. */
void flow_tildes(struct flow *f);
/* Links within links are not told apart. A link within the page is only its words. */
void flow_link_open(struct flow *f, const char *url);
void flow_link_close(struct flow *f, const char *title);
/* A link that has no words in the text: a picture, a frame. */
void flow_link(struct flow *f, const char *url, struct str label);

/* Returns the depth before: flow_list_close goes back to it. */
size_t flow_list_open(struct flow *f, bool ordered, int start);
void flow_list_close(struct flow *f, size_t depth);
void flow_item(struct flow *f);
/* Returns what flow_quote_close goes back to. */
size_t flow_quote_open(struct flow *f);
void flow_quote_close(struct flow *f, size_t before);
void flow_code(struct flow *f, struct str info, struct str literal);

/* For flow_table.c: an empty line between blocks; one line; the links that wait. */
void flow_separate(struct flow *f);
void flow_line(struct flow *f, const char *marker, struct str text);
void flow_write_links(struct flow *f);

#endif
