/*
 * speak_gemini: one request, one answer, then the end (specification 0.24.1).
 *
 * A cached answer is header and body in one piece: one TLS record, or as few as it takes.
 */
#include "proto/gemini.h"

#include <stdio.h>

#include "answer/answer.h"
#include "answer/route.h"
#include "serve/exchange.h"

static const enum gemini_status statuses[RESPONSE_STATUSES] = {
	[RESPONSE_OK] = GEMINI_SUCCESS,
	[RESPONSE_INPUT] = GEMINI_INPUT,
	[RESPONSE_MOVED] = GEMINI_REDIRECT_PERMANENT,
	[RESPONSE_MISSING] = GEMINI_NOT_FOUND,
	[RESPONSE_GONE] = GEMINI_GONE,
	[RESPONSE_BAD] = GEMINI_BAD_REQUEST,
	[RESPONSE_BUSY] = GEMINI_SLOW_DOWN,
	[RESPONSE_FAILED] = GEMINI_TEMPORARY_FAILURE,
};

static void log_request(struct exchange *x, enum gemini_status status, uint64_t bytes, struct str line)
{
	const char text[] = { (char)('0' + status / 10), (char)('0' + status % 10), 0 };
	exchange_log(x, text, bytes, line, (struct str){ NULL, 0 });
}

/* A header and nothing else. */
static enum request_result send_header(
    struct exchange *x, enum gemini_status status, const char *meta, struct str line)
{
	struct buf *text = send_queue_text(&x->out);
	gemini_head(text, status, meta);
	log_request(x, status, text->len, line);
	send_queue_text_end(&x->out);
	return REQUEST_LAST;
}

/* The meta is how many seconds to wait. */
static enum request_result send_busy(struct exchange *x, struct str line)
{
	char seconds[12];
	snprintf(seconds, sizeof seconds, "%d", BUSY_SECONDS);
	return send_header(x, GEMINI_SLOW_DOWN, seconds, line);
}

/* SNI may only be absent where it cannot be: for an address. */
static bool names_agree(const struct exchange *x, const struct gemini_request *r)
{
	struct str name = str_of(x->tls ? x->tls->server_name(x) : NULL);
	return name.n ? host_is_same(name, r->uri.host) : r->uri.host_is_ip;
}

static bool is_for_site(const struct site *site, const struct gemini_request *r)
{
	return gemini_is_for_port(r, site->ports[SCHEME_GEMINI]) && site_answers_to(site, r->uri.host);
}

static void add_head(struct buf *out, const struct response *a)
{
	struct buf type;
	buf_init(&type, GEMINI_META_MAX);
	answer_add_type(a, &type);
	gemini_head(out, GEMINI_SUCCESS, type.data);
	buf_release(&type);
}

static enum request_result send_file(struct exchange *x, struct response *a, struct str line)
{
	struct buf *text = send_queue_text(&x->out);
	add_head(text, a);
	log_request(x, GEMINI_SUCCESS, text->len + a->size, line);
	send_queue_text_end(&x->out);
	send_queue_add_file_take(&x->out, a->fd, 0, a->size);
	a->fd = -1;
	return REQUEST_LAST;
}

static enum request_result send_cached(struct exchange *x, struct cached *e, struct str line)
{
	const struct cache_form *f = &e->form[0];
	log_request(x, GEMINI_SUCCESS, f->body_n, line);
	send_queue_add_cached(&x->out, e, f);
	return REQUEST_LAST;
}

static enum request_result send_body(
    struct exchange *x, const struct response *a, struct str path, struct str line)
{
	struct buf whole;
	struct cached *e = cached_new('g', path);
	buf_init(&whole, RESPONSE_MAX + 256);
	add_head(&whole, a);
	buf_add_str(&whole, buf_str(&a->body));
	e->form[0].body_n = whole.len;
	e->form[0].body = buf_detach(&whole);
	if (!a->no_store)
		cache_insert(&x->speaker->cache, e);
	enum request_result result = send_cached(x, e, line);
	cached_drop(e);
	return result;
}

static enum request_result send_moved(
    struct exchange *x, const struct response *a, struct str query, struct str line)
{
	struct buf to;
	buf_init(&to, GEMINI_META_MAX);
	answer_add_location(a, query, &to);
	enum request_result result = send_header(x, GEMINI_REDIRECT_PERMANENT, to.data, line);
	buf_release(&to);
	return result;
}

/* `query` as it came. The response is released. */
static enum request_result send_take(
    struct exchange *x, struct response *a, struct str path, struct str query, struct str line)
{
	enum request_result result;
	if (a->status == RESPONSE_MOVED)
		result = send_moved(x, a, query, line);
	else if (a->status == RESPONSE_BUSY)
		result = send_busy(x, line);
	else if (a->status != RESPONSE_OK)
		result = send_header(x, statuses[a->status], answer_error_words(a->status, a->lang), line);
	else if (a->fd >= 0)
		result = send_file(x, a, line);
	else
		result = send_body(x, a, path, line);
	answer_release(a);
	return result;
}

static enum request_result answer(
    struct exchange *x, const struct request *q, struct str query, struct str line)
{
	struct speaker *s = x->speaker;
	struct response a;
	answer_make(&s->handle, q, &a);
	if (a.status == RESPONSE_FAILED)
		counter_add(&s->counters->failures, 1);
	return send_take(x, &a, q->path, query, line);
}

static enum request_result answer_uncached(
    struct exchange *x, const struct gemini_request *r, struct str path, bool editor)
{
	struct buf query;
	if (!exchange_admit(x, path))
		return REQUEST_LATER;
	buf_init(&query, GEMINI_URI_MAX);
	enum request_result result = REQUEST_LAST;
	if (path_decode_query(r->uri.query, false, &query)) {
		const struct request q = { .scheme = SCHEME_GEMINI,
			.follow = FOLLOW_FEEDS,
			.editor = editor,
			.path = path,
			.query = buf_str(&query) };
		result = answer(x, &q, r->uri.query, r->line);
	} else {
		result = send_header(x, GEMINI_BAD_REQUEST, "The query is malformed", r->line);
	}
	buf_release(&query);
	return result;
}

/* The one place that decides which client sees what is not public. */
static enum request_result answer_preview(struct exchange *x, const struct gemini_request *r, struct str path)
{
	static const struct {
		enum gemini_status status;
		enum word why;
	} refusals[CLIENT_CERT_VERDICTS] = {
		[CLIENT_CERT_ABSENT] = { GEMINI_CERTIFICATE_REQUIRED, WORD_CERTIFICATE_NEEDED },
		[CLIENT_CERT_EARLY] = { GEMINI_CERTIFICATE_NOT_VALID, WORD_CERTIFICATE_EARLY },
		[CLIENT_CERT_EXPIRED] = { GEMINI_CERTIFICATE_NOT_VALID, WORD_CERTIFICATE_EXPIRED },
		[CLIENT_CERT_UNKNOWN] = { GEMINI_CERTIFICATE_NOT_AUTHORISED, WORD_CERTIFICATE_UNKNOWN },
	};
	struct speaker *s = x->speaker;
	struct key_fingerprint shown;
	enum client_cert verdict = x->tls ? x->tls->client_cert(x, &shown) : CLIENT_CERT_ABSENT;
	if (verdict == CLIENT_CERT_KNOWN)
		return answer_uncached(x, r, path, true);
	const struct lang *lang = route_lang(s->handle.site, path);
	const char *why = lang->words[refusals[verdict].why];
	if (verdict != CLIENT_CERT_UNKNOWN)
		return send_header(x, refusals[verdict].status, why, r->line);
	char key[KEY_FINGERPRINT_TEXT], meta[GEMINI_META_MAX];
	key_fingerprint_text(&shown, key);
	snprintf(meta, sizeof meta, "%s%s%s", why, lang->joints[JOINT_LABEL].between, key);
	return send_header(x, refusals[verdict].status, meta, r->line);
}

/* The address of a site before this one may be in the query. */
static bool is_old(struct exchange *x, const struct gemini_request *r, struct str path, struct response *out)
{
	const struct request q = { .scheme = SCHEME_GEMINI, .follow = FOLLOW_FEEDS, .path = path };
	return answer_query(&x->speaker->handle, &q, r->uri.query, out);
}

/* What to log of bytes that are no request. */
static struct str first_line(struct str s)
{
	return str_sub(s, 0, str_find(s, '\r'));
}

static enum request_result handle_request(struct exchange *x)
{
	struct speaker *s = x->speaker;
	struct str in = exchange_input(x);
	struct gemini_request r;
	enum parse_result parsed = gemini_parse(in.p, in.n, &r);
	if (parsed == PARSE_MORE)
		return REQUEST_MORE;
	exchange_used(x, in.n);
	if (parsed == PARSE_BAD)
		return send_header(x, r.status, r.why, first_line(in));
	if (!is_for_site(s->handle.site, &r) || !names_agree(x, &r))
		return send_header(x, GEMINI_PROXY_REFUSED, "This is another host", r.line);
	if (path_normalise(r.uri.path, &s->path) != PATH_OK)
		return send_header(x, GEMINI_BAD_REQUEST, "The path is malformed", r.line);
	speaker_refresh(s);
	struct str path = buf_str(&s->path);
	if (s->editor_count && address_is_preview(path))
		return answer_preview(x, &r, path);
	struct response old;
	if (is_old(x, &r, path, &old)) {
		old.no_store = true; /* the path alone is another address */
		return send_take(x, &old, path, r.uri.query, r.line);
	}
	struct cached *e = cache_find(&s->cache, 'g', path);
	if (!e)
		return answer_uncached(x, &r, path, false);
	counter_add(&s->counters->cache_hits, 1);
	return send_cached(x, e, r.line);
}

static void overload_reply(struct exchange *x, struct str line)
{
	send_busy(x, line);
}

const struct protocol gemini_protocol = {
	.name = "gemini",
	.held = 4096,
	.editors = true,
	.handle_request = handle_request,
	.overload_reply = overload_reply,
};
