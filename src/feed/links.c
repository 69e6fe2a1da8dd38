/*
 * links: the alternates of a feed or an entry, all absolute.
 */
#include "feed/links.h"

#include "content/address.h"

struct maker {
	struct arena *arena;
	const struct site *site;
	const char *project, *stem;
	struct feed_links out;
};

static void add(struct maker *m, enum scheme scheme, const char *lang, const char *type, const char *hreflang)
{
	const char *path = path_of(m->arena, lang, m->project, m->stem);
	const char *url = site_url_of(m->arena, m->site, scheme, *m->stem ? '0' : '1', path);
	*ARENA_PUSH(m->arena, m->out.v, m->out.n) = (struct feed_link){ url, type, hreflang };
}

struct feed_links feed_alternates(struct arena *a, const struct site *site, const char *lang,
    const char *project, const char *stem, const struct translations *in)
{
	struct maker m = { .arena = a, .site = site, .project = project, .stem = stem };
	add(&m, SCHEME_HTTP, lang, "text/html", NULL);
	add(&m, SCHEME_GEMINI, lang, "text/gemini", NULL);
	add(&m, SCHEME_GOPHER, lang, *stem ? "text/plain" : "application/gopher-menu", NULL);
	for (size_t i = 0; i < in->n; i++) {
		const struct lang *other = site_lang(site, str_of(in->lang[i]));
		if (other && !str_is(str_of(other->tag), lang))
			add(&m, SCHEME_HTTP, other->tag, "text/html", other->tag);
	}
	add(&m, SCHEME_HTTP, lang, "text/html", lang);
	return m.out;
}
