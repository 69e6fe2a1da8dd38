/*
 * facts: the durable database beside the catalogue.
 */
#include "catalog/facts.h"

#include <string.h>

#include "catalog/schema.h"

bool facts_open(struct facts *f, const char *path, struct err *err)
{
	int64_t version = 0;

	if (!db_open(&f->db, "facts", path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
		return false;
	if (db_script(&f->db, "be opened", schema_facts_pragmas, err) &&
	    db_number(&f->db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) == 1) {
		if (version == FACTS_VERSION &&
		    db_script(&f->db, "be read", "SELECT max(project) FROM given", err))
			return true;
		if (version == 0 && db_script(&f->db, "be made", schema_facts, err))
			return true;
		if (version != 0 && version != FACTS_VERSION)
			err_set(err, "facts: made by another version of jarchy (%lld)", (long long)version);
	}
	err_prefix(err, "%s", path);
	facts_close(f);
	return false;
}

void facts_close(struct facts *f)
{
	db_close(&f->db);
}

bool facts_begin(struct facts *f, struct err *err)
{
	return db_run(&f->db, "begin a change", "BEGIN IMMEDIATE", NULL, 0, err);
}

bool facts_commit(struct facts *f, struct err *err)
{
	return db_run(&f->db, "keep a change", "COMMIT", NULL, 0, err);
}

void facts_rollback(struct facts *f)
{
	if (!sqlite3_get_autocommit(f->db.handle))
		db_run(&f->db, "undo a change", "ROLLBACK", NULL, 0, NULL);
}

int facts_id(struct facts *f, const struct place *p, struct arena *a, const char **id, struct err *err)
{
	struct rows r;
	int got;

	if (!db_select(&f->db, &r, "look up an id",
	        "SELECT id FROM given WHERE project = ? AND stem = ? AND lang = ?",
	        ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), err))
		return -1;
	got = rows_next(&r, err);
	if (got == 1) {
		*id = row_text(&r, 0, a);
		rows_end(&r);
	}
	return got;
}

bool facts_give(struct facts *f, const struct place *p, const char *id, struct err *err)
{
	return db_run(&f->db, "keep an id",
	    "INSERT INTO given(project, stem, lang, id) VALUES(?, ?, ?, ?)"
	    " ON CONFLICT DO UPDATE SET id = excluded.id, vanished = NULL"
	    " WHERE id <> excluded.id OR vanished IS NOT NULL",
	    ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang), arg_text(id)), err);
}

int facts_vanish(struct facts *f, const struct place *p, int64_t now, int64_t *at, struct err *err)
{
	return db_number(&f->db, "note what vanished",
	    "UPDATE given SET vanished = coalesce(vanished, ?) WHERE project = ? AND stem = ? AND lang = ?"
	    " RETURNING vanished",
	    ARGS(arg_int(now), arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), at, err);
}

static bool same_row(struct rows *a, struct rows *b)
{
	for (int i = 0; i < 3; i++)
		if (strcmp(row_peek(a, i), row_peek(b, i)) != 0)
			return false;
	return row_int(a, 3) == row_int(b, 3);
}

/* 1: the mirror shows what the facts say; 0: it does not; -1: failed. */
static int mirror_is_true(struct facts *f, struct db *catalogue, struct err *err)
{
	struct rows here, there;
	int a, b, same = 1;

	if (!db_select(&f->db, &here, "list what vanished",
	        "SELECT project, stem, lang, vanished FROM given WHERE vanished IS NOT NULL"
	        " ORDER BY project, stem, lang",
	        NULL, 0, err))
		return -1;
	if (!db_select(catalogue, &there, "list what vanished",
	        "SELECT project, stem, lang, at FROM vanished ORDER BY project, stem, lang", NULL, 0, err))
		return -1;
	do {
		a = rows_next(&here, err);
		b = rows_next(&there, err);
		same = a == b && (a != 1 || same_row(&here, &there));
	} while (same && a == 1);
	rows_end(&here);
	rows_end(&there);
	return a < 0 || b < 0 ? -1 : same;
}

static bool mirror_all(struct facts *f, struct db *catalogue, struct err *err)
{
	struct rows r;
	int got;

	if (!db_run(catalogue, "mirror what vanished", "DELETE FROM vanished", NULL, 0, err) ||
	    !db_select(&f->db, &r, "list what vanished",
	        "SELECT project, stem, lang, vanished FROM given WHERE vanished IS NOT NULL", NULL, 0, err))
		return false;
	while ((got = rows_next(&r, err)) == 1)
		if (!db_run(catalogue, "mirror what vanished", "INSERT INTO vanished VALUES(?, ?, ?, ?)",
		        ARGS(arg_text(row_peek(&r, 0)), arg_text(row_peek(&r, 1)), arg_text(row_peek(&r, 2)),
		            arg_int(row_int(&r, 3))),
		        err)) {
			rows_end(&r);
			return false;
		}
	return got == 0;
}

bool facts_mirror(struct facts *f, struct db *catalogue, bool *changed, struct err *err)
{
	int same = mirror_is_true(f, catalogue, err);

	*changed = same == 0;
	return same == 1 || (same == 0 && mirror_all(f, catalogue, err));
}
