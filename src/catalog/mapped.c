/*
 * mapped: a walk along the positions that a reader's catalogue has a copy of (facts_mirror.h).
 */
#include "catalog/mapped.h"

#include "catalog/catalog_internal.h"
#include "catalog/entry.h"
#include "catalog/schema.h"

enum { MAPPED_LANGS = ENTRY_BODY };

/* The columns of a struct mapped, of `item` under the name i. */
#define MAPPED_COLUMNS                                                                                       \
	ENTRY_COLUMNS ", (SELECT group_concat(j.lang, ' ') FROM item j"                                      \
	              "  WHERE j.project = i.project AND j.stem = i.stem AND j.state = i.state)"

static bool read_mapped(struct rows *r, struct arena *a, struct mapped_items *out)
{
	struct mapped_items list = { 0 };

	while (rows_next(r)) {
		struct mapped *m = ARENA_PUSH(a, list.v, list.n);
		entry_read(r, a, &m->entry);
		m->langs = row_text(r, MAPPED_LANGS, a);
	}
	*out = list;
	return rows_end(r);
}

bool catalog_mapped_pages(struct catalog *c, struct arena *a, struct mapped_items *out, struct err *err)
{
	struct rows r;

	db_select(&c->db, &r, "list the pages of the site",
	    "SELECT " MAPPED_COLUMNS " FROM item i WHERE i." IS_PAGE " AND i.state = ?"
	    " ORDER BY i.stem, i.lang",
	    ARGS(arg_int(STATE_LIVE)), err);
	return read_mapped(&r, a, out);
}

bool catalog_mapped(struct catalog *c, const char *lang, int64_t from, int64_t n, struct arena *a,
    struct mapped_items *out, struct err *err)
{
	struct rows r;

	db_select(&c->db, &r, "list items by position",
	    "SELECT " MAPPED_COLUMNS " FROM slot s CROSS JOIN item i ON i.id = s.id AND i.lang = s.lang"
	    " WHERE s.project = '' AND s.lang = ? AND s.pos >= ? AND s.pos < ? AND i.state = ? ORDER BY "
	    "s.pos",
	    ARGS(arg_text(lang), arg_int(from), arg_int(from + n), arg_int(STATE_LIVE)), err);
	return read_mapped(&r, a, out);
}

bool catalog_mapped_end(struct catalog *c, const char *lang, int64_t *out, struct err *err)
{
	int found = db_number(&c->db, "find the last position",
	    "SELECT s.pos + 1 FROM slot s CROSS JOIN item i ON i.id = s.id AND i.lang = s.lang"
	    " WHERE s.project = '' AND s.lang = ? AND i.state = ? ORDER BY s.pos DESC LIMIT 1",
	    ARGS(arg_text(lang), arg_int(STATE_LIVE)), out, err);

	if (found == 0)
		*out = 0;
	return found >= 0;
}

/* The rows of a part come one after the other. */
static void add_change(struct arena *a, struct map_parts *list, int64_t number, int64_t changed)
{
	struct map_part *last = list->n ? &list->v[list->n - 1] : NULL;

	if (!last || last->number != number) {
		last = ARENA_PUSH(a, list->v, list->n);
		*last = (struct map_part){ number, INSTANT_NONE };
	}
	if (changed > last->changed)
		last->changed = changed;
}

/* What left the parts. */
static bool add_gone(
    struct catalog *c, const char *lang, int64_t size, struct map_parts *list, struct err *err)
{
	struct rows r;
	size_t i = 0;

	db_select(&c->db, &r, "list positions that were left",
	    "SELECT pos / ?, gone FROM slot WHERE project = '' AND lang = ? AND gone IS NOT NULL ORDER BY "
	    "pos",
	    ARGS(arg_int(size), arg_text(lang)), err);
	while (rows_next(&r)) {
		while (i < list->n && list->v[i].number < row_int(&r, 0))
			i++;
		if (i < list->n && list->v[i].number == row_int(&r, 0) && list->v[i].changed < row_int(&r, 1))
			list->v[i].changed = row_int(&r, 1);
	}
	return rows_end(&r);
}

bool catalog_map_parts(struct catalog *c, const char *lang, int64_t size, struct arena *a,
    struct map_parts *out, struct err *err)
{
	struct map_parts list = { 0 };
	struct rows r;

	db_select(&c->db, &r, "list the changes of items",
	    "SELECT s.pos / ?, j.date, j.publish, j.published, j.corrected"
	    " FROM slot s CROSS JOIN item i ON i.id = s.id AND i.lang = s.lang"
	    " CROSS JOIN item j ON j.project = i.project AND j.stem = i.stem AND j.state = i.state"
	    " WHERE s.project = '' AND s.lang = ? AND i.state = ? ORDER BY s.pos",
	    ARGS(arg_int(size), arg_text(lang), arg_int(STATE_LIVE)), err);
	while (rows_next(&r))
		add_change(a, &list, row_int(&r, 0),
		    entry_updated(
		        row_int(&r, 1), row_instant(&r, 2), row_instant(&r, 3), row_instant(&r, 4)));
	*out = list;
	return rows_end(&r) && add_gone(c, lang, size, out, err);
}
