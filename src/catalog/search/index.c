/*
 * index: fills the search index, a few files at a time, from the rows that the change before left.
 */
#include "catalog/search/index.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "catalog/attached.h"
#include "catalog/search/dates.h"
#include "catalog/search/filters.h"
#include "catalog/search/tokens.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"
#include "content/gemtext.h"
#include "content/kind.h"
#include "lang/word.h"

/* Each kind of text in the column that ranking weighs it by (ranking.c). */
enum column { TITLE, SUMMARY, BODY, NOTES, FILES, COLUMNS };
struct columns {
	struct buf v[COLUMNS];
};

static void add_line(struct buf *out, struct str s)
{
	buf_add_str(out, s);
	buf_add_char(out, '\n');
}

/* One token as it is. */
static void add_token(struct buf *out, const char *tag, struct str text)
{
	buf_add_char(out, TOKEN_VERBATIM);
	buf_puts(out, tag);
	add_line(out, text);
}

/*
 * Its host is words as any other; all of it only who looks for an address finds, since a path says little
 * of what a text is about.
 */
static void add_address(struct buf *out, struct str url)
{
	struct uri u;
	struct buf readable, folded;
	struct str rest, word;

	if (!uri_parse_letters(url, &u) || !u.host.n)
		return;
	add_line(out, u.host);
	buf_init(&readable, 4096);
	buf_init(&folded, 8192);
	rest = uri_to_readable(url, &readable) ? buf_str(&readable) : url;
	utf8_fold(&folded, rest);
	for (rest = tokens_of_address(buf_str(&folded)); word_next(&rest, &word);)
		add_token(out, "/", word);
	add_token(out, "|", STR(""));
	buf_release(&readable);
	buf_release(&folded);
}

/* What is read of a body; its addresses and dates are notes. */
static void add_body(struct columns *out, const char *gemtext)
{
	struct gemtext_reader r;
	struct gemtext g;

	gemtext_start(&r, str_of(gemtext));
	while (gemtext_next(&r, &g)) {
		add_line(&out->v[BODY], g.text);
		dates_add(&out->v[NOTES], g.text);
		if (g.type == GEMTEXT_LINK)
			add_address(&out->v[NOTES], g.url);
	}
}

static void add_mark(struct buf *out, struct arena *a, enum asked_by by, const char *value)
{
	add_token(out, "", str_of(filter_mark(a, by, value)));
}

/* The describing keys in whose values people look for words; the name of an attachment comes first. */
#define NOTES_SQL                                                                                            \
	"SELECT key, CASE key WHEN 'attachment' THEN substr(text, instr(text, ' ') + 1) ELSE text END"       \
	" FROM value WHERE file = ? AND key IN ('author', 'contact', 'event_place', 'attachment', 'place',"  \
	" 'donor', 'implementer', 'partner', 'area', 'predecessor', 'budget', 'website', 'source', 'topic'," \
	" 'project') ORDER BY pos"

static bool add_notes(struct db *db, int64_t file, struct arena *a, struct buf *out, struct err *err)
{
	struct rows r;

	db_select(db, &r, "read what to index", NOTES_SQL, ARGS(arg_int(file)), err);
	while (rows_next(&r)) {
		const char *key = row_text(&r, 0, a), *text = row_peek(&r, 1);
		if (strcmp(key, "topic") == 0)
			add_mark(out, a, ASKED_BY_TOPIC, text);
		else if (strcmp(key, "project") == 0)
			add_mark(out, a, ASKED_BY_PROJECT, text);
		else if (strcmp(key, "place") == 0)
			add_mark(out, a, ASKED_BY_PLACE, text);
		if (strcmp(key, "topic") != 0 && strcmp(key, "project") != 0)
			add_line(out, str_of(text));
	}
	return rows_end(&r);
}

/* What a row can be narrowed to by. */
static void add_marks(struct buf *out, struct arena *a, struct rows *r)
{
	add_token(out, "#", STR(""));
	add_mark(out, a, ASKED_BY_PROJECT, row_peek(r, 5));
	int64_t kind = row_int(r, 7);
	if (kind < 0 || kind == KIND_PAGE)
		return;
	add_mark(out, a, ASKED_BY_YEAR, arena_printf(a, "%lld", (long long)row_int(r, 6)));
	add_mark(out, a, ASKED_BY_KIND, item_kind_word((enum item_kind)kind));
}

/* From the rows: 1, 0 when the file holds nothing to look for, -1 failed. */
static int load(struct db *db, int64_t file, struct arena *a, struct columns *out, struct err *err)
{
	struct rows r;
	const char *project = "", *stem = "";

	if (db_row(db, &r, "read what to index",
	        "SELECT i.lang, i.title, i.short_title, i.summary, b.text, i.project, i.year, i.kind, i.stem,"
	        " i.date, i.event_start, i.event_end FROM item i"
	        " JOIN body b ON b.file = i.file WHERE i.file = ?1"
	        " UNION ALL SELECT t.lang, t.title, t.short_title, t.summary, b.text, t.project, 0, -1, '',"
	        " NULL, NULL, NULL FROM text t"
	        " JOIN body b ON b.file = t.file WHERE t.file = ?1 AND t.project > ''",
	        ARGS(arg_int(file)), err)) {
		/* A text begins with its language; files beside it may be in any. */
		for (size_t i = 0; i < COLUMNS; i++)
			add_line(&out->v[i], i == FILES ? STR("") : str_of(row_peek(&r, 0)));
		add_line(&out->v[TITLE], str_of(row_peek(&r, 1)));
		add_line(&out->v[NOTES], str_of(row_peek(&r, 2)));
		add_line(&out->v[SUMMARY], str_of(row_peek(&r, 3)));
		add_body(out, row_peek(&r, 4));
		dates_add(&out->v[NOTES], str_of(row_peek(&r, 1)));
		dates_add(&out->v[NOTES], str_of(row_peek(&r, 3)));
		for (int i = 9; i < 12; i++)
			dates_add_instant(&out->v[NOTES], row_instant(&r, i));
		add_marks(&out->v[NOTES], a, &r);
		project = row_text(&r, 5, a);
		stem = row_text(&r, 8, a);
	}
	int found = rows_found(&r);
	return found == 1 && !(add_notes(db, file, a, &out->v[NOTES], err) &&
	                         attached_read(db, project, stem, &out->v[FILES], err))
	           ? -1
	           : found;
}

static const char put_sql[] =
    "INSERT INTO search(rowid, title, summary, body, notes, files) VALUES(?, ?, ?, ?, ?, ?)";
static const char take_sql[] = "INSERT INTO search(search, rowid, title, summary, body, notes, files) "
                               "VALUES('delete', ?, ?, ?, ?, ?, ?)";

/* Runs one of the two over the file's columns; *bytes: of all of them. */
static bool change(
    struct db *db, const char *what, const char *sql, int64_t file, size_t *bytes, struct err *err)
{
	struct arena a = { 0 };
	struct columns c;

	for (size_t i = 0; i < COLUMNS; i++)
		buf_init(&c.v[i], i == FILES ? ATTACHED_MAX : DOCUMENT_MAX * 2);
	int found = load(db, file, &a, &c, err);
	bool ok = found == 0 || (found == 1 && db_run(db, what, sql,
	                                           ARGS(arg_int(file), arg_text(c.v[TITLE].data),
	                                               arg_text(c.v[SUMMARY].data), arg_text(c.v[BODY].data),
	                                               arg_text(c.v[NOTES].data), arg_text(c.v[FILES].data)),
	                                           err));
	for (size_t i = 0; i < COLUMNS; i++) {
		*bytes += c.v[i].len;
		buf_release(&c.v[i]);
	}
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
	size_t bytes = 0;

	if (!db_run(
	        db, "note what to index", "DELETE FROM unindexed WHERE file = ?", ARGS(arg_int(file)), err))
		return false;
	if (sqlite3_changes(db->handle) > 0)
		return true;
	return change(db, "take a text out of the search index", take_sql, file, &bytes, err);
}

/* After so many bytes of texts no further one is added: attachments may be long. */
enum { STEP_BYTES = 4 << 20 };

static bool index_some(struct writer *w, size_t limit, bool *left, struct err *err)
{
	struct db *db = &w->catalog.db;
	bool ok = true;
	int found = 1;
	size_t bytes = 0;

	for (size_t i = 0; ok && found == 1 && i < limit && bytes < STEP_BYTES; i++) {
		int64_t file;
		found = db_number(
		    db, "find what to index", "SELECT file FROM unindexed LIMIT 1", NULL, 0, &file, err);
		if (found == 1)
			ok = change(db, "index a text", put_sql, file, &bytes, err) &&
			     db_run(db, "note what to index", "DELETE FROM unindexed WHERE file = ?",
			         ARGS(arg_int(file)), err);
	}
	*left = found == 1;
	return ok && found >= 0 && vocabulary_write(w->vocabulary, db, err);
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
	bool ok = index_some(w, limit, left, err) && db_commit(db, err);
	if (!ok)
		db_rollback(db);
	if (!ok || !*left)
		vocabulary_forget(w->vocabulary);
	return ok;
}
