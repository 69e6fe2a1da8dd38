/*
 * index: fills the search index, a few files at a time, from the rows that the change before left.
 */
#include "catalog/search/index.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "catalog/attached.h"
#include "catalog/search/batch.h"
#include "catalog/search/body_lines.h"
#include "catalog/search/dates.h"
#include "catalog/search/filters.h"
#include "catalog/search/table.h"
#include "catalog/search/tokens.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"
#include "content/kind.h"

static void add_mark(struct buf *out, struct arena *a, enum asked_by by, const char *value)
{
	tokens_add_verbatim(out, "", str_of(filter_mark(a, by, value)));
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
			tokens_add_line(out, str_of(text));
	}
	return rows_end(&r);
}

/* What a row can be narrowed to by. */
static void add_marks(struct buf *out, struct arena *a, struct rows *r)
{
	tokens_add_verbatim(out, "#", STR(""));
	add_mark(out, a, ASKED_BY_PROJECT, row_peek(r, 5));
	int64_t kind = row_int(r, 7);
	if (kind < 0 || kind == KIND_PAGE)
		return;
	add_mark(out, a, ASKED_BY_YEAR, arena_printf(a, "%lld", (long long)row_int(r, 6)));
	add_mark(out, a, ASKED_BY_KIND, item_kind_word((enum item_kind)kind));
}

/*
 * From the rows, all but what the body says: that is read after it (body_lines_add). 1, 0 when the file holds
 * nothing to look for, -1 failed.
 */
static int load(
    struct db *db, int64_t file, struct arena *a, struct columns *out, struct buf *body, struct err *err)
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
		/* A text begins with its language; that of files beside it is guessed. */
		for (size_t i = 0; i < COLUMNS; i++)
			tokens_add_line(&out->v[i], str_of(row_peek(&r, 0)));
		tokens_add_line(&out->v[TITLE], str_of(row_peek(&r, 1)));
		tokens_add_line(&out->v[NOTES], str_of(row_peek(&r, 2)));
		tokens_add_line(&out->v[SUMMARY], str_of(row_peek(&r, 3)));
		buf_puts(body, row_peek(&r, 4));
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

/* texts: of each column. */
static bool run(struct db *db, const char *what, const char *sql, int64_t file,
    const char *const texts[COLUMNS], struct err *err)
{
	return db_run(db, what, sql,
	    ARGS(arg_int(file), arg_text(texts[TITLE]), arg_text(texts[SUMMARY]), arg_text(texts[BODY]),
	        arg_text(texts[NOTES]), arg_text(texts[FILES])),
	    err);
}

/* Runs one of the two over the file's columns; *bytes: of all of them. */
static bool change(
    struct db *db, const char *what, const char *sql, int64_t file, size_t *bytes, struct err *err)
{
	struct arena a = { 0 };
	struct columns c;
	struct buf body;

	columns_init(&c);
	buf_init(&body, DOCUMENT_MAX * 2);
	int found = load(db, file, &a, &c, &body, err);
	body_lines_add(buf_str(&body), &c.v[BODY], &c.v[NOTES]);
	buf_release(&body);
	const char *texts[COLUMNS];
	for (size_t i = 0; i < COLUMNS; i++) {
		texts[i] = c.v[i].data;
		*bytes += c.v[i].len;
	}
	bool ok = found == 0 || (found == 1 && run(db, what, sql, file, texts, err));
	columns_release(&c);
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

/* After so many bytes of texts for each file of the step no further one is added: attachments may be long. */
enum { BYTES_PER_FILE = 1 << 10 };

static bool settle(struct db *db, int64_t file, struct err *err)
{
	return db_run(
	    db, "note what to index", "DELETE FROM unindexed WHERE file = ?", ARGS(arg_int(file)), err);
}

static bool index_one_by_one(struct writer *w, size_t limit, bool *left, struct err *err)
{
	struct db *db = &w->catalog.db;
	bool ok = true;
	int found = 1;
	size_t bytes = 0;

	for (size_t i = 0; ok && found == 1 && i < limit && bytes < limit * BYTES_PER_FILE; i++) {
		int64_t file;
		found = db_number(
		    db, "find what to index", "SELECT file FROM unindexed LIMIT 1", NULL, 0, &file, err);
		if (found == 1)
			ok = change(db, "index a text", put_sql, file, &bytes, err) && settle(db, file, err);
	}
	*left = found == 1;
	return ok && found >= 0;
}

/* --- many texts ------------------------------------------------------------------------ */

/*
 * The tokens of a batch are found by all threads, while one of them puts those of the batch before into the
 * index. Under so many files threads cost more than they save.
 */
enum { DIVIDED_FROM = 16 };

struct indexing {
	struct db *db;
	struct batches *batches;
	size_t limit; /* files of the step */
	bool ok;      /* all of the batch before was put; else err says why not */
	struct err *err;
};

/* Loads the next files after *after; *files, *bytes: of all that were loaded so far. */
static bool load_batch(struct indexing *x, int64_t *after, size_t *files, size_t *bytes)
{
	struct batch *b = x->batches->next;
	struct rows r;
	size_t n = 0, more = x->limit - *files;

	db_select(x->db, &r, "find what to index",
	    "SELECT file FROM unindexed WHERE file > ? ORDER BY file LIMIT ?",
	    ARGS(arg_int(*after), arg_int(more < BATCH_FILES ? (int64_t)more : BATCH_FILES)), x->err);
	while (rows_next(&r))
		b->v[n++].file = row_int(&r, 0);
	if (!rows_end(&r))
		return false;
	for (; b->n < n && *bytes < x->limit * BYTES_PER_FILE; b->n++) {
		struct batch_text *t = &b->v[b->n];
		struct arena a = { 0 };
		int found = load(x->db, t->file, &a, &t->columns, &t->body, x->err);
		arena_release(&a);
		if (found < 0)
			return false;
		t->found = found == 1;
		*bytes += t->body.len;
		for (size_t i = 0; i < COLUMNS; i++)
			*bytes += t->columns.v[i].len;
		*after = t->file;
	}
	*files += b->n;
	return true;
}

static void put_batch(struct indexing *x)
{
	const struct batch *b = x->batches->done;

	for (size_t i = 0; x->ok && i < b->n; i++) {
		const struct batch_text *t = &b->v[i];
		x->ok = (!t->found || run(x->db, "index a text", put_sql, t->file, t->texts, x->err)) &&
		        settle(x->db, t->file, x->err);
	}
}

/* The first task is the longest. No other one touches the database. */
static void index_task(void *context, size_t thread, size_t task)
{
	struct indexing *x = context;

	if (task == 0)
		put_batch(x);
	else
		batches_list(x->batches, thread, task - 1);
}

static bool index_divided(struct writer *w, size_t limit, bool *left, struct err *err)
{
	if (!w->batches)
		w->batches = batches_new(w->languages);
	struct indexing x = { &w->catalog.db, w->batches, limit, true, err };
	int64_t after = INT64_MIN;
	size_t bytes = 0, files = 0;

	do {
		if (!load_batch(&x, &after, &files, &bytes))
			return false;
		pool_run(pool_size(), 1 + x.batches->next->n, index_task, &x);
		batches_turn(x.batches);
	} while (x.ok && x.batches->done->n);
	if (!x.ok)
		return false;
	int found = db_exists(x.db, "find what to index", "SELECT 1 FROM unindexed LIMIT 1", NULL, 0, err);
	*left = found == 1;
	return found >= 0;
}

/*
 * Large steps let FTS5 join parts of the index as it goes: they are as long as they are in any case. Small
 * ones are small since somebody waits, and joining would make some of them ten times as long.
 */
static bool index_many(struct writer *w, size_t limit, bool *left, struct err *err)
{
	enum { PARTS = 4, LARGE = 1000 };
	struct db *db = &w->catalog.db;

	if (limit < LARGE)
		return index_divided(w, limit, left, err);
	return search_table_join_from(db, PARTS, err) && index_divided(w, limit, left, err) &&
	       search_table_join_from(db, 0, err);
}

static bool index_some(struct writer *w, size_t limit, bool *left, struct err *err)
{
	struct db *db = &w->catalog.db;
	int64_t owed;

	if (db_number(db, "count what to index", "SELECT count(*) FROM (SELECT 1 FROM unindexed LIMIT ?)",
	        ARGS(arg_int(DIVIDED_FROM)), &owed, err) < 0)
		return false;
	bool many = owed == DIVIDED_FROM && limit >= DIVIDED_FROM;
	return (many ? index_many : index_one_by_one)(w, limit, left, err) &&
	       vocabulary_write(w->vocabulary, db, err) &&
	       (!w->batches || batches_write_words(w->batches, db, err));
}

/* Nothing more is to come for now, or all is to be done again. */
static void rest(struct writer *w)
{
	vocabulary_forget(w->vocabulary);
	batches_free(w->batches);
	w->batches = NULL;
}

bool writer_index_pending(struct writer *w, size_t limit, bool *left, struct err *err)
{
	struct db *db = &w->catalog.db;

	assert(w->state == WRITER_OPEN);
	int owed = db_exists(db, "find what to index", "SELECT 1 FROM unindexed LIMIT 1", NULL, 0, err);
	*left = false;
	if (owed == 0)
		rest(w);
	if (owed != 1)
		return owed == 0;
	if (!db_begin(db, err))
		return false;
	bool ok = index_some(w, limit, left, err) && db_commit(db, err);
	if (!ok)
		db_rollback(db);
	if (!ok || !*left)
		rest(w);
	return ok;
}

bool writer_join_index(struct writer *w, bool *left, struct err *err)
{
	struct db *db = &w->catalog.db;

	assert(w->state == WRITER_OPEN);
	*left = false;
	if (!db_begin(db, err))
		return false;
	int64_t before = sqlite3_total_changes64(db->handle);
	bool ok = search_table_join(db, err);
	/* As FTS5 documents: the request itself is one change, and what was joined is more. */
	bool joined = sqlite3_total_changes64(db->handle) - before >= 2;
	ok = ok && db_commit(db, err);
	if (!ok)
		db_rollback(db);
	*left = ok && joined;
	return ok;
}
