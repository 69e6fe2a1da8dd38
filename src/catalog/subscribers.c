/*
 * subscribers: the rows of the durable facts that hold what feed services said, with a bound for each
 * feed and in all.
 */
#include "catalog/subscribers.h"

#include <assert.h>
#include <unistd.h>

#include "catalog/meta.h"
#include "catalog/schema.h"
#include "catalog/writer_internal.h"

/* The step of the facts that brought them. */
enum { SUBSCRIBERS_SINCE = 3 };

static bool count_all(struct db *db, int64_t *n, struct err *err)
{
	return db_number(db, "count subscribers", "SELECT count(*) FROM subscriber", NULL, 0, n, err) == 1;
}

/* Takes out what is not worth a place any more; *n: how many are left. */
static bool make_room(struct db *db, int64_t today, int64_t *n, struct err *err)
{
	if (!db_run(db, "forget subscribers", "DELETE FROM subscriber WHERE seen < ?",
	        ARGS(arg_int(today - SUBSCRIBERS_KEPT)), err) ||
	    !count_all(db, n, err))
		return false;
	return *n < SUBSCRIBERS_IN_ALL ||
	       (db_run(db, "forget subscribers", "DELETE FROM subscriber WHERE seen = since AND seen < ?",
	            ARGS(arg_int(today - 1)), err) &&
	           count_all(db, n, err));
}

/* 1: the feed has a place for a newcomer, perhaps since another went; 0: it has none; -1: failed. */
static int make_place(struct db *db, const char *path, int64_t today, int64_t *n, struct err *err)
{
	int64_t here;

	if (db_number(db, "count subscribers", "SELECT count(*) FROM subscriber WHERE path = ?",
	        ARGS(arg_text(path)), &here, err) < 0)
		return -1;
	if (here < SUBSCRIBERS_A_FEED)
		return *n < SUBSCRIBERS_IN_ALL;
	int gone = db_exists(db, "forget subscribers",
	    "DELETE FROM subscriber WHERE (path, agent, feed_id) IN"
	    " (SELECT path, agent, feed_id FROM subscriber WHERE path = ?"
	    "  AND (seen < ? OR (seen = since AND seen < ?)) ORDER BY seen LIMIT 1) RETURNING 1",
	    ARGS(arg_text(path), arg_int(today - SUBSCRIBERS_GONE), arg_int(today - 1)), err);
	*n -= gone == 1;
	return gone;
}

static bool note(struct db *db, const struct subscriber *s, int64_t today, int64_t *n, struct err *err)
{
	int known = db_exists(db, "look up subscribers",
	    "SELECT 1 FROM subscriber WHERE path = ? AND agent = ? AND feed_id = ?",
	    ARGS(arg_text(s->path), arg_text(s->agent), arg_text(s->feed_id)), err);
	int place = known ? known : make_place(db, s->path, today, n, err);

	if (place < 1)
		return place == 0;
	*n += !known;
	return db_run(db, "keep subscribers",
	    "INSERT INTO subscriber VALUES(?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT DO UPDATE"
	    " SET count = excluded.count, seen = excluded.seen"
	    " WHERE (count, seen) IS NOT (excluded.count, excluded.seen)",
	    ARGS(arg_text(s->path), arg_text(s->agent), arg_text(s->feed_id), arg_int(s->count),
	        arg_int(s->seen)),
	    err);
}

bool subscribers_note(struct writer *w, const struct subscriber *v, size_t n, int64_t today, struct err *err)
{
	struct db *db = &w->facts.db;
	int64_t held;

	assert(w->state == WRITER_OPEN);
	if (!facts_begin(&w->facts, err))
		return false;
	bool ok = make_room(db, today, &held, err);
	for (size_t i = 0; ok && i < n; i++)
		ok = note(db, &v[i], today, &held, err);
	if (ok && facts_raise(&w->facts, err) && facts_commit(&w->facts, err))
		return meta_set_stamp(&w->catalog.db, &w->facts.stamp, err);
	facts_rollback(&w->facts);
	return false;
}

static bool read_rows(struct db *db, struct arena *a, struct subscribers *out, struct err *err)
{
	struct rows r;

	db_select(db, &r, "list subscribers",
	    "SELECT path, agent, feed_id, count, seen FROM subscriber"
	    " ORDER BY path, count DESC, agent, feed_id",
	    NULL, 0, err);
	while (rows_next(&r))
		*ARENA_PUSH(a, out->v, out->n) = (struct subscriber){ row_text(&r, 0, a), row_text(&r, 1, a),
			row_text(&r, 2, a), row_int(&r, 3), row_int(&r, 4) };
	return rows_end(&r);
}

bool subscribers_read(const char *folder, struct arena *a, struct subscribers *out, struct err *err)
{
	const char *path = arena_printf(a, "%s/facts.db", folder);
	struct db db;
	int64_t version = 0;

	*out = (struct subscribers){ NULL, 0 };
	if (access(path, F_OK) != 0)
		return true;
	if (!db_open(&db, "facts.db", path, SQLITE_OPEN_READONLY, err))
		return false;
	db.name = NULL;
	bool ok = db_script(&db, "be opened", "PRAGMA temp_store = MEMORY", err) &&
	          db_number(&db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) == 1 &&
	          (version < SUBSCRIBERS_SINCE || read_rows(&db, a, out, err));
	db_close(&db);
	return ok || err_prefix(err, "%s", path);
}
