/*
 * spelling: what somebody may have meant who typed a word that no text has.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_SPELLING_H
#define JARCHY_CATALOG_SEARCH_SPELLING_H

#include "catalog/search/asked.h"
#include "catalog/search/tokens.h"
#include "catalog/search/vocabulary.h"

/*
 * Whether a text may have the word, in any form, as it is written: 1, 0, -1 failed. It may be in texts that
 * are not public.
 */
int spelling_knows(struct db *db, struct stemmer *s, struct str word, struct err *err);
/*
 * Fills word->instead, with what live items have; nothing where nothing is near enough. lang: the reader's.
 * *silent: it is the same word in other letters, of which readers need not be told.
 */
bool spelling_find(struct db *db, struct stemmer *s, const struct lang *lang, struct asked_word *word,
    struct arena *a, bool *silent, struct err *err);

#endif
