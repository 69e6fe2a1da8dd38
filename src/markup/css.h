/*
 * css: what a style sheet loads, and what old browsers would run of it. CSS Syntax Module Level 3, section
 * 4: comments are left out and escapes undone, so that nothing can hide in them.
 *
 * Not for what a sheet means: properties, selectors and numbers are no concern of it.
 */
#ifndef JARCHY_MARKUP_CSS_H
#define JARCHY_MARKUP_CSS_H

#include "base/buf.h"

enum css_kind {
	CSS_IMPORT,     /* @import, whatever is after it */
	CSS_EXPRESSION, /* expression( */
	CSS_PICTURE,    /* an address: url(…), also in quotes, or a text within image-set(…) */
	CSS_FONT,       /* the same within @font-face */
};

struct css_found {
	enum css_kind kind;
	struct str address; /* of the last two, without spaces around it; valid until the next call */
	unsigned line;      /* 1… */
};

struct css {
	const char *p, *end, *counted; /* the last: up to where lines are counted */
	unsigned line;
	struct buf text; /* of the last word or text in quotes */
	unsigned parentheses, braces;
	unsigned addresses; /* the depth of parentheses within which texts are addresses; 0: none */
	unsigned face;      /* that of braces within which fonts are named; 0: none */
	bool before_face;   /* after @font-face, before its "{" */
};

/* The text stays the caller's. */
void css_init(struct css *c, struct str text);
void css_release(struct css *c);
/* In the order of the text. False: there is no more. */
bool css_next(struct css *c, struct css_found *out);

#endif
