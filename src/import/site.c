/*
 * site: lists the pages, puts together what is one page in several languages, and hands each on.
 */
#include "import/site.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import/site_item.h"
#include "import/site_link.h"
#include "import/site_text.h"
#include "lang/lang.h"

enum { NAMED_MAX = 20 }; /* files that the report names of each kind */

/* Something that the report counts. */
struct counted_files {
	const char *what;
	size_t n;
	struct imported_list names;
};

struct site {
	struct arena arena;
	struct site_files files;
	struct site_settings settings;
	struct site_page **pages; /* by pair, then language */
	size_t page_count;
	struct imported_list fronts;   /* "project lang": those that have a text of their own */
	struct imported_list projects; /* "project lang", of items */
	struct counted_files no_words, failed, left;
	int64_t now;
	import_take *take;
	void *user;
};

static void count_file(struct site *s, struct counted_files *c, const char *text)
{
	if (c->n++ < NAMED_MAX)
		import_list_add(&s->arena, &c->names, text);
}

/* --- pages --------------------------------------------------------------------------- */

static int by_pair(const void *a, const void *b)
{
	const struct site_page *x = *(struct site_page *const *)a, *y = *(struct site_page *const *)b;
	int order = strcmp(x->pair, y->pair);
	order = order ? order : strcmp(x->lang, y->lang);
	return order ? order : strcmp(x->path, y->path);
}

/*
 * Whether a folder of this path has an "index.md": Hugo makes one page of all that is in it (a leaf
 * bundle).
 */
static bool has_index(const struct site *s, struct str folder)
{
	char begin[PATH_MAX];
	int n = snprintf(begin, sizeof begin, "%.*s/index.", STR_ARG(folder));
	if (n >= (int)sizeof begin)
		return false;
	for (size_t i = site_files_from(&s->files, str_of(begin)); i < s->files.n; i++) {
		const char *path = s->files.v[i].path;
		if (!str_starts(str_of(path), begin))
			return false;
		if (!strchr(path + n, '/') && site_text_ending(str_of(path), true) > 0)
			return true;
	}
	return false;
}

/* A text that is no page, but something that the page of its folder uses. */
static bool is_resource(const struct site *s, const char *path)
{
	struct str folder = str_of(path);
	size_t levels = 0;
	if (s->settings.kind != SITE_HUGO)
		return false;
	while (folder.n) {
		while (folder.n && folder.p[folder.n - 1] != '/')
			folder.n--;
		folder.n -= folder.n > 0;
		bool is_index = levels++ == 0 && str_starts(str_of(path + folder.n), "/index.");
		if (str_find(folder, '/') < folder.n && !is_index && has_index(s, folder))
			return true;
	}
	return false;
}

static void list_pages(struct site *s)
{
	for (size_t i = 0; i < s->files.n; i++) {
		struct site_page page;
		struct site_file *f = &s->files.v[i];
		if (!site_page_may_be(&s->settings, f->path) || is_resource(s, f->path) ||
		    !site_page_read(&s->arena, &s->settings, &s->files, f->path, &page))
			continue;
		f->page = arena_alloc(&s->arena, sizeof page);
		*f->page = page;
		*ARENA_PUSH(&s->arena, s->pages, s->page_count) = f->page;
	}
	if (s->page_count)
		qsort(s->pages, s->page_count, sizeof(struct site_page *), by_pair);
}

/* One page in one language. */
static void read_page(struct site *s, const struct site_page *p, struct import *part)
{
	struct imported_list links = { 0 };
	struct err err;
	if (!p->known_lang) {
		count_file(s, &s->no_words, p->path);
		return;
	}
	if (p->front && !*p->section) {
		err_set(&err, "%s is the front page: write it as site.%s.gmi", p->path, p->lang);
		count_file(s, &s->failed, err.text);
		return;
	}
	if (!site_page_item(&s->settings, &s->files, p, s->now, part, &links, &err)) {
		count_file(s, &s->failed, err.text);
		return;
	}
	struct imported *item = &part->v[part->n - 1];
	if (p->front && item->draft) {
		err_set(&err, "%s was not public: its project has no text", p->path);
		count_file(s, &s->failed, err.text);
		part->n--;
		return;
	}
	site_link(&s->settings, &s->files, p, &links, &part->arena, item);
	const char *place = arena_printf(&part->arena, "%s %s", p->section, item->lang);
	if (*p->section)
		import_list_add(&s->arena, p->front ? &s->fronts : &s->projects, place);
}

/* Where only some languages say when the page is of, it is of that day in all. */
static void share_date(struct import *part)
{
	const char *date = "";
	for (size_t i = 0; i < part->n && !*date; i++)
		date = part->v[i].date;
	for (size_t i = 0; i < part->n; i++)
		if (!*part->v[i].date && !part->v[i].is_project)
			part->v[i].date = date;
}

/* A page in all its languages. */
static bool take_group(struct site *s, size_t *at, struct err *err)
{
	struct import part = { 0 };
	const char *pair = s->pages[*at]->pair;
	while (*at < s->page_count && !strcmp(s->pages[*at]->pair, pair))
		read_page(s, s->pages[(*at)++], &part);
	share_date(&part);
	bool good = !part.n || s->take(s->user, &part, err);
	import_release(&part);
	return good;
}

/* --- what belongs to all -------------------------------------------------------------- */

static bool has(const struct imported_list *list, const char *text)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i], text))
			return true;
	return false;
}

/* Projects of sections that have no text of their own. */
static void add_projects(struct site *s, struct import *part)
{
	for (size_t i = 0; i < s->projects.n; i++) {
		struct str name, lang;
		if (has(&s->fronts, s->projects.v[i]))
			continue;
		str_cut(str_of(s->projects.v[i]), ' ', &name, &lang);
		struct imported *item = import_add(part);
		item->is_project = item->markdown = true;
		item->project = arena_str(&part->arena, name);
		item->lang = arena_str(&part->arena, lang);
		item->title = import_clean(&part->arena, name);
		import_doubt(&part->arena, item, "the name is that of a folder: what is the project called?");
	}
}

static void report(const struct counted_files *c, struct import *part)
{
	for (size_t i = 0; i < c->names.n; i++)
		import_note(&part->arena, &part->report, c->what, c->names.v[i]);
	if (c->n > c->names.n)
		import_note(&part->arena, &part->report, "… and more of this kind: %zu", c->n - c->names.n);
}

/* Files of the site, not of the program that made it. */
static bool is_public_file(const struct site *s, const char *path)
{
	for (size_t i = 0; i < s->settings.static_count; i++) {
		const char *folder = s->settings.statics[i];
		size_t n = strlen(folder);
		if (n && !strncmp(path, folder, n) && path[n] == '/')
			return true;
	}
	for (size_t i = 0; i < s->settings.root_count; i++) {
		const char *folder = s->settings.roots[i].folder;
		size_t n = strlen(folder);
		if (n && !strncmp(path, folder, n) && path[n] == '/')
			return true;
	}
	return false;
}

static bool take_rest(struct site *s, struct err *err)
{
	struct import part = { 0 };
	part.title = s->settings.title;
	part.lang = s->settings.lang;
	add_projects(s, &part);
	for (size_t i = 0; i < s->files.n; i++)
		if (!s->files.v[i].page && !s->files.v[i].taken && is_public_file(s, s->files.v[i].path))
			count_file(s, &s->left, s->files.v[i].path);
	for (size_t i = 0; i < s->settings.feed_count; i++)
		import_list_add(&part.arena, &part.feed_aliases, s->settings.feeds[i]);
	if (s->settings.unread)
		import_note(&part.arena, &part.report,
		    "the settings are a program, which is not run: old addresses that it makes are not "
		    "known");
	report(&s->failed, &part);
	report(&s->no_words, &part);
	report(&s->left, &part);
	bool good = s->take(s->user, &part, err);
	import_release(&part);
	return good;
}

bool import_site(const char *dir, int64_t now, import_take *take, void *user, struct err *err)
{
	struct site s = { .now = now,
		.take = take,
		.user = user,
		.failed.what = "%s",
		.no_words.what = MESSAGE("%s: left out, jarchy has no words for its language"),
		.left.what = MESSAGE("%s: left out, no page shows it") };
	bool good = site_files_open(&s.files, dir, err) &&
	            site_settings_read(&s.arena, &s.files, &s.settings, err);
	if (good)
		list_pages(&s);
	if (good && !s.page_count)
		good = err_set(err, "this site of %s has no texts in Markdown", s.settings.name);
	for (size_t at = 0; good && at < s.page_count;)
		good = take_group(&s, &at, err);
	good = good && take_rest(&s, err);
	site_files_release(&s.files);
	arena_release(&s.arena);
	return good;
}
