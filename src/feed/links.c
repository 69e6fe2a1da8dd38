/*
 * links: the alternates of a feed or an entry, all absolute.
 */
#include "feed/links.h"

#include "content/address.h"

struct maker {
	struct arena *arena;
	const struct site *site;
	const char *project, *stem;
	const char *path; /* of the page, where it is neither a project's nor an item's; else NULL */
	struct feed_links out;
};

/* Of the text in a scheme; what Gopher sends depends on what it is. */
static const char *type_of(enum scheme scheme, bool item)
{
	if (scheme == SCHEME_HTTP)
		return "text/html";
	if (scheme == SCHEME_GOPHER)
		return item ? "text/plain" : "application/gopher-menu";
	return scheme == SCHEME_NEX ? "text/plain" : "text/gemini";
}

static void add(struct maker *m, enum scheme scheme, const char *lang, const char *hreflang)
{
	const char *path = m->path ? m->path : path_of(m->arena, lang, m->project, m->stem);
	const char *url = site_url_of(m->arena, m->site, scheme, *m->stem ? '0' : '1', path);
	*ARENA_PUSH(
	    m->arena, m->out.v, m->out.n) = (struct feed_link){ url, type_of(scheme, *m->stem), hreflang };
}

/* The page over the web, then over the other protocols. */
static void add_schemes(struct maker *m, const char *lang)
{
	static const enum scheme also[] = { SCHEME_GEMINI, SCHEME_GOPHER };
	enum scheme main = site_scheme(m->site, SCHEME_HTTP);
	add(m, main, lang, NULL);
	for (size_t i = 0; i < ARRAY_SIZE(also); i++)
		if (also[i] != main && !m->site->unreachable[also[i]])
			add(m, also[i], lang, NULL);
}

struct feed_links feed_alternates(struct arena *a, const struct site *site, const char *lang,
    const char *project, const char *stem, const struct translations *in)
{
	struct maker m = { .arena = a, .site = site, .project = project, .stem = stem };
	enum scheme main = site_scheme(site, SCHEME_HTTP);
	add_schemes(&m, lang);
	for (size_t i = 0; i < in->n; i++) {
		const struct lang *other = site_lang(site, str_of(in->lang[i]));
		if (other && !str_is(str_of(other->tag), lang))
			add(&m, main, other->tag, other->tag);
	}
	add(&m, main, lang, lang);
	return m.out;
}

struct feed_links feed_alternates_of_page(
    struct arena *a, const struct site *site, const char *lang, const char *path)
{
	struct maker m = { .arena = a, .site = site, .project = "", .stem = "", .path = path };
	add_schemes(&m, lang);
	add(&m, site_scheme(site, SCHEME_HTTP), lang, lang);
	return m.out;
}
