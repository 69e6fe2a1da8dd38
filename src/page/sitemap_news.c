/*
 * sitemap_news: the items of the last days, for search engines that know what is new.
 */
#include <stdlib.h>
#include <string.h>

#include "content/address.h"
#include "markup/html.h"
#include "page/sitemap.h"

struct news {
	struct entry *v;
	size_t n;
	const char *names[SITE_LANGS_MAX]; /* the site's, by language */
};

/* What is dated before is no news, whenever it was put in. */
static bool find_news(
    const struct sitemap *s, int64_t since, struct arena *a, struct news *out, struct err *err)
{
	for (size_t i = 0; i < s->site->lang_count; i++) {
		struct entry_query q = {
			.lang = s->site->tags[i], .order = NEWEST_FIRST, .limit = SITEMAP_NEWS
		};
		struct entries newest;
		struct text site;
		int found = catalog_site(s->catalog, q.lang, s->site->tags, a, &site, err);
		if (found < 0 || !catalog_entries(s->catalog, &q, a, &newest, err))
			return false;
		out->names[i] = found ? site.title : site_host_shown(a, s->site->host);
		for (size_t k = 0; k < newest.n && newest.v[k].date.at >= since; k++)
			*ARENA_PUSH(a, out->v, out->n) = newest.v[k];
	}
	return true;
}

static int by_age(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->published != y->published)
		return x->published > y->published ? -1 : 1;
	return strcmp(x->id, y->id);
}

static const char *name_in(const struct sitemap *s, const struct news *news, const char *lang)
{
	size_t i = 0;
	while (strcmp(s->site->tags[i], lang) != 0)
		i++;
	return news->names[i];
}

static void add_news(
    const struct sitemap *s, const struct entry *e, const char *name, struct arena *a, struct buf *out)
{
	char date[DATE_TEXT_MAX];

	bool is_day = e->published == e->date.at || e->published == date_noon(e->date.at);

	if (e->date.has_time || !is_day)
		date_rfc3339(e->published, date);
	else
		date_day(e->published, date);
	buf_puts(out, "<url><loc>");
	html_text(out, site_url_of(a, s->site, SCHEME_HTTP, 'h', path_of(a, e->lang, e->project, e->stem)));
	buf_puts(out, "</loc>\n<news:news><news:publication>");
	html_element(out, "news:name", name);
	html_element(out, "news:language", e->lang);
	buf_puts(out, "</news:publication>");
	html_element(out, "news:publication_date", date);
	html_element(out, "news:title", e->title);
	buf_puts(out, "</news:news></url>\n");
}

bool sitemap_write_news(const struct sitemap *s, int64_t now, struct buf *out, struct err *err)
{
	struct news news = { 0 };
	struct arena a;

	arena_init(&a);
	bool ok = find_news(s, now - SITEMAP_NEWS_SECONDS, &a, &news, err);
	if (news.n)
		qsort(news.v, news.n, sizeof *news.v, by_age);
	buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	              "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
	              " xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n");
	for (size_t i = 0; ok && i < news.n && i < SITEMAP_NEWS; i++)
		add_news(s, &news.v[i], name_in(s, &news, news.v[i].lang), &a, out);
	buf_puts(out, "</urlset>\n");
	arena_release(&a);
	return ok;
}
