#include "catalog/history.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/entry.h"
#include "catalog/writer_internal.h"

/* --- reading ------------------------------------------------------------------ */

bool history_length(struct catalog *c, const char *project, const char *lang, int64_t *out, struct err *err)
{
	assert(c->facts);
	return facts_slots(c->facts, project, lang, out, err);
}

static void read_slot(struct rows *r, struct arena *a, struct slots *out)
{
	struct slot *s = ARENA_PUSH(a, out->v, out->n);

	*s = (struct slot){ row_int(r, 0), row_text(r, 1, a), row_int(r, 2), row_instant(r, 3) };
}

static bool select_slots(struct catalog *c, const char *sql, const struct arg *args, size_t n,
    struct arena *a, struct slots *out, struct err *err)
{
	struct slots list = { 0 };
	struct rows r;

	assert(c->facts);
	db_select(&c->facts->db, &r, "read the history of a feed", sql, args, n, err);
	while (rows_next(&r))
		read_slot(&r, a, &list);
	*out = list;
	return rows_end(&r);
}

bool history_slots(struct catalog *c, const char *project, const char *lang, int64_t from, size_t limit,
    struct arena *a, struct slots *out, struct err *err)
{
	return select_slots(c,
	    "SELECT pos, id, at, gone FROM slot WHERE project = ? AND lang = ? AND pos >= ?"
	    " ORDER BY pos LIMIT ?",
	    ARGS(arg_text(project), arg_text(lang), arg_int(from), arg_int((int64_t)limit)), a, out, err);
}

bool history_newest(struct catalog *c, const char *project, const char *lang, size_t limit, struct arena *a,
    struct slots *out, struct err *err)
{
	return select_slots(c,
	    "SELECT pos, id, at, gone FROM slot WHERE project = ? AND lang = ? AND gone IS NULL"
	    " ORDER BY pos DESC LIMIT ?",
	    ARGS(arg_text(project), arg_text(lang), arg_int((int64_t)limit)), a, out, err);
}

bool history_gone(struct catalog *c, const char *project, const char *lang, size_t limit, struct arena *a,
    struct slots *out, struct err *err)
{
	return select_slots(c,
	    "SELECT pos, id, at, gone FROM slot WHERE project = ? AND lang = ? AND gone IS NOT NULL"
	    " ORDER BY gone DESC, pos DESC LIMIT ?",
	    ARGS(arg_text(project), arg_text(lang), arg_int((int64_t)limit)), a, out, err);
}

bool history_corrected(struct catalog *c, const char *project, const char *lang, size_t limit,
    struct arena *a, struct slots *out, struct err *err)
{
	struct rows r;
	bool ok = true;

	assert(c->facts);
	db_select(&c->db, &r, "list corrected items",
	    "SELECT i.id FROM item i WHERE i.lang = ?2 AND i.corrected IS NOT NULL AND i.state = 0"
	    " AND EXISTS (SELECT 1 FROM membership m WHERE m.project = ?1 AND m.lang = ?2 AND m.state = 0"
	    "  AND m.year = i.year AND m.date = i.date AND m.home = i.project AND m.stem = i.stem)"
	    " ORDER BY i.corrected DESC, i.project, i.stem LIMIT ?3",
	    ARGS(arg_text(project), arg_text(lang), arg_int((int64_t)limit)), err);
	*out = (struct slots){ 0 };
	while (ok && rows_next(&r)) {
		struct slots one;
		ok = select_slots(c,
		    "SELECT pos, id, at, gone FROM slot WHERE id = ? AND project = ? AND lang = ?",
		    ARGS(arg_text(row_peek(&r, 0)), arg_text(project), arg_text(lang)), a, &one, err);
		if (ok && one.n)
			*ARENA_PUSH(a, out->v, out->n) = one.v[0];
	}
	return rows_end(&r) && ok;
}

int history_entry(struct catalog *c, const char *id, struct arena *a, struct entry *out, struct err *err)
{
	return entry_find(&c->db, ENTRY_WHERE "i.id = ?", ARGS(arg_text(id)), a, out, err);
}

/* --- writing ------------------------------------------------------------------ */

bool writer_vanish(struct writer *w, const struct place *p, int64_t now, struct err *err)
{
	const char *id;
	int64_t at;
	int given = facts_id(&w->facts, p, &w->change.arena, &id, err);

	if (given == 1)
		given = facts_vanish(&w->facts, p, now, &at, err);
	if (given != 1)
		return given == 0;
	return db_run(&w->catalog.db, "note what vanished",
	    "INSERT OR REPLACE INTO vanished VALUES(?, ?, ?, ?, ?)",
	    ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang), arg_text(id), arg_int(at)), err);
}

static int by_feed_and_id(const void *a, const void *b)
{
	const struct feed_change *e = a, *f = b;
	int order = strcmp(e->project, f->project);

	if (order == 0)
		order = strcmp(e->lang, f->lang);
	if (order == 0)
		order = strcmp(e->id, f->id);
	return order ? order : (e->number > f->number) - (e->number < f->number);
}

static int by_feed_and_date(const void *a, const void *b)
{
	const struct feed_change *e = a, *f = b;
	int order = strcmp(e->project, f->project);

	if (order == 0)
		order = strcmp(e->lang, f->lang);
	if (order == 0)
		order = (e->date > f->date) - (e->date < f->date);
	if (order == 0)
		order = strcmp(e->home, f->home);
	return order ? order : strcmp(e->stem, f->stem);
}

static bool same_feed(const struct feed_change *a, const struct feed_change *b)
{
	return strcmp(a->project, b->project) == 0 && strcmp(a->lang, b->lang) == 0;
}

/* Leaves the last event of each item in each feed, in the order in which the items get their positions. */
static void settle_events(struct writer *w)
{
	size_t n = 0;

	if (w->change.feed_change_count == 0)
		return;
	qsort(w->change.feed_changes, w->change.feed_change_count, sizeof *w->change.feed_changes,
	    by_feed_and_id);
	for (size_t i = 0; i < w->change.feed_change_count; i++) {
		const struct feed_change *e = &w->change.feed_changes[i], *next = e + 1;
		if (i + 1 == w->change.feed_change_count || !same_feed(e, next) ||
		    strcmp(e->id, next->id) != 0)
			w->change.feed_changes[n++] = *e;
	}
	w->change.feed_change_count = n;
	qsort(w->change.feed_changes, n, sizeof *w->change.feed_changes, by_feed_and_date);
}

/*
 * What left a feed while there was no catalogue. Before the events: on a first build nothing is
 * in the facts yet.
 */
static bool unlist_unknown(struct writer *w, struct err *err)
{
	struct arena a = { 0 };
	struct feed_change *gone = NULL;
	size_t n = 0;
	struct rows r;
	int listed = 0;

	db_select(&w->facts.db, &r, "read the history of feeds",
	    "SELECT project, lang, id FROM slot WHERE gone IS NULL", NULL, 0, err);
	while (listed >= 0 && rows_next(&r)) {
		listed = db_exists(&w->catalog.db, "look for a listed item",
		    "SELECT 1 FROM item i JOIN membership m ON m.project = ? AND m.lang = i.lang AND m.state "
		    "= 0"
		    " AND m.year = i.year AND m.date = i.date AND m.home = i.project AND m.stem = i.stem"
		    " WHERE i.id = ? AND i.lang = ?",
		    ARGS(arg_text(row_peek(&r, 0)), arg_text(row_peek(&r, 2)), arg_text(row_peek(&r, 1))),
		    err);
		if (listed == 0)
			*ARENA_PUSH(&a, gone, n) = (struct feed_change){
				.project = row_text(&r, 0, &a),
				.lang = row_text(&r, 1, &a),
				.id = row_text(&r, 2, &a),
			};
	}
	bool ok = rows_end(&r) && listed >= 0;
	for (size_t i = 0; ok && i < n; i++)
		ok = facts_unlist(&w->facts, gone[i].project, gone[i].lang, gone[i].id, w->now, err);
	arena_release(&a);
	return ok;
}

static bool keep_events(struct writer *w, struct err *err)
{
	int64_t next = 0;
	bool first = false, ok = true;

	for (size_t i = 0; ok && i < w->change.feed_change_count; i++) {
		const struct feed_change *e = &w->change.feed_changes[i];
		if (i == 0 || !same_feed(e, e - 1)) {
			ok = facts_slots(&w->facts, e->project, e->lang, &next, err);
			first = next == 0;
		}
		if (ok && e->listed)
			ok = facts_list(
			    &w->facts, e->project, e->lang, e->id, first ? e->date : w->now, &next, err);
		else if (ok)
			ok = facts_unlist(&w->facts, e->project, e->lang, e->id, w->now, err);
	}
	return ok;
}

/* Every page on which a feed has the item. */
static bool touch_pages_of(struct writer *w, const char *id, struct err *err)
{
	struct rows r;

	db_select(&w->facts.db, &r, "find the pages of an item",
	    "SELECT project, lang, pos FROM slot WHERE id = ?", ARGS(arg_text(id)), err);
	while (rows_next(&r)) {
		struct touched_page *p = ARENA_PUSH(&w->change.arena, w->change.pages, w->change.page_count);
		*p = (struct touched_page){ row_text(&r, 0, &w->change.arena),
			row_text(&r, 1, &w->change.arena), row_int(&r, 2) / HISTORY_PAGE + 1 };
	}
	return rows_end(&r);
}

/* An entry names its translations: what happens to one of them changes the entries of all. */
static bool touch_translations(struct writer *w, const struct place *p, struct err *err)
{
	struct rows r;
	bool ok = true;

	db_select(&w->catalog.db, &r, "find the ids of an item",
	    "SELECT id FROM item WHERE project = ? AND stem = ?",
	    ARGS(arg_text(p->project), arg_text(p->stem)), err);
	while (ok && rows_next(&r))
		ok = touch_pages_of(w, row_peek(&r, 0), err);
	return rows_end(&r) && ok;
}

static int page_order(const void *a, const void *b)
{
	const struct touched_page *p = a, *q = b;
	int order = strcmp(p->project, q->project);

	if (order == 0)
		order = strcmp(p->lang, q->lang);
	return order ? order : (p->number > q->number) - (p->number < q->number);
}

static bool find_pages(struct writer *w, struct err *err)
{
	size_t n = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < w->change.feed_change_count; i++)
		ok = touch_pages_of(w, w->change.feed_changes[i].id, err);
	for (size_t i = 0; ok && i < w->change.edited_count; i++)
		ok = touch_translations(w, &w->change.edited[i], err);
	if (!ok || w->change.page_count == 0)
		return ok;
	qsort(w->change.pages, w->change.page_count, sizeof *w->change.pages, page_order);
	for (size_t i = 1; i < w->change.page_count; i++)
		if (page_order(&w->change.pages[n], &w->change.pages[i]) != 0)
			w->change.pages[++n] = w->change.pages[i];
	w->change.page_count = n + 1;
	return true;
}

bool writer_keep_history(struct writer *w, struct err *err)
{
	settle_events(w);
	return (!w->rebuilt || unlist_unknown(w, err)) && keep_events(w, err) &&
	       (w->change.all || find_pages(w, err));
}
