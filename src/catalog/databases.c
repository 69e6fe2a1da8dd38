/*
 * databases: a first build goes into catalog.db.new without a journal, at half the cost, and gets its
 * name with the first commit: half of it is never opened.
 */
#include "catalog/databases.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "catalog/aside.h"
#include "catalog/lock.h"
#include "catalog/meta.h"
#include "catalog/origins.h"
#include "catalog/reconcile.h"
#include "catalog/schema.h"
#include "catalog/search/ahead.h"
#include "catalog/search/table.h"
#include "catalog/search/tokenizer.h"
#include "catalog/writer_internal.h"

static char *in_folder(struct arena *a, const char *folder, const char *name)
{
	return folder ? arena_printf(a, "%s/%s", folder, name) : arena_strdup(a, ":memory:");
}

static bool take_lock(struct writer *w, struct err *err)
{
	w->lock = lock_take(w->folder, err);
	return w->lock >= 0;
}

enum opened { OPENED, OPENED_DAMAGED, OPENED_OTHER_VERSION, OPENED_FAILED };

/* The search says no more than that: a table that is missing, a read that failed for whatever reason. */
static bool is_damaged(const struct db *db)
{
	int code = sqlite3_extended_errcode(db->handle);
	return db->damaged || code == SQLITE_ERROR || code == SQLITE_IOERR;
}

/* All the tables, or none. */
static bool make_tables(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;

	if (!db_begin(db, err))
		return false;
	if (db_script(db, "be made", schema_catalog, err) && search_table_make(db, w->languages, err) &&
	    db_commit(db, err))
		return true;
	db_rollback(db);
	return false;
}

static enum opened open_existing(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;

	int64_t version = 0, tables = 0, probe;

	db_keep_wal(db);
	db_defer_checkpoints(db);
	if (!db_script(db, "be opened", schema_catalog_pragmas, err) ||
	    db_number(db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) != 1 ||
	    db_number(db, "be opened", "SELECT count(*) FROM sqlite_schema", NULL, 0, &tables, err) != 1)
		return db->damaged ? OPENED_DAMAGED : OPENED_FAILED;
	if (version == 0 && tables == 0)
		return make_tables(w, err) ? OPENED : OPENED_FAILED;
	if (version != SCHEMA_VERSION) {
		err_set(err, "%lld, this one makes %d", (long long)version, SCHEMA_VERSION);
		return OPENED_OTHER_VERSION;
	}
	switch (db_number(db, "be read", schema_probe, NULL, 0, &probe, err)) {
	case 1:
		return search_table_keep(db, w->languages, err) ? OPENED : OPENED_FAILED;
	case 0:
		err_set(err, "it has no version");
		return OPENED_DAMAGED;
	default:
		return is_damaged(db) ? OPENED_DAMAGED : OPENED_FAILED;
	}
}

static bool open_new(struct writer *w, struct err *err)
{
	return db_script(&w->catalog.db, "be made", schema_build_pragmas, err) && make_tables(w, err);
}

/* Of what an earlier, unfinished build left, nothing is used. */
static void remove_new(struct writer *w, struct arena *a)
{
	unlink(in_folder(a, w->folder, "catalog.db.new"));
	unlink(in_folder(a, w->folder, "catalog.db.new-wal"));
	unlink(in_folder(a, w->folder, "catalog.db.new-shm"));
}

/*
 * A catalogue never is: readers that hold on to what it was would keep SQLite from beginning a new one in
 * it.
 */
static bool is_empty(const char *path)
{
	struct stat st;
	return stat(path, &st) == 0 && st.st_size == 0;
}

static bool open_catalogue(struct writer *w, struct arena *a, struct err *err)
{
	const char *path = in_folder(a, w->folder, "catalog.db");
	struct db *db = &w->catalog.db;
	enum opened opened;
	struct err why;

	if (w->folder && is_empty(path))
		aside_put(w->folder, ASIDE_DAMAGED, "it is empty");
	w->building = w->folder && access(path, F_OK) != 0;
	if (w->building) {
		db_remove_orphans(path);
		path = in_folder(a, w->folder, "catalog.db.new");
		remove_new(w, a);
	}
	if (!db_open(db, "catalog.db", path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) ||
	    !tokenizer_register(db, w->vocabulary, err) || !ahead_register(db, err))
		return false;
	if (w->building)
		return open_new(w, err) || err_prefix(err, "%s", path);
	opened = open_existing(w, &why);
	if (w->folder && (opened == OPENED_DAMAGED || opened == OPENED_OTHER_VERSION)) {
		bool ok = w->follower || reconcile_unusable(&w->facts, db, w->folder, err);
		db_close(db);
		if (!ok)
			return false;
		aside_put(
		    w->folder, opened == OPENED_DAMAGED ? ASIDE_DAMAGED : ASIDE_OTHER_VERSION, why.text);
		return open_catalogue(w, a, err);
	}
	return opened == OPENED || err_set(err, "%s: %s", path, why.text);
}

/* Both databases at once, so that the next start takes nothing for a crash. */
static bool add_origin(struct writer *w, struct err *err)
{
	if (facts_begin(&w->facts, err) && db_begin(&w->catalog.db, err) && origins_add(&w->facts, err) &&
	    facts_raise(&w->facts, err) && meta_set_stamp(&w->catalog.db, &w->facts.stamp, err) &&
	    facts_commit(&w->facts, err) && db_commit(&w->catalog.db, err))
		return true;
	facts_rollback(&w->facts);
	db_rollback(&w->catalog.db);
	return false;
}

/* Facts that came from elsewhere are this machine's from now on. */
static bool take_over(struct writer *w, struct arena *a, struct err *err)
{
	struct origins o;

	if (!origins_read(&w->facts, a, &o, err) || !meta_set_followed(&w->catalog.db, "", err))
		return false;
	if (!o.taken && (o.n || !w->exports))
		return true;
	if (o.taken && o.n)
		log_info(
		    "facts.db came from another machine: this one is the origin now, from number %lld on",
		    (long long)w->facts.stamp.changes + 1);
	return add_origin(w, err);
}

static bool open_all(struct writer *w, struct arena *a, struct err *err)
{
	bool same = false;
	bool ok = open_catalogue(w, a, err) &&
	          (w->follower ||
	              (reconcile(&w->facts, &w->catalog.db, w->folder, err) && take_over(w, a, err))) &&
	          meta_is_basis(&w->catalog.db, w->basis, &same, err);
	int behind = ok ? meta_is_behind(&w->catalog.db, err) : 0;

	w->stale = !same;
	w->behind = behind == 1;
	return ok && behind >= 0;
}

bool databases_open(struct writer *w, struct err *err)
{
	struct arena a = { 0 };
	bool ok = (!w->folder || take_lock(w, err)) &&
	          facts_open(&w->facts, in_folder(&a, w->folder, "facts.db"), err) &&
	          (!w->follower || facts_close_to_changes(&w->facts, err)) && open_all(w, &a, err);

	arena_release(&a);
	return ok;
}

static bool sync_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return err_errno(err, "cannot open %s", path);
	bool ok = fsync(fd) == 0 || err_errno(err, "cannot write %s", path);
	close(fd);
	return ok;
}

bool databases_publish(struct writer *w, struct err *err)
{
	struct arena a = { 0 };
	const char *built = in_folder(&a, w->folder, "catalog.db.new");
	const char *path = in_folder(&a, w->folder, "catalog.db");

	bool ok = db_script(&w->catalog.db, "be finished", "PRAGMA journal_mode = WAL", err);
	db_close(&w->catalog.db);
	ok = ok && sync_file(built, err) &&
	     (rename(built, path) == 0 || err_errno(err, "cannot rename %s", built));
	bool reopened = open_all(w, &a, ok ? err : NULL);
	arena_release(&a);
	return ok && reopened;
}

void databases_close(struct writer *w)
{
	if (w->catalog.db.damaged && !w->damage)
		w->damage = "a page cannot be read";

	db_close(&w->catalog.db);
	facts_close(&w->facts);
	if (w->building) {
		struct arena a = { 0 };
		remove_new(w, &a);
		arena_release(&a);
	} else if (w->damage && w->folder) {
		aside_put(w->folder, ASIDE_DAMAGED, w->damage);
	}
	if (w->lock >= 0)
		close(w->lock);
}
