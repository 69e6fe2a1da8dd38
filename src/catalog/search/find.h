/*
 * find: which rows a search finds, in which order, and how many there are of each year, project
 * and kind.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_FIND_H
#define JARCHY_CATALOG_SEARCH_FIND_H

#include "catalog/search/cache.h"
#include "catalog/search/query.h"

/* Of each filter so many values are counted. */
enum { SEARCH_CHOICES_MAX = 20 };

/*
 * What is found by the query, by all of its words or by most (`some`). It is in m's arena, or borrowed until
 * the next search.
 */
bool search_find(struct catalog *c, const struct search_query *m, const struct search_request *q, bool some,
    struct found_page *out, struct err *err);

/*
 * The live items in q's language that went public or were corrected last among those that are found, at
 * most `limit`, in m's arena.
 */
struct found_files {
	int64_t *v;
	size_t n;
};
bool search_newest(struct catalog *c, const struct search_query *m, const struct search_request *q,
    size_t limit, struct found_files *out, struct err *err);

#endif
