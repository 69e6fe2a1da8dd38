/*
 * date_words: the words and numbers of a line, and which words are names of months in any language that has a
 * pack.
 *
 * Private to lang/: for found_date.h.
 */
#ifndef JARCHY_LANG_DATE_WORDS_H
#define JARCHY_LANG_DATE_WORDS_H

#include "base/str.h"

enum { DATE_TOKENS_MAX = 48 };

struct date_token {
	struct str text;
	bool number; /* of the digits of ASCII */
	int value;   /* of a number of at most 4 digits; else -1 */
	char before; /* the byte in front, 0 at the head */
};

/* Fills in at most DATE_TOKENS_MAX, the first of the line; returns how many. */
size_t date_tokens(struct str line, struct date_token *out);
/*
 * The month of a word beside a day, which may be short: "Nov", "нояб". That whose name has most of the word;
 * 0: of none, or of two in the same way, as "jui" is of juin and juillet.
 */
int date_month(struct str name);
/* Of a word that is the whole name of a month, in any case: "марте", not "Мария"; 0: of none. */
int date_whole_month(struct str name);

#endif
