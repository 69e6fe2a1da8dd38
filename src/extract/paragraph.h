/*
 * paragraph: lines of any text become paragraphs, one on a line.
 *
 * Private to extract/.
 */
#ifndef JARCHY_EXTRACT_PARAGRAPH_H
#define JARCHY_EXTRACT_PARAGRAPH_H

#include "base/buf.h"

struct paragraphs {
	struct buf *out;
	size_t max;   /* of out->len; what comes after that is left out */
	size_t begun; /* where the one at hand begins in `out` */
	bool full;
};

void paragraphs_init(struct paragraphs *p, struct buf *out, size_t max);
/* A whole one: valid or invalid UTF-8; line ends within are spaces. */
void paragraphs_add(struct paragraphs *p, struct str text);
/*
 * A line of a page: it goes on with the one before, whose last word it may end, unless that was the end
 * of a sentence or is long already.
 */
void paragraphs_add_line(struct paragraphs *p, struct str line);
/* The paragraph is at its end; before any call but paragraphs_add_line. */
void paragraphs_end(struct paragraphs *p);

#endif
