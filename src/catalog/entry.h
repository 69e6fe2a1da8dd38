/*
 * entry: how a row of `item` becomes a struct entry.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_ENTRY_H
#define JARCHY_CATALOG_ENTRY_H

#include "catalog/catalog.h"
#include "catalog/db.h"

/* The columns that entry_read expects first, of `item` under the name i. */
#define ENTRY_COLUMNS                                                                                        \
	"i.file, i.project, i.stem, i.lang, i.id, i.title, i.short_title, i.summary, i.kind, i.state,"       \
	" i.date, i.date_has_time, i.corrected, i.publish, i.withdrawn, i.reason,"                           \
	" i.event_start, i.event_start_has_time, i.event_end, i.event_end_has_time, i.bundle, i.expires,"    \
	" i.event_status, i.published"
enum { ENTRY_BODY = 24, ENTRY_MARKS }; /* the columns after them, where they are asked for: b.text, b.marks */
/* What feeds say was the last change of an item, from its columns; each may be INSTANT_NONE but the date. */
int64_t entry_updated(int64_t date, int64_t publish, int64_t published, int64_t corrected);
/* All but the body. */
void entry_read(struct rows *r, struct arena *a, struct entry *out);

/*
 * The one item of which the condition is true, in any state, with its body: 1, 0 when there is none, -1
 * failed.
 */
#define ENTRY_WHERE                                                                                          \
	"SELECT " ENTRY_COLUMNS ", b.text, b.marks FROM item i JOIN body b ON b.file = i.file WHERE "
int entry_find(struct db *db, const char *sql, const struct arg *args, size_t n, struct arena *a,
    struct entry *out, struct err *err);

#endif
