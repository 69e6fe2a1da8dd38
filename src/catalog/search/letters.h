/*
 * letters: the same word in the letters of another script.
 *
 * Private to catalog/. Who has no Cyrillic keyboard writes "vodoprovod", who forgets to switch it
 * "djljghjdjl", and "COBET" may be written in letters that only look like others. All of that the other way
 * round as well.
 */
#ifndef JARCHY_CATALOG_SEARCH_LETTERS_H
#define JARCHY_CATALOG_SEARCH_LETTERS_H

#include "catalog/search/tokens.h"
#include "catalog/search/vocabulary.h"

/* LETTERS_LOOKS: tokens of the vocabulary that are looked up for one word, at most. */
enum { LETTERS_LOOKS = 500 };

struct letters_query {
	struct db *db;
	struct stemmer *stemmer;
	const struct lang *lang; /* whose habits of writing count; has Cyrillic letters */
	struct str word;         /* folded */
	size_t *looks;           /* how many more tokens may be looked up for all words */
};
struct letters_words {
	struct str *v;
	size_t n;
};
/* Adds the ways to spell it in the other script by which the vocabulary has it, in any form, in the arena. */
bool letters_spell(
    const struct letters_query *q, struct arena *a, struct letters_words *out, struct err *err);
/* Appends the way that is written most often. */
void letters_spell_plainly(const struct letters_query *q, struct buf *out);
/* Appends a word all of whose letters look like letters of the other script, in those. False: some do not. */
bool letters_look_alike(struct str word, struct buf *out);

#endif
