/*
 * speak_gopher: one request, one answer, then the end (RFC 1436, Gopher+).
 *
 * Gopher has no redirects: an address that moved is answered with what it leads to. A
 * Gopher+ request gets the same bytes under a Gopher+ head, a question for attributes one short answer
 * with a single view, which is enough for clients that ask before they show anything.
 */
#include "proto/gopher.h"

#include "answer/answer.h"
#include "base/uri.h"
#include "catalog/outbound_links.h"
#include "content/contact.h"
#include "page/render.h"
#include "page/view.h"
#include "serve/exchange.h"

static const char *const names[RESPONSE_STATUSES] = {
	[RESPONSE_OK] = "ok",
	[RESPONSE_INPUT] = "input",
	[RESPONSE_MISSING] = "missing",
	[RESPONSE_GONE] = "gone",
	[RESPONSE_BAD] = "bad",
	[RESPONSE_BUSY] = "busy",
	[RESPONSE_FAILED] = "failed",
};

static enum request_result end(
    struct exchange *x, enum response_status status, uint64_t bytes, struct str line)
{
	send_queue_text_end(&x->out);
	exchange_log(x, names[status], bytes, line, (struct str){ NULL, 0 });
	return REQUEST_LAST;
}

/* error = "--1" CRLF "1" SP words CRLF "." CRLF (Gopher+, section 2.3) */
static enum request_result refuse_in(struct exchange *x, enum response_status status, const char *words,
    enum gopher_plus plus, struct str line)
{
	struct buf *text = send_queue_text(&x->out);
	if (plus == GOPHER_PLAIN)
		render_gopher_error(words, text);
	else
		buf_printf(text, "--1\r\n1 %s\r\n.\r\n", words);
	return end(x, status, text->len, line);
}

static enum request_result refuse(struct exchange *x, enum response_status status, const struct lang *lang,
    enum gopher_plus plus, struct str line)
{
	return refuse_in(x, status, answer_error_words(status, lang), plus, line);
}

static enum request_result refuse_answer(
    struct exchange *x, const struct response *a, const struct gopher_request *r)
{
	const char *words = answer_error_words(a->status, a->lang);
	if (!a->ascii)
		return refuse_in(x, a->status, words, r->plus, r->line);
	struct buf ascii;
	buf_init(&ascii, 1024);
	lang_to_ascii(a->lang, str_of(words), &ascii);
	enum request_result result = refuse_in(x, a->status, ascii.data ? ascii.data : "", r->plus, r->line);
	buf_release(&ascii);
	return result;
}

/* The head of a Gopher+ answer: -1 ends with a lone dot, -2 with the connection. */
static void add_plus_head(struct buf *text, enum gopher_plus plus, int type)
{
	if (plus == GOPHER_PLUS)
		buf_puts(text, type == '1' ? "+-1\r\n" : "+-2\r\n");
}

/* The item as a plain Gopher one, whatever was asked about it. */
static enum request_result describe(
    struct exchange *x, int type, const char *mime, uint64_t size, struct str path, struct str line)
{
	const struct site *site = x->speaker->handle.site;
	struct buf *text = send_queue_text(&x->out);
	buf_printf(text, "+-1\r\n+INFO: %c%.*s\t%.*s\t%s\t%u\r\n+VIEWS:\r\n %s: <%uk>\r\n.\r\n", type,
	    STR_ARG(path), STR_ARG(path), site->gopher_host, site->ports[SCHEME_GOPHER],
	    type == '1' ? "application/gopher-menu" : mime, (unsigned)((size + 1023) / 1024));
	return end(x, RESPONSE_OK, text->len, line);
}

static enum request_result send_cached(
    struct exchange *x, struct cached *e, const struct gopher_request *r, struct str path)
{
	const struct cache_form *f = &e->form[0];
	if (r->plus == GOPHER_PLUS_INFO || r->plus == GOPHER_PLUS_MENU)
		return describe(x, e->note, "text/plain", f->body_n, path, r->line);
	struct buf *text = send_queue_text(&x->out);
	add_plus_head(text, r->plus, e->note);
	uint64_t bytes = text->len + f->body_n;
	send_queue_text_end(&x->out);
	send_queue_add_cached(&x->out, e, f);
	return end(x, RESPONSE_OK, bytes, r->line);
}

static enum request_result send_file(
    struct exchange *x, struct response *a, const struct gopher_request *r, struct str path)
{
	if (r->plus == GOPHER_PLUS_INFO || r->plus == GOPHER_PLUS_MENU)
		return describe(x, a->gopher_type, a->mime, a->size, path, r->line);
	struct buf *text = send_queue_text(&x->out);
	add_plus_head(text, r->plus, a->gopher_type);
	uint64_t bytes = text->len + a->size;
	send_queue_text_end(&x->out);
	send_queue_add_file_take(&x->out, a->fd, 0, a->size);
	a->fd = -1;
	return end(x, RESPONSE_OK, bytes, r->line);
}

static enum request_result send_body(
    struct exchange *x, struct response *a, const struct gopher_request *r, struct str path)
{
	struct cached *e = cached_new('t', path);
	e->note = a->gopher_type;
	e->form[0].body_n = a->body.len;
	e->form[0].body = buf_detach(&a->body);
	cached_file_take(e, a->source, a->mtime_ns);
	a->source = -1;
	if (!a->no_store)
		cache_insert(&x->speaker->cache, e);
	enum request_result result = send_cached(x, e, r, path);
	cached_drop(e);
	return result;
}

static enum request_result answer(struct exchange *x, const struct gopher_request *r, struct str path)
{
	struct speaker *s = x->speaker;
	struct response a;
	enum request_result result;
	if (!exchange_admit(x, path))
		return REQUEST_LATER;
	answer_make(&s->handle,
	    &(struct request){
	        .scheme = SCHEME_GOPHER, .follow = FOLLOW_ALL, .path = path, .query = r->search },
	    &a);
	if (a.status == RESPONSE_FAILED)
		counter_add(&s->counters->failures, 1);
	if (a.status != RESPONSE_OK)
		result = refuse_answer(x, &a, r);
	else if (a.fd >= 0)
		result = send_file(x, &a, r, path);
	else
		result = send_body(x, &a, r, path);
	answer_release(&a);
	return result;
}

/* Whether the address lies below one of the site's own. */
static bool is_own(const struct site *site, struct str address)
{
	static const enum scheme own_schemes[] = { SCHEME_GEMINI, SCHEME_HTTP };
	struct uri uri;
	bool own = false;
	if (!uri_parse(address, &uri) || uri.has_userinfo)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(own_schemes) && !own; i++) {
		struct buf root;
		buf_init(&root, 4096);
		site_url(site, own_schemes[i], '1', "/", &root);
		own = root.len && str_starts(address, root.data);
		buf_release(&root);
	}
	return own;
}

/*
 * Whether the site itself leads there: RESPONSE_OK, RESPONSE_MISSING, or RESPONSE_FAILED when that cannot
 * be read.
 */
static enum response_status is_published(struct speaker *s, struct str address)
{
	struct err err = { .text = "" };
	if (is_own(s->handle.site, address) || view_feeds_lead_to(address))
		return RESPONSE_OK;
	if (!contact_is_safe(address))
		return RESPONSE_MISSING;
	speaker_refresh(s);
	if (!catalog_handle_begin(&s->handle, &err))
		return RESPONSE_FAILED;
	catalog_limit(s->handle.catalog, SEARCH_US_MAX);
	int found = catalog_links_to(s->handle.catalog, address, &err);
	catalog_limit(s->handle.catalog, 0);
	catalog_handle_end(&s->handle);
	return found > 0 ? RESPONSE_OK : found ? RESPONSE_FAILED : RESPONSE_MISSING;
}

static void add_escaped(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char ch = s.p[i];
		if (ch == '&' || ch == '<' || ch == '>' || ch == '"' || ch == '\'')
			buf_printf(out, "&#%d;", ch);
		else
			buf_add_char(out, ch);
	}
}

static enum request_result send_away_to(
    struct exchange *x, struct str address, const struct gopher_request *r)
{
	const struct site *site = x->speaker->handle.site;
	if (!exchange_admit(x, STR("")))
		return REQUEST_LATER;
	enum response_status status = is_published(x->speaker, address);
	if (status != RESPONSE_OK)
		return refuse(x, status, site->langs[0], r->plus, r->line);
	struct buf *text = send_queue_text(&x->out);
	add_plus_head(text, r->plus, 'h');
	buf_puts(text, "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n"
	               "<meta http-equiv=\"refresh\" content=\"5; url=");
	add_escaped(text, address);
	buf_puts(text, "\">\n<title>");
	add_escaped(text, address);
	buf_puts(text, "</title>\n<p><a href=\"");
	add_escaped(text, address);
	buf_puts(text, "\">");
	add_escaped(text, address);
	buf_puts(text, "</a></p>\n");
	return end(x, RESPONSE_OK, text->len, r->line);
}

/*
 * For clients that do not know "URL:" selectors: a page that a browser leaves by itself. What was typed
 * in letters is the address in ASCII.
 */
static enum request_result send_away(struct exchange *x, struct str address, const struct gopher_request *r)
{
	struct buf ascii;
	buf_init(&ascii, 8 * GOPHER_LINE_MAX);
	bool good = uri_to_ascii(address, &ascii);
	enum request_result result = send_away_to(x, good ? buf_str(&ascii) : address, r);
	buf_release(&ascii);
	return result;
}

static bool is_escape(struct str s)
{
	return s.n >= 3 && str_hex_digit(s.p[1]) >= 0 && str_hex_digit(s.p[2]) >= 0;
}

/* Clients decode what they send, so that a "%" may be one of a file's name. */
static enum path_result find_path(struct str selector, struct buf *out)
{
	struct buf whole;
	enum path_result result = path_normalise(selector, out);
	if (result != PATH_BAD)
		return result;
	buf_init(&whole, 3 * GOPHER_LINE_MAX);
	for (size_t i = 0; i < selector.n; i++) {
		buf_add_char(&whole, selector.p[i]);
		if (selector.p[i] == '%' && !is_escape(str_sub(selector, i, selector.n)))
			buf_puts(&whole, "25");
	}
	result = path_normalise(buf_str(&whole), out);
	buf_release(&whole);
	return result;
}

static enum request_result handle_request(struct exchange *x)
{
	struct speaker *s = x->speaker;
	struct str in = exchange_input(x), address;
	struct gopher_request r;
	enum parse_result parsed = gopher_parse(in.p, in.n, &r);
	if (parsed == PARSE_MORE)
		return REQUEST_MORE;
	exchange_used(x, in.n);
	if (parsed == PARSE_BAD)
		return refuse(x, RESPONSE_BAD, s->handle.site->langs[0], GOPHER_PLAIN, in);
	address = str_sub(r.selector, str_starts(r.selector, "/") ? 1 : 0, r.selector.n);
	if (str_starts(address, "URL:"))
		return send_away(x, str_sub(address, 4, address.n), &r);
	if (find_path(r.path, &s->path) != PATH_OK)
		return refuse(x, RESPONSE_BAD, s->handle.site->langs[0], r.plus, r.line);
	speaker_refresh(s);
	struct str path = buf_str(&s->path);
	struct cached *e = cache_find(&s->cache, 't', path);
	if (!e)
		return answer(x, &r, path);
	counter_add(&s->counters->cache_hits, 1);
	return send_cached(x, e, &r, path);
}

static void overload_reply(struct exchange *x, struct str line)
{
	refuse(x, RESPONSE_BUSY, x->speaker->handle.site->langs[0], GOPHER_PLAIN, line);
}

const struct protocol gopher_protocol = {
	.name = "gopher",
	.alpn = "gopher",
	.held = 4096,
	.lingers = true,
	.sniffs_tls = true,
	.handle_request = handle_request,
	.overload_reply = overload_reply,
};
