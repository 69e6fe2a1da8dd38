/*
 * writer_attached: rows of `attached` have no words yet (NULL), then have them, then are shown.
 */
#include "catalog/writer_attached.h"

#include <assert.h>
#include <string.h>

#include "catalog/meta.h"
#include "catalog/search/index.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"
#include "extract/extract.h"

bool attached_owe(struct writer *w, int64_t file, const struct scanned *named, struct err *err)
{
	const struct content_name *n = &named->name;
	struct arena a = { 0 };
	const char *name = arena_str(&a, n->file);

	/* Of the files of the site itself no text is found. */
	bool is_site = strcmp(n->stem, STEM_SITE) == 0 || strcmp(n->stem, STEM_STATIC) == 0;
	bool ok = is_site || extract_kind_of(name) == EXTRACT_NONE ||
	          db_run(&w->catalog.db, "note whose words are wanted",
	              "INSERT INTO attached VALUES(?, ?, ?, ?, NULL, 0)",
	              ARGS(arg_int(file), arg_text(n->project), arg_text(n->stem), arg_text(name)), err);
	arena_release(&a);
	return ok;
}

/* --- the items that they belong to ------------------------------------------------------------ */

struct place_of {
	const char *project, *stem;
};

/* Runs `step` for each language of the item. */
static bool for_each_text(struct writer *w, struct place_of p,
    bool (*step)(struct writer *, int64_t, struct err *), struct err *err)
{
	struct arena a = { 0 };
	struct rows r;
	int64_t *files = NULL;
	size_t n = 0;

	db_select(&w->catalog.db, &r, "find the texts of an item",
	    "SELECT file FROM item WHERE project = ? AND stem = ?",
	    ARGS(arg_text(p.project), arg_text(p.stem)), err);
	while (rows_next(&r))
		*ARENA_PUSH(&a, files, n) = row_int(&r, 0);
	bool ok = rows_end(&r);
	for (size_t i = 0; ok && i < n; i++)
		ok = step(w, files[i], err);
	arena_release(&a);
	return ok;
}

/* The index is without the item while `sql`, of one argument, changes what it is made from. */
static bool change_words(
    struct writer *w, struct place_of p, const char *sql, const struct arg *args, size_t n, struct err *err)
{
	return for_each_text(w, p, index_forget, err) &&
	       db_run(&w->catalog.db, "change the words of files", sql, args, n, err) &&
	       for_each_text(w, p, index_owe, err);
}

bool attached_forget(struct writer *w, int64_t file, struct err *err)
{
	static const char sql[] = "DELETE FROM attached WHERE file = ?";
	struct arena a = { 0 };
	struct place_of p = { "", "" };
	struct rows r;
	bool shown = false;

	if (db_row(&w->catalog.db, &r, "look for the words of a file",
	        "SELECT project, stem, shown AND words <> '' FROM attached WHERE file = ?",
	        ARGS(arg_int(file)), err)) {
		p = (struct place_of){ row_text(&r, 0, &a), row_text(&r, 1, &a) };
		shown = row_int(&r, 2);
	}
	int found = rows_found(&r);
	bool ok = found >= 0;
	if (found == 1 && shown)
		ok = change_words(w, p, sql, ARGS(arg_int(file)), err);
	else if (found == 1)
		ok = db_run(&w->catalog.db, "forget the words of a file", sql, ARGS(arg_int(file)), err);
	arena_release(&a);
	return ok;
}

/* --- what is to be read ------------------------------------------------------------------------ */

int writer_words_owed(
    struct writer *w, int64_t after, struct arena *a, struct words_owed *out, struct err *err)
{
	struct rows r;

	assert(w->state == WRITER_OPEN);
	if (db_row(&w->catalog.db, &r, "find whose words are wanted",
	        "SELECT t.file, f.path, f.size, f.mtime_ns, f.ctime_ns, f.inode, a.digest FROM attached t"
	        " JOIN attachment a ON a.file = t.file JOIN file f ON f.id = t.file"
	        " WHERE t.words IS NULL AND t.file > ? ORDER BY t.file LIMIT 1",
	        ARGS(arg_int(after)), err)) {
		*out = (struct words_owed){ .file = row_int(&r, 0),
			.path = row_text(&r, 1, a),
			.stamp = { row_int(&r, 2), row_int(&r, 3), row_int(&r, 4), (uint64_t)row_int(&r, 5) },
			.digest = row_text(&r, 6, a) };
	}
	return rows_found(&r);
}

/* Of the item's files: whether one is not read yet; whether there are words that are not shown. */
static bool look_at_others(struct writer *w, struct place_of p, bool *unread, bool *news, struct err *err)
{
	struct rows r;

	if (db_row(&w->catalog.db, &r, "look for the words of files",
	        "SELECT max(words IS NULL), max(shown = 0 AND words <> '') FROM attached"
	        " WHERE project = ? AND stem = ?",
	        ARGS(arg_text(p.project), arg_text(p.stem)), err)) {
		*unread = row_int(&r, 0);
		*news = row_int(&r, 1);
	}
	return rows_found(&r) == 1;
}

/*
 * What readers find is another version. Feeds are as they were: those on disk are of the new version, if
 * they were of the one before.
 */
static bool raise_version(struct db *db, struct err *err)
{
	bool current;

	return meta_feeds_current(db, &current, err) && meta_raise_version(db, err) &&
	       (!current || meta_set_feeds_current(db, err));
}

static bool show(struct writer *w, struct place_of p, struct err *err)
{
	static const char sql[] = "UPDATE attached SET shown = 1 WHERE project = ? AND stem = ?";
	bool unread = false, news = false;

	if (!look_at_others(w, p, &unread, &news, err))
		return false;
	return unread || !news ||
	       (change_words(w, p, sql, ARGS(arg_text(p.project), arg_text(p.stem)), err) &&
	           raise_version(&w->catalog.db, err));
}

static bool put_words(
    struct writer *w, const struct words_owed *of, const char *words, struct arena *a, struct err *err)
{
	struct db *db = &w->catalog.db;
	struct place_of p = { "", "" };
	struct rows r;

	if (db_row(db, &r, "look for a file whose words are wanted",
	        "SELECT t.project, t.stem FROM attached t JOIN attachment a ON a.file = t.file"
	        " WHERE t.file = ? AND t.words IS NULL AND a.digest = ?",
	        ARGS(arg_int(of->file), arg_text(of->digest)), err))
		p = (struct place_of){ row_text(&r, 0, a), row_text(&r, 1, a) };
	int found = rows_found(&r);
	return found == 0 ||
	       (found == 1 &&
	           db_run(db, "keep the words of a file", "UPDATE attached SET words = ?2 WHERE file = ?1",
	               ARGS(arg_int(of->file), arg_text(words)), err) &&
	           show(w, p, err));
}

bool writer_put_words(struct writer *w, const struct words_owed *of, const char *words, struct err *err)
{
	struct db *db = &w->catalog.db;
	struct arena a = { 0 };

	assert(w->state == WRITER_OPEN);
	bool ok = db_begin(db, err) && put_words(w, of, words, &a, err) && db_commit(db, err);
	if (!ok)
		db_rollback(db);
	arena_release(&a);
	return ok;
}

bool writer_words_digests(
    struct writer *w, struct arena *a, const char ***digests, size_t *n, struct err *err)
{
	struct rows r;

	db_select(&w->catalog.db, &r, "list the files that have words",
	    "SELECT a.digest FROM attached t JOIN attachment a ON a.file = t.file", NULL, 0, err);
	while (rows_next(&r))
		*ARENA_PUSH(a, *digests, *n) = row_text(&r, 0, a);
	return rows_end(&r);
}
