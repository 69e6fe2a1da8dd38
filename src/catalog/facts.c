/*
 * facts: the rows of facts.db: `given`, an id for each place, and `slot`, the items of each feed in their order.
 */
#include "catalog/facts.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/schema.h"

static bool bring_up_to_date(struct facts *f, struct err *err)
{
	int64_t version = 0;

	if (db_number(&f->db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) != 1)
		return false;
	if (version < 0 || version > FACTS_VERSION)
		return err_set(err, "facts: made by another version of jarchy (%lld)", (long long)version);
	for (; version < FACTS_VERSION; version++)
		if (!db_script_whole(&f->db, "be made", schema_facts[version], err))
			return false;
	return db_script(&f->db, "be read",
	    "SELECT max(project) FROM given; SELECT max(pos) FROM slot;"
	    "SELECT max(path) FROM subscriber",
	    err);
}

bool facts_open(struct facts *f, const char *path, struct err *err)
{
	if (!db_open(&f->db, "facts", path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
		return false;
	db_keep_wal(&f->db);
	if (db_script(&f->db, "be opened", schema_facts_pragmas, err) && bring_up_to_date(f, err))
		return true;
	err_prefix(err, "%s", path);
	facts_close(f);
	return false;
}

void facts_close(struct facts *f)
{
	db_close(&f->db);
}

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

bool facts_give(
    struct facts *f, const struct place *p, const char *id, const struct marks *m, struct err *err)
{
	return db_run(&f->db, "keep an id",
	    "INSERT INTO given VALUES(?, ?, ?, ?, NULL, ?, ?, ?) ON CONFLICT DO UPDATE SET id = excluded.id,"
	    " vanished = NULL, file_mark = excluded.file_mark, head_mark = excluded.head_mark,"
	    " body_mark = excluded.body_mark WHERE vanished IS NOT NULL OR (id, file_mark, head_mark, "
	    "body_mark)"
	    " IS NOT (excluded.id, excluded.file_mark, excluded.head_mark, excluded.body_mark)",
	    ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang), arg_text(id), arg_int(m->file),
	        arg_int(m->head), arg_int(m->body)),
	    err);
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

static bool same_row(struct rows *a, struct rows *b)
{
	for (int i = 0; i < 4; i++)
		if (strcmp(row_peek(a, i), row_peek(b, i)) != 0)
			return false;
	return row_int(a, 4) == row_int(b, 4);
}

/* 1: the mirror shows what the facts say; 0: it does not; -1: failed. */
static int mirror_is_true(struct facts *f, struct db *catalogue, struct err *err)
{
	struct rows here, there;
	bool a, b, same;

	db_select(&f->db, &here, "list what vanished",
	    "SELECT project, stem, lang, id, vanished FROM given WHERE vanished IS NOT NULL"
	    " ORDER BY project, stem, lang",
	    NULL, 0, err);
	db_select(catalogue, &there, "list what vanished",
	    "SELECT project, stem, lang, id, at FROM vanished ORDER BY project, stem, lang", NULL, 0, err);
	do {
		a = rows_next(&here);
		b = rows_next(&there);
		same = a == b && (!a || same_row(&here, &there));
	} while (same && a);
	bool ok = rows_end(&here);
	return rows_end(&there) && ok ? same : -1;
}

static bool mirror_all(struct facts *f, struct db *catalogue, struct err *err)
{
	struct rows r;

	bool ok = db_run(catalogue, "mirror what vanished", "DELETE FROM vanished", NULL, 0, err);

	db_select(&f->db, &r, "list what vanished",
	    "SELECT project, stem, lang, id, vanished FROM given WHERE vanished IS NOT NULL", NULL, 0, err);
	while (ok && rows_next(&r))
		ok = db_run(catalogue, "mirror what vanished", "INSERT INTO vanished VALUES(?, ?, ?, ?, ?)",
		    ARGS(arg_text(row_peek(&r, 0)), arg_text(row_peek(&r, 1)), arg_text(row_peek(&r, 2)),
		        arg_text(row_peek(&r, 3)), arg_int(row_int(&r, 4))),
		    err);
	return rows_end(&r) && ok;
}

bool facts_mirror(struct facts *f, struct db *catalogue, bool *changed, struct err *err)
{
	int same = mirror_is_true(f, catalogue, err);

	*changed = same == 0;
	return same == 1 || (same == 0 && mirror_all(f, catalogue, err));
}

bool facts_slots(struct facts *f, const char *project, const char *lang, int64_t *count, struct err *err)
{
	*count = 0;
	return db_number(&f->db, "count the items of a feed",
	           "SELECT pos + 1 FROM slot WHERE project = ? AND lang = ? ORDER BY pos DESC LIMIT 1",
	           ARGS(arg_text(project), arg_text(lang)), count, err) >= 0;
}

bool facts_list(struct facts *f, const char *project, const char *lang, const char *id, int64_t at,
    int64_t *next, struct err *err)
{
	int64_t pos = -1;
	int found = db_number(&f->db, "list an item",
	    "INSERT INTO slot VALUES(?, ?, ?, ?, ?, NULL) ON CONFLICT(id, project, lang) DO UPDATE"
	    " SET gone = NULL WHERE gone IS NOT NULL RETURNING pos",
	    ARGS(arg_text(project), arg_text(lang), arg_int(*next), arg_text(id), arg_int(at)), &pos, err);

	if (pos == *next)
		++*next;
	return found >= 0;
}

bool facts_unlist(
    struct facts *f, const char *project, const char *lang, const char *id, int64_t now, struct err *err)
{
	return db_run(&f->db, "unlist an item",
	    "UPDATE slot SET gone = ? WHERE id = ? AND project = ? AND lang = ? AND gone IS NULL",
	    ARGS(arg_int(now), arg_text(id), arg_text(project), arg_text(lang)), err);
}
