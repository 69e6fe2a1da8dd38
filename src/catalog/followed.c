/*
 * followed: two tables side by side, those of the facts and their copies.
 */
#include "catalog/followed.h"

#include <string.h>

#include "catalog/facts_mirror.h"
#include "catalog/history.h"
#include "catalog/history_keep.h"
#include "catalog/meta.h"
#include "catalog/origins.h"
#include "catalog/publication.h"
#include "catalog/renamed.h"
#include "catalog/writer_internal.h"

/* Both statements give the same columns, ordered by the first `keys` of them. */
struct pair {
	const char *facts, *catalogue;
	int keys, columns;
	void (*touch)(struct change *c, struct rows *r);
};

/* The feeds of the site ("") are written with every change. */
static void touch_project(struct change *c, struct rows *r)
{
	if (*row_peek(r, 0))
		change_touch(c, row_peek(r, 0));
}

static void touch_slot(struct change *c, struct rows *r)
{
	touch_project(c, r);
	*ARENA_PUSH(&c->arena, c->pages, c->page_count) = (struct touched_page){ row_text(r, 0, &c->arena),
		row_text(r, 1, &c->arena), row_int(r, 2) / HISTORY_PAGE + 1 };
}

static const struct pair slots = {
	.facts = "SELECT project, lang, pos, id, at, gone FROM slot ORDER BY project, lang, pos",
	.catalogue = "SELECT project, lang, pos, id, at, gone FROM slot ORDER BY project, lang, pos",
	.keys = 3,
	.columns = 6,
	.touch = touch_slot,
};

static const struct pair vanished = {
	.facts = "SELECT project, stem, lang, id, vanished FROM given WHERE vanished IS NOT NULL"
	         " ORDER BY project, stem, lang",
	.catalogue = "SELECT project, stem, lang, id, at FROM vanished ORDER BY project, stem, lang",
	.keys = 3,
	.columns = 5,
	.touch = touch_project,
};

static int cell_order(struct rows *a, struct rows *b, int column)
{
	struct arg x = row_arg(a, column), y = row_arg(b, column);

	if (x.type == ARG_INT && y.type == ARG_INT)
		return (x.number > y.number) - (x.number < y.number);
	return strcmp(row_peek(a, column), row_peek(b, column));
}

static int order(struct rows *a, struct rows *b, int from, int to)
{
	int found = 0;

	for (int i = from; i < to && found == 0; i++)
		found = cell_order(a, b, i);
	return found;
}

static bool touch_differences(struct writer *w, const struct pair *p, struct err *err)
{
	struct rows here, there;

	db_select(&w->facts.db, &here, "be compared", p->facts, NULL, 0, err);
	db_select(&w->catalog.db, &there, "be compared", p->catalogue, NULL, 0, err);
	bool a = rows_next(&here), b = rows_next(&there);
	while (a || b) {
		int by = !a ? 1 : !b ? -1 : order(&here, &there, 0, p->keys);
		if (by != 0 || order(&here, &there, p->keys, p->columns) != 0)
			p->touch(&w->change, by > 0 ? &there : &here);
		if (by <= 0)
			a = rows_next(&here);
		if (by >= 0)
			b = rows_next(&there);
	}
	bool ok = rows_end(&here);
	return rows_end(&there) && ok;
}

static bool mirror(struct writer *w, struct err *err)
{
	struct db *catalogue = &w->catalog.db;
	bool slots_changed, vanished_changed, renamed_changed;

	if (!touch_differences(w, &slots, err) || !touch_differences(w, &vanished, err) ||
	    !facts_mirror_slots(&w->facts, catalogue, &slots_changed, err) ||
	    !facts_mirror_vanished(&w->facts, catalogue, &vanished_changed, err) ||
	    !facts_mirror_renamed(&w->facts, catalogue, &renamed_changed, err))
		return false;
	if (renamed_changed)
		change_touch(&w->change, "");
	/* What came and went between two exports leaves a tombstone, and no row. */
	if (slots_changed || vanished_changed)
		change_edit(&w->change, "", "");
	return true;
}

/* An attachment that has the same bytes again: its row says since when the last time. */
static bool redate_attachments(struct writer *w, struct err *err)
{
	struct rows r;
	bool ok = true;

	db_select(&w->facts.db, &r, "list since when",
	    "SELECT path, digest, at FROM shown WHERE path < '/' OR path >= '0'", NULL, 0, err);
	while (ok && rows_next(&r)) {
		const struct known *k = files_find(&w->files, row_peek(&r, 0));
		ok = !k ||
		     db_run(&w->catalog.db, "date an attachment",
		         "UPDATE attachment SET mtime = ?3 WHERE file = ?1 AND digest = ?2 AND mtime <> ?3",
		         ARGS(arg_int(k->id), arg_text(row_peek(&r, 1)), arg_int(row_int(&r, 2))), err);
	}
	return rows_end(&r) && ok;
}

/* Rows that were made with facts of another machine may have other instants. */
static bool follow_publications(struct writer *w, struct err *err)
{
	char before[IDENTITY_MAX];
	struct origins o;

	if (!meta_followed(&w->catalog.db, before, err) ||
	    !origins_read(&w->facts, &w->change.arena, &o, err))
		return false;
	const char *now = o.n ? o.v[o.n - 1].id : "";
	return strcmp(before, now) == 0 ||
	       (publication_follow(w, err) && meta_set_followed(&w->catalog.db, now, err));
}

bool followed_settle(struct writer *w, struct err *err)
{
	return follow_publications(w, err) && publication_settle(w, err) && mirror(w, err) &&
	       redate_attachments(w, err) && renamed_follow(w, err) && history_follow(w, err);
}
