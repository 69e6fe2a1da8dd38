/*
 * markdown: CommonMark turned into canonical gemtext, once, when a file is read.
 *
 * Private to content/: document.c alone uses it. Raw HTML is no part of what is accepted.
 */
#ifndef JARCHY_CONTENT_MARKDOWN_H
#define JARCHY_CONTENT_MARKDOWN_H

#include "base/arena.h"
#include "base/buf.h"

/* libcmark 0.30 takes quadratic time for some inputs: under a second for this many bytes. */
enum { MARKDOWN_MAX = 128 << 10 };

/* What was not taken over. */
struct markdown_refusal {
	int line; /* 1…, of the text given */
	const char *text;
};

struct markdown {
	struct str text; /* gemtext, NUL-terminated */
	int *lines;      /* for each of its lines the line of the text given, 1… */
	size_t line_count;
	struct markdown_refusal *refused;
	size_t refused_count;
};

/*
 * `text` is valid UTF-8 of at most MARKDOWN_MAX bytes, with LF. A paragraph becomes one line (two where it has a hard
 * break), nested lists one flat list, headings below the third level headings of the third, tables with bars a fence
 * "table"; the links and images of a block come below it. What is made lives in the arena.
 */
/* The words of a line of Markdown, without marks: one line, in the arena. */
struct str markdown_plain(struct arena *a, struct str line);
void markdown_convert(struct arena *a, struct str text, struct markdown *out);

#endif
