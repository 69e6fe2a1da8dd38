/*
 * state: what a handle keeps from one search to the next: the stemmer of the site's languages, and what the
 * last searches found.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_STATE_H
#define JARCHY_CATALOG_SEARCH_STATE_H

#include "catalog/search/cache.h"
#include "base/err.h"
#include "lang/stem.h"

struct catalog;

struct search_state {
	char *tags; /* of the stemmer */
	struct stemmer *stemmer;
	struct search_cache cache;
};

/* For the languages that the index is made with. NULL: the catalogue cannot be read. */
struct stemmer *search_stemmer(struct catalog *c, struct err *err);
struct search_cache *search_cache_of(struct catalog *c);
/* NULL is fine. */
void search_state_free(struct search_state *s);

#endif
