/*
 * respelt: what was looked for in the place of words that no text has, as readers are told it.
 *
 * Private to catalog/. The index has words folded, "онуктуруу": the texts that were found say how they are
 * written.
 */
#ifndef JARCHY_CATALOG_SEARCH_RESPELT_H
#define JARCHY_CATALOG_SEARCH_RESPELT_H

#include "catalog/search/query.h"

/*
 * Writes them as what was found has them; in the query's arena. What is in another form there stays as it
 * is.
 */
void respelt_write(struct search_query *m, const struct hits *hits);

#endif
