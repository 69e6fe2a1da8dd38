/*
 * stale: the rows of one item after another; of an item that was corrected in no language there is none.
 */
#include "catalog/stale.h"

#include <string.h>

#include "catalog/catalog_internal.h"

/* An item in one language. */
struct translation {
	const char *project, *stem, *lang, *path;
	enum item_state state;
	int64_t date, updated; /* updated: INSTANT_NONE when absent */
	size_t rank;           /* of its language among the site's */
};

struct translations_of {
	struct translation *v; /* of all items, which follow one another */
	size_t n;
};

static size_t rank_of(const char *lang, const char *const *langs)
{
	size_t rank = 0;
	while (langs[rank] && strcmp(langs[rank], lang) != 0)
		rank++;
	return rank;
}

static bool load(struct catalog *c, const char *const *langs, struct arena *a, struct translations_of *out,
    struct err *err)
{
	struct rows r;

	db_select(&c->db, &r, "look for translations that lag",
	    "SELECT i.project, i.stem, i.lang, f.path, i.state, i.date, i.corrected FROM item i"
	    " JOIN file f ON f.id = i.file WHERE (i.project, i.stem) IN"
	    " (SELECT project, stem FROM item WHERE corrected IS NOT NULL) ORDER BY 1, 2, 3",
	    NULL, 0, err);
	while (rows_next(&r))
		*ARENA_PUSH(a, out->v, out->n) = (struct translation){ .project = row_text(&r, 0, a),
			.stem = row_text(&r, 1, a),
			.lang = row_text(&r, 2, a),
			.path = row_text(&r, 3, a),
			.state = (enum item_state)row_int(&r, 4),
			.date = row_int(&r, 5),
			.updated = row_instant(&r, 6),
			.rank = rank_of(row_peek(&r, 2), langs) };
	return rows_end(&r);
}

static bool is_older(const struct translation *a, const struct translation *b)
{
	return a->date != b->date ? a->date < b->date : a->rank < b->rank;
}

/* Of the n translations of an item the one that t lacks the correction of, or NULL. */
static const struct translation *ahead_of(
    const struct translation *t, const struct translation *item, size_t n)
{
	const struct translation *newest = item, *original = item;

	if (t->state == STATE_WITHDRAWN)
		return NULL;
	for (size_t i = 1; i < n; i++) {
		original = is_older(&item[i], original) ? &item[i] : original;
		newest = item[i].updated > newest->updated ? &item[i]
		                                           : newest; /* INSTANT_NONE is less than any */
	}
	if (t->updated == INSTANT_NONE)
		return newest->updated > t->date ? newest : NULL;
	return original->updated > t->updated ? original : NULL;
}

static bool is_same_item(const struct translation *a, const struct translation *b)
{
	return !strcmp(a->project, b->project) && !strcmp(a->stem, b->stem);
}

static size_t item_end(const struct translations_of *all, size_t at)
{
	size_t end = at + 1;
	while (end < all->n && is_same_item(&all->v[at], &all->v[end]))
		end++;
	return end;
}

bool catalog_stales(
    struct catalog *c, const char *const *langs, struct arena *a, struct stales *out, struct err *err)
{
	struct translations_of all = { 0 };
	struct stales list = { 0 };
	bool ok = load(c, langs, a, &all, err);

	for (size_t at = 0, end; ok && at < all.n; at = end) {
		end = item_end(&all, at);
		for (size_t i = at; i < end; i++) {
			const struct translation *t = &all.v[i], *ahead = ahead_of(t, &all.v[at], end - at);
			if (ahead)
				*ARENA_PUSH(a, list.v, list.n) = (struct stale){ t->project, t->stem, t->lang,
					t->path, ahead->path, ahead->updated };
		}
	}
	*out = list;
	return ok;
}
