/*
 * listing: the state of items, and `membership`, which listings walk along.
 *
 * The rows of an item in `membership` always have the state that its row in `item` has.
 */
#include <string.h>

#include "catalog/events.h"
#include "catalog/writer_internal.h"

_Static_assert(STATE_LIVE == 0 && STATE_WITHDRAWN == 4, "the SQL in this folder says 0 and 4");

enum item_state timing_state(const struct timing *t, int64_t now, int64_t *turn)
{
	int64_t opens = t->publish > t->date ? t->publish : t->date;
	const int64_t turns[] = { opens, t->expires, t->withdrawn };
	bool withdrawn = t->withdrawn != INSTANT_NONE && t->withdrawn <= now;

	*turn = INSTANT_NONE;
	if (t->draft)
		return STATE_DRAFT;
	if (withdrawn)
		return STATE_WITHDRAWN;
	for (size_t i = 0; i < ARRAY_SIZE(turns); i++)
		if (turns[i] > now && (*turn == INSTANT_NONE || turns[i] < *turn))
			*turn = turns[i];
	if (t->expires != INSTANT_NONE && t->expires <= now)
		return STATE_EXPIRED;
	return opens > now ? STATE_SCHEDULED : STATE_LIVE;
}

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

static bool each_project(struct writer *w, const struct listing *l,
    bool (*change)(struct writer *, const struct listing *, const char *, struct err *), struct err *err)
{
	if (!change(w, l, "", err) || !change(w, l, l->place.project, err))
		return false;
	change_touch(&w->change, l->place.project);
	for (size_t i = 0; i < l->further_count; i++) {
		if (!change(w, l, l->further[i], err))
			return false;
		change_touch(&w->change, l->further[i]);
	}
	return true;
}

/* Feeds list what is live, and nothing else. */
static void note_events(struct writer *w, const struct listing *l, bool listed)
{
	change_edit(&w->change, l->place.project, l->place.stem);
	if (l->state != STATE_LIVE)
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
	change_feed(&w->change, &e, l->place.project);
	for (size_t i = 0; i < l->further_count; i++)
		change_feed(&w->change, &e, l->further[i]);
}

bool listing_add(struct writer *w, const struct listing *l, struct err *err)
{
	if (l->state == STATE_LIVE || l->state == STATE_WITHDRAWN)
		change_show(&w->change, l->file);
	note_events(w, l, true);
	return each_project(w, l, add_to, err);
}

bool listing_remove(struct writer *w, const struct listing *l, struct err *err)
{
	note_events(w, l, false);
	return each_project(w, l, remove_from, err);
}

struct due {
	int64_t file;
	enum item_state was, state;
	int64_t turn;
};
struct dues {
	struct due *v;
	size_t n;
};

/* The items that may have another state or turn at `now` than their rows say. */
static bool find_changes(struct writer *w, int64_t now, struct arena *a, struct dues *out, struct err *err)
{
	const char *sql = "SELECT file, draft, date, publish, expires, withdrawn, state FROM item"
	                  " WHERE turn <= ?";
	struct rows r;

	if (now < w->now) /* the clock was set back: every row may be wrong */
		sql = "SELECT file, draft, date, publish, expires, withdrawn, state FROM item"
		      " WHERE ? IS NOT NULL";
	db_select(&w->catalog.db, &r, "look for due items", sql, ARGS(arg_int(now)), err);
	while (rows_next(&r)) {
		struct timing t = { row_int(&r, 1), row_int(&r, 2), row_instant(&r, 3), row_instant(&r, 4),
			row_instant(&r, 5) };
		struct due c = { .file = row_int(&r, 0), .was = (enum item_state)row_int(&r, 6) };
		c.state = timing_state(&t, now, &c.turn);
		*ARENA_PUSH(a, out->v, out->n) = c;
	}
	return rows_end(&r);
}

static bool change_state(struct writer *w, const struct due *c, struct arena *a, struct err *err)
{
	struct listing l;

	if (!db_run(&w->catalog.db, "set the turn of an item",
	        "UPDATE item SET turn = ?2 WHERE file = ?1 AND turn IS NOT ?2",
	        ARGS(arg_int(c->file), arg_instant(c->turn)), err))
		return false;
	if (c->state == c->was)
		return true;
	if (listing_load(w, c->file, a, &l, err) != 1 || !listing_remove(w, &l, err))
		return false;
	l.state = c->state;
	return db_run(&w->catalog.db, "set the state of an item",
	           "UPDATE item SET state = ?2 WHERE file = ?1", ARGS(arg_int(c->file), arg_int(c->state)),
	           err) &&
	       listing_add(w, &l, err);
}

bool writer_advance(struct writer *w, int64_t now, int64_t *next, struct err *err)
{
	struct arena a = { 0 };
	struct dues due = { 0 };
	bool ok = find_changes(w, now, &a, &due, err);

	for (size_t i = 0; ok && i < due.n; i++)
		ok = change_state(w, &due.v[i], &a, err);
	arena_release(&a);
	if (!ok)
		return false;
	w->now = now;
	*next = INSTANT_NONE;
	return db_number(&w->catalog.db, "find the next turn",
	           "SELECT turn FROM item WHERE turn IS NOT NULL ORDER BY turn LIMIT 1", NULL, 0, next,
	           err) >= 0 &&
	       events_advance(w, now, next, err);
}
