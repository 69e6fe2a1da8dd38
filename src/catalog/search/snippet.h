/*
 * snippet: the words of an item around what was looked for.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_SNIPPET_H
#define JARCHY_CATALOG_SEARCH_SNIPPET_H

#include "catalog/search/query.h"

/*
 * A few words of the item around what was looked for, from its summary or body; the summary's
 * beginning when it is in neither. In the arena.
 */
const char *snippet_make(struct search_query *m, const struct entry *e);
/* The words of a line of the item that were looked for. In the arena. */
struct inline_marks snippet_marks(struct search_query *m, const struct entry *e, const char *line);

#endif
