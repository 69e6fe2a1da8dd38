/*
 * facts: the rows of facts.db: `given`, an id for each place, and `slot`, the items of each feed in their
 * order.
 */
#include "catalog/facts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "catalog/schema.h"
#include "content/document.h"

static const char cure[] = MESSAGE(
    "restore a backup (jarchy restore FILE), or remove the file: then it is made again from the catalogue");

bool facts_read_stamp(struct facts *f, struct err *err)
{
	struct rows r;

	if (db_row(&f->db, &r, "be read", "SELECT identity, changes FROM stamp", NULL, 0, err)) {
		snprintf(f->stamp.identity, sizeof f->stamp.identity, "%s", row_peek(&r, 0));
		f->stamp.changes = f->committed = row_int(&r, 1);
	}
	int found = rows_found(&r);
	return found == 1 || (found == 0 && (err_message(err, cure) ||
	                                        err_prefix(err, "the file is damaged: it has no identity")));
}

static bool bring_up_to_date(struct facts *f, struct err *err)
{
	int64_t version = 0, tables = 0;

	if (db_number(&f->db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) != 1 ||
	    db_number(&f->db, "be opened", "SELECT count(*) FROM sqlite_schema", NULL, 0, &tables, err) != 1)
		return false;
	if (version < 0 || version > FACTS_VERSION)
		return err_set(err,
		    "made by a newer version of jarchy (%lld, this one knows %d): run that one, or restore a "
		    "backup (jarchy restore FILE)",
		    (long long)version, FACTS_VERSION);
	f->made = tables == 0;
	for (; version < FACTS_VERSION; version++)
		if (!db_script_whole(&f->db, "be made", schema_facts[version], err))
			return false;
	return db_script(&f->db, "be read",
	           "SELECT max(project) FROM given; SELECT max(pos) FROM slot;"
	           "SELECT max(path) FROM subscriber; SELECT max(path) FROM shown",
	           err) &&
	       facts_read_stamp(f, err);
}

/*
 * What a program left that was killed, or whose machine was: here a file of another day may lie under the
 * -wal of today.
 */
static bool check_recovered(struct facts *f, struct err *err)
{
	struct rows r;

	if (!f->recovered)
		return true;
	bool whole = db_row(&f->db, &r, "be checked", "PRAGMA integrity_check(1)", NULL, 0, err) &&
	             strcmp(row_peek(&r, 0), "ok") == 0;
	return rows_end(&r) && (whole || err_message(err, cure) ||
	                           err_prefix(err, "the file is damaged: it does not agree with itself"));
}

/* A -wal that was not emptied: the facts were not closed. */
static bool was_left_open(const char *path)
{
	struct stat st;
	struct buf wal;

	buf_init(&wal, 1 << 16);
	buf_printf(&wal, "%s-wal", path);
	bool left = stat(wal.data, &st) == 0 && st.st_size > 0;
	buf_release(&wal);
	return left;
}

bool facts_open(struct facts *f, const char *path, struct err *err)
{
	bool recovered = was_left_open(path);

	*f = (struct facts){ .recovered = recovered };
	if (!db_open(&f->db, "facts.db", path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
		return false;
	f->db.name = NULL;
	f->db.cure = cure;
	db_keep_wal(&f->db);
	db_defer_checkpoints(&f->db);
	if (db_script(&f->db, "be opened", schema_facts_pragmas, err) && bring_up_to_date(f, err) &&
	    check_recovered(f, err)) {
		f->db.name = "facts.db";
		return true;
	}
	err_prefix(err, "%s", path);
	facts_close(f);
	return false;
}

void facts_close(struct facts *f)
{
	db_close(&f->db);
}

/* --- changes ---------------------------------------------------------------------- */

bool facts_begin(struct facts *f, struct err *err)
{
	f->before = sqlite3_total_changes64(f->db.handle);
	return f->closed ? db_begin_reading(&f->db, err) : db_begin(&f->db, err);
}

bool facts_close_to_changes(struct facts *f, struct err *err)
{
	f->closed = true;
	return db_script(&f->db, "be opened", "PRAGMA query_only = ON", err);
}

bool facts_count(struct facts *f, struct err *err)
{
	return db_run(&f->db, "count a change", "UPDATE stamp SET changes = changes", NULL, 0, err);
}

bool facts_raise(struct facts *f, struct err *err)
{
	if (f->stamp.changes != f->committed || sqlite3_total_changes64(f->db.handle) == f->before)
		return true;
	f->stamp.changes++;
	return db_run(
	    &f->db, "count a change", "UPDATE stamp SET changes = ?", ARGS(arg_int(f->stamp.changes)), err);
}

bool facts_commit(struct facts *f, struct err *err)
{
	if (!db_commit(&f->db, err))
		return false;
	f->committed = f->stamp.changes;
	return true;
}

void facts_rollback(struct facts *f)
{
	db_rollback(&f->db);
	f->stamp.changes = f->committed;
}

bool facts_set_stamp(struct facts *f, const struct stamp *stamp, struct err *err)
{
	f->stamp = *stamp;
	return db_run(&f->db, "be named", "UPDATE stamp SET identity = ?, changes = ?",
	    ARGS(arg_text(stamp->identity), arg_int(stamp->changes)), err);
}

/* --- ids -------------------------------------------------------------------------- */

int facts_id(struct facts *f, const struct place *p, struct arena *a, const char **id, struct err *err)
{
	struct rows r;

	if (db_row(&f->db, &r, "look up an id",
	        "SELECT id FROM given g WHERE project = ?1 AND stem = ?2 AND lang = ?3 AND NOT EXISTS"
	        " (SELECT 1 FROM given o WHERE o.id = g.id AND o.vanished IS NULL"
	        "  AND (o.project, o.stem, o.lang) <> (?1, ?2, ?3))",
	        ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), err))
		*id = row_text(&r, 0, a);

	return rows_found(&r);
}

int facts_any(struct facts *f, struct err *err)
{
	return db_exists(
	    &f->db, "look for ids", "SELECT 1 FROM given WHERE vanished IS NULL LIMIT 1", NULL, 0, err);
}

int facts_ever(struct facts *f, struct err *err)
{
	return db_exists(&f->db, "look for ids", "SELECT 1 FROM given LIMIT 1", NULL, 0, err);
}

int facts_taken(struct facts *f, const struct place *p, const char *id, struct err *err)
{
	return db_exists(&f->db, "look up an id",
	    "SELECT 1 FROM given WHERE id = ? AND (project, stem, lang) <> (?, ?, ?) LIMIT 1",
	    ARGS(arg_text(id), arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), err);
}

/* Of what vanished and is not elsewhere already. */
#define MOVED(mark)                                                                                          \
	"SELECT min(id), count(DISTINCT id) FROM given g WHERE vanished IS NOT NULL AND " mark " = ?"        \
	" AND NOT EXISTS (SELECT 1 FROM given o WHERE o.id = g.id AND o.vanished IS NULL)"

static int find_moved(
    struct facts *f, const char *sql, int64_t mark, struct arena *a, const char **id, struct err *err)
{
	struct rows r;

	if (!mark)
		return 0;
	bool only = db_row(&f->db, &r, "look for a moved item", sql, ARGS(arg_int(mark)), err) &&
	            row_int(&r, 1) == 1;
	if (only)
		*id = row_text(&r, 0, a);
	return rows_end(&r) ? only : -1;
}

int facts_moved(struct facts *f, const struct marks *m, struct arena *a, const char **id, struct err *err)
{
	int found = find_moved(f, MOVED("file_mark"), m->file, a, id, err);

	if (found == 0)
		found = find_moved(f, MOVED("head_mark"), m->head, a, id, err);
	if (found == 0)
		found = find_moved(f, MOVED("body_mark"), m->body, a, id, err);
	return found;
}

bool facts_give(struct facts *f, const struct place *p, const char *id, const struct marks *m,
    const struct publication *published, struct err *err)
{
	return db_run(&f->db, "keep an id",
	    "INSERT INTO given VALUES(?1, ?2, ?3, ?4, NULL, ?5, ?6, ?7, ?8, ?9) ON CONFLICT DO UPDATE SET"
	    " id = excluded.id, vanished = NULL, file_mark = excluded.file_mark, head_mark = "
	    "excluded.head_mark,"
	    " body_mark = excluded.body_mark, published = excluded.published, dates = excluded.dates"
	    " WHERE vanished IS NOT NULL OR (id, file_mark, head_mark, body_mark, published, dates)"
	    " IS NOT (excluded.id, excluded.file_mark, excluded.head_mark, excluded.body_mark, "
	    "excluded.published,"
	    " excluded.dates)",
	    ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang), arg_text(id), arg_int(m->file),
	        arg_int(m->head), arg_int(m->body), arg_instant(published->at), arg_int(published->dates)),
	    err);
}

int facts_publication(struct facts *f, const char *id, struct publication *out, struct err *err)
{
	struct rows r;

	*out = (struct publication){ INSTANT_NONE, false };
	if (db_row(&f->db, &r, "look up a first publication",
	        "SELECT published, dates FROM given WHERE id = ? ORDER BY published IS NULL, published LIMIT "
	        "1",
	        ARGS(arg_text(id)), err))
		*out = (struct publication){ row_instant(&r, 0), row_int(&r, 1) };
	return rows_found(&r);
}

int facts_vanish(struct facts *f, const struct place *p, int64_t now, int64_t *at, struct err *err)
{
	return db_number(&f->db, "note what vanished",
	    "UPDATE given SET vanished = coalesce(vanished, ?) WHERE project = ? AND stem = ? AND lang = ?"
	    " RETURNING vanished",
	    ARGS(arg_int(now), arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), at, err);
}

int place_order(const void *a, const void *b)
{
	const struct place *p = a, *q = b;
	int order = strcmp(p->project, q->project);

	if (order == 0)
		order = strcmp(p->stem, q->stem);
	return order ? order : strcmp(p->lang, q->lang);
}

bool facts_vanish_others(struct facts *f, const struct place *places, size_t n, int64_t now, struct err *err)
{
	struct arena a = { 0 };
	struct place *gone = NULL;
	size_t gone_count = 0;
	struct rows r;

	db_select(&f->db, &r, "look for what vanished",
	    "SELECT project, stem, lang FROM given WHERE vanished IS NULL", NULL, 0, err);
	while (rows_next(&r)) {
		struct place p = { row_peek(&r, 0), row_peek(&r, 1), row_peek(&r, 2) };
		if (bsearch(&p, places, n, sizeof p, place_order))
			continue;
		struct place *g = ARENA_PUSH(&a, gone, gone_count);
		*g = (struct place){ row_text(&r, 0, &a), row_text(&r, 1, &a), row_text(&r, 2, &a) };
	}
	bool ok = rows_end(&r);
	for (size_t i = 0; ok && i < gone_count; i++) {
		int64_t at;
		ok = facts_vanish(f, &gone[i], now, &at, err) >= 0;
	}
	arena_release(&a);
	return ok;
}

bool facts_slots(struct db *db, const char *project, const char *lang, int64_t *count, struct err *err)
{
	*count = 0;
	return db_number(db, "count the items of a feed",
	           "SELECT pos + 1 FROM slot WHERE project = ? AND lang = ? ORDER BY pos DESC LIMIT 1",
	           ARGS(arg_text(project), arg_text(lang)), count, err) >= 0;
}

int facts_list(struct facts *f, struct feed_slot *s, struct err *err)
{
	struct rows r;

	if (db_row(&f->db, &r, "list an item",
	        "INSERT INTO slot VALUES(?, ?, ?, ?, ?, NULL) ON CONFLICT(id, project, lang) DO UPDATE"
	        " SET gone = NULL WHERE gone IS NOT NULL RETURNING pos, at",
	        ARGS(arg_text(s->project), arg_text(s->lang), arg_int(s->pos), arg_text(s->id),
	            arg_int(s->at)),
	        err)) {
		s->pos = row_int(&r, 0);
		s->at = row_int(&r, 1);
		s->gone = INSTANT_NONE;
	}
	return rows_found(&r);
}

int facts_unlist(struct facts *f, struct feed_slot *s, struct err *err)
{
	struct rows r;

	if (db_row(&f->db, &r, "unlist an item",
	        "UPDATE slot SET gone = ? WHERE id = ? AND project = ? AND lang = ? AND gone IS NULL"
	        " RETURNING pos, at",
	        ARGS(arg_int(s->gone), arg_text(s->id), arg_text(s->project), arg_text(s->lang)), err)) {
		s->pos = row_int(&r, 0);
		s->at = row_int(&r, 1);
	}
	return rows_found(&r);
}

/* --- since when ------------------------------------------------------------------- */

int facts_since(struct db *db, const char *path, struct since_mark *m, struct err *err)
{
	struct rows r;

	m->at = INSTANT_NONE;
	m->known = false;
	if (db_row(db, &r, "look up since when", "SELECT digest, at FROM shown WHERE path = ?",
	        ARGS(arg_text(path)), err)) {
		m->known = strcmp(row_peek(&r, 0), m->digest) == 0;
		m->at = row_int(&r, 1);
	}
	return rows_found(&r);
}

bool facts_set_since(struct facts *f, const char *path, const struct since_mark *m, struct err *err)
{
	return db_run(&f->db, "keep since when",
	    "INSERT INTO shown VALUES(?, ?, ?) ON CONFLICT DO UPDATE SET digest = excluded.digest,"
	    " at = excluded.at",
	    ARGS(arg_text(path), arg_text(m->digest), arg_int(m->at)), err);
}

bool facts_forget_since(struct facts *f, const char *path, struct err *err)
{
	return db_run(
	    &f->db, "forget since when", "DELETE FROM shown WHERE path = ?", ARGS(arg_text(path)), err);
}

/* The clock may have been set back, and a pass may come within the second of the one before. */
int64_t facts_later(int64_t now, int64_t before)
{
	return before != INSTANT_NONE && before >= now ? before + 1 : now;
}

bool facts_since_attachment(struct facts *f, const char *path, const char *digest, int64_t mtime, int64_t now,
    int64_t *at, struct err *err)
{
	struct since_mark m;

	snprintf(m.digest, sizeof m.digest, "%s", digest);
	int found = facts_since(&f->db, path, &m, err);
	if (found == 0)
		m.at = mtime < now ? mtime : now;
	else if (found == 1 && !m.known)
		m.at = facts_later(now, m.at);
	*at = m.at;
	return found >= 0 && (m.known || f->closed || facts_set_since(f, path, &m, err));
}
