/*
 * ascii_text: a text in ASCII that is made piece by piece, with the spaces that its words need.
 *
 * Chinese, Japanese, Thai and others are written without spaces, signs of full width have their space within,
 * and quotes of French have spaces that are theirs. In Latin letters all have spaces as most languages write
 * them. Private to lang/. Not for what a letter is in ASCII (translit.c).
 */
#ifndef JARCHY_LANG_ASCII_TEXT_H
#define JARCHY_LANG_ASCII_TEXT_H

#include "base/buf.h"

struct ascii_text {
	struct buf *out;
	size_t from;    /* where the text begins in it */
	uint32_t last;  /* the first character of the last piece that was not empty */
	bool space_due; /* after the last piece, if what comes is not written close to it */
	bool opened;    /* the last piece asked for a space before it alone, as brackets of full width do */
	bool quoted;    /* the last piece was an opening quote that may have a space within */
	bool space_within; /* the quotes that are open have ordinary spaces within */
};

/* Begins a text at the end of out, which stays the caller's. */
void ascii_text_init(struct ascii_text *t, struct buf *out);
/*
 * Appends what the character cp, or a run of letters that begins with it, is in ASCII. A space at the head or
 * the end of a piece is one that is due there, and comes only where there is none and one belongs; a space
 * alone is a space.
 */
void ascii_text_add(struct ascii_text *t, uint32_t cp, struct str ascii);
/*
 * Bytes of the space at the head of rest, the text that is to come, if it belongs to the quote beside it
 * ("« a »") and is left out; else 0.
 */
size_t ascii_text_quote_space(struct ascii_text *t, struct str rest);

#endif
