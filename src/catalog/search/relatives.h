/*
 * relatives: other forms of a word in a language whose words nobody has written rules for, by what they begin
 * with.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_RELATIVES_H
#define JARCHY_CATALOG_SEARCH_RELATIVES_H

#include "catalog/search/tokens.h"
#include "catalog/search/vocabulary.h"

enum { RELATIVES_MAX = 32 };
struct relatives {
	struct str v[RELATIVES_MAX];
	size_t n;
};
/* Adds those of each token of t that is a stem of such a language (stemmer_is_bare), in the arena. */
bool relatives_find(struct db *db, struct stemmer *s, const struct word_tokens *t, struct arena *a,
    struct relatives *out, struct err *err);

#endif
