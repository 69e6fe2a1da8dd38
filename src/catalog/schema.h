/*
 * schema: the tables of the catalogue and of the durable facts, as SQL.
 *
 * Private to catalog/. One content file is one row of `file`, and its number is the
 * number of the one row it has in `item`, `text` or `attachment`. Numbers say nothing about order.
 */
#ifndef JARCHY_CATALOG_SCHEMA_H
#define JARCHY_CATALOG_SCHEMA_H

/* Raised with every change of the SQL: a catalogue of another version is built anew. */
enum { SCHEMA_VERSION = 1, FACTS_VERSION = 1 };

/* The second for a first build, which nobody reads before it is done. */
extern const char schema_catalog_pragmas[], schema_build_pragmas[], schema_catalog[];
extern const char schema_facts_pragmas[], schema_facts[];
/* One row if every table can be reached. */
extern const char schema_probe[];
/* Takes out everything that comes from content files. */
extern const char schema_empty[];
/* What a file holds, without its row in `file`; each takes its number. NULL ends. */
extern const char *const schema_forget[];

#endif
