/*
 * items: joins the scan with the catalogue.
 */
#include "command/items.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/stale.h"

static int by_place(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	int order = strcmp(x->project, y->project);
	if (!order)
		order = strcmp(x->stem, y->stem);
	if (!order)
		order = strcmp(x->lang, y->lang);
	return order ? order : strcmp(x->path, y->path);
}

/* 1: told in *item, 0: the catalogue has nothing, -1: failed. */
static int look_up(
    struct catalog *c, struct arena *keep, struct arena *row, struct item *item, struct err *err)
{
	struct entry e;
	int got = catalog_entry(c, item->project, item->stem, item->lang, row, &e, err);
	if (got == 1) {
		item->title = arena_strdup(keep, *e.short_title ? e.short_title : e.title);
		item->state = e.state;
	}
	item->broken = got == 0;
	return got;
}

static bool mark_stale(struct catalog *c, const char *const *langs, struct items *items, struct err *err)
{
	struct stales list;
	bool good = catalog_stales(c, langs, &items->arena, &list, err);
	for (size_t i = 0; good && items->n && i < list.n; i++) {
		struct item place = { .project = list.v[i].project,
			.stem = list.v[i].stem,
			.lang = list.v[i].lang,
			.path = list.v[i].path };
		struct item *item = bsearch(&place, items->v, items->n, sizeof *items->v, by_place);
		if (item)
			item->stale = true;
	}
	return good;
}

bool items_gather(
    struct catalog *c, const struct scan *scan, const char *const *langs, struct items *out, struct err *err)
{
	struct arena row = { 0 };
	bool good = true;
	*out = (struct items){ 0 };
	for (size_t i = 0; i < scan->file_count && good; i++) {
		const struct scanned *file = &scan->files[i];
		if (file->name.role != ROLE_ITEM)
			continue;
		struct item *item = ARENA_PUSH(&out->arena, out->v, out->n);
		*item = (struct item){ .path = file->path,
			.project = file->name.project,
			.stem = file->name.stem,
			.lang = file->name.lang,
			.title = "" };
		good = look_up(c, &out->arena, &row, item, err) >= 0;
		arena_reset(&row);
	}
	arena_release(&row);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_place);
	return good && mark_stale(c, langs, out, err);
}

void items_release(struct items *items)
{
	arena_release(&items->arena);
	*items = (struct items){ 0 };
}

size_t items_end(const struct items *items, size_t at)
{
	size_t end = at;
	while (end < items->n && !strcmp(items->v[end].project, items->v[at].project) &&
	       !strcmp(items->v[end].stem, items->v[at].stem))
		end++;
	return end;
}
