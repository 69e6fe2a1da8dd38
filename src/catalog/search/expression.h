/*
 * expression: what FTS5 is asked.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_EXPRESSION_H
#define JARCHY_CATALOG_SEARCH_EXPRESSION_H

#include "catalog/search/query.h"

/*
 * What FTS5 is asked, in the arena: for all of the parts, or (some) any of those that are loose; and for what
 * the query, and `only`, narrow it to.
 */
struct expression search_query_expression(
    const struct search_query *m, const char *const only[SEARCH_FILTERS], bool some);

#endif
