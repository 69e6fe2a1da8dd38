/*
 * web: feeds name what is news, a site map or else links name the pages.
 */
#include "import/web.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/uri.h"
#include "import/address.h"
#include "import/robots.h"
#include "import/web_links.h"

enum {
	QUEUE_MAX = 100000,
	DEPTH_MAX = 4, /* links away from the start */
	FEEDS_MAX = 20,
	MAPS_MAX = 100,
	NAMED_MAX = 20,
};

struct place {
	const char *url;
	int depth;
};

struct web {
	struct arena arena;
	const struct web_options *o;
	import_take *take;
	void *user;
	const char *start, *origin;
	struct place *queue;
	size_t queue_count, next, feeds, maps, fetched, bad;
	struct imported_list report;
	bool ended, mapped;
	size_t *table; /* of the queue, by hash: position + 1 */
	size_t table_size;
};

bool import_is_web(const char *word)
{
	struct uri u;
	struct buf ascii;
	buf_init(&ascii, 8 * strlen(word) + 256);
	bool is = uri_to_ascii(str_of(word), &ascii) && uri_parse(buf_str(&ascii), &u) && u.host.n &&
	          (str_is_nocase(u.scheme, "http") || str_is_nocase(u.scheme, "https"));
	buf_release(&ascii);
	return is;
}

/* --- the queue ----------------------------------------------------------------------- */

/* Without what is of this page only; the root has a slash. */
static const char *tidy(struct web *w, const char *url, const char *base)
{
	url = import_address(&w->arena, url, base, NULL);
	struct uri u;
	if (!*url || !uri_parse(str_of(url), &u))
		return "";
	const char *kept = arena_str(&w->arena, str_sub(str_of(url), 0, str_find(str_of(url), '#')));
	return u.path.n ? kept : arena_printf(&w->arena, "%s/", kept);
}

static bool is_ours(const struct web *w, const char *url)
{
	size_t n = strlen(w->origin);
	return str_starts(str_of(url), w->origin) && url[n] == '/';
}

static size_t *slot_of(struct web *w, const char *url)
{
	size_t at = (size_t)hash_long(str_of(url)) & (w->table_size - 1);
	while (w->table[at] && strcmp(w->queue[w->table[at] - 1].url, url) != 0)
		at = (at + 1) & (w->table_size - 1);
	return &w->table[at];
}

/* Adds a page of this site, once. */
static void add(struct web *w, const char *url, int depth)
{
	if (!*url || !is_ours(w, url) || w->queue_count == QUEUE_MAX || depth > DEPTH_MAX)
		return;
	size_t *slot = slot_of(w, url);
	if (*slot)
		return;
	*ARENA_PUSH(&w->arena, w->queue, w->queue_count) = (struct place){ url, depth };
	*slot = w->queue_count;
}

/* --- reporting ----------------------------------------------------------------------- */

static void tell(struct web *w, const char *text)
{
	if (w->bad++ < NAMED_MAX)
		import_list_add(&w->arena, &w->report, text);
}

/* False: it cannot be had. */
static bool get(struct web *w, struct arena *a, const char *url, bool quiet, struct fetched *out)
{
	struct err err;
	if (w->ended)
		return false;
	enum fetch_result result = fetch_get(w->o->fetch, a, url, FETCH_PAGE_MAX, out, &err);
	if (result == FETCH_ENDED || (result != FETCH_GOOD && !quiet))
		tell(w, err.text);
	w->ended = result == FETCH_ENDED;
	return result == FETCH_GOOD;
}

/* --- items --------------------------------------------------------------------------- */

static const char *path_of(struct arena *a, const char *url)
{
	struct uri u;
	if (!uri_parse(str_of(url), &u) || u.path.n < 2)
		return "";
	return arena_str(a, (struct str){ u.path.p, u.path.n + (u.has_query ? u.query.n + 1 : 0) });
}

/* Old addresses, for those of this site. Its page has what an entry has: it is not fetched too. */
static void take_item(struct web *w, struct import *part, struct imported *item, const char *url)
{
	if (!*item->source)
		item->source = url;
	if (!*item->id)
		item->id = url;
	const char *at = tidy(w, item->source, "");
	if (!is_ours(w, at))
		return;
	import_list_add(&part->arena, &item->aliases, path_of(&part->arena, at));
	add(w, at, 0);
}

/* The page says nothing of where it is: its addresses are meant from there. */
static struct str with_base(struct arena *a, const struct fetched *got)
{
	const char *charset = *got->charset ? arena_printf(a, "<meta charset=\"%s\">", got->charset) : "";
	struct buf quoted;
	buf_init(&quoted, 16 << 10);
	for (const char *p = got->url; *p; p++)
		buf_puts(&quoted, *p == '&' ? "&amp;" : *p == '"' ? "%22" : (char[]){ *p, '\0' });
	const char *head = arena_printf(a, "%s<base href=\"%s\">", charset, quoted.data);
	size_t n = strlen(head);
	char *whole = arena_alloc(a, n + got->body.n + 1);
	memcpy(whole, head, n);
	memcpy(whole + n, got->body.n ? got->body.p : "", got->body.n);
	buf_release(&quoted);
	return (struct str){ whole, n + got->body.n };
}

static bool is_html(const struct fetched *got)
{
	return str_is_nocase(str_of(got->type), "text/html") ||
	       str_is_nocase(str_of(got->type), "application/xhtml+xml");
}

static bool is_text(const struct fetched *got)
{
	struct str type = str_of(got->type);
	return is_html(got) || !type.n || str_starts(type, "text/") || str_ends(type, "xml");
}

/*
 * A page with a date and words is an item; others are lists and the like. *taken, when not NULL: whether
 * it is one.
 */
static bool take_page(struct web *w, const struct fetched *got, bool *taken, struct err *err)
{
	struct import part = { 0 };
	struct err why;
	bool good = import_read(with_base(&part.arena, got), &part, &why);
	bool article = good && part.n && *part.v[0].date && !part.v[0].unsure;
	if (taken)
		*taken = article;
	if (!article) {
		if (good)
			err_set(&why, "it is no article: it has no date, or too few words");
		tell(w, arena_printf(&w->arena, "%s: %s", got->url, why.text));
		import_release(&part);
		return true;
	}
	for (size_t i = 0; i < part.n; i++)
		take_item(w, &part, &part.v[i], got->url);
	good = w->take(w->user, &part, err);
	import_release(&part);
	return good;
}

static bool take_feed(struct web *w, const struct fetched *got, struct err *err)
{
	struct import part = { 0 };
	struct err why;
	bool good = import_read(got->body, &part, &why);
	if (!good)
		tell(w, arena_printf(&w->arena, "%s: %s", got->url, why.text));
	const char *path = path_of(&part.arena, got->url);
	if (good && is_ours(w, got->url) && *path)
		import_list_add(&part.arena, &part.feed_aliases, path);
	for (size_t i = 0; good && i < part.n; i++)
		take_item(w, &part, &part.v[i], got->url);
	/* What is in the queue by now is in the feed. */
	good = !good || w->take(w->user, &part, err);
	import_release(&part);
	return good;
}

/* --- what there is -------------------------------------------------------------------- */

static void look_for_links(struct web *w, const struct fetched *got, int depth, struct imported_list *feeds)
{
	struct str rest = got->body;
	struct web_link link;
	const char *base = got->url;
	struct arena a = { 0 };
	while (web_next_link(&a, &rest, &link)) {
		if (link.kind == WEB_BASE) {
			const char *said = import_address(&w->arena, link.url, got->url, NULL);
			base = *said ? said : base;
		} else if (link.kind == WEB_FEED && feeds && feeds->n < FEEDS_MAX) {
			import_list_add(&w->arena, feeds, tidy(w, link.url, base));
		} else if (link.kind == WEB_PAGE && w->queue_count < QUEUE_MAX) {
			add(w, tidy(w, link.url, base), depth);
		}
	}
	arena_release(&a);
}

/* `quiet`: it is only supposed to be there. */
static void read_map(struct web *w, const char *url, bool quiet)
{
	struct imported_list maps = { 0 };
	import_list_add(&w->arena, &maps, url);
	for (size_t i = 0; i < maps.n && w->maps < MAPS_MAX && !w->ended; i++) {
		struct arena a = { 0 };
		struct fetched got;
		const char *place;
		bool map = false;
		w->maps++;
		if (is_ours(w, maps.v[i]) && get(w, &a, maps.v[i], quiet, &got)) {
			struct str rest = got.body;
			while (web_next_place(&a, &rest, &place, &map)) {
				const char *to = tidy(w, place, got.url);
				if (map)
					import_list_add(&w->arena, &maps, to);
				else
					add(w, to, 1);
				w->mapped = true;
			}
		}
		arena_release(&a);
	}
}

static void read_maps(struct web *w)
{
	struct str rules = fetch_robots(w->o->fetch, w->start), url;
	bool any = false;
	while (robots_next_sitemap(&rules, &url)) {
		read_map(w, tidy(w, arena_str(&w->arena, url), w->start), false);
		any = true;
	}
	if (!any)
		read_map(w, arena_printf(&w->arena, "%s/sitemap.xml", w->origin), true);
}

static bool read_feeds(struct web *w, const struct imported_list *feeds, struct err *err)
{
	bool good = true;
	for (size_t i = 0; i < feeds->n && good && !w->ended; i++) {
		struct arena a = { 0 };
		struct fetched got;
		if (get(w, &a, feeds->v[i], false, &got))
			good = take_feed(w, &got, err);
		arena_release(&a);
	}
	return good;
}

/* `from`: what is before it in the queue came with a feed. */
static bool read_pages(struct web *w, size_t from, struct err *err)
{
	bool good = true;
	for (w->next = from; w->next < w->queue_count && good && !w->ended; w->next++) {
		const struct place place = w->queue[w->next];
		struct arena a = { 0 };
		struct fetched got;
		if (w->o->known && w->o->known(w->user, place.url))
			continue;
		if (w->fetched++ == w->o->pages) {
			struct err more;
			err_set(&more,
			    "pages fetched: %zu; there are more: begin again with a larger --pages",
			    w->o->pages);
			tell(w, more.text);
			break;
		}
		if (get(w, &a, place.url, false, &got) && is_text(&got)) {
			if (!w->mapped)
				look_for_links(w, &got, place.depth + 1, NULL);
			if (is_html(&got))
				good = take_page(w, &got, NULL, err);
		}
		arena_release(&a);
	}
	return good;
}

static bool take_report(struct web *w, struct err *err)
{
	struct import part = { 0 };
	for (size_t i = 0; i < w->report.n; i++)
		import_list_add(&part.arena, &part.report, w->report.v[i]);
	if (w->bad > w->report.n)
		import_note(&part.arena, &part.report, "… and more of this kind: %zu", w->bad - w->report.n);
	bool good = w->take(w->user, &part, err);
	import_release(&part);
	return good;
}

static bool read_site(struct web *w, const struct fetched *got, struct err *err)
{
	struct imported_list feeds = { 0 };
	bool taken = false;
	add(w, tidy(w, got->url, ""), 0);
	if (!is_html(got))
		return take_feed(w, got, err);
	/* An article is meant alone. */
	bool good = !*path_of(&w->arena, got->url) || take_page(w, got, &taken, err);
	if (!good || taken)
		return good;
	struct arena before = { 0 };
	struct str rest = got->body;
	struct web_link link;
	while (web_next_link(&before, &rest, &link))
		if (link.kind == WEB_FEED && feeds.n < FEEDS_MAX)
			import_list_add(&w->arena, &feeds, tidy(w, link.url, got->url));
	arena_release(&before);
	if (!read_feeds(w, &feeds, err))
		return false;
	size_t from = w->queue_count;
	read_maps(w);
	if (!w->mapped)
		look_for_links(w, got, 1, NULL);
	return read_pages(w, from, err);
}

bool import_web(const char *url, const struct web_options *o, import_take *take, void *user, struct err *err)
{
	struct web w = { .o = o, .take = take, .user = user, .table_size = 1 << 18 };
	struct arena a = { 0 };
	struct fetched got;
	struct uri u;
	w.table = xcalloc(w.table_size, sizeof *w.table);
	w.start = tidy(&w, url, "");
	bool good = *w.start && fetch_get(o->fetch, &a, w.start, FETCH_PAGE_MAX, &got, err) == FETCH_GOOD;
	if (good && uri_parse(str_of(got.url), &u)) {
		w.start = got.url;
		w.origin = arena_str(&w.arena, (struct str){ got.url, (size_t)(u.path.p - got.url) });
		good = read_site(&w, &got, err) && take_report(&w, err);
	}
	arena_release(&a);
	arena_release(&w.arena);
	free(w.table);
	return good;
}
