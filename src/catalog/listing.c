/*
 * listing: an item is in `membership` for the whole site, for its own project, and for each further one.
 */
#include "catalog/listing.h"

#include "catalog/writer_internal.h"

int listing_load(struct writer *w, int64_t file, struct arena *a, struct listing *out, struct err *err)
{
	struct db *db = &w->catalog.db;
	struct rows r;

	if (db_row(db, &r, "read an item",
	        "SELECT project, stem, lang, date, year, kind, state, id FROM item WHERE file = ?",
	        ARGS(arg_int(file)), err))
		*out = (struct listing){
			.file = file,
			.place = { row_text(&r, 0, a), row_text(&r, 1, a), row_text(&r, 2, a) },
			.date = row_int(&r, 3),
			.year = (int)row_int(&r, 4),
			.kind = (enum item_kind)row_int(&r, 5),
			.state = (enum item_state)row_int(&r, 6),
			.id = row_text(&r, 7, a),
		};
	int found = rows_found(&r);
	if (found != 1)
		return found;
	db_select(db, &r, "read the projects of an item",
	    "SELECT text FROM value WHERE file = ? AND key = 'project'", ARGS(arg_int(file)), err);
	while (rows_next(&r))
		*ARENA_PUSH(a, out->further, out->further_count) = row_text(&r, 0, a);
	return rows_end(&r) ? 1 : -1;
}

static bool add_to(struct writer *w, const struct listing *l, const char *project, struct err *err)
{
	return db_run(&w->catalog.db, "list an item",
	    "INSERT OR IGNORE INTO membership VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    ARGS(arg_text(project), arg_text(l->place.lang), arg_int(l->state), arg_int(l->year),
	        arg_int(l->date), arg_text(l->place.project), arg_text(l->place.stem), arg_int(l->kind),
	        arg_int(l->file)),
	    err);
}

static bool remove_from(struct writer *w, const struct listing *l, const char *project, struct err *err)
{
	return db_run(&w->catalog.db, "unlist an item",
	    "DELETE FROM membership WHERE project = ? AND lang = ? AND state = ? AND year = ? AND date = ?"
	    " AND home = ? AND stem = ?",
	    ARGS(arg_text(project), arg_text(l->place.lang), arg_int(l->state), arg_int(l->year),
	        arg_int(l->date), arg_text(l->place.project), arg_text(l->place.stem)),
	    err);
}

/* A page of the site is in no listing. */
static bool each_project(struct writer *w, const struct listing *l,
    bool (*change)(struct writer *, const struct listing *, const char *, struct err *), struct err *err)
{
	if (l->kind == KIND_PAGE) {
		change_touch_pages(&w->change, "");
		return true;
	}
	if (!change(w, l, "", err) || !change(w, l, l->place.project, err))
		return false;
	if (*l->place.project)
		change_touch(&w->change, l->place.project);
	for (size_t i = 0; i < l->further_count; i++) {
		if (!change(w, l, l->further[i], err))
			return false;
		change_touch(&w->change, l->further[i]);
	}
	return true;
}

/* Feeds list what is live, and nothing else. */
static void note_feed_changes(struct writer *w, const struct listing *l, bool listed)
{
	change_edit(&w->change, l->place.project, l->place.stem);
	if (l->state != STATE_LIVE || l->kind == KIND_PAGE)
		return;
	const struct feed_change e = {
		.lang = arena_strdup(&w->change.arena, l->place.lang),
		.id = arena_strdup(&w->change.arena, l->id),
		.home = arena_strdup(&w->change.arena, l->place.project),
		.stem = arena_strdup(&w->change.arena, l->place.stem),
		.date = l->date,
		.listed = listed,
	};
	change_feed(&w->change, &e, "");
	if (*l->place.project)
		change_feed(&w->change, &e, l->place.project);
	for (size_t i = 0; i < l->further_count; i++)
		change_feed(&w->change, &e, l->further[i]);
}

bool listing_add(struct writer *w, const struct listing *l, struct err *err)
{
	if (l->state == STATE_LIVE || l->state == STATE_WITHDRAWN)
		change_show(&w->change, l->file);
	note_feed_changes(w, l, true);
	return each_project(w, l, add_to, err);
}

bool listing_remove(struct writer *w, const struct listing *l, struct err *err)
{
	note_feed_changes(w, l, false);
	return each_project(w, l, remove_from, err);
}
