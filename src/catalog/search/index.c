/*
 * index: fills the search index, a few files at a time, from the rows that the change before left.
 */
#include "catalog/search/index.h"

#include <assert.h>

#include "base/buf.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"
#include "content/gemtext.h"

/* Each kind of text in the column that ranking weighs it by (search.c). */
struct columns {
	const char *title, *summary;
	struct buf body, notes;
};

static void add_line(struct buf *out, struct str s)
{
	buf_add_str(out, s);
	buf_add_char(out, '\n');
}

/* What is read of a body: not its addresses. */
static void add_body(struct buf *out, const char *gemtext)
{
	struct gemtext_reader r;
	struct gemtext g;

	gemtext_start(&r, str_of(gemtext));
	while (gemtext_next(&r, &g))
		add_line(out, g.text);
}

/* The describing keys in whose values people look for words; the name of an attachment comes first. */
#define NOTES_SQL                                                                                            \
	"SELECT CASE key WHEN 'attachment' THEN substr(text, instr(text, ' ') + 1) ELSE text END FROM value" \
	" WHERE file = ? AND key IN ('author', 'contact', 'event_place', 'attachment', 'place', 'donor',"    \
	" 'implementer', 'partner', 'area', 'predecessor') ORDER BY pos"

static bool add_notes(struct db *db, int64_t file, struct buf *out, struct err *err)
{
	struct rows r;

	db_select(db, &r, "read what to index", NOTES_SQL, ARGS(arg_int(file)), err);
	while (rows_next(&r))
		add_line(out, str_of(row_peek(&r, 0)));
	return rows_end(&r);
}

/* From the rows: 1, 0 when the file holds nothing to look for, -1 failed. */
static int load(struct db *db, int64_t file, struct arena *a, struct columns *out, struct err *err)
{
	struct rows r;

	if (db_row(db, &r, "read what to index",
	        "SELECT i.title, i.short_title, i.summary, b.text FROM item i"
	        " JOIN body b ON b.file = i.file WHERE i.file = ?1"
	        " UNION ALL SELECT t.title, t.short_title, t.summary, b.text FROM text t"
	        " JOIN body b ON b.file = t.file WHERE t.file = ?1 AND t.project > ''",
	        ARGS(arg_int(file)), err)) {
		out->title = row_text(&r, 0, a);
		add_line(&out->notes, str_of(row_peek(&r, 1)));
		out->summary = row_text(&r, 2, a);
		add_body(&out->body, row_peek(&r, 3));
	}
	int found = rows_found(&r);
	return found == 1 && !add_notes(db, file, &out->notes, err) ? -1 : found;
}

static const char put_sql[] = "INSERT INTO search(rowid, title, summary, body, notes) VALUES(?, ?, ?, ?, ?)";
static const char take_sql[] =
    "INSERT INTO search(search, rowid, title, summary, body, notes) VALUES('delete', ?, ?, ?, ?, ?)";

/* Runs one of the two over the file's columns. */
static bool change(struct db *db, const char *what, const char *sql, int64_t file, struct err *err)
{
	struct arena a = { 0 };
	struct columns c = { .title = "" };

	buf_init(&c.body, DOCUMENT_MAX * 2);
	buf_init(&c.notes, DOCUMENT_MAX * 2);
	int found = load(db, file, &a, &c, err);
	bool ok = found == 0 || (found == 1 && db_run(db, what, sql,
	                                           ARGS(arg_int(file), arg_text(c.title), arg_text(c.summary),
	                                               arg_text(c.body.data), arg_text(c.notes.data)),
	                                           err));
	buf_release(&c.body);
	buf_release(&c.notes);
	arena_release(&a);
	return ok;
}

bool index_owe(struct writer *w, int64_t file, struct err *err)
{
	return db_run(&w->catalog.db, "note what to index", "INSERT OR IGNORE INTO unindexed VALUES(?)",
	    ARGS(arg_int(file)), err);
}

bool index_forget(struct writer *w, int64_t file, struct err *err)
{
	struct db *db = &w->catalog.db;

	if (!db_run(
	        db, "note what to index", "DELETE FROM unindexed WHERE file = ?", ARGS(arg_int(file)), err))
		return false;
	if (sqlite3_changes(db->handle) > 0)
		return true;
	return change(db, "take a text out of the search index", take_sql, file, err);
}

static bool index_some(struct writer *w, size_t limit, bool *left, struct err *err)
{
	struct db *db = &w->catalog.db;
	bool ok = true;
	int found = 1;

	for (size_t i = 0; ok && found == 1 && i < limit; i++) {
		int64_t file;
		found = db_number(
		    db, "find what to index", "SELECT file FROM unindexed LIMIT 1", NULL, 0, &file, err);
		if (found == 1)
			ok = change(db, "index a text", put_sql, file, err) &&
			     db_run(db, "note what to index", "DELETE FROM unindexed WHERE file = ?",
			         ARGS(arg_int(file)), err);
	}
	*left = found == 1;
	return ok && found >= 0;
}

bool writer_index_pending(struct writer *w, size_t limit, bool *left, struct err *err)
{
	struct db *db = &w->catalog.db;

	assert(w->state == WRITER_OPEN);
	int owed = db_exists(db, "find what to index", "SELECT 1 FROM unindexed LIMIT 1", NULL, 0, err);
	*left = false;
	if (owed != 1)
		return owed == 0;
	if (!db_begin(db, err))
		return false;
	if (index_some(w, limit, left, err) && db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}
