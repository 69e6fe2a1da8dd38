/*
 * problems: what is wrong in the content, as rows: of a content file in `problem` (writer_put.c), of what is none in `stray`.
 */
#include <assert.h>
#include <string.h>

#include "catalog/writer.h"
#include "catalog/writer_internal.h"

static bool read_problems(
    struct db *db, const char *sql, const struct arg *args, size_t n, struct problems *out, struct err *err)
{
	struct rows r;

	db_select(db, &r, "list problems", sql, args, n, err);
	while (rows_next(&r))
		problem_add_message(out, (enum severity)row_int(&r, 3), row_peek(&r, 0), (int)row_int(&r, 1),
		    (int)row_int(&r, 2), row_text(&r, 4, &out->arena), row_peek(&r, 5));
	problems_sort(out);
	return rows_end(&r);
}

static bool read_strays(struct db *db, struct problems *out, struct err *err)
{
	return read_problems(
	    db, "SELECT path, 0, 0, ?, rule, text FROM stray", ARGS(arg_int(SEVERITY_ERROR)), out, err);
}

static bool read_files(struct db *db, struct problems *out, struct err *err)
{
	return read_problems(db,
	    "SELECT f.path, p.line, p.col, p.severity, p.rule, p.text FROM problem p"
	    " JOIN file f ON f.id = p.file",
	    NULL, 0, out, err);
}

bool writer_problems(struct writer *w, struct problems *out, struct err *err)
{
	return read_files(&w->catalog.db, out, err);
}

bool catalog_problems(struct catalog *c, struct problems *out, struct err *err)
{
	return read_strays(&c->db, out, err) && read_files(&c->db, out, err);
}

static bool forget_stray(struct db *db, const char *path, struct err *err)
{
	return db_run(
	    db, "forget a stray file", "DELETE FROM stray WHERE path = ?", ARGS(arg_text(path)), err);
}

/* What was looked at and is content now, or has gone. */
static bool forget_mended(struct db *db, const struct scan *scan, struct err *err)
{
	for (size_t i = 0; i < scan->file_count; i++)
		if (!forget_stray(db, scan->files[i].path, err))
			return false;
	for (size_t i = 0; i < scan->missing_count; i++)
		if (!forget_stray(db, scan->missing[i], err))
			return false;
	return true;
}

/* `problems` is one a path; sorted they are in the order of the rows. */
static bool same(const struct problems *a, const struct problems *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (strcmp(a->v[i].file, b->v[i].file) != 0 || strcmp(a->v[i].rule, b->v[i].rule) != 0 ||
		    strcmp(a->v[i].message, b->v[i].message) != 0)
			return false;
	return true;
}

/* Nothing is written when nothing changed: every full look at the content comes by here. */
static bool replace_all(struct db *db, const struct problems *found, bool *done, struct err *err)
{
	struct problems was, now;

	problems_init(&was);
	problems_init(&now);
	problems_append(&now, found);
	problems_sort(&now);
	bool ok = read_strays(db, &was, err);
	*done = ok && same(&was, &now);
	problems_release(&was);
	problems_release(&now);
	return ok && (*done || db_run(db, "forget the stray files", "DELETE FROM stray", NULL, 0, err));
}

bool writer_put_strays(
    struct writer *w, const struct scan *scan, const struct problems *problems, struct err *err)
{
	struct db *db = &w->catalog.db;
	bool done = false;

	assert(w->state == WRITER_CHANGING);
	if (!(scan->partial ? forget_mended(db, scan, err) : replace_all(db, problems, &done, err)))
		return false;
	for (size_t i = 0; i < problems->n && !done; i++) {
		const struct problem *p = &problems->v[i];
		if (!db_run(db, "keep a stray file", "INSERT OR REPLACE INTO stray VALUES(?, ?, ?)",
		        ARGS(arg_text(p->file), arg_text(p->rule), arg_text(p->message)), err))
			return false;
	}
	return true;
}
