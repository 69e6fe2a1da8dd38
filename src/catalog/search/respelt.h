/*
 * respelt: what was looked for in the place of words that no text has, as readers are told it.
 *
 * Private to catalog/. The index has words folded, "онуктуруу", and cut: the texts that were found have
 * words.
 */
#ifndef JARCHY_CATALOG_SEARCH_RESPELT_H
#define JARCHY_CATALOG_SEARCH_RESPELT_H

#include "catalog/search/query.h"

/*
 * Fills hits->respelt with words of what was found, in their own letters and lower case; in the query's
 * arena. Where what was found has another form, that is told, the most like what was looked for. What is
 * only in texts that are not shown stays as the index has it.
 */
void respelt_write(struct search_query *m, struct hits *hits);

#endif
