/*
 * together: sorts the names, so that one choice has one address, whoever wrote it down.
 */
#include "page/together.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/history.h"
#include "content/address.h"

struct member {
	const char *slug, *origin, *title; /* title is NULL of one that is gone */
};

struct finder {
	struct catalog *catalog;
	const struct site *site;
	const struct lang *lang;
	struct arena *arena;
	struct err *err;
	struct member v[TOGETHER_MAX];
	size_t n;
};

static int by_slug(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	return strcmp(x->slug, y->slug);
}

static int by_origin(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	return strcmp(x->origin, y->origin);
}

/* The project that has this name now, 1; 0: none has. */
static int find_current(struct finder *f, struct member *m)
{
	struct text text;
	int found = catalog_project(
	    f->catalog, m->slug, f->lang->tag, f->site->tags, f->arena, &text, f->err);
	m->title = found != 1 ? NULL : *text.short_title ? text.short_title : text.title;
	return found;
}

/* The project that had this name once: its old address leads to it. */
static int find_renamed(struct finder *f, struct member *m)
{
	struct address_match at;
	const char *old = path_of(f->arena, f->lang->tag, m->slug, ""), *target;
	int found = catalog_alias(f->catalog, old, f->arena, &target, f->err);
	if (found != 1 || !address_find(f->site->tags, str_of(target), &at) || at.id != ADDRESS_PROJECT)
		return found < 0 ? -1 : 0;
	m->slug = arena_strdup(f->arena, at.project);
	return find_current(f, m);
}

/* 1 found or gone, 0 never known, -1 failed. */
static int find_member(struct finder *f, struct str name, struct member *m)
{
	*m = (struct member){ .slug = arena_str(f->arena, name) };
	int found = find_current(f, m);
	if (found == 0)
		found = find_renamed(f, m);
	if (found == 0)
		found = catalog_project_vanished(f->catalog, m->slug, f->err);
	if (found == 1 && !history_origin(f->catalog, m->slug, f->arena, &m->origin, f->err))
		return -1;
	return found;
}

/* Sorts the members, and leaves each once. */
static void settle(struct finder *f)
{
	size_t n = 0;
	qsort(f->v, f->n, sizeof *f->v, by_slug);
	for (size_t i = 0; i < f->n; i++)
		if (i == 0 || strcmp(f->v[i].slug, f->v[i - 1].slug) != 0)
			f->v[n++] = f->v[i];
	f->n = n;
}

/* What `part` says of each member, with this between them; NULL is left out. */
static const char *join(struct finder *f, const char *(*part)(const struct member *m), const char *between)
{
	const char *joined = "";
	for (size_t i = 0; i < f->n; i++) {
		const char *one = part(&f->v[i]);
		if (one)
			joined = arena_printf(f->arena, "%s%s%s", joined, *joined ? between : "", one);
	}
	return joined;
}

static const char *slug_of(const struct member *m)
{
	return m->slug;
}

static const char *origin_of(const struct member *m)
{
	return m->origin;
}

static const char *title_of(const struct member *m)
{
	return m->title;
}

static enum together_found finish(struct finder *f, struct together *out)
{
	settle(f);
	*out = (struct together){ .names = join(f, slug_of, "+"), .title = join(f, title_of, " + ") };
	for (size_t i = 0; i < f->n; i++) {
		if (!f->v[i].title)
			continue;
		out->slugs[out->n] = f->v[i].slug;
		out->titles[out->n++] = f->v[i].title;
	}
	qsort(f->v, f->n, sizeof *f->v, by_origin);
	out->origins = join(f, origin_of, "+");
	return out->n ? TOGETHER_FOUND : TOGETHER_GONE;
}

enum together_found together_find(struct catalog *c, const struct site *site, const struct lang *lang,
    struct str names, struct arena *a, struct together *out, struct err *err)
{
	struct finder f = { .catalog = c, .site = site, .lang = lang, .arena = a, .err = err };
	struct str name;
	while (names.n) {
		if (f.n == TOGETHER_MAX)
			return TOGETHER_TOO_MANY;
		str_cut(names, '+', &name, &names);
		int found = find_member(&f, name, &f.v[f.n++]);
		if (found != 1)
			return found < 0 ? TOGETHER_FAILED : TOGETHER_UNKNOWN;
	}
	return finish(&f, out);
}
