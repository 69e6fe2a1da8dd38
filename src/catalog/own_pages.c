/*
 * own_pages: found by an index of their own, since they are a few among many items.
 */
#include "catalog/own_pages.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/catalog_internal.h"
#include "catalog/db.h"
#include "catalog/schema.h"

enum { NOWHERE = 100 }; /* after every place of a menu */

struct found {
	struct own_page page;
	int place;
	size_t rank; /* of its language: the smaller the better */
};

static size_t rank_of(const char *tag, const char *lang, const char *const *langs)
{
	size_t i = 0;

	if (strcmp(tag, lang) == 0)
		return 0;
	while (langs[i] && strcmp(langs[i], tag) != 0)
		i++;
	return i + 1;
}

static int by_stem(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int order = strcmp(x->page.stem, y->page.stem);

	return order ? order : (x->rank > y->rank) - (x->rank < y->rank);
}

static int by_place(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	return x->place != y->place ? (x->place > y->place) - (x->place < y->place)
	                            : strcmp(x->page.stem, y->page.stem);
}

/* Keeps the best language of each. */
static size_t choose(struct found *v, size_t n)
{
	size_t kept = 0;

	if (n)
		qsort(v, n, sizeof *v, by_stem);
	for (size_t i = 0; i < n; i++)
		if (!kept || strcmp(v[kept - 1].page.stem, v[i].page.stem) != 0)
			v[kept++] = v[i];
	if (kept)
		qsort(v, kept, sizeof *v, by_place);
	return kept;
}

bool catalog_menu(struct catalog *c, const char *lang, const char *const *langs, struct arena *a,
    struct own_pages *out, struct err *err)
{
	struct found *v = NULL;
	struct rows r;
	size_t n = 0;

	db_select(&c->db, &r, "list the pages of the menu",
	    "SELECT i.stem, i.lang, CASE i.short_title WHEN '' THEN i.title ELSE i.short_title END,"
	    " (SELECT CAST(v.text AS INTEGER) FROM value v WHERE v.file = i.file AND v.key = 'menu')"
	    " FROM item i WHERE i." IS_PAGE " AND i.state = ?",
	    ARGS(arg_int(STATE_LIVE)), err);
	while (rows_next(&r)) {
		struct found f = { { row_text(&r, 0, a), row_text(&r, 1, a), row_text(&r, 2, a) }, 0, 0 };
		f.place = (int)row_int(&r, 3);
		f.rank = rank_of(f.page.lang, lang, langs);
		if (f.place > 0 && f.place < NOWHERE)
			*ARENA_PUSH(a, v, n) = f;
	}
	if (!rows_end(&r))
		return false;
	*out = (struct own_pages){ .n = choose(v, n) };
	out->v = arena_alloc(a, (out->n + 1) * sizeof *out->v);
	for (size_t i = 0; i < out->n; i++)
		out->v[i] = v[i].page;
	return true;
}

bool catalog_has_projects(struct catalog *c, bool *out, struct err *err)
{
	int found = db_exists(
	    &c->db, "look for a project", "SELECT 1 FROM text WHERE project > '' LIMIT 1", NULL, 0, err);

	*out = found > 0;
	return found >= 0;
}
