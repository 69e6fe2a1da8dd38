/*
 * answer: a path becomes a page, a feed, a file or a fixed text.
 *
 * A path is tried as it is, then with the slash at its end added or taken away, then as an old address
 * (answer_make). The catalogue is read in one transaction around all of that. What is on the disk is
 * opened by stored.c.
 */
#include "answer/answer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "answer/choice.h"
#include "answer/document.h"
#include "answer/event.h"
#include "answer/route.h"
#include "answer/stored.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/log.h"
#include "page/ascii.h"
#include "page/render.h"
#include "picture/store.h"

enum {
	LANGS_MAX = 512,
	FAULT_TOLD_MS = 10000, /* between two lines about the same fault */
};

typedef void render_fn(const struct page *p, const struct site *s, struct buf *out);

/* By enum scheme: what a page becomes. */
static const struct format {
	render_fn *render;
	const char *mime;
} formats[] = {
	[SCHEME_GEMINI] = { render_gemtext, "text/gemini" },
	[SCHEME_GOPHER] = { render_gopher, "text/plain" },
	[SCHEME_HTTP] = { render_html, "text/html" },
	[SCHEME_SPARTAN] = { render_spartan, "text/gemini" },
	[SCHEME_NEX] = { render_nex, "text/plain" },
};

/* By enum response_status: what is said of an answer that is no success. */
static const struct fault {
	enum view_error page;
	enum word words;
} faults[RESPONSE_STATUSES] = {
	[RESPONSE_INPUT] = { ERROR_BAD_REQUEST, WORD_SEARCH_PROMPT_HELP },
	[RESPONSE_MISSING] = { ERROR_NOT_FOUND, WORD_NOT_FOUND },
	[RESPONSE_GONE] = { ERROR_GONE, WORD_GONE },
	[RESPONSE_BAD] = { ERROR_BAD_REQUEST, WORD_BAD_REQUEST },
	[RESPONSE_BUSY] = { ERROR_BUSY, WORD_BUSY },
	[RESPONSE_FAILED] = { ERROR_FAILED, WORD_FAILED },
};

/*
 * Whether the path is in the tree of transliterated pages; the tree is cut off. Where the site has a language
 * of that name, Turkish, the tree has what is below a language: /tr/ky/.
 */
static bool take_tree(const struct site *site, struct str *path)
{
	struct str rest = *path, first, second;
	if (!path_next(&rest, &first) || !str_is(first, &ADDRESS_ASCII_TREE[1]))
		return false;
	if (site_lang(site, first) && !(path_next(&rest, &second) && site_lang(site, second)))
		return false;
	size_t n = sizeof ADDRESS_ASCII_TREE - 1;
	*path = path->n > n ? str_sub(*path, n, path->n) : STR("/");
	return true;
}

static void begin(struct response *a, const struct lang *lang)
{
	*a = (struct response){ .status = RESPONSE_MISSING,
		.lang = lang,
		.mime = "text/plain",
		.gopher_type = '0',
		.fd = -1,
		.source = -1,
		.modified = INSTANT_NONE };
	buf_init(&a->body, RESPONSE_MAX);
	buf_init(&a->langs, LANGS_MAX);
}

void answer_release(struct response *a)
{
	buf_release(&a->body);
	buf_release(&a->langs);
	free(a->location);
	arena_release(&a->arena);
	if (a->fd >= 0)
		close(a->fd);
	if (a->source >= 0)
		close(a->source);
	*a = (struct response){ .fd = -1, .source = -1 };
}

bool answer_has_charset(const struct response *a)
{
	return a->kind == RESPONSE_FILE ? a->utf8 : !str_ends(str_of(a->mime), "json");
}

/* A list of languages has commas, so it is quoted. */
void answer_add_type(const struct response *a, struct buf *out)
{
	bool list = a->langs.len && strchr(a->langs.data, ',');
	buf_puts(out, a->mime);
	if (answer_has_charset(a))
		buf_puts(out, "; charset=utf-8");
	if (a->langs.len)
		buf_printf(out, list ? "; lang=\"%s\"" : "; lang=%s", a->langs.data);
}

void answer_add_location(const struct response *a, struct str query, struct buf *out)
{
	path_encode(out, str_of(a->location));
	if (!a->keeps_query || !query.n)
		return;
	size_t end = out->len;
	buf_add_char(out, '?');
	path_encode_query(out, query);
	/* A part of a query would be another query. */
	if (out->full)
		buf_truncate(out, end);
}

/* Nothing of it is sent or kept: it is true for now only. */
static void take_back(struct response *a)
{
	buf_reset(&a->body);
	a->no_store = true;
}

/*
 * Ends an answer that could not be made. It says so for now only: it may not be kept. The log has it, but
 * not once for each of a crowd that meets the same fault.
 */
static void fail(struct catalog_handle *h, struct response *a, struct str path, const struct err *err)
{
	int64_t now = clock_coarse_ms();
	uint64_t fault = hash_long(str_of(err->text));
	take_back(a);
	a->status = a->status == RESPONSE_BUSY || (h->catalog && catalog_is_busy(h->catalog))
	                ? RESPONSE_BUSY
	                : RESPONSE_FAILED;
	/* A machine that only is not ready has no fault to tell of. */
	if (a->kind == RESPONSE_HEALTH && !*err->text)
		return;
	if (fault == h->fault && now < h->fault_told + FAULT_TOLD_MS)
		return;
	h->fault = fault;
	h->fault_told = now;
	log_error("%.*s: %s", STR_ARG(path), err->text);
}

static void render(
    const struct page *p, const struct site *site, enum scheme scheme, bool plain, struct response *a)
{
	a->lang = p->lang;
	buf_reset(&a->langs);
	page_langs(p, &a->langs);
	a->media = page_media(p);
	a->mime = plain ? "text/plain" : formats[scheme].mime;
	a->gopher_type = p->form == PAGE_MENU && !plain ? '1' : '0';
	if (plain)
		render_text(p, site, scheme, &a->body);
	else
		formats[scheme].render(p, site, &a->body);
}

static void answer_view(struct catalog_handle *h, const struct request *q, struct str path,
    const struct route_match *m, struct response *a, struct err *err)
{
	static const enum response_status statuses[] = {
		[VIEW_OK] = RESPONSE_OK,
		[VIEW_MISSING] = RESPONSE_MISSING,
		[VIEW_GONE] = RESPONSE_GONE,
		[VIEW_BAD] = RESPONSE_BAD,
		[VIEW_FAILED] = RESPONSE_FAILED,
	};
	char *canonical = xstrndup(path.p, path.n), *more = xstrndup(m->at.file.p, m->at.file.n);
	struct view v = { .site = h->site,
		.catalog = h->catalog,
		.lang = m->lang,
		.path = canonical,
		.project = m->at.project,
		.item = m->at.item,
		.year = m->at.year,
		.tag = m->at.tag,
		.number = m->at.page,
		.query = q->query,
		.form = q->form,
		.more = more,
		.chosen = m->at.chosen,
		.preview = q->editor,
		.order = q->preferred };
	struct page p;
	a->kind = RESPONSE_PAGE;
	a->status = statuses[m->route->view(&v, &p, err)];
	page_keep(&p, q->scheme);
	bool root = m->route->view == view_root;
	a->varies_by_language = root;
	bool shown = a->status == RESPONSE_OK || (a->status != RESPONSE_FAILED && q->scheme == SCHEME_HTTP);
	if (shown && m->route->kind != ROUTE_PLAIN && !view_finish(&v, &p, err)) {
		a->status = RESPONSE_FAILED;
		shown = false;
	}
	if (a->status == RESPONSE_OK && q->scheme == SCHEME_GOPHER && root && !a->ascii)
		page_offer_ascii(&p, h->site, ADDRESS_ASCII_TREE);
	if (a->status == RESPONSE_OK && a->ascii)
		page_to_ascii(&p, ADDRESS_ASCII_TREE);
	if (q->tree)
		page_hide(&p, ADDRESS_PREVIEW_TREE, q->tree);
	/*
	 * Only the web has pages for what is missing or gone: they tell why, and in which languages it is
	 * there.
	 */
	if (shown)
		render(&p, h->site, q->scheme, m->route->kind == ROUTE_PLAIN, a);
	page_release(&p);
	free(canonical);
	free(more);
	if (a->body.full) {
		err_set(err, "the page is too large");
		buf_reset(&a->body);
		a->status = RESPONSE_FAILED;
	}
}

/* No page of a search is kept, as its words are the reader's; what was found is (catalog_search). */
static void answer_search(struct catalog_handle *h, const struct request *q, struct str path,
    const struct route_match *m, struct response *a, struct err *err)
{
	a->no_store = true;
	catalog_limit(h->catalog, SEARCH_US_MAX);
	if (q->scheme == SCHEME_GEMINI && !q->query.n && !m->at.file.n)
		a->status = RESPONSE_INPUT;
	else
		answer_view(h, q, path, m, a, err);
}

/* Its form leads to another page, so it is looked at each time. */
static void answer_together(struct catalog_handle *h, const struct request *q, struct str path,
    const struct route_match *m, struct response *a, struct err *err)
{
	a->no_store = true;
	if (!q->form.n || !choice_of_form(q->form, m->lang, a))
		answer_view(h, q, path, m, a, err);
}

static void answer_health(struct catalog_handle *h, struct response *a, struct err *err)
{
	int64_t version;
	a->kind = RESPONSE_HEALTH;
	a->no_store = true;
	a->status = catalog_version(h->catalog, &version, err) ? RESPONSE_OK : RESPONSE_FAILED;
	buf_puts(&a->body, "ok\n");
}

/* Not ready is no fault: nothing is to be logged. */
static void answer_ready(struct catalog_handle *h, struct response *a)
{
	a->kind = RESPONSE_HEALTH;
	a->no_store = true;
	a->status = catalog_handle_is_ready(h) ? RESPONSE_OK : RESPONSE_BUSY;
	buf_puts(&a->body, "ok\n");
}

static void answer_text(
    const struct catalog_handle *h, enum scheme scheme, const struct route *r, struct response *a)
{
	a->kind = RESPONSE_TEXT;
	a->status = RESPONSE_OK;
	buf_puts(&a->body, r->text);
	static const enum address_id maps[] = { ADDRESS_SITEMAP, ADDRESS_SITEMAP_NEWS };
	for (size_t i = 0; i < ARRAY_SIZE(maps) && r->kind == ROUTE_ROBOTS && scheme == SCHEME_HTTP; i++) {
		buf_puts(&a->body, "Sitemap: ");
		site_url(h->site, SCHEME_HTTP, 'h', addresses[maps[i]].pattern, &a->body);
		buf_puts(&a->body, "\r\n");
	}
}

static void answer_route(struct catalog_handle *h, const struct request *q, struct str path,
    const struct route_match *m, struct response *a, struct err *err)
{
	switch (m->route->kind) {
	case ROUTE_VIEW:
	case ROUTE_PLAIN:
		answer_view(h, q, path, m, a, err);
		break;
	case ROUTE_SEARCH:
		answer_search(h, q, path, m, a, err);
		break;
	case ROUTE_FEED:
		stored_feed(h, m, a, err);
		break;
	case ROUTE_CHOICE:
		choice_answer(h, m, a, err);
		break;
	case ROUTE_TOGETHER:
		answer_together(h, q, path, m, a, err);
		break;
	case ROUTE_FILE:
	case ROUTE_DRAFT_FILE:
	case ROUTE_SITE_FILE:
		stored_file(h, q, m, a, err);
		break;
	case ROUTE_STATIC:
		stored_static(h, path, a, err);
		break;
	case ROUTE_TEXT:
	case ROUTE_ROBOTS:
		answer_text(h, q->scheme, m->route, a);
		break;
	case ROUTE_MAP:
		document_map(h, m->at.page, a, err);
		break;
	case ROUTE_NEWS_MAP:
		document_news(h, a, err);
		break;
	case ROUTE_MANIFEST:
		document_manifest(h, m->lang, a, err);
		break;
	case ROUTE_EVENT:
		event_answer(h, m, a, err);
		break;
	case ROUTE_STYLE:
		document_style(h->site, q->scheme, a);
		break;
	case ROUTE_HEALTH:
		answer_health(h, a, err);
		break;
	case ROUTE_READY:
		answer_ready(h, a);
		break;
	}
}

static bool follows(enum response_follow follow, const struct route_match *m)
{
	bool feed = m->route->kind == ROUTE_FEED || m->route->kind == ROUTE_CHOICE;
	return follow == FOLLOW_ALL || (follow == FOLLOW_FEEDS && feed);
}

/* `path` is another spelling of `target`, where something was found. */
static void answer_moved(
    enum response_follow follow, const struct route_match *m, const char *target, struct response *a)
{
	if (a->status != RESPONSE_OK || follows(follow, m))
		return;
	const struct lang *lang = a->lang;
	bool secret = a->secret;
	answer_release(a);
	begin(a, lang);
	a->secret = secret;
	a->status = RESPONSE_MOVED;
	a->location = xstrdup(target);
}

/* The language that the path names, else the one that the reader prefers. */
static const struct lang *lang_for(const struct catalog_handle *h, const struct request *q)
{
	struct str rest = q->path, first;
	if (q->editor && address_is_preview(q->path))
		path_next(&rest, &first);
	if (!q->preferred || (path_next(&rest, &first) && site_lang(h->site, first)))
		return route_lang(h->site, q->path);
	return q->preferred[0];
}

/* What is at exactly this path, or at the one that differs in the slash at its end. */
static void answer_match(struct catalog_handle *h, const struct request *q, struct route_match *m,
    struct response *a, struct err *err)
{
	struct str path = q->path;
	m->lang = a->lang;
	if (m->at.slash == SLASH_RIGHT) {
		answer_route(h, q, path, m, a, err);
		return;
	}
	char *target = xmalloc(path.n + 2);
	memcpy(target, path.p, path.n);
	memcpy(target + path.n, "/", 2);
	if (m->at.slash == SLASH_EXTRA)
		target[path.n - 1] = '\0';
	answer_route(h, q, str_of(target), m, a, err);
	answer_moved(q->follow, m, target, a);
	a->keeps_query = a->status == RESPONSE_MOVED;
	free(target);
}

/* A path may be of several addresses: the first at which there is something answers. */
static void answer_here(
    struct catalog_handle *h, const struct request *q, struct response *a, struct err *err)
{
	struct route_match m;
	bool more = route_find(h->site, q->path, &m);
	if (more && address_is_replaceable(m.at.id))
		stored_static(h, q->path, a, err);
	for (; more && a->status == RESPONSE_MISSING; more = route_find_after(h->site, q->path, &m)) {
		buf_reset(&a->body);
		answer_match(h, q, &m, a, err);
	}
	if (a->status == RESPONSE_MISSING)
		stored_static(h, q->path, a, err);
}

/* Of an old address: where it leads is looked at, so that no redirect ends in nothing. */
static void answer_old(struct catalog_handle *h, const struct request *q, const char *target,
    struct response *a, struct err *err)
{
	struct route_match m;
	if (!route_find(h->site, str_of(target), &m) || m.at.slash != SLASH_RIGHT)
		return;
	a->lang = m.lang;
	buf_reset(&a->body);
	answer_route(h, q, str_of(target), &m, a, err);
	answer_moved(q->follow, &m, target, a);
}

static void answer_alias(
    struct catalog_handle *h, const struct request *q, struct response *a, struct err *err)
{
	struct arena arena;
	const char *target = NULL;
	arena_init(&arena);
	int found = catalog_alias(h->catalog, arena_str(&arena, q->path), &arena, &target, err);
	if (found < 0)
		a->status = RESPONSE_FAILED;
	if (found > 0)
		answer_old(h, q, target, a, err);
	arena_release(&arena);
}

/* Where readers choose feeds: sites before this one had a feed there, whose address lives on. */
static bool may_be_old(const struct catalog_handle *h, const struct request *q)
{
	return !q->query.n && !q->form.n && address_fits(ADDRESS_TOGETHER, h->site->tags, q->path);
}

/*
 * Whatever is below the path of a project that was removed. Asked last: one that was renamed is there
 * under its new name.
 */
static void answer_gone(
    struct catalog_handle *h, const struct request *q, struct response *a, struct err *err)
{
	static const struct route gone = { ROUTE_VIEW, view_gone, NULL };
	struct route_match m;
	int found = 0;

	for (bool more = route_find(h->site, q->path, &m); more && found == 0;
	     more = found == 0 && route_find_after(h->site, q->path, &m))
		found = catalog_project_vanished(h->catalog, m.at.project, err);
	if (found < 0)
		a->status = RESPONSE_FAILED;
	if (found <= 0)
		return;
	m.route = &gone;
	m.lang = a->lang;
	buf_reset(&a->body);
	answer_view(h, q, q->path, &m, a, err);
}

bool answer_query(
    struct catalog_handle *h, const struct request *request, struct str query, struct response *out)
{
	struct arena arena;
	struct err err = { .text = "" };
	const char *target = NULL;
	if (!query.n || address_is_preview(request->path))
		return false;
	begin(out, lang_for(h, request));
	arena_init(&arena);
	/* What fails here fails again, and is told, when the path alone is asked for. */
	if (catalog_handle_begin(h, &err)) {
		if (catalog_query_alias(
		        h->catalog, arena_str(&arena, request->path), query, &arena, &target, &err) > 0)
			answer_old(h, request, target, out, &err);
		catalog_handle_end(h);
	}
	arena_release(&arena);
	if (out->status == RESPONSE_MOVED || out->status == RESPONSE_OK)
		return true;
	answer_release(out);
	return false;
}

/* Whether it is made without the catalogue. */
static bool is_at_hand(enum route_kind kind)
{
	return kind == ROUTE_FEED || kind == ROUTE_TEXT || kind == ROUTE_ROBOTS || kind == ROUTE_STYLE;
}

/* While there is no catalogue: feeds, and what is always the same. All else is there when it is built. */
static void answer_without(
    struct catalog_handle *h, const struct request *q, struct response *a, const struct err *why)
{
	struct route_match m;
	struct err err;
	if (route_find(h->site, q->path, &m) && is_at_hand(m.route->kind))
		answer_here(h, q, a, &err);
	if (a->status == RESPONSE_OK || a->status == RESPONSE_MOVED)
		return;
	a->status = RESPONSE_BUSY;
	if (catalog_handle_is_awaited(h))
		take_back(a);
	else
		fail(h, a, q->path, why);
}

/* As page_hide does it with the links of a page. */
static void hide_location(struct response *a, const char *tree)
{
	size_t n = sizeof ADDRESS_PREVIEW_TREE - 1;
	if (!a->location || !address_is_preview(str_of(a->location)))
		return;
	struct buf moved;
	buf_init(&moved, PATH_MAX_LEN * 4);
	buf_printf(&moved, "%s%s", tree, a->location + n);
	free(a->location);
	a->location = buf_detach(&moved);
}

void answer_make(struct catalog_handle *h, const struct request *request, struct response *out)
{
	struct request q = *request;
	struct err err = { .text = "" };
	bool ascii = q.scheme == SCHEME_GOPHER && take_tree(h->site, &q.path);
	begin(out, lang_for(h, &q));
	out->ascii = ascii;
	out->secret = q.tree != NULL;
	/* For all but editors nothing is there; and nothing of it is kept for others. */
	out->no_store = address_is_preview(q.path);
	if (out->no_store && !q.editor)
		return;
	if (!catalog_handle_begin(h, &err)) {
		answer_without(h, &q, out, &err);
		return;
	}
	catalog_limit(h->catalog, ANSWER_US_MAX);
	if (may_be_old(h, &q))
		answer_alias(h, &q, out, &err);
	if (out->status == RESPONSE_MISSING)
		answer_here(h, &q, out, &err);
	if (out->status == RESPONSE_MISSING)
		answer_alias(h, &q, out, &err);
	if (out->status == RESPONSE_MISSING && !out->no_store)
		answer_gone(h, &q, out, &err);
	catalog_limit(h->catalog, 0);
	catalog_handle_end(h);
	if (q.tree)
		hide_location(out, q.tree);
	if (out->status == RESPONSE_FAILED || out->status == RESPONSE_BUSY)
		fail(h, out, request->path, &err);
}

void answer_error_page(const struct catalog_handle *h, enum scheme scheme, enum response_status status,
    const struct lang *lang, struct str path, struct buf *out)
{
	struct page p;
	char *asked = xstrndup(path.p, path.n);
	view_error(lang, faults[status].page, NULL, asked, &p);
	formats[scheme].render(&p, h->site, out);
	page_release(&p);
	free(asked);
}

const char *answer_error_words(enum response_status status, const struct lang *lang)
{
	return lang->words[faults[status].words];
}
