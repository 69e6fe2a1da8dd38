/*
 * mixed_script: words of Latin and Cyrillic letters that look alike, as a wrong keyboard makes them.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_MIXED_SCRIPT_H
#define JARCHY_CONTENT_MIXED_SCRIPT_H

#include "base/buf.h"

struct mixed_word {
	struct str text;
	size_t stray; /* offset of the first letter of the other alphabet */
	/* The word is Cyrillic, and its Latin letters are the stray ones; else the other way. */
	bool cyrillic;
	/*
	 * What is between the spaces around a word that was asked for, and the answer: the words in it
	 * share both.
	 */
	struct str run;
	bool in_address;
};

/*
 * Takes words off *rest (valid UTF-8) up to the next one that is mixed; false at the end. *out is zeroed
 * before the first.
 */
bool mixed_word_next(struct str *rest, struct mixed_word *out);
/* Whether the word is in an address, a name of a file or the like: there every letter counts as it is. */
bool mixed_word_is_in_address(struct str line, struct mixed_word *w);
/* Appends the word in one alphabet. */
void mixed_word_mend(const struct mixed_word *w, struct buf *out);
/* Appends the Latin letter in the place of a Cyrillic one that looks like it; false: none does. */
bool mixed_letter_to_latin(uint32_t cp, struct buf *out);

#endif
