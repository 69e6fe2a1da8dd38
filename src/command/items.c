/*
 * items: joins the scan with the catalogue, and says which translations are out of date.
 */
#include "command/items.h"

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
		item->date = e.date.at;
	}
	item->broken = got == 0;
	return got;
}

static int rank_of(const char *lang, const char *const *langs)
{
	int rank = 0;
	while (langs[rank] && strcmp(langs[rank], lang) != 0)
		rank++;
	return rank;
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
			.title = "",
			.updated = INSTANT_NONE,
			.date = INSTANT_NONE,
			.rank = rank_of(file->name.lang, langs) };
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

static bool is_older(const struct item *a, const struct item *b)
{
	return a->date != b->date ? a->date < b->date : a->rank < b->rank;
}

const struct item *items_lags(const struct items *items, size_t at, size_t end, size_t which)
{
	const struct item *one = &items->v[which], *newest = NULL, *original = NULL;
	if (one->broken || one->state == STATE_WITHDRAWN)
		return NULL;
	for (size_t i = at; i < end; i++) {
		const struct item *other = &items->v[i];
		if (other->broken)
			continue;
		if (!original || is_older(other, original))
			original = other;
		if (other->updated != INSTANT_NONE && (!newest || other->updated > newest->updated))
			newest = other;
	}
	if (one->updated == INSTANT_NONE)
		return newest && newest->updated > one->date ? newest : NULL;
	return original && original != one && original->updated != INSTANT_NONE &&
	               original->updated > one->updated
	           ? original
	           : NULL;
}
