/*
 * spelling: what somebody may have meant who typed a word that no text has.
 *
 * Private to catalog/. What is not public is treated as if it were not there.
 */
#ifndef JARCHY_CATALOG_SEARCH_SPELLING_H
#define JARCHY_CATALOG_SEARCH_SPELLING_H

#include "catalog/search/asked.h"
#include "catalog/search/tokens.h"
#include "catalog/search/vocabulary.h"

/* Of all words of a query, so many tokens of the vocabulary are looked at: some milliseconds. */
enum { SPELLING_LOOKS = 6000 };

/* Whether live items have the word, in any form, or one that begins so: 1, 0, -1 failed. */
int spelling_knows(struct db *db, struct stemmer *s, struct str word, struct err *err);
/*
 * Fills word->instead, with what live items have; nothing where nothing is near enough. lang: the reader's.
 * *silent: it is the same word in other letters, of which readers need not be told. *looks: how many more
 * tokens may be looked at.
 */
bool spelling_find(struct db *db, struct stemmer *s, const struct lang *lang, struct asked_word *word,
    size_t *looks, struct arena *a, bool *silent, struct err *err);

#endif
