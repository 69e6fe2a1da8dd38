/*
 * markdown: Markdown as people write it turned into canonical gemtext, once, when a file is read.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_MARKDOWN_H
#define JARCHY_CONTENT_MARKDOWN_H

#include "content/mapped_text.h"
#include "content/inline_mark.h"

/* libcmark 0.30 takes quadratic time for some inputs: under a second for this many bytes. */
enum { MARKDOWN_MAX = 128 << 10 };

struct markdown {
	struct str text; /* gemtext, NUL-terminated */
	int *lines;      /* for each of its lines the line of the text given, 1… */
	size_t line_count;
	struct inline_marks marks; /* in `text` */
	struct notes notes;        /* what was left out or altered */
	bool cut;                  /* it was too much: the end is missing */
};

/*
 * `text` is valid UTF-8 of at most MARKDOWN_MAX bytes, with LF. It is CommonMark with the tables,
 * footnotes, task lists and struck-out words of GFM, the definitions and attributes of others, HTML, and
 * instructions to templates (template.h). A paragraph becomes one line (two where it has a hard break),
 * headings below the third level headings of the third, tables a fence "table"; lists keep numbers and
 * levels as text ("1.2.", "–"); the links and images of a block come below it. What is made lives in the
 * arena.
 */
void markdown_convert(struct arena *a, struct str text, struct markdown *out);
/* The words of a line of Markdown, without marks: one line, in the arena. */
struct str markdown_plain(struct arena *a, struct str line);

#endif
