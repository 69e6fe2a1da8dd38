/*
 * writer: opens, locks, replaces what is damaged, commits.
 *
 * The facts are committed before the catalogue, which can be made anew from them and the content.
 */
#include "catalog/writer.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "catalog/schema.h"
#include "catalog/work.h"

static char *in_folder(struct arena *a, const char *folder, const char *name)
{
	return folder ? arena_printf(a, "%s/%s", folder, name) : arena_strdup(a, ":memory:");
}

static bool take_lock(struct writer *w, struct arena *a, struct err *err)
{
	const char *path = in_folder(a, w->folder, "lock");

	w->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (w->lock < 0)
		return err_errno(err, "cannot open %s", path);
	if (flock(w->lock, LOCK_EX | LOCK_NB) != 0)
		return err_set(err, "%s is in use: another jarchy publishes into it", w->folder);
	return true;
}

/* Out of the way, and out of sight of readers, but not lost. */
static void set_aside(const char *folder, const char *why)
{
	static const char *const parts[] = { "", "-wal", "-shm" };
	struct arena a = { 0 };

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		rename(arena_printf(&a, "%s/catalog.db%s", folder, parts[i]),
		    arena_printf(&a, "%s/catalog.db.damaged%s", folder, parts[i]));
	log_warning("%s/catalog.db is set aside as catalog.db.damaged and built anew: %s", folder, why);
	arena_release(&a);
}

enum opened { OPENED, OPENED_UNUSABLE, OPENED_FAILED };

static enum opened open_catalogue(struct writer *w, const char *path, struct err *err)
{
	struct db *db = &w->catalog.db;
	int64_t version = 0, tables = 0, probe;
	int persist = 1;

	w->catalog.writers = true;
	if (!db_open(db, "catalogue", path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
		return OPENED_FAILED;
	/* Readers that may write nothing need the -wal and -shm files also while no writer lives. */
	sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_PERSIST_WAL, &persist);
	if (!db_script(db, "be opened", schema_catalog_pragmas, err) ||
	    db_number(db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) != 1 ||
	    db_number(db, "be opened", "SELECT count(*) FROM sqlite_schema", NULL, 0, &tables, err) != 1)
		return db->damaged ? OPENED_UNUSABLE : OPENED_FAILED;
	if (version == 0 && tables == 0)
		return db_script(db, "be made", schema_catalog, err) ? OPENED : OPENED_FAILED;
	if (version != SCHEMA_VERSION) {
		err_set(err, "made by another version of jarchy (%lld)", (long long)version);
		return OPENED_UNUSABLE;
	}
	switch (db_number(db, "be read", schema_probe, NULL, 0, &probe, err)) {
	case 1:
		return OPENED;
	case 0:
		err_set(err, "it has no version");
		return OPENED_UNUSABLE;
	default:
		return db->damaged || sqlite3_errcode(db->handle) == SQLITE_ERROR ? OPENED_UNUSABLE
		                                                                  : OPENED_FAILED;
	}
}

static bool open_or_replace(struct writer *w, struct arena *a, struct err *err)
{
	const char *path = in_folder(a, w->folder, "catalog.db");
	struct err why;
	enum opened opened = open_catalogue(w, path, &why);

	if (opened == OPENED_UNUSABLE && w->folder) {
		db_close(&w->catalog.db);
		set_aside(w->folder, why.text);
		opened = open_catalogue(w, path, &why);
	}
	return opened == OPENED || err_set(err, "%s: %s", path, why.text);
}

static bool raise_version(struct writer *w, struct err *err)
{
	return db_run(&w->catalog.db, "raise its version",
	    "UPDATE meta SET value = value + 1 WHERE key = 'version'", NULL, 0, err);
}

/* A crash between the two commits, or a catalogue made anew, leaves the mirror behind. */
static bool mirror_facts(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;
	bool changed;

	if (!db_run(db, "begin a change", "BEGIN IMMEDIATE", NULL, 0, err))
		return false;
	if (facts_mirror(&w->facts, db, &changed, err) && (!changed || raise_version(w, err)) &&
	    db_run(db, "keep a change", "COMMIT", NULL, 0, err))
		return true;
	db_run(db, "undo a change", "ROLLBACK", NULL, 0, NULL);
	return false;
}

static bool check_basis(struct writer *w, struct err *err)
{
	struct rows r;
	int got;

	if (!db_select(&w->catalog.db, &r, "read its basis", "SELECT value FROM meta WHERE key = 'basis'",
	        NULL, 0, err))
		return false;
	got = rows_next(&r, err);
	w->stale = got != 1 || strcmp(row_peek(&r, 0), w->basis) != 0;
	rows_end(&r);
	return got >= 0;
}

struct writer *writer_open(const struct writer_options *o, struct err *err)
{
	struct writer *w = xcalloc(1, sizeof *w);
	struct arena a = { 0 };

	w->lock = -1;
	w->folder = o->folder ? xstrdup(o->folder) : NULL;
	w->authority = xstrdup(o->authority ? o->authority : "");
	w->basis = xstrdup(o->basis ? o->basis : "");
	bool ok = (!w->folder || take_lock(w, &a, err)) &&
	          facts_open(&w->facts, in_folder(&a, w->folder, "facts.db"), err) &&
	          open_or_replace(w, &a, err) && mirror_facts(w, err) && check_basis(w, err);
	arena_release(&a);
	if (ok)
		return w;
	writer_close(w);
	return NULL;
}

void writer_close(struct writer *w)
{
	if (!w)
		return;
	bool damaged = w->catalog.db.damaged;
	db_close(&w->catalog.db);
	facts_close(&w->facts);
	if (damaged && w->folder)
		set_aside(w->folder, "a page cannot be read");
	if (w->lock >= 0)
		close(w->lock);
	files_release(&w->files);
	arena_release(&w->arena);
	free(w->folder);
	free(w->authority);
	free(w->basis);
	free(w);
}

struct catalog *writer_catalog(struct writer *w)
{
	return &w->catalog;
}

static bool load_files(struct writer *w, struct err *err)
{
	struct rows r;
	int got;

	if (!db_select(&w->catalog.db, &r, "list the files",
	        "SELECT id, path, size, mtime_ns, ctime_ns, inode, role, broken AND EXISTS (SELECT 1"
	        " FROM problem WHERE file = id AND rule IN ('" RULE_SAME_ITEM "', '" RULE_SAME_ID "'))"
	        " FROM file",
	        NULL, 0, err))
		return false;
	while ((got = rows_next(&r, err)) == 1) {
		struct known *k = files_add(&w->files, row_peek(&r, 1));
		k->id = row_int(&r, 0);
		k->stamp = (struct file_stamp){ row_int(&r, 2), row_int(&r, 3), row_int(&r, 4),
			(uint64_t)row_int(&r, 5) };
		k->role = (enum content_role)row_int(&r, 6);
		k->reread = row_int(&r, 7);
	}
	w->files_loaded = got == 0;
	return w->files_loaded;
}

/* The rows are of another basis: begin with none, in this same transaction. */
static bool empty(struct writer *w, struct err *err)
{
	w->touched_all = true;
	files_release(&w->files);
	return db_script(&w->catalog.db, "be emptied", schema_empty, err) &&
	       db_run(&w->catalog.db, "note its basis", "INSERT OR REPLACE INTO meta VALUES('basis', ?)",
	           ARGS(arg_text(w->basis)), err);
}

bool writer_begin(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;
	int64_t clock = time(NULL);

	arena_reset(&w->arena);
	w->touched = NULL;
	w->shown = NULL;
	w->touched_count = w->shown_count = 0;
	w->touched_all = false;
	w->now = INSTANT_NONE;
	if (db_run(db, "begin a change", "BEGIN IMMEDIATE", NULL, 0, err) && facts_begin(&w->facts, err) &&
	    (w->files_loaded || load_files(w, err)) &&
	    db_number(db, "read its instant", "SELECT value FROM meta WHERE key = 'now'", NULL, 0, &w->now,
	        err) >= 0 &&
	    (!w->stale || empty(w, err))) {
		/* New rows are made for the clock's instant, a guess that mostly saves writer_advance the work. */
		if (clock > w->now)
			w->now = clock;
		return true;
	}
	writer_rollback(w);
	return false;
}

/* Readers see these items from this commit on: their ids are facts now, and they are not gone. */
static bool give_ids(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;
	bool ok = true;

	for (size_t i = 0; ok && i < w->shown_count; i++) {
		struct rows r;
		if (!db_select(db, &r, "read an item",
		        "SELECT project, stem, lang, id FROM item WHERE file = ? AND state IN (0, 4)",
		        ARGS(arg_int(w->shown[i])), err))
			return false;
		int got = rows_next(&r, err);
		if (got == 1) {
			struct place p = { row_peek(&r, 0), row_peek(&r, 1), row_peek(&r, 2) };
			ok = facts_give(&w->facts, &p, row_peek(&r, 3), err) &&
			     db_run(db, "forget that an item vanished",
			         "DELETE FROM vanished WHERE project = ? AND stem = ? AND lang = ?",
			         ARGS(arg_text(p.project), arg_text(p.stem), arg_text(p.lang)), err);
			rows_end(&r);
		}
		ok = ok && got >= 0;
	}
	return ok;
}

bool writer_commit(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;
	bool changed = writer_touched(w).any;

	/* The facts first: a crash in between must not forget an id that readers saw. */
	if (give_ids(w, err) && (!changed || raise_version(w, err)) &&
	    (!changed || db_run(db, "note its instant", "INSERT OR REPLACE INTO meta VALUES('now', ?)",
	                     ARGS(arg_int(w->now)), err)) &&
	    facts_commit(&w->facts, err) && db_run(db, "keep a change", "COMMIT", NULL, 0, err)) {
		w->stale = false;
		return true;
	}
	writer_rollback(w);
	return false;
}

void writer_rollback(struct writer *w)
{
	facts_rollback(&w->facts);
	if (!sqlite3_get_autocommit(w->catalog.db.handle))
		db_run(&w->catalog.db, "undo a change", "ROLLBACK", NULL, 0, NULL);
	files_release(&w->files);
	w->files_loaded = false;
}

bool writer_knows(struct writer *w, const char *path, const struct file_stamp *stamp)
{
	const struct known *k = files_find(&w->files, path);

	return k && !k->reread && stamp_equal(&k->stamp, stamp);
}

void work_touch(struct writer *w, const char *project)
{
	size_t from = 0, to = w->touched_count;

	if (!*project) {
		w->touched_all = true;
		return;
	}
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(w->touched[middle], project);
		if (order == 0)
			return;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	ARENA_PUSH(&w->arena, w->touched, w->touched_count);
	memmove(w->touched + from + 1, w->touched + from, (w->touched_count - 1 - from) * sizeof *w->touched);
	w->touched[from] = arena_strdup(&w->arena, project);
}

void work_show(struct writer *w, int64_t file)
{
	*(int64_t *)ARENA_PUSH(&w->arena, w->shown, w->shown_count) = file;
}

struct touched writer_touched(struct writer *w)
{
	return (struct touched){ w->touched_all || w->touched_count > 0, w->touched_all, w->touched,
		w->touched_count };
}

bool writer_problems(struct writer *w, struct problems *out, struct err *err)
{
	struct rows r;
	int got;

	if (!db_select(&w->catalog.db, &r, "list problems",
	        "SELECT f.path, p.line, p.col, p.severity, p.rule, p.text FROM problem p"
	        " JOIN file f ON f.id = p.file",
	        NULL, 0, err))
		return false;
	while ((got = rows_next(&r, err)) == 1)
		problem_add(out, (enum severity)row_int(&r, 3), row_peek(&r, 0), (int)row_int(&r, 1),
		    (int)row_int(&r, 2), row_text(&r, 4, &out->arena), "%s", row_peek(&r, 5));
	problems_sort(out);
	return got == 0;
}
