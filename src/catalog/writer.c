/*
 * writer: one change after the other, in two databases.
 *
 *               writer_open                writer_begin
 *     CLOSED  -------------->   OPEN   ------------------>   CHANGING
 *        ^                      |  ^                           |
 *        |     writer_close     |  |    commit or rollback     |
 *        +----------------------+  +---------------------------+
 *
 * CLOSED: there is no catalogue to write to. A first build that got its name, but could not be opened
 * again, leads here too: then every writer_begin fails, and only writer_close is left.
 *
 * OPEN: neither database is in a transaction. Every place where readers ever saw something is in the
 * facts, and `vanished` in the catalogue says what the facts say. `files`, where it is loaded, is what
 * the rows of `file` say. The search index may lack the files in `unindexed`. subscribers_note,
 * writer_put_words and writer_index_pending make small changes of their own here, in one database each.
 *
 * CHANGING: both are in a transaction; only here writer_put_..., writer_drop_missing and writer_advance
 * are allowed. They write rows at once; `change` collects what commit has to settle. A call that failed
 * may have done half its work: roll back.
 *
 * Commit writes ids and history into the facts, the version and the instant into the catalogue. Then it
 * commits first the facts, which cannot be made again, after them the catalogue, which can; a first build
 * gets its name last. What a crash leaves
 *
 *   before the commit of the facts: nothing of the change. SQLite undoes what either database holds of it.
 *   between the two commits: facts about what no reader saw. The next open sees it by their stamps, and
 *     copies what it mirrors of the facts; the rows of `file` are the old ones, so the files are read again,
 *     and get the same ids by their places; what was deleted meanwhile is found by the facts (`behind`).
 *   before catalog.db.new has its name: no catalogue. The next open begins with an empty one; the rest is as
 *     between the commits.
 *   before the feeds are on disk: feeds of an older version. writer_feeds_owed says so.
 */
#include "catalog/writer.h"

#include <assert.h>
#include <stdlib.h>
#include <time.h>

#include "catalog/aside.h"
#include "catalog/databases.h"
#include "catalog/meta.h"
#include "catalog/schema.h"
#include "catalog/search/state.h"
#include "catalog/search/table.h"
#include "catalog/writer_internal.h"

struct writer *writer_open(const struct writer_options *o, struct err *err)
{
	struct writer *w = xcalloc(1, sizeof *w);

	w->lock = -1;
	w->catalog.facts = &w->facts;
	w->folder = o->folder ? xstrdup(o->folder) : NULL;
	w->authority = xstrdup(o->authority ? o->authority : "");
	w->basis = xstrdup(o->basis ? o->basis : "");
	w->languages = xstrdup(o->languages ? o->languages : "");
	w->vocabulary = vocabulary_new();
	w->grace = o->grace;
	w->follower = o->follower;
	w->exports = o->exports;
	if (databases_open(w, err)) {
		w->state = WRITER_OPEN;
		return w;
	}
	writer_close(w);
	return NULL;
}

void writer_close(struct writer *w)
{
	if (!w)
		return;
	databases_close(w);
	search_state_free(w->catalog.searches);
	files_release(&w->files);
	change_release(&w->change);
	free(w->folder);
	free(w->authority);
	free(w->basis);
	free(w->languages);
	vocabulary_free(w->vocabulary);
	batches_free(w->batches);
	free(w->catalog.absence);
	free(w);
}

void writer_sweep(struct writer *w, int64_t now)
{
	if (w->folder)
		aside_sweep(w->folder, now);
}

struct catalog *writer_catalog(struct writer *w)
{
	return &w->catalog;
}

/* The rows are of another basis: begin with none, in this same change. */
static bool empty(struct writer *w, struct err *err)
{
	w->change.all = w->recount = true;
	files_empty(&w->files);
	return db_script(&w->catalog.db, "be emptied", schema_empty, err) &&
	       search_table_make(&w->catalog.db, w->languages, err) &&
	       meta_set_basis(&w->catalog.db, w->basis, err);
}

/* The first build of a site takes over what is there. */
static bool find_first(struct writer *w, struct err *err)
{
	int ever = w->files.n ? 1 : facts_ever(&w->facts, err);

	w->first = ever == 0;
	return ever >= 0;
}

bool writer_current(const struct writer *w)
{
	return !w->building;
}

bool writer_is_empty(const struct writer *w)
{
	return w->files.n == 0;
}

bool writer_begin(struct writer *w, struct err *err)
{
	struct db *db = &w->catalog.db;
	int64_t clock = w->follower ? w->instant : time(NULL);

	assert(w->state != WRITER_CHANGING);
	if (w->state == WRITER_CLOSED)
		return err_set(err, "catalogue: it could not be opened again after a change: restart jarchy");
	w->state = WRITER_CHANGING;
	change_reset(&w->change);
	w->change.all = w->recount = w->behind;
	w->recounted = false;
	w->now = INSTANT_NONE;
	if (db_begin(db, err) && facts_begin(&w->facts, err) &&
	    (w->files.loaded || files_load(&w->files, db, err)) && meta_now(db, &w->now, err) &&
	    (!w->stale || empty(w, err)) && find_first(w, err)) {
		/*
		 * New rows are made for the clock's instant, a guess that mostly saves writer_advance the
		 * work.
		 */
		if (clock > w->now)
			w->now = clock;
		return true;
	}
	writer_rollback(w);
	return false;
}

bool writer_feeds_owed(struct writer *w, bool *owed, struct err *err)
{
	bool current = false;
	bool ok = meta_feeds_current(&w->catalog.db, &current, err);

	*owed = !current;
	return ok;
}

void writer_rollback(struct writer *w)
{
	facts_rollback(&w->facts);
	db_rollback(&w->catalog.db);
	files_release(&w->files);
	w->state = w->catalog.db.handle ? WRITER_OPEN : WRITER_CLOSED;
}

bool writer_knows(struct writer *w, const char *path, const struct file_stamp *stamp)
{
	const struct known *k = files_find(&w->files, path);

	return k && !k->reread && stamp_equal(&k->stamp, stamp);
}

struct touched writer_touched(struct writer *w)
{
	struct touched t = change_touched(&w->change);

	t.same_items = t.same_items && !w->recount;
	if (w->recount)
		t.only = NULL;
	return t;
}
