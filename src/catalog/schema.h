/*
 * schema: the tables of the catalogue and of the durable facts, as SQL.
 *
 * Private to catalog/. One content file is one row of `file`, and its number is the
 * number of the one row it has in `item`, `text` or `attachment`. Numbers say nothing about order.
 */
#ifndef JARCHY_CATALOG_SCHEMA_H
#define JARCHY_CATALOG_SCHEMA_H

/*
 * When an item went public or was corrected, whichever was later. The index item_news and
 * those that use it say the same.
 */
#define ITEM_NEWS "max(date, coalesce(published, date), coalesce(corrected, date))"

/* KIND_PAGE as SQL has it: the index of pages is used where the condition is the same text. */
#define IS_PAGE "kind = 5"

/* Raised with every change of the SQL: a catalogue of another version is built again. */
enum { SCHEMA_VERSION = 19, FACTS_VERSION = 8, FACTS_STAMPED = 4 /* since when they have a stamp */ };

/*
 * Both schemas are for db_script_whole. The second pragmas for a first build, which is not read before it
 * is done.
 */
extern const char schema_catalog_pragmas[], schema_build_pragmas[], schema_catalog[];
extern const char schema_facts_pragmas[];
/* One step for each version: the facts of an older one take the steps after it, and lose nothing. */
extern const char *const schema_facts[FACTS_VERSION];
/* One row if every table can be reached. */
extern const char schema_probe[];
/* Takes out everything that comes from content files. */
extern const char schema_empty[];
/* What a file holds, without its row in `file`; each takes its number. NULL ends. */
extern const char *const schema_forget[];

#endif
