/*
 * filters: what a search is narrowed to, as marks that rows of the index have (tokens.h):
 *
 *   "#"  "#year:2023"  "#project:clean-water"  "#kind:press-release"  "#topic:water"  "#place:naryn"
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_FILTERS_H
#define JARCHY_CATALOG_SEARCH_FILTERS_H

#include "catalog/db.h"
#include "catalog/search/asked.h"

/* Marks of which a row has to have one, or none. */
struct filter {
	const char **marks;
	size_t n;
	bool without;
};

/* "#year:2023", in the arena. */
const char *filter_mark(struct arena *a, enum asked_by by, const char *value);
/*
 * What people write for a value becomes marks: a slug, or the name of the thing in a language of the site.
 * out->n is 0 when there is no such thing.
 */
bool filter_read(struct db *db, struct stemmer *s, const struct asked_filter *f, struct arena *a,
    struct filter *out, struct err *err);

#endif
