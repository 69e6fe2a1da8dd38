/*
 * history_keep: the positions that items get in feeds, and the pages on which something changed.
 */
#include "catalog/history_keep.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/facts_mirror.h"
#include "catalog/history.h"
#include "catalog/writer_internal.h"

static int by_feed(const struct feed_change *e, const struct feed_change *f)
{
	int order = strcmp(e->project, f->project);

	return order ? order : strcmp(e->lang, f->lang);
}

static int by_feed_and_id(const void *a, const void *b)
{
	const struct feed_change *e = a, *f = b;
	int order = by_feed(e, f);

	if (order == 0)
		order = strcmp(e->id, f->id);
	return order ? order : (e->number > f->number) - (e->number < f->number);
}

static int by_feed_and_date(const void *a, const void *b)
{
	const struct feed_change *e = a, *f = b;
	int order = by_feed(e, f);

	if (order == 0)
		order = (e->date > f->date) - (e->date < f->date);
	if (order == 0)
		order = strcmp(e->home, f->home);
	return order ? order : strcmp(e->stem, f->stem);
}

/* Leaves the last change of each item in each feed, in the order in which the items get their positions. */
static void settle(struct change *c)
{
	size_t n = 0;

	if (c->feed_change_count == 0)
		return;
	qsort(c->feed_changes, c->feed_change_count, sizeof *c->feed_changes, by_feed_and_id);
	for (size_t i = 0; i < c->feed_change_count; i++) {
		const struct feed_change *f = &c->feed_changes[i], *next = f + 1;
		if (i + 1 == c->feed_change_count || by_feed(f, next) != 0 || strcmp(f->id, next->id) != 0)
			c->feed_changes[n++] = *f;
	}
	c->feed_change_count = n;
	qsort(c->feed_changes, n, sizeof *c->feed_changes, by_feed_and_date);
}

static bool unlist(struct writer *w, const struct feed_change *e, struct err *err)
{
	struct feed_slot s = { .project = e->project, .lang = e->lang, .id = e->id, .gone = w->now };
	int changed = facts_unlist(&w->facts, &s, err);

	return changed == 0 || (changed == 1 && facts_mirror_slot(&w->catalog.db, &s, err));
}

/*
 * What left a feed while there was no catalogue. Before the changes of feeds: on a first build nothing is
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
		    "= ?"
		    " AND m.year = i.year AND m.date = i.date AND m.home = i.project AND m.stem = i.stem"
		    " WHERE i.id = ? AND i.lang = ?",
		    ARGS(arg_text(row_peek(&r, 0)), arg_int(STATE_LIVE), arg_text(row_peek(&r, 2)),
		        arg_text(row_peek(&r, 1))),
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
		ok = unlist(w, &gone[i], err);
	arena_release(&a);
	return ok;
}

static bool list(struct writer *w, const struct feed_change *e, int64_t at, int64_t *next, struct err *err)
{
	struct feed_slot s = { .project = e->project, .lang = e->lang, .id = e->id, .pos = *next, .at = at };
	int changed = facts_list(&w->facts, &s, err);

	if (changed == 1 && s.pos == *next)
		++*next;
	return changed == 0 || (changed == 1 && facts_mirror_slot(&w->catalog.db, &s, err));
}

static bool keep_feed_changes(struct writer *w, struct err *err)
{
	int64_t next = 0;
	bool first = false, ok = true;

	for (size_t i = 0; ok && i < w->change.feed_change_count; i++) {
		const struct feed_change *e = &w->change.feed_changes[i];
		if (i == 0 || by_feed(e, e - 1) != 0) {
			ok = facts_slots(&w->facts.db, e->project, e->lang, &next, err);
			first = next == 0;
		}
		if (ok && e->listed)
			ok = list(w, e, first ? e->date : w->now, &next, err);
		else if (ok)
			ok = unlist(w, e, err);
	}
	return ok;
}

/*
 * Every page on which a feed has the item, and the feeds that it left: they tell when it is deleted
 * elsewhere.
 */
static bool touch_pages_of(struct writer *w, const char *id, struct err *err)
{
	struct change *c = &w->change;
	struct rows r;

	db_select(&w->facts.db, &r, "find the pages of an item",
	    "SELECT project, lang, pos, gone IS NOT NULL FROM slot WHERE id = ?", ARGS(arg_text(id)), err);
	while (rows_next(&r)) {
		if (row_int(&r, 3) && *row_peek(&r, 0))
			change_touch(c, row_peek(&r, 0));
		*ARENA_PUSH(
		    &c->arena, c->pages, c->page_count) = (struct touched_page){ row_text(&r, 0, &c->arena),
			row_text(&r, 1, &c->arena), row_int(&r, 2) / HISTORY_PAGE + 1 };
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
	struct change *c = &w->change;
	size_t n = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < c->feed_change_count; i++)
		ok = touch_pages_of(w, c->feed_changes[i].id, err);
	for (size_t i = 0; ok && i < c->edited_count; i++)
		ok = touch_translations(w, &c->edited[i], err);
	if (!ok || c->page_count == 0)
		return ok;
	qsort(c->pages, c->page_count, sizeof *c->pages, page_order);
	for (size_t i = 1; i < c->page_count; i++)
		if (page_order(&c->pages[n], &c->pages[i]) != 0)
			c->pages[++n] = c->pages[i];
	c->page_count = n + 1;
	return true;
}

bool history_keep(struct writer *w, struct err *err)
{
	assert(w->state == WRITER_CHANGING);
	settle(&w->change);
	return (!w->recount || unlist_unknown(w, err)) && keep_feed_changes(w, err) &&
	       (w->change.all || find_pages(w, err));
}

bool history_follow(struct writer *w, struct err *err)
{
	settle(&w->change);
	return w->change.all || find_pages(w, err);
}
