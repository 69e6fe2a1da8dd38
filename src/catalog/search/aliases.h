/*
 * aliases: the names that one thing has: places by the site's texts, short forms by the languages.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_ALIASES_H
#define JARCHY_CATALOG_SEARCH_ALIASES_H

#include "catalog/db.h"
#include "catalog/search/tokens.h"

enum { ALIAS_WORDS = 8 };

/* One way of writing a thing. */
struct alias {
	const char *thing; /* a place's slug, or the short form's table */
	const char *text;
	struct word_tokens *words[ALIAS_WORDS];
	size_t n; /* 0: it is too long to be typed */
};
struct aliases {
	struct alias *v;
	size_t n;
};

/* All of them, in the arena. */
bool aliases_load(struct db *db, struct stemmer *s, struct arena *a, struct aliases *out, struct err *err);

#endif
