/*
 * body: one pass over the text of a file, for its title, its first paragraph and what is wrong in it.
 *
 * Private to content/: document.c alone uses it.
 */
#ifndef JARCHY_CONTENT_BODY_H
#define JARCHY_CONTENT_BODY_H

#include "content/inline_mark.h"
#include "content/source.h"

/* The body in gemtext, and the lines of the file that it came from. */
struct body_text {
	struct str text;
	int line;         /* of the file, at which the body begins */
	const int *lines; /* of Markdown: for each line of `text` the one that it came from, 1…; else NULL */
	size_t line_count;
	struct inline_marks marks; /* in `text` */
};

/* The line of the file for a line (1…) of the body. */
int body_line(const struct body_text *b, int line);

/* What one pass over the body finds. */
struct body {
	struct str heading; /* the first of level 1 */
	int heading_line;   /* 0: none */
	bool leads;         /* nothing comes before it */
	struct str below;   /* what follows it, from the line below_line on */
	int below_line;     /* of the body */
	struct str paragraph;
	struct str any_heading; /* the first of any level */
};

void body_read(struct source *s, const struct body_text *text, struct body *out);

#endif
