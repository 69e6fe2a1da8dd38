/*
 * whole: asks for each document by its name. The names are those that write.c writes.
 */
#include "feed/whole.h"

#include <fcntl.h>
#include <unistd.h>

#include "catalog/events.h"
#include "content/address.h"
#include "feed/make.h"

struct look {
	const struct site *site;
	struct catalog *catalog;
	int dirfd;
	const struct lang *lang;
	struct buf *missing;
	struct err *err;
};

static void ask(struct look *l, const char *project, const struct feed_format *format, int64_t page)
{
	struct arena a = { 0 };
	const char *path = path_of_history(&a, l->lang->tag, project, format, (uint64_t)page) + 1;

	if (!l->missing->len && faccessat(l->dirfd, path, F_OK, 0) != 0)
		buf_puts(l->missing, path);
	arena_release(&a);
}

static bool ask_calendar(struct look *l, const char *project)
{
	int has = catalog_has_days(l->catalog, project, l->lang->tag, l->err);
	if (has == 1)
		ask(l, project, &feed_formats[FORMAT_ICAL], 0);
	return has >= 0;
}

/* 1: the project has feeds in this language; 0: it has none; -1: failed. */
static int has_feeds(struct look *l, const char *project)
{
	struct arena a = { 0 };
	struct text text;
	int found = *project
	                ? catalog_project(l->catalog, project, l->lang->tag, l->site->tags, &a, &text, l->err)
	                : 1;
	arena_release(&a);
	return found;
}

static bool ask_feeds(struct look *l, const char *project)
{
	const struct feed_source source = { .catalog = l->catalog, .lang = l->lang };
	struct feed_pages pages;
	int found = has_feeds(l, project);

	if (found <= 0)
		return found == 0;
	if (!feed_pages(&source, project, &pages, l->err))
		return false;
	for (const struct feed_format *f = feed_formats; f->name; f++) {
		if (f->subscribed)
			ask(l, project, f, 0);
		for (int64_t page = f->history == HISTORY_KEPT ? pages.count : 0; page > 0; page--)
			ask(l, project, f, page);
	}
	return ask_calendar(l, project);
}

static bool ask_language(struct look *l, const struct texts *projects)
{
	bool ok = ask_feeds(l, "");

	ask(l, "", &feed_formats[FORMAT_OPML], 0);
	for (size_t i = 0; ok && !l->missing->len && i < projects->n; i++)
		ok = ask_feeds(l, projects->v[i].project);
	return ok;
}

bool feeds_missing(
    const struct site *site, struct catalog *catalog, int feeds_dirfd, struct buf *missing, struct err *err)
{
	struct look l = {
		.site = site, .catalog = catalog, .dirfd = feeds_dirfd, .missing = missing, .err = err
	};
	struct arena a = { 0 };
	struct texts projects;

	buf_reset(missing);
	if (!catalog_begin(catalog, err))
		return false;
	bool ok = catalog_projects(catalog, site->tags[0], site->tags, &a, &projects, err);
	for (size_t i = 0; ok && i < site->lang_count; i++) {
		l.lang = site->langs[i];
		ok = ask_language(&l, &projects);
	}
	catalog_end(catalog);
	arena_release(&a);
	return ok;
}
