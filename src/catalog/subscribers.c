#include "catalog/subscribers.h"

#include <unistd.h>

#include "catalog/schema.h"
#include "catalog/work.h"

/* The step of the facts that brought them. */
enum { SUBSCRIBERS_SINCE = 3 };

/* 1: there is room for a newcomer, perhaps since another went; 0: there is not; -1: failed. path "": in all. */
static int make_room(struct db *db, const char *path, int64_t max, int64_t today, struct err *err)
{
	int64_t n = 0, gone;
	int got = *path ? db_number(db, "count subscribers", "SELECT count(*) FROM subscriber WHERE path = ?",
	                      ARGS(arg_text(path)), &n, err)
	                : db_number(
	                      db, "count subscribers", "SELECT count(*) FROM subscriber", NULL, 0, &n, err);

	if (got < 0 || n < max)
		return got;
	return db_number(db, "make room for subscribers",
	    "DELETE FROM subscriber WHERE (path, agent, feed_id) IN"
	    " (SELECT path, agent, feed_id FROM subscriber WHERE (?1 = '' OR path = ?1)"
	    "  AND (seen < ?2 OR (seen = since AND seen < ?3)) ORDER BY seen, path, agent, feed_id LIMIT 1)"
	    " RETURNING 1",
	    ARGS(arg_text(path), arg_int(today - SUBSCRIBERS_GONE), arg_int(today)), &gone, err);
}

static bool note(struct db *db, const struct subscriber *s, int64_t today, struct err *err)
{
	int64_t one;
	int known = db_number(db, "look up subscribers",
	    "SELECT 1 FROM subscriber WHERE path = ? AND agent = ? AND feed_id = ?",
	    ARGS(arg_text(s->path), arg_text(s->agent), arg_text(s->feed_id)), &one, err);

	if (known == 0) {
		int room = make_room(db, s->path, SUBSCRIBERS_A_FEED, today, err);
		if (room == 1)
			room = make_room(db, "", SUBSCRIBERS_IN_ALL, today, err);
		if (room < 1)
			return room == 0;
	}
	return known >= 0 && db_run(db, "keep subscribers",
	                         "INSERT INTO subscriber VALUES(?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT DO UPDATE"
	                         " SET count = excluded.count, seen = excluded.seen"
	                         " WHERE (count, seen) IS NOT (excluded.count, excluded.seen)",
	                         ARGS(arg_text(s->path), arg_text(s->agent), arg_text(s->feed_id),
	                             arg_int(s->count), arg_int(s->seen)),
	                         err);
}

bool subscribers_note(struct writer *w, const struct subscriber *v, size_t n, int64_t today, struct err *err)
{
	struct db *db = &w->facts.db;

	if (!facts_begin(&w->facts, err))
		return false;
	bool ok = db_run(db, "forget subscribers", "DELETE FROM subscriber WHERE seen < ?",
	    ARGS(arg_int(today - SUBSCRIBERS_KEPT)), err);
	for (size_t i = 0; ok && i < n; i++)
		ok = note(db, &v[i], today, err);
	if (ok && facts_commit(&w->facts, err))
		return true;
	facts_rollback(&w->facts);
	return false;
}

static bool read_rows(struct db *db, struct arena *a, struct subscribers *out, struct err *err)
{
	struct rows r;
	int got;

	if (!db_select(db, &r, "list subscribers",
	        "SELECT path, agent, feed_id, count, seen FROM subscriber"
	        " ORDER BY path, count DESC, agent, feed_id",
	        NULL, 0, err))
		return false;
	while ((got = rows_next(&r, err)) == 1)
		*(struct subscriber *)ARENA_PUSH(a, out->v, out->n) = (struct subscriber){ row_text(&r, 0, a),
			row_text(&r, 1, a), row_text(&r, 2, a), row_int(&r, 3), row_int(&r, 4) };
	return got == 0;
}

bool subscribers_read(const char *folder, struct arena *a, struct subscribers *out, struct err *err)
{
	const char *path = arena_printf(a, "%s/facts.db", folder);
	struct db db;
	int64_t version = 0;

	*out = (struct subscribers){ NULL, 0 };
	if (access(path, F_OK) != 0)
		return true;
	if (!db_open(&db, "facts", path, SQLITE_OPEN_READONLY, err))
		return false;
	bool ok = db_script(&db, "be opened", "PRAGMA temp_store = MEMORY", err) &&
	          db_number(&db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) == 1 &&
	          (version < SUBSCRIBERS_SINCE || read_rows(&db, a, out, err));
	db_close(&db);
	return ok || err_prefix(err, "%s", path);
}
