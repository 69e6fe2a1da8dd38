/*
 * notes: what an item or a project says of itself besides its text, where that is what was looked for.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_NOTES_H
#define JARCHY_CATALOG_SEARCH_NOTES_H

#include "catalog/search/query.h"

/*
 * Adds the first note that has the most of the missing words to the snippet, or puts it in the place of one
 * that has none of the words (`bare`): "Donor: Switzerland". *missing: what is missing still.
 */
bool notes_look(struct catalog *c, struct search_query *m, const struct entry *e, bool bare,
    unsigned *missing, const char **snippet, struct err *err);

#endif
