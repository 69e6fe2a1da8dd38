/*
 * sitemap: the addresses of the site for crawlers of the web.
 *
 * What is older than the map holds is found by way of the archives.
 */
#include "page/sitemap.h"

#include "content/address.h"
#include "markup/html.h"

#include <string.h>

enum { MAP_BYTES = 4 << 20, ENTRIES_AT_ONCE = 200 };

struct map {
	const struct site *site;
	struct catalog *catalog;
	struct buf *out;
	struct arena arena; /* of one address or one round of items */
};

static void add_url(struct map *m, const char *path)
{
	html_text(m->out, site_url_of(&m->arena, m->site, SCHEME_HTTP, 'h', path));
}

/* One page in each language that it has: `changed` is that of the page in `lang`. */
static void add_page(struct map *m, const char *lang, const struct translations *t, const char *project,
    const char *stem, int64_t changed)
{
	char day[DATE_TEXT_MAX];

	buf_puts(m->out, "<url><loc>");
	add_url(m, path_of(&m->arena, lang, project, stem));
	buf_puts(m->out, "</loc>");
	if (changed != INSTANT_NONE) {
		date_rfc3339(changed, day);
		buf_printf(m->out, "<lastmod>%s</lastmod>", day);
	}
	for (size_t i = 0; t->n > 1 && i < t->n; i++) {
		if (!site_lang(m->site, str_of(t->lang[i])))
			continue;
		buf_printf(m->out, "\n<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"", t->lang[i]);
		add_url(m, path_of(&m->arena, t->lang[i], project, stem));
		buf_puts(m->out, "\"/>");
	}
	buf_puts(m->out, "</url>\n");
}

/* A page of the site ("") or of a project: it is there in every language, if need be with another's text. */
static void add_in_every_language(struct map *m, const char *project)
{
	const struct site *s = m->site;
	struct translations t = { .lang = arena_alloc(&m->arena, s->lang_count * sizeof *t.lang) };

	for (; t.n < s->lang_count; t.n++)
		t.lang[t.n] = s->langs[t.n]->tag;
	for (size_t i = 0; i < s->lang_count; i++)
		add_page(m, s->langs[i]->tag, &t, project, "", INSTANT_NONE);
}

static bool add_projects(struct map *m, struct err *err)
{
	struct texts projects;

	if (!catalog_projects(m->catalog, m->site->tags[0], m->site->tags, &m->arena, &projects, err))
		return false;
	for (size_t i = 0; i < projects.n; i++)
		add_in_every_language(m, projects.v[i].project);
	return true;
}

static bool add_item(struct map *m, const struct entry *e, struct err *err)
{
	struct translations t;

	if (!site_lang(m->site, str_of(e->lang)))
		return true;
	if (!catalog_translations(m->catalog, e->project, e->stem, &m->arena, &t, err))
		return false;
	add_page(m, e->lang, &t, e->project, e->stem, e->updated);
	return true;
}

/* The newest of one language, until the map is `max` bytes long. */
static bool add_items(struct map *m, const char *lang, size_t max, struct err *err)
{
	struct entry_query q = { .lang = lang, .order = NEWEST_FIRST, .limit = ENTRIES_AT_ONCE };
	struct entries items = { .more = true };

	for (; items.more && m->out->len < max; q.offset += items.n) {
		arena_reset(&m->arena);
		if (!catalog_entries(m->catalog, &q, &m->arena, &items, err))
			return false;
		for (size_t i = 0; i < items.n; i++)
			if (!add_item(m, &items.v[i], err))
				return false;
	}
	return true;
}

bool sitemap_write(const struct site *s, struct catalog *c, struct buf *out, struct err *err)
{
	struct map m = { .site = s, .catalog = c, .out = out };

	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	              "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
	              " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
	add_in_every_language(&m, "");
	bool ok = add_projects(&m, err);
	for (size_t i = 0; ok && i < s->lang_count; i++)
		ok = add_items(&m, s->tags[i], MAP_BYTES / s->lang_count * (i + 1), err);
	arena_release(&m.arena);
	buf_puts(out, "</urlset>\n");
	return ok;
}
