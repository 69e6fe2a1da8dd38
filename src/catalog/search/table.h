/*
 * table: the search index of FTS5, which is declared with the languages of the site.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_TABLE_H
#define JARCHY_CATALOG_SEARCH_TABLE_H

#include "catalog/db.h"

/*
 * Makes it, in the place of one that there is, for texts in these languages: their tags, parted by spaces;
 * "": all that have a pack. Within a change; all files are owed to it then.
 */
bool search_table_make(struct db *db, const char *languages, struct err *err);
/*
 * Makes it again, and owes all files to it, where another program made it, which cut words by other rules: a
 * row is taken out by the same tokens that it was put in by. Outside of a change.
 */
bool search_table_keep(struct db *db, const char *languages, struct err *err);

/*
 * From how many parts of one size on FTS5 joins them by itself, in the commits that add to them; 0: it leaves
 * that to search_table_join, as it is after the two above. Within a change.
 */
bool search_table_join_from(struct db *db, int parts, struct err *err);
/* Joins a little of the parts of the index where there are many of one size. Within a change. */
bool search_table_join(struct db *db, struct err *err);

#endif
