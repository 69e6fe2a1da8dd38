/*
 * query: from what a reader typed to what FTS5 is asked, and where it is in a text.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_QUERY_H
#define JARCHY_CATALOG_SEARCH_QUERY_H

#include "catalog/catalog.h"
#include "catalog/search/filters.h"
#include "catalog/search/phrases.h"

/* One word, in all of its forms and names; or words that belong together. */
struct search_part {
	struct expression e;
	unsigned word; /* the first of the typed words that it is made of, as its classes say it */
	bool loose;    /* one of several of which most may be enough; else a phrase in quotes */
};

/* What is looked for in the place of a word that no text has: folded, and what it is found by. */
struct respelling {
	const char *typed, *instead;
	const struct word_tokens *tokens;
};

struct search_query {
	struct stemmer *stemmer; /* the handle's */
	struct arena *arena;
	bool empty; /* there is nothing to look for */
	struct search_part *parts;
	size_t part_n;
	size_t loose;              /* how many of them are */
	struct expression without; /* what may not be there */
	struct filter *filters;
	size_t filter_n;
	bool unknown_filter; /* one was left out, as there is no such thing */
	struct respelling *respelt;
	size_t respelt_n;
	struct needle *needles;
	size_t needle_count;
	struct beginnings *beginnings; /* of the needles; NULL before they are looked for (snippet.h) */
};

bool search_query_init(struct search_query *m, struct catalog *c, struct str typed, const char *lang,
    struct arena *a, struct err *err);

#endif
