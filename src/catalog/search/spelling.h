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

/*
 * Fills word->instead, with what live items have. Where none has the word, in any form, nor one that begins
 * so: the same word in other letters (letters.h), or its two parts with a space between them, else what is
 * near it. Of a word in Latin letters that some have, also what it is in the letters of the reader's
 * language, which may be NULL. *silent: it is the same word, so readers need not be told. *looks: how many
 * more tokens may be looked at, at first SPELLING_LOOKS.
 */
bool spelling_find(struct db *db, struct stemmer *s, const struct lang *lang, struct asked_word *word,
    size_t *looks, struct arena *a, bool *silent, struct err *err);

#endif
