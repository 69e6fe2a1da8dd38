/*
 * writer_drop: files that are gone, found by their rows; where there are none, by the durable facts.
 */
#include "catalog/writer_drop.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/facts_mirror.h"
#include "catalog/search/index.h"
#include "catalog/missed.h"
#include "catalog/schema.h"
#include "catalog/writer.h"
#include "catalog/writer_attached.h"
#include "catalog/writer_internal.h"

static void lose_text(struct writer *w, struct rows *r)
{
	change_touch_pages(&w->change, row_peek(r, 0));
	if (*row_peek(r, 0))
		change_lose_text(
		    &w->change, &(struct lost_text){ row_peek(r, 0), row_peek(r, 2), row_peek(r, 3),
		                    row_int(r, 4), row_int(r, 5), row_int(r, 6) });
}

/* What a text or an attachment touches. */
static bool touch_other(struct writer *w, int64_t file, struct err *err)
{
	struct rows r;

	db_select(&w->catalog.db, &r, "find the project of a file",
	    "SELECT t.project, '', t.lang, t.title, f.inode, f.size, f.mtime_ns"
	    " FROM text t JOIN file f ON f.id = t.file WHERE t.file = ?1"
	    " UNION ALL SELECT project, stem, '', '', 0, 0, 0 FROM attachment WHERE file = ?1",
	    ARGS(arg_int(file)), err);
	while (rows_next(&r)) {
		if (*row_peek(&r, 0) || !*row_peek(&r, 1) || !strcmp(row_peek(&r, 1), STEM_SITE))
			change_touch(&w->change, row_peek(&r, 0));
		if (*row_peek(&r, 1))
			change_edit(&w->change, row_peek(&r, 0), row_peek(&r, 1));
		else
			lose_text(w, &r);
	}
	return rows_end(&r);
}

int writer_forget(struct writer *w, const struct known *k, struct listing *was, struct err *err)
{
	int had_item = listing_load(w, k->id, &w->change.arena, was, err);

	if (had_item < 0 || (had_item == 1 && !listing_remove(w, was, err)) ||
	    (had_item == 0 && !touch_other(w, k->id, err)) || !index_forget(w, k->id, err) ||
	    !attached_forget(w, k->id, err))
		return -1;
	for (const char *const *sql = schema_forget; *sql; sql++)
		if (!db_run(&w->catalog.db, "forget a file", *sql, ARGS(arg_int(k->id)), err))
			return -1;
	return had_item;
}

/* Readers see the place no more, from now on. Nothing happens when they never did. */
static bool vanish(struct writer *w, const struct place *p, int64_t now, struct err *err)
{
	const char *id;
	int64_t at;
	if (w->follower) /* the facts say so already */
		return true;
	int found = facts_id(&w->facts, p, &w->change.arena, &id, err);

	if (found == 1)
		found = facts_vanish(&w->facts, p, now, &at, err);
	return found == 0 || (found == 1 && facts_mirror_vanish(&w->facts, &w->catalog.db, p, err));
}

/*
 * The same of a path without rows of an item: it was broken, or gone before it was read, ever since these
 * rows were begun. Readers may know it from before.
 */
static bool vanish_unread(struct writer *w, const char *path, int64_t now, struct err *err)
{
	struct content_name name;
	struct err unnamed;

	content_name(path, &name, &unnamed);
	if (name.role != ROLE_ITEM)
		return true;
	const struct place p = { name.project, name.stem, name.lang };
	int elsewhere = db_exists(&w->catalog.db, "look for the same item",
	    "SELECT 1 FROM item WHERE project = ? AND stem = ? AND lang = ?",
	    ARGS(arg_text(p.project), arg_text(p.stem), arg_text(p.lang)), err);
	if (elsewhere)
		return elsewhere == 1;
	if (*p.project)
		change_touch(&w->change, arena_strdup(&w->change.arena, p.project));
	return vanish(w, &p, now, err);
}

bool writer_drop_known(struct writer *w, struct known *k, int64_t now, struct err *err)
{
	struct listing was;
	int had_item = writer_forget(w, k, &was, err);

	if (had_item < 0 ||
	    !(had_item ? vanish(w, &was.place, now, err) : vanish_unread(w, k->path, now, err)) ||
	    (!w->follower && !facts_forget_since(&w->facts, k->path, err)) ||
	    !db_run(
	        &w->catalog.db, "drop a file", "DELETE FROM file WHERE id = ?", ARGS(arg_int(k->id)), err))
		return false;
	files_remove(&w->files, k);
	return true;
}

/* The file is not there. */
static bool miss(struct writer *w, struct known *k, int64_t now, struct err *err)
{
	bool over;

	return missed_note(w, k, now, &over, err) && (!over || writer_drop_known(w, k, now, err));
}

bool writer_drop(struct writer *w, const char *path, int64_t now, struct err *err)
{
	struct known *k = files_find(&w->files, path);

	assert(w->state == WRITER_CHANGING);
	return k ? miss(w, k, now, err) : vanish_unread(w, path, now, err);
}

/* Without rows, only the facts and the content itself can say what went. */
static bool drop_unknown(struct writer *w, const struct scan *scan, int64_t now, struct err *err)
{
	struct place *places = arena_alloc(&w->change.arena, (scan->file_count + 1) * sizeof *places);
	size_t n = 0;
	bool changed;

	for (size_t i = 0; i < scan->file_count; i++) {
		const struct content_name *name = &scan->files[i].name;
		if (name->role == ROLE_ITEM)
			places[n++] = (struct place){ name->project, name->stem, name->lang };
	}
	qsort(places, n, sizeof *places, place_order);
	w->recounted = true;
	return facts_vanish_others(&w->facts, places, n, now, err) &&
	       facts_mirror_vanished(&w->facts, &w->catalog.db, &changed, err);
}

static bool drop_named(struct writer *w, const struct scan *scan, int64_t now, struct err *err)
{
	for (size_t i = 0; i < scan->missing_count; i++)
		if (!writer_drop(w, scan->missing[i], now, err))
			return false;
	return true;
}

/* A content directory that is not mounted, or was moved away under its name, has no files. */
static bool check_empty(struct writer *w, struct err *err)
{
	int given = w->files.n ? 1 : facts_any(&w->facts, err);

	return given == 0 ||
	       (given == 1 &&
	           err_set(err,
	               "the content directory has no files any more, so nothing is taken away: put the "
	               "files back, or leave one there to take away the others"));
}

static bool drop_unseen(struct writer *w, const struct scan *scan, int64_t now, struct err *err)
{
	if (w->recount && !drop_unknown(w, scan, now, err))
		return false;
	for (size_t i = 0; i < w->files.bucket_count; i++) {
		struct known *next;
		for (struct known *k = w->files.buckets[i]; k; k = next) {
			next = k->next;
			if (k->seen)
				k->seen = false;
			else if (!files_is_made(k->path) && !miss(w, k, now, err))
				return false;
		}
	}
	return true;
}

bool writer_drop_missing(struct writer *w, const struct scan *scan, int64_t now, struct err *err)
{
	assert(w->state == WRITER_CHANGING);
	if (!scan->partial && scan->file_count == 0 && !check_empty(w, err))
		return false;
	for (size_t i = 0; i < scan->file_count; i++) {
		struct known *k = files_find(&w->files, scan->files[i].path);
		if (k)
			k->seen = !scan->partial;
		if (k && !missed_forget(w, k, err))
			return false;
	}
	return scan->partial ? drop_named(w, scan, now, err) : drop_unseen(w, scan, now, err);
}
