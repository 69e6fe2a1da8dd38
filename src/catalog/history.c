/*
 * history: a feed's slots are in the facts, and a copy of them in the catalogue; which items were corrected
 * the catalogue knows.
 */
#include "catalog/history.h"

#include "catalog/catalog_internal.h"
#include "catalog/entry.h"
#include "catalog/facts.h"

bool history_origin(
    struct catalog *c, const char *project, struct arena *a, const char **out, struct err *err)
{
	struct rows r;

	*out = project;
	if (db_row(&c->db, &r, "look up a project", "SELECT origin FROM renamed WHERE slug = ?",
	        ARGS(arg_text(project)), err))
		*out = row_text(&r, 0, a);
	return rows_end(&r);
}

/* Where the positions are read. */
static struct db *slots_of(struct catalog *c)
{
	return c->facts ? &c->facts->db : &c->db;
}

bool history_length(struct catalog *c, const char *project, const char *lang, int64_t *out, struct err *err)
{
	return facts_slots(slots_of(c), project, lang, out, err);
}

/* moved: the item left its folder, which was that of the project, and is in another one. */
#define MOVED                                                                                                \
	"gone IS NOT NULL AND EXISTS (SELECT 1 FROM given g WHERE g.id = slot.id"                            \
	" AND g.project = slot.project AND g.vanished IS NOT NULL) AND EXISTS (SELECT 1 FROM given g"        \
	" WHERE g.id = slot.id AND g.project <> slot.project AND g.vanished IS NULL)"

/* By whether the catalogue is asked, which does not know what moved. */
#define SELECT_SLOTS(moved, index) "SELECT pos, id, at, gone, " moved " AS moved FROM slot " index " WHERE "
#define SLOTS(where)                                                                                         \
	(const char *const[2])                                                                               \
	{                                                                                                    \
		SELECT_SLOTS(MOVED, "") where, SELECT_SLOTS("0", "") where                                   \
	}
/* The facts have an index of the few that are gone; SQLite would rather walk along all slots of the feed. */
#define GONE_SLOTS(where)                                                                                    \
	(const char *const[2])                                                                               \
	{                                                                                                    \
		SELECT_SLOTS(MOVED, "INDEXED BY slot_gone") where, SELECT_SLOTS("0", "") where               \
	}

static void read_slot(struct rows *r, struct arena *a, struct slots *out)
{
	struct slot *s = ARENA_PUSH(a, out->v, out->n);

	*s = (struct slot){ row_int(r, 0), row_text(r, 1, a), row_int(r, 2), row_instant(r, 3),
		row_int(r, 4) };
}

static bool select_slots(struct catalog *c, const char *const sql[2], const struct arg *args, size_t n,
    struct arena *a, struct slots *out, struct err *err)
{
	struct slots list = { 0 };
	struct rows r;

	db_select(slots_of(c), &r, "read the history of a feed", sql[!c->facts], args, n, err);
	while (rows_next(&r))
		read_slot(&r, a, &list);
	*out = list;
	return rows_end(&r);
}

bool history_slots(struct catalog *c, const char *project, const char *lang, int64_t from, size_t limit,
    struct arena *a, struct slots *out, struct err *err)
{
	return select_slots(c,
	    SLOTS("project = ? AND lang = ? AND pos >= ?"
	          " ORDER BY pos LIMIT ?"),
	    ARGS(arg_text(project), arg_text(lang), arg_int(from), arg_int((int64_t)limit)), a, out, err);
}

bool history_newest(struct catalog *c, const char *project, const char *lang, size_t limit, struct arena *a,
    struct slots *out, struct err *err)
{
	return select_slots(c,
	    SLOTS("project = ? AND lang = ? AND gone IS NULL"
	          " ORDER BY pos DESC LIMIT ?"),
	    ARGS(arg_text(project), arg_text(lang), arg_int((int64_t)limit)), a, out, err);
}

bool history_gone(struct catalog *c, const char *project, const char *lang, size_t limit, struct arena *a,
    struct slots *out, struct err *err)
{
	return select_slots(c,
	    GONE_SLOTS("project = ? AND lang = ? AND gone IS NOT NULL"
	               " ORDER BY moved, gone DESC, pos DESC LIMIT ?"),
	    ARGS(arg_text(project), arg_text(lang), arg_int((int64_t)limit)), a, out, err);
}

bool history_corrected(struct catalog *c, const char *project, const char *lang, size_t limit,
    struct arena *a, struct slots *out, struct err *err)
{
	struct rows r;
	bool ok = true;

	db_select(&c->db, &r, "list corrected items",
	    "SELECT i.id FROM item i WHERE i.lang = ?2 AND i.corrected IS NOT NULL AND i.state = ?4"
	    " AND EXISTS (SELECT 1 FROM membership m WHERE m.project = ?1 AND m.lang = ?2 AND m.state = ?4"
	    "  AND m.year = i.year AND m.date = i.date AND m.home = i.project AND m.stem = i.stem)"
	    " ORDER BY i.corrected DESC, i.project, i.stem LIMIT ?3",
	    ARGS(arg_text(project), arg_text(lang), arg_int((int64_t)limit), arg_int(STATE_LIVE)), err);
	*out = (struct slots){ 0 };
	while (ok && rows_next(&r)) {
		struct slots one;
		ok = select_slots(c, SLOTS("id = ? AND project = ? AND lang = ?"),
		    ARGS(arg_text(row_peek(&r, 0)), arg_text(project), arg_text(lang)), a, &one, err);
		if (ok && one.n)
			*ARENA_PUSH(a, out->v, out->n) = one.v[0];
	}
	return rows_end(&r) && ok;
}

int history_entry(struct catalog *c, const char *id, struct arena *a, struct entry *out, struct err *err)
{
	return entry_find(&c->db, ENTRY_WHERE "i.id = ?", ARGS(arg_text(id)), a, out, err);
}
