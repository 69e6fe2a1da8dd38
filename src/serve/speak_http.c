/*
 * speak_http: GET and HEAD with keep-alive and pipelining (RFC 9110, 9111, 9112).
 *
 * Host is never used for an address. A request for something cached costs no allocation, and a 304 for
 * it no look at the catalogue.
 */
#include "proto/http.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "answer/accept_language.h"
#include "answer/answer.h"
#include "answer/http_entity.h"
#include "answer/http_headers.h"
#include "answer/route.h"
#include "base/clock.h"
#include "serve/acme.h"
#include "serve/exchange.h"
#include "serve/http_reply.h"
#include "serve/https_redirect.h"
#include "serve/limits.h"
#include "serve/preview_guard.h"
#include "serve/subscriber_table.h"

enum { TAG_MAX = 128 }; /* bytes of an entity tag, with its quotes */

static const int statuses[RESPONSE_STATUSES] = {
	[RESPONSE_OK] = 200,
	[RESPONSE_MOVED] = 301,
	[RESPONSE_MISSING] = 404,
	[RESPONSE_GONE] = 410,
	[RESPONSE_BAD] = 400,
	[RESPONSE_BUSY] = 503,
	[RESPONSE_FAILED] = 503,
};

/* As what scripts may read, any feed is like this. */
static const struct response any_feed = { .kind = RESPONSE_FEED };

/*
 * RFC 9110 section 13.2.2: If-None-Match first; If-Modified-Since only without it. A date that has not
 * come yet is of a clock that was wrong, and says nothing.
 */
static bool unchanged(const struct http_request *r, struct str etag, int64_t modified)
{
	int64_t since;
	if (r->if_none_match.n)
		return http_etag_matches(r->if_none_match, etag);
	return r->if_modified_since.n && modified != INSTANT_NONE &&
	       date_parse_http(r->if_modified_since, &since) && modified <= since && since <= time(NULL);
}

/* A feed is sent to this agent, or unchanged for it. */
static void note_subscribers(struct exchange *x, const struct http_request *r, struct str path)
{
	if (x->speaker->subscribers)
		subscriber_table_note(
		    x->speaker->subscribers, path, r->user_agent, (uint32_t)(time(NULL) / 86400));
}

/* RFC 6585 section 4. Only of a feed that is fetched without a validator; 0: no need to wait. */
static unsigned seconds_to_wait(struct exchange *x, const struct http_request *r, struct str path)
{
	bool conditional = r->if_none_match.n || r->if_modified_since.n;
	if (conditional || r->method != HTTP_GET || x->limit_key == LIMITS_UNCOUNTED)
		return 0;
	return polls_take(&x->speaker->polls, x->limit_key, r->user_agent, path, (uint64_t)clock_coarse_ms());
}

static void send_too_many(struct exchange *x, const struct http_request *r, struct str path, unsigned seconds)
{
	const struct catalog_handle *source = &x->speaker->handle;
	struct buf body, lines;
	buf_init(&body, RESPONSE_MAX);
	buf_init(&lines, HTTP_HEAD_MAX);
	buf_printf(&lines, "Retry-After: %u\r\nCache-Control: no-store\r\n", seconds);
	http_add_sharing(&lines, source->site, &any_feed, path);
	answer_error_page(source, SCHEME_HTTP, RESPONSE_BUSY, route_lang(source->site, path), path, &body);
	http_reply_text(x, r, 429, lines.data, "text/html", buf_str(&body));
	buf_release(&body);
	buf_release(&lines);
}

static void remember_version(struct speaker *s, struct cached *e, const struct cache_form *f, struct str path)
{
	unsigned form = (unsigned)(f - e->form);
	const struct cache_form *plain = &e->form[FORM_IDENTITY];
	if (e->note & ENTITY_REMEMBERED << form)
		return;
	e->note |= ENTITY_REMEMBERED << form;
	feed_delta_note(
	    &s->feed_delta, path, (struct str){ plain->body, plain->body_n }, form, http_entity_etag(f));
}

/*
 * 226 with the entries that the reader's version lacks (RFC 3229), where that is the shorter answer. Its
 * tag is that of the whole, which the reader then has. False: nothing was sent.
 */
static bool send_difference(struct exchange *x, const struct http_request *r, const struct cached *e,
    const struct cache_form *f, struct str path)
{
	const struct cache_form *plain = &e->form[FORM_IDENTITY];
	struct buf body, lines;
	buf_init(&body, RESPONSE_MAX);
	buf_init(&lines, HTTP_HEAD_MAX);
	const char *base = feed_delta_make(&x->speaker->feed_delta, path,
	    (struct str){ plain->body, plain->body_n }, r->if_none_match, &body);
	bool shorter = base && body.len < f->body_n;
	if (shorter) {
		buf_printf(&lines, "ETag: %.*s\r\nDelta-Base: %s\r\nIM: feed\r\n",
		    STR_ARG(http_entity_etag(f)), base);
		buf_puts(&lines, "Cache-Control: no-store, im\r\n");
		http_add_modified(&lines, e->modified);
		http_add_sharing(&lines, x->speaker->handle.site, &any_feed, path);
		buf_add_str(&lines, http_entity_lines(e));
		http_reply_text(x, r, 226, lines.data, NULL, buf_str(&body));
	}
	buf_release(&body);
	buf_release(&lines);
	return shorter;
}

/* Whether the poll of a feed may be answered; else it has been. */
static bool admit_poll(struct exchange *x, const struct http_request *r, struct str path)
{
	unsigned wait = seconds_to_wait(x, r, path);
	if (wait)
		send_too_many(x, r, path, wait);
	return !wait;
}

/* Whether a feed was answered otherwise than by 200 or 304. */
static bool send_feed(
    struct exchange *x, const struct http_request *r, struct cached *e, const struct cache_form *f, bool same)
{
	struct str path = { e->key + 1, e->key_n - 1 };
	if (!admit_poll(x, r, path))
		return true;
	if (e->note & ENTITY_SUBSCRIBED)
		note_subscribers(x, r, path);
	remember_version(x->speaker, e, f, path);
	return !same && r->if_none_match.n && http_accepts(r->a_im, "feed") &&
	       send_difference(x, r, e, f, path);
}

static void send_cached(struct exchange *x, const struct http_request *r, struct cached *e)
{
	unsigned accepted = e->note & ENTITY_CODED ? http_accepted_codings(r->accept_encoding)
	                                           : HTTP_IDENTITY;
	const struct cache_form *f = http_entity_form(e, accepted);
	cache_recount(&x->speaker->cache, e);
	bool same = unchanged(r, http_entity_etag(f), e->modified);
	if ((e->note & ENTITY_FEED) && send_feed(x, r, e, f, same))
		return;
	struct buf *out = send_queue_text(&x->out);
	size_t from = out->len;
	http_reply_begin(out, same ? 304 : 200);
	buf_add(out, f->head, same ? f->brief_n : f->head_n);
	http_reply_end(x, r);
	size_t bytes = out->len - from;
	send_queue_text_end(&x->out);
	if (!same && r->method == HTTP_GET) {
		send_queue_add_cached(&x->out, e, f);
		bytes += f->body_n;
	}
	http_reply_log(x, same ? 304 : 200, bytes, r);
}

static void send_error(struct exchange *x, const struct http_request *r, const struct response *a)
{
	struct buf body, lines;
	bool health = a->kind == RESPONSE_HEALTH;
	enum response_status status = health ? RESPONSE_BUSY : a->status;
	buf_init(&body, RESPONSE_MAX);
	buf_init(&lines, 4096);
	buf_printf(&lines, "Cache-Control: %s\r\nVary: Accept-Language\r\n",
	    a->secret || status == RESPONSE_BUSY || status == RESPONSE_FAILED ? "no-store" : "no-cache");
	if (status == RESPONSE_BUSY || status == RESPONSE_FAILED)
		buf_printf(&lines, "Retry-After: %d\r\n", BUSY_SECONDS);
	http_add_safety(&lines, x->speaker->handle.site, RESPONSE_PAGE, a->body.len ? a->media : 0);
	http_add_privacy(&lines, a);
	http_add_sharing(&lines, x->speaker->handle.site, a, buf_str(&x->speaker->path));
	bool ready = a->kind == RESPONSE_PAGE && a->body.len;
	if (!ready)
		answer_error_page(
		    &x->speaker->handle, SCHEME_HTTP, status, a->lang, buf_str(&x->speaker->path), &body);
	http_reply_text(x, r, statuses[status], lines.data, "text/html", buf_str(ready ? &a->body : &body));
	buf_release(&body);
	buf_release(&lines);
}

static void send_moved(struct exchange *x, const struct http_request *r, const struct response *a)
{
	struct buf lines;
	buf_init(&lines, 8192);
	buf_puts(&lines, "Location: ");
	if (https_redirect_applies(x, buf_str(&x->speaker->path)))
		buf_puts(&lines, x->speaker->handle.site->http_url);
	answer_add_location(a, r->query, &lines);
	buf_puts(&lines, "\r\n");
	http_add_caching(&lines, x->speaker->handle.site, a);
	http_add_keys(&lines, x->speaker->handle.site, a, buf_str(&x->speaker->path));
	http_add_privacy(&lines, a);
	http_add_sharing(&lines, x->speaker->handle.site, a, str_of(a->location));
	http_reply_text(x, r, 301, lines.data, NULL, (struct str){ NULL, 0 });
	buf_release(&lines);
}

/* What a request wants of a file: status, and the part from `first` on. */
struct part {
	int status;
	uint64_t first, n;
};

/* RFC 9110 section 13.1.5: with another If-Range the whole is sent. */
static struct part choose_part(
    const struct http_request *r, const struct response *a, struct str etag, const char *modified)
{
	struct part p = { 200, 0, a->size };
	uint64_t last;
	if (unchanged(r, etag, a->modified))
		return (struct part){ 304, 0, 0 };
	if (r->method != HTTP_GET ||
	    (r->if_range.n && !str_eq(r->if_range, etag) && !str_is(r->if_range, modified)))
		return p;
	int found = http_range(r->range, a->size, &p.first, &last);
	if (found < 0)
		return (struct part){ 416, 0, 0 };
	if (found > 0)
		p = (struct part){ 206, p.first, last - p.first + 1 };
	return p;
}

static void add_part_lines(
    struct buf *out, const struct site *site, const struct part *p, const struct response *a)
{
	if (p->status == 416)
		buf_printf(out, "Content-Range: bytes */%llu\r\n", (unsigned long long)a->size);
	if (p->status == 206)
		buf_printf(out, "Content-Range: bytes %llu-%llu/%llu\r\n", (unsigned long long)p->first,
		    (unsigned long long)(p->first + p->n - 1), (unsigned long long)a->size);
	if (p->status != 304)
		buf_printf(out, "Content-Length: %llu\r\n", (unsigned long long)p->n);
	if (p->status == 200 || p->status == 206) {
		http_add_type(out, a);
		http_add_safety(out, site, a->kind, a->media);
		http_add_privacy(out, a);
		http_add_handling(out, a);
		buf_puts(out, "Accept-Ranges: bytes\r\n");
	}
}

static void send_file(struct exchange *x, const struct http_request *r, struct response *a, struct str path)
{
	char etag[TAG_MAX], modified[DATE_TEXT_MAX] = "";
	if (a->tag)
		snprintf(etag, sizeof etag, "\"%s\"", a->tag);
	else
		snprintf(etag, sizeof etag, "\"%llx-%llx\"", (unsigned long long)a->mtime_ns,
		    (unsigned long long)a->size);
	if (a->modified != INSTANT_NONE)
		date_http(a->modified, modified);
	struct part p = choose_part(r, a, str_of(etag), modified);
	if (a->counted && (p.status == 200 || p.status == 304))
		note_subscribers(x, r, path);
	struct buf *out = send_queue_text(&x->out);
	size_t from = out->len;
	http_reply_begin(out, p.status);
	buf_printf(out, "ETag: %s\r\n", etag);
	http_add_caching(out, x->speaker->handle.site, a);
	http_add_modified(out, a->modified);
	http_add_sharing(out, x->speaker->handle.site, a, path);
	add_part_lines(out, x->speaker->handle.site, &p, a);
	if (p.status == 200) {
		http_add_keys(out, x->speaker->handle.site, a, path);
		http_add_links(out, x->speaker->handle.site, a, path);
	}
	http_reply_end(x, r);
	size_t head = out->len - from;
	send_queue_text_end(&x->out);
	bool body = r->method == HTTP_GET && p.n;
	http_reply_log(x, p.status, head + (body ? p.n : 0), r);
	if (!body)
		return;
	send_queue_add_file_take(&x->out, a->fd, p.first, p.n);
	a->fd = -1;
}

static void send_body(struct exchange *x, const struct http_request *r, struct response *a, struct str key)
{
	struct cached *e = http_entity_new(x->speaker->handle.site, key, a);
	if (!a->no_store)
		cache_insert(&x->speaker->cache, e);
	send_cached(x, r, e);
	cached_drop(e);
}

/*
 * The value of "q" in a query of "name=value" pairs, as forms send them; without one, or malformed,
 * nothing.
 */
static void read_query(struct str pairs, struct buf *out)
{
	struct str pair;
	while (pairs.n) {
		str_cut(pairs, '&', &pair, &pairs);
		if (str_starts(pair, "q=") && !path_decode_query(str_sub(pair, 2, pair.n), true, out))
			buf_reset(out);
	}
}

/* tree: of an editor who was let in, else NULL. */
static void answer(
    struct exchange *x, const struct http_request *r, struct str path, struct str key, const char *tree)
{
	struct speaker *s = x->speaker;
	const struct lang *preferred[SITE_LANGS_MAX + 1];
	struct response a;
	struct buf query;
	accept_language_order(s->handle.site, r->accept_language, preferred);
	buf_init(&query, HTTP_HEAD_MAX);
	read_query(r->query, &query);
	answer_make(&s->handle,
	    &(struct request){ .scheme = SCHEME_HTTP,
	        .preferred = preferred,
	        .editor = tree != NULL,
	        .tree = tree,
	        .path = path,
	        .query = buf_str(&query),
	        .form = r->query },
	    &a);
	buf_release(&query);
	if (a.status == RESPONSE_FAILED)
		counter_add(&s->counters->failures, 1);
	if (a.status == RESPONSE_MOVED)
		send_moved(x, r, &a);
	else if (https_redirect_applies(x, path))
		https_redirect_send(x, r, path);
	else if (a.status != RESPONSE_OK)
		send_error(x, r, &a);
	else if (a.fd < 0)
		send_body(x, r, &a, key);
	else if (a.kind != RESPONSE_FEED || admit_poll(x, r, path))
		send_file(x, r, &a, path);
	answer_release(&a);
}

/*
 * The choice of language is kept once for each order of languages: the path begins the key. No path has a
 * NUL, so what comes after one can be no path.
 */
static struct str key_of(struct speaker *s, const struct http_request *r)
{
	const struct lang *preferred[SITE_LANGS_MAX + 1];
	if (!str_is(buf_str(&s->path), "/"))
		return buf_str(&s->path);
	accept_language_order(s->handle.site, r->accept_language, preferred);
	buf_add_char(&s->path, '\0');
	for (size_t i = 0; preferred[i]; i++)
		buf_add(&s->path, preferred[i]->tag, strlen(preferred[i]->tag) + 1);
	return buf_str(&s->path);
}

/* The address of a site before this one may be in the query. */
static bool answered_old(struct exchange *x, const struct http_request *r, struct str path)
{
	const struct request q = { .scheme = SCHEME_HTTP, .path = path };
	struct response a;
	if (!answer_query(&x->speaker->handle, &q, r->query, &a))
		return false;
	send_moved(x, r, &a);
	answer_release(&a);
	return true;
}

/* Nothing of it is in the cache, for editors and for others. False: it has to wait. */
static bool respond_to_preview(struct exchange *x, const struct http_request *r)
{
	char tree[PREVIEW_TREE_MAX];
	struct buf *path = &x->speaker->path;
	if (!exchange_admit(x, buf_str(path)))
		return false;
	bool editor = preview_guard_let_in(x, r, path, tree);
	answer(x, r, buf_str(path), buf_str(path), editor ? tree : NULL);
	return true;
}

/* A browser asks before it lets a script of another site ask with If-None-Match. */
static void respond_to_options(struct exchange *x, const struct http_request *r, struct str path)
{
	struct buf lines;
	if (!http_is_shared(x->speaker->handle.site, path)) {
		http_reply_refuse(x, r, 405, "Only GET and HEAD are allowed");
		return;
	}
	buf_init(&lines, HTTP_HEAD_MAX);
	http_add_preflight(&lines);
	http_reply_text(x, r, 200, lines.data, NULL, (struct str){ NULL, 0 });
	buf_release(&lines);
}

/* False: it has to wait. */
static bool respond(struct exchange *x, const struct http_request *r)
{
	struct speaker *s = x->speaker;
	if (path_normalise(r->path, &s->path) != PATH_OK) {
		http_reply_refuse(x, r, 400, "the path is malformed");
		return true;
	}
	if (r->method == HTTP_OPTIONS) {
		respond_to_options(x, r, buf_str(&s->path));
		return true;
	}
	if (acme_is_asked(s, buf_str(&s->path))) {
		acme_respond(x, r, buf_str(&s->path));
		return true;
	}
	speaker_refresh(s);
	bool redirect = https_redirect_applies(x, buf_str(&s->path));
	if (redirect && https_redirect_is_plain(x, buf_str(&s->path))) {
		https_redirect_send(x, r, buf_str(&s->path));
		return true;
	}
	if (address_is_preview(buf_str(&s->path)))
		return respond_to_preview(x, r);
	if (answered_old(x, r, buf_str(&s->path)))
		return true;
	size_t path_n = s->path.len;
	struct str key = key_of(s, r);
	struct cached *e = cache_find(&s->cache, ENTITY_KIND, key);
	if (!e || http_entity_overdue(e)) {
		if (!exchange_admit(x, str_sub(key, 0, path_n)))
			return false;
		answer(x, r, str_sub(key, 0, path_n), key, NULL);
		return true;
	}
	counter_add(&s->counters->cache_hits, 1);
	if (redirect)
		https_redirect_send(x, r, str_sub(key, 0, path_n));
	else
		send_cached(x, r, e);
	return true;
}

static enum request_result handle_request(struct exchange *x)
{
	const struct speaker *s = x->speaker;
	struct str in = exchange_input(x);
	struct http_request r;
	enum parse_result parsed = http_parse(in.p, in.n, &r);
	if (parsed == PARSE_MORE)
		return REQUEST_MORE;
	if (parsed == PARSE_BAD) {
		struct http_request bad = { .line = str_sub(in, 0, str_find(in, '\r')), .minor = 1 };
		exchange_used(x, in.n);
		http_reply_refuse(x, &bad, r.status, r.why);
		return REQUEST_LAST;
	}
	exchange_used(x, r.used);
	if (speaker_drains(s) || x->requests + 1 >= s->keepalive_requests)
		r.keep_alive = false;
	if (!respond(x, &r))
		return REQUEST_LATER;
	return r.keep_alive ? REQUEST_DONE : REQUEST_LAST;
}

static void overload_reply(struct exchange *x, struct str line)
{
	const struct speaker *s = x->speaker;
	buf_add_str(send_queue_text(&x->out), buf_str(&s->overload_reply));
	send_queue_text_end(&x->out);
	exchange_log(x, "503", s->overload_reply.len, line, (struct str){ NULL, 0 });
}

const struct protocol http_protocol = {
	.name = "http",
	.alpn = "http/1.1",
	.held = 16384,
	.handle_request = handle_request,
	.overload_reply = overload_reply,
};
