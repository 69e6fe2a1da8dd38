/*
 * query: the SQL of a listing, from what is asked for.
 *
 * Private to catalog/. Also how a row of `item` becomes a struct entry.
 */
#ifndef JARCHY_CATALOG_QUERY_H
#define JARCHY_CATALOG_QUERY_H

#include "catalog/catalog.h"
#include "catalog/db.h"

struct facts;

struct catalog {
	struct db db;
	bool nested;         /* catalog_begin inside a writer's transaction */
	bool writers;        /* the writer's own connection */
	struct facts *facts; /* the writer's, or a twin's own; else NULL */
	bool is_twin;        /* owns its facts */
};

/* The columns that entry_read expects first, of `item` under the name i. */
#define ENTRY_COLUMNS                                                                                        \
	"i.file, i.project, i.stem, i.lang, i.id, i.title, i.short_title, i.summary, i.kind, i.state,"       \
	" i.date, i.date_has_time, i.corrected, i.publish, i.withdrawn, i.reason,"                           \
	" i.event_start, i.event_start_has_time, i.event_end, i.event_end_has_time, i.bundle, i.expires"
enum { ENTRY_BODY = 22 }; /* the column after them */
/* All but the body. */
void entry_read(struct rows *r, struct arena *a, struct entry *out);

struct sql {
	char text[2048];
	size_t len;
	struct arg args[16];
	size_t n;
};
enum sql_wanted { SQL_ROWS, SQL_COUNT };
void query_sql(const struct entry_query *q, enum sql_wanted wanted, struct sql *out);

#endif
