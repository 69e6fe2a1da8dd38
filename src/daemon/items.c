#include "daemon/items.h"

#include <stdlib.h>
#include <string.h>

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
		item->updated = e.corrected;
		item->changed = e.corrected > e.date.at ? e.corrected : e.date.at;
	}
	item->broken = got == 0;
	return got;
}

bool items_gather(struct catalog *c, const struct scan *scan, struct items *out, struct err *err)
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
			.title = "",
			.updated = INSTANT_NONE,
			.changed = INSTANT_NONE };
		good = look_up(c, &out->arena, &row, item, err) >= 0;
		arena_reset(&row);
	}
	arena_release(&row);
	if (out->n > 1)
		qsort(out->v, out->n, sizeof *out->v, by_place);
	return good;
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

const struct item *items_updated(const struct items *items, size_t at, size_t end)
{
	const struct item *newest = NULL;
	for (; at < end; at++) {
		const struct item *i = &items->v[at];
		if (i->updated != INSTANT_NONE && (!newest || i->updated > newest->updated))
			newest = i;
	}
	return newest;
}

bool item_is_stale(const struct item *item, const struct item *updated)
{
	return updated && !item->broken && item->state != STATE_WITHDRAWN && item->changed < updated->updated;
}
