/*
 * phrases: writes an expression of FTS5 phrase by phrase, and notes where to look for each in a text.
 *
 * Private to catalog/. Every token is quoted, so nothing that was typed is syntax of FTS5.
 */
#ifndef JARCHY_CATALOG_SEARCH_PHRASES_H
#define JARCHY_CATALOG_SEARCH_PHRASES_H

#include "catalog/search/tokens.h"

/* EXPRESSION_MAX: bytes of a part. */
enum { EXPRESSION_MAX = 32768 };

/* A part of what FTS5 is asked, and the class of each phrase in it (ranking.h). */
struct expression {
	const char *text, *classes; /* text NULL: there is none */
};

/* A word to look for in a text; those of a phrase come one after the other. */
struct needle {
	struct str *tokens;
	size_t n;
	struct str prefix; /* of an exact token; empty: no beginning of a word counts */
	unsigned word;     /* which of the typed words it is a form of */
	size_t at, of;     /* which word of how many of the phrase it is */
};

/* The part at hand, and the needles of all parts so far. */
struct phrases {
	struct arena *arena; /* of needles and of what is taken; their tokens are borrowed */
	struct buf out, classes;
	size_t word; /* the number of the typed word that phrases are of; set by the caller */
	struct needle *needles;
	size_t needle_n;
};

void phrases_init(struct phrases *p, struct arena *a);
void phrases_release(struct phrases *p);

/* Begins another phrase of the part: of the words as they were typed, or of another form. */
void phrases_begin(struct phrases *p, bool typed);
/* Any of the tokens, at one place of the phrase. */
void phrases_add_any(struct phrases *p, const struct str *tokens, size_t n);
/* A word that is looked for in texts: any of the tokens, or what begins with `prefix`. */
void phrases_add_needle(struct phrases *p, const struct str *tokens, size_t n, struct str prefix);
/* A word as it was typed, and apart from that in its other forms; nothing where it has no token. */
void phrases_add_word(struct phrases *p, const struct word_tokens *t, bool typed);
/* Words in their order, each in any form or (exact) only as they are. */
void phrases_add_in_order(struct phrases *p, struct word_tokens *const *words, size_t n, bool exact);
/* The phrases that were made since the last time; none where they are too long. */
struct expression phrases_take(struct phrases *p);

#endif
