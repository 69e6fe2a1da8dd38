/*
 * meta: one walk over a page gathers what it says of itself; tables say which of several is the best.
 */
#include "import/meta.h"

#include <string.h>

#include "base/date.h"
#include "base/uri.h"
#include "import/address.h"
#include "import/linked_data.h"
#include "import/node.h"
#include "lang/found_date.h"

enum {
	PAIRS_MAX = 40,
	ATTRIBUTES = 4,   /* of <meta> that name what it says, the best first */
	NAME_BYTES = 200, /* of an author */
	RANK_LINKED = 1,
	RANK_META = 2, /* and the rows below, one after the other */
	RANK_MICRO = 40,
	RANK_TIME = 41,
	RANK_MODIFIED = 60,
};

struct reading {
	struct arena *arena;
	struct meta *meta;
	struct linked_data linked;
	const char *og_url;
	const char *pairs[PAIRS_MAX]; /* addresses of the page in several languages */
	size_t pair_count;
	const char *http_lang, *og_locale;
	const char *site_heading; /* the site's name in a heading */
	bool in_body;
};

/* --- <meta> ------------------------------------------------------------------------ */

/* Names of a date of publication, the best first; compared without case. */
static const char *const published[] = { "article:published_time", "og:article:published_time",
	"article:published", "og:published_time", "datepublished", "date.published", "publish-date",
	"publish_date", "publishdate", "published-date", "published_date", "published_time",
	"publication_date", "publication-date", "publicationdate", "pubdate", "pub_date", "parsely-pub-date",
	"sailthru.date", "article_date_original", "article.published", "article:post_date",
	"originalpublicationdate", "dc.date.issued", "dcterms.issued", "dc.date.created", "dcterms.created",
	"dcterms.date", "dc.date", "dcterm.date", "citation_publication_date", "bt:pubdate",
	"cxenseparse:recs:publishtime", "displaydate", "article-date", "date", "created", "og:release_date" };
static const char *const modified[] = { "article:modified_time", "og:updated_time",
	"og:article:modified_time", "article:modified", "datemodified", "dcterms.modified",
	"dc.date.modified", "last-modified", "lastmod", "updated_time" };
static const char *const authors[] = { "author", "article:author", "og:article:author", "parsely-author",
	"sailthru.author", "dc.creator", "dcterms.creator", "dcterm.creator", "byl", "citation_author",
	"article:author_name", "twitter:creator_name" };
/* The best first; ":" is "." for them. */
static const char *const titles[] = { "dc.title", "dcterm.title", "dcterms.title", "og.title",
	"weibo.article.title", "weibo.webpage.title", "title", "twitter.title", "parsely-title",
	"sailthru.title", "citation_title" };
static const char *const summaries[] = { "description", "og:description", "twitter:description",
	"dc.description", "dcterms.description" };
static const char *const topics[] = { "article:tag", "article:section", "og:article:tag", "news_keywords" };

/* The place of a name in a table, 1…; 0: it is not in it. */
static int place(const char *const *names, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is_nocase(str_of(name), names[i]))
			return (int)i + 1;
	return 0;
}

static bool are_digits(const char *text, size_t n)
{
	return strspn(text, "0123456789") >= n;
}

/*
 * Dates that machines write as others have them: "20180619T055000+0900"; seconds or milliseconds since
 * 1970.
 */
static const char *plain_date(struct arena *a, const char *text)
{
	size_t n = strlen(text);
	uint64_t at;
	char written[DATE_TEXT_MAX];
	if (n >= 15 && are_digits(text, 8) && text[8] == 'T' && are_digits(text + 9, 6))
		return arena_printf(a, "%.4s-%.2s-%.2sT%.2s:%.2s:%.2s%s", text, text + 4, text + 6, text + 9,
		    text + 11, text + 13, text + 15);
	if (*text == '1' && (n == 10 || n == 13) && str_to_uint(str_of(text), UINT64_MAX / 2, &at)) {
		date_rfc3339((int64_t)(n == 13 ? at / 1000 : at), written);
		return arena_strdup(a, written);
	}
	return text;
}

static bool is_date(const char *text)
{
	struct found_date d;
	return found_date_in(str_of(text), &d);
}

static void offer_date(struct reading *r, const char *text, int rank)
{
	text = plain_date(r->arena, text);
	if (*text && (!r->meta->rank || rank < r->meta->rank) && is_date(text)) {
		r->meta->published = text;
		r->meta->rank = rank;
	}
}

static bool is_name(const char *text)
{
	static const char *const no_person[] = { "admin", "administrator", "super user", "webmaster", "root",
		"editor" };
	return *text && strlen(text) < NAME_BYTES && !strstr(text, "://") && !strchr(text, '{') &&
	       !place(no_person, ARRAY_SIZE(no_person), text);
}

static void offer_author(struct reading *r, const char *text, int rank)
{
	if (is_name(text) && (!r->meta->author_rank || rank < r->meta->author_rank)) {
		r->meta->author = text;
		r->meta->author_rank = rank;
	}
}

static void offer(const char **field, const char *text)
{
	if (!**field)
		*field = text;
}

static void read_topics(struct reading *r, const char *content)
{
	struct str rest = str_of(content), one;
	while (rest.n) {
		str_cut(rest, ',', &one, &rest);
		const char *topic = import_clean(r->arena, one);
		if (r->meta->topics.n < 12 && strlen(topic) < 60 && !strstr(topic, "://"))
			import_list_add(r->arena, &r->meta->topics, topic);
	}
}

/* Of several titles the one with the better name, or with the same name in the better attribute. */
static void offer_title(struct reading *r, const char *name, const char *content, int attribute)
{
	char *plain = arena_strdup(r->arena, name);
	for (char *p = plain; *p; p++)
		*p = *p == ':' ? '.' : *p;
	int at = place(titles, ARRAY_SIZE(titles), plain) * ATTRIBUTES;
	if (at && (!r->meta->title_rank || at + attribute < r->meta->title_rank)) {
		r->meta->said_title = content;
		r->meta->title_rank = at + attribute;
	}
}

static void read_meta_named(struct reading *r, const char *name, const char *content, int attribute)
{
	struct meta *m = r->meta;
	int at;
	if ((at = place(published, ARRAY_SIZE(published), name)))
		offer_date(r, content, RANK_META + at);
	if (place(modified, ARRAY_SIZE(modified), name) && is_date(content))
		offer(&m->modified, content);
	if ((at = place(authors, ARRAY_SIZE(authors), name)))
		offer_author(r, content, 1 + at);
	offer_title(r, name, content, attribute);
	if ((at = place(summaries, ARRAY_SIZE(summaries), name)) && (at == 1 || !*m->summary))
		m->summary = content;
	if (place(topics, ARRAY_SIZE(topics), name))
		read_topics(r, content);
	if (!strcmp(name, "og:site_name") || !strcmp(name, "application-name"))
		offer(&m->site, content);
	if (!strcmp(name, "og:url"))
		offer(&r->og_url, content);
	if (!strcmp(name, "og:locale"))
		offer(&r->og_locale, content);
	if (str_is_nocase(str_of(name), "content-language"))
		offer(&r->http_lang, content);
}

static void read_meta(struct reading *r, xmlNode *n)
{
	static const char *const attributes[ATTRIBUTES] = { "property", "name", "itemprop", "http-equiv" };
	const char *content = node_attribute(r->arena, n, "content");
	if (!*content)
		return;
	for (size_t i = 0; i < ARRAY_SIZE(attributes); i++) {
		/* Several names may be in one attribute. */
		struct str rest = str_of(node_attribute(r->arena, n, attributes[i])), one;
		while (rest.n) {
			str_cut(rest, ' ', &one, &rest);
			read_meta_named(r, arena_str(r->arena, one), content, (int)i);
		}
	}
}

/* --- <link>, <time>, microdata ----------------------------------------------------- */

static bool has_word(const char *list, const char *word)
{
	struct str rest = str_of(list), one;
	while (rest.n) {
		str_cut(rest, ' ', &one, &rest);
		if (str_is_nocase(one, word))
			return true;
	}
	return false;
}

static void read_link(struct reading *r, xmlNode *n)
{
	const char *rel = node_attribute(r->arena, n, "rel"), *href = node_attribute(r->arena, n, "href");
	const char *hreflang = node_attribute(r->arena, n, "hreflang");
	if (has_word(rel, "canonical"))
		offer(&r->meta->canonical, href);
	if (has_word(rel, "license"))
		offer(&r->meta->licence, href);
	if (has_word(rel, "alternate") && *hreflang && *href && r->pair_count < PAIRS_MAX)
		r->pairs[r->pair_count++] = href;
}

static void read_time(struct reading *r, xmlNode *n)
{
	const char *when = node_attribute(r->arena, n, "datetime"),
	           *class = node_attribute(r->arena, n, "class");
	bool pubdate = xmlHasProp(n, (const xmlChar *)"pubdate") || strstr(class, "publish") ||
	               strstr(class, "entry-date");
	bool update = strstr(class, "update") || strstr(class, "modif");
	offer_date(r, *when ? when : node_words(r->arena, n),
	    update ? RANK_MODIFIED : RANK_TIME + (pubdate ? 0 : 1));
}

static void read_property(struct reading *r, xmlNode *n)
{
	struct arena *a = r->arena;
	const char *prop = node_attribute(a, n, "itemprop");
	if (!*prop || node_is(n, "meta"))
		return;
	if (has_word(prop, "datePublished") || has_word(prop, "dateCreated")) {
		const char *when = node_attribute(a, n, "datetime"),
		           *content = node_attribute(a, n, "content");
		offer_date(r, *when ? when : *content ? content : node_words(a, n), RANK_MICRO);
	}
	if (has_word(prop, "author") && node_is(n, "a"))
		offer_author(r, node_words(a, n), 30);
	else if (has_word(prop, "author"))
		offer_author(r, node_words(a, n), 32);
	if (has_word(prop, "headline"))
		offer(&r->meta->heading, node_words(a, n));
}

static void read_script(struct reading *r, xmlNode *n)
{
	if (strstr(node_attribute(r->arena, n, "type"), "ld+json"))
		linked_data_read(r->arena, str_of(node_text(r->arena, n)), &r->linked);
}

static void read_anchor(struct reading *r, xmlNode *n)
{
	const char *rel = node_attribute(r->arena, n, "rel");
	if (!*rel)
		return;
	if (has_word(rel, "author"))
		offer_author(r, node_words(r->arena, n), 34);
	if (has_word(rel, "tag"))
		read_topics(r, node_words(r->arena, n));
}

/* --- headings ---------------------------------------------------------------------- */

/* Whether an address is that of a site's first page: "/", "index.html", "https://example.org/ru/". */
static bool is_home(const char *href)
{
	struct uri u;
	struct str path = str_of(href);
	if (!*href || strpbrk(href, "?#"))
		return false;
	if (uri_parse(path, &u))
		path = u.path;
	while (str_starts(path, "/") || str_starts(path, "./"))
		path = str_sub(path, *path.p == '/' ? 1 : 2, path.n);
	if (str_ends(path, "/"))
		path = str_sub(path, 0, path.n - 1);
	return !path.n || path.n == 2 || (str_starts(path, "index.") && !memchr(path.p, '/', path.n));
}

/* The first link below n; NULL: it has none. */
static xmlNode *first_link(xmlNode *n, int depth)
{
	xmlNode *found = NULL;
	for (xmlNode *c = n->children; c && !found && depth < NODE_DEPTH_MAX; c = c->next)
		if (c->type == XML_ELEMENT_NODE)
			found = node_is(c, "a") ? c : first_link(c, depth + 1);
	return found;
}

/* Many sites have their own name in the first heading of each page, a link to the first page. */
static void read_heading(struct reading *r, xmlNode *n)
{
	xmlNode *link = first_link(n, 0);
	if (link && is_home(node_attribute(r->arena, link, "href")))
		offer(&r->site_heading, node_words(r->arena, link));
	else
		offer(&r->meta->heading, node_words(r->arena, n));
}

/* --- the walk ---------------------------------------------------------------------- */

static void look_at(struct reading *r, xmlNode *n)
{
	struct meta *m = r->meta;
	struct arena *a = r->arena;
	if (node_is(n, "meta"))
		read_meta(r, n);
	else if (node_is(n, "title") && !r->in_body)
		offer(&m->title, node_words(a, n));
	else if (node_is(n, "h1"))
		read_heading(r, n);
	else if (node_is(n, "html"))
		offer(&m->lang, node_attribute(a, n, "lang"));
	else if (node_is(n, "link"))
		read_link(r, n);
	else if (node_is(n, "base"))
		offer(&m->base, node_attribute(a, n, "href"));
	else if (node_is(n, "script"))
		read_script(r, n);
	else if (node_is(n, "time"))
		read_time(r, n);
	else if (node_is(n, "a"))
		read_anchor(r, n);
	r->in_body |= node_is(n, "body");
	read_property(r, n);
}

static void walk(struct reading *r, xmlNode *n, int depth)
{
	look_at(r, n);
	for (xmlNode *c = n->children; c && depth < NODE_DEPTH_MAX; c = c->next)
		if (c->type == XML_ELEMENT_NODE && !node_is(c, "svg"))
			walk(r, c, depth + 1);
}

static bool is_whole(const char *url)
{
	struct uri u;
	return uri_parse(str_of(url), &u) && u.host.n;
}

/* All languages of a page name the same addresses: the first in order is taken. */
static const char *pair_of(const struct reading *r)
{
	const char *least = r->pair_count > 1 ? r->pairs[0] : "";
	for (size_t i = 1; i < r->pair_count; i++)
		if (strcmp(r->pairs[i], least) < 0)
			least = r->pairs[i];
	return least;
}

static void take_linked(struct reading *r)
{
	struct meta *m = r->meta;
	const struct linked_data *l = &r->linked;
	m->headline = *l->headline ? l->headline : l->name;
	/*
	 * A name that begins the page's title is the title, a headline that is not says what kind of
	 * thing it is.
	 */
	if (*l->name && strcasestr(m->title, l->name) == m->title && !strcasestr(m->title, m->headline))
		m->headline = l->name;
	offer_date(r, l->published, l->rank == LINKED_ARTICLE ? RANK_LINKED : RANK_MICRO);
	if (is_date(l->modified))
		offer(&m->modified, l->modified);
	offer_author(r, l->author, 1);
	offer(&m->summary, l->summary);
	offer(&m->licence, l->licence);
	m->said = l->body;
	for (size_t i = 0; i < l->topics.n; i++)
		import_list_add(r->arena, &m->topics, l->topics.v[i]);
}

void meta_read(struct arena *a, xmlNode *root, struct meta *m)
{
	*m = (struct meta){ .headline = "",
		.said_title = "",
		.heading = "",
		.title = "",
		.site = "",
		.published = "",
		.modified = "",
		.author = "",
		.summary = "",
		.licence = "",
		.lang = "",
		.canonical = "",
		.base = "",
		.said = "",
		.pair = "" };
	struct reading r = { .arena = a,
		.meta = m,
		.og_url = "",
		.http_lang = "",
		.og_locale = "",
		.site_heading = "",
		.linked = { .headline = "",
		    .name = "",
		    .published = "",
		    .modified = "",
		    .author = "",
		    .summary = "",
		    .lang = "",
		    .url = "",
		    .body = "",
		    .licence = "" } };
	walk(&r, root, 0);
	take_linked(&r);
	if (*m->canonical)
		m->canonical = import_address(a, m->canonical, is_whole(m->base) ? m->base : r.og_url, NULL);
	if (!is_whole(m->canonical))
		m->canonical = is_whole(r.og_url) ? r.og_url : is_whole(r.linked.url) ? r.linked.url : "";
	offer(&m->site, r.site_heading);
	offer(&m->lang, r.linked.lang);
	offer(&m->lang, r.http_lang);
	offer(&m->lang, r.og_locale);
	m->pair = pair_of(&r);
}
