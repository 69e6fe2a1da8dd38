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
 * beginning when it is in neither. In the arena. *missing: the typed words that neither has, nor the title.
 */
const char *snippet_make(struct search_query *m, const struct entry *e, unsigned *missing);
/*
 * A few words of a file beside the item, a paragraph a line, around those that are missing; NULL: it has
 * none of them. *more: how many. At most *left bytes are looked through, which are counted down.
 */
const char *snippet_of_file(
    struct search_query *m, struct str text, unsigned missing, size_t *left, int *more);
/* A few words of a line of the item around what was looked for. In the arena. */
const char *snippet_part(struct search_query *m, const struct entry *e, const char *line);
/* Which of the typed words a line of the item has: a set as above. */
unsigned snippet_words(struct search_query *m, const struct entry *e, const char *line);
/* The words of a line of the item that were looked for. In the arena. */
struct inline_marks snippet_marks(struct search_query *m, const struct entry *e, const char *line);

#endif
