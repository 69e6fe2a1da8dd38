/*
 * query: from what a reader typed to what FTS5 is asked, and where it is in a text.
 *
 * Private to catalog/. Any bytes are a query. Every word is quoted, so nothing of it is syntax.
 */
#ifndef JARCHY_CATALOG_SEARCH_QUERY_H
#define JARCHY_CATALOG_SEARCH_QUERY_H

#include "catalog/catalog.h"
#include "lang/stem.h"

/* What comes after so many is not looked for. */
enum { SEARCH_CHARACTERS_MAX = 200, SEARCH_WORDS_MAX = 8 };

/* A word to look for in a text. */
struct needle {
	struct stems stems;
	struct str prefix; /* folded; empty: only the stems count */
	unsigned word;     /* which of the typed words it is a form of */
};

struct search_query {
	struct stemmer *stemmer;
	struct arena *arena;
	const char *expression; /* NULL: nothing to look for */
	struct needle *needles;
	size_t needle_count;
};

/* Release in both cases. */
bool search_query_init(
    struct search_query *m, struct catalog *c, struct str typed, struct arena *a, struct err *err);
void search_query_release(struct search_query *m);

#endif
