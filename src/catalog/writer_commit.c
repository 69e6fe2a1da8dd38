/*
 * writer_commit: settles what a change comes to, then commits it in both databases (the order is in
 * writer.c).
 */
#include "catalog/writer.h"

#include <assert.h>

#include "catalog/databases.h"
#include "catalog/followed.h"
#include "catalog/history_keep.h"
#include "catalog/marks.h"
#include "catalog/meta.h"
#include "catalog/publication.h"
#include "catalog/renamed.h"
#include "catalog/writer_internal.h"

/* Readers see the item of this file from this commit on: its id is a fact now, and it is not gone. */
static bool give_id(struct writer *w, int64_t file, struct err *err)
{
	struct db *db = &w->catalog.db;
	struct rows r;
	bool ok = true;

	if (db_row(db, &r, "read an item",
	        "SELECT i.project, i.stem, i.lang, i.id, i.written, i.title, i.body_mark, f.inode, f.size,"
	        " f.mtime_ns, i.published, i.dates FROM item i JOIN file f ON f.id = i.file"
	        " WHERE i.file = ? AND i.state IN (?, ?)",
	        ARGS(arg_int(file), arg_int(STATE_LIVE), arg_int(STATE_WITHDRAWN)), err)) {
		struct place p = { row_peek(&r, 0), row_peek(&r, 1), row_peek(&r, 2) };
		const struct marks m = {
			marks_file(p.lang, row_int(&r, 7), row_int(&r, 8), row_int(&r, 9)),
			marks_head(p.lang, row_int(&r, 4), row_peek(&r, 5)),
			row_int(&r, 6),
		};
		const struct publication published = { row_instant(&r, 10), row_int(&r, 11) };
		ok = facts_give(&w->facts, &p, row_peek(&r, 3), &m, &published, err) &&
		     db_run(db, "forget that an item vanished",
		         "DELETE FROM vanished WHERE project = ? AND stem = ? AND lang = ?",
		         ARGS(arg_text(p.project), arg_text(p.stem), arg_text(p.lang)), err);
	}
	return rows_end(&r) && ok;
}

static bool give_ids(struct writer *w, struct err *err)
{
	for (size_t i = 0; i < w->change.shown_count; i++)
		if (!give_id(w, w->change.shown[i], err))
			return false;
	return true;
}

/* Which facts the rows agree with from now on. */
static bool put_stamp(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;

	return (!w->exports || !writer_touched(w).any || facts_count(&w->facts, err)) &&
	       facts_raise(&w->facts, err) && meta_set_stamp(db, &w->facts.stamp, err) &&
	       (!w->behind || !w->recounted || meta_set_behind(db, false, err));
}

static bool settle(struct writer *w, struct err *err)
{
	if (w->follower)
		return followed_settle(w, err);
	return publication_settle(w, err) && give_ids(w, err) && renamed_settle(w, err) &&
	       history_keep(w, err);
}

/* What readers see is another version, of this instant. */
static bool put_version(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;

	return !writer_touched(w).any || (meta_raise_version(db, err) && meta_set_now(db, w->now, err));
}

bool writer_commit(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;

	assert(w->state == WRITER_CHANGING);
	if (settle(w, err) && put_version(w, err) && put_stamp(w, err) && facts_commit(&w->facts, err) &&
	    db_commit(db, err) && (!w->building || databases_publish(w, err))) {
		w->stale = false;
		w->behind = w->behind && !w->recounted;
		w->state = WRITER_OPEN;
		return true;
	}
	writer_rollback(w);
	return false;
}
