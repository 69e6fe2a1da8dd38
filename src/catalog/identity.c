/*
 * identity: the id of an item, looked for by its place, then by its marks in the durable facts.
 */
#include "catalog/identity.h"

#include "catalog/marks.h"
#include "catalog/missed.h"
#include "catalog/writer_drop.h"
#include "catalog/writer_internal.h"
#include "content/document.h"

/* The id that the rows have for the place, when it was found here: 1, 0, -1. */
static int kept_id(struct writer *w, const struct place *p, const char **id, struct err *err)
{
	struct rows r;

	if (db_row(&w->catalog.db, &r, "look up an id",
	        "SELECT id FROM item WHERE project = ? AND stem = ? AND lang = ? AND NOT own_id",
	        ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), err))
		*id = row_text(&r, 0, &w->change.arena);

	return rows_found(&r);
}

static int moved_id(
    struct writer *w, const struct scanned *file, const struct document *d, const char **id, struct err *err)
{
	const struct file_stamp *s = &file->stamp;
	const struct marks m = {
		.file = marks_file(d->lang, (int64_t)s->inode, s->size, s->mtime_ns),
		.head = marks_head(d->lang, d->date.at, d->title),
		.body = marks_body(d->lang, d->date.at, d->body),
	};

	struct known *missed;
	/* It is not missed, but renamed. */
	if (!missed_find(w, &m, &missed, err) || (missed && !writer_drop_known(w, missed, w->now, err)))
		return -1;
	int found = facts_moved(&w->facts, &m, &w->change.arena, id, err);
	if (found != 1)
		return found;
	/* Another copy of it may have come first. */
	found = db_exists(
	    &w->catalog.db, "look up an id", "SELECT 1 FROM item WHERE id = ?", ARGS(arg_text(*id)), err);
	return found < 0 ? -1 : !found;
}

/*
 * The id of an item of another project that is there and says the same: its folder is being copied, and the
 * first one is deleted later. Not asked while a site is built first: all is new then.
 */
static int twin_id(struct writer *w, const struct document *d, const char **id, struct err *err)
{
	struct rows r;

	if (w->first)
		return 0;
	if (db_row(&w->catalog.db, &r, "look for the same item",
	        "SELECT i.id FROM item i JOIN file f ON f.id = i.file JOIN body b ON b.file = i.file"
	        " WHERE i.project IN (SELECT project FROM text WHERE project <> ?1) AND i.stem = ?2"
	        " AND i.lang = ?3 AND i.written = ?4 AND i.title = ?5 AND b.text = ?6 AND f.missed IS NULL"
	        " ORDER BY i.project LIMIT 1",
	        ARGS(arg_text(d->project), arg_text(d->stem), arg_text(d->lang), arg_int(d->date.at),
	            arg_text(d->title), arg_text(d->body)),
	        err))
		*id = row_text(&r, 0, &w->change.arena);
	return rows_found(&r);
}

static bool new_id(struct writer *w, const struct document *d, const char **id, struct err *err)
{
	const struct place p = { d->project, d->stem, d->lang };
	const char *first = arena_printf(&w->change.arena, "tag:%s,%04d:%s/%s/%s", w->authority,
	    date_civil(d->date.at).year, d->project, d->stem, d->lang);
	int taken;

	*id = first;
	for (int n = 2; (taken = facts_taken(&w->facts, &p, *id, err)) == 1; n++)
		*id = arena_printf(&w->change.arena, "%s/%d", first, n);
	return taken == 0;
}

bool identity_find(
    struct writer *w, const struct scanned *file, const struct document *d, const char **id, struct err *err)
{
	const struct place p = { d->project, d->stem, d->lang };

	*id = file->id ? file->id : d->id;
	if (*d->id || file->id)
		return true;
	int found = facts_id(&w->facts, &p, &w->change.arena, id, err);
	if (found == 0)
		found = kept_id(w, &p, id, err);
	if (found == 0)
		found = moved_id(w, file, d, id, err);
	if (found == 0)
		found = twin_id(w, d, id, err);
	return found == 1 || (found == 0 && new_id(w, d, id, err));
}
