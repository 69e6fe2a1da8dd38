/*
 * speak_minor: Spartan, Finger and Nex, with pages like those of Gemini. One request, one answer, then
 * the end.
 *
 * Nothing is kept in the cache: few ask.
 */
#include "proto/minor_protocols.h"

#include <stdio.h>

#include "answer/answer.h"
#include "answer/route.h"
#include "base/path.h"
#include "serve/exchange.h"

/* What is different in the responses of one of them. */
struct format {
	minor_parse_fn *parse;
	enum scheme scheme;                           /* of its pages */
	const char *found, *moved, *missing, *failed; /* what begins an answer; "": nothing does */
	bool crlf;                                    /* lines of text end so, and addresses are whole */
};

static enum request_result end(
    struct exchange *x, const char *status, uint64_t bytes, const struct minor_request *r)
{
	send_queue_text_end(&x->out);
	exchange_log(x, status, bytes, r->line, (struct str){ NULL, 0 });
	return REQUEST_LAST;
}

static enum request_result refuse(
    struct exchange *x, const char *head, const char *words, const struct minor_request *r)
{
	struct buf *text = send_queue_text(&x->out);
	buf_printf(text, "%s%s\r\n", head, words);
	return end(x, "refused", text->len, r);
}

/* Gemtext for a terminal: what a reader sees there must be enough to go on. */
static void add_for_terminal(const struct site *site, struct str body, struct buf *out)
{
	struct str line;
	while (str_next_line(&body, &line)) {
		if (str_starts(line, "=> /")) {
			buf_puts(out, "=> ");
			site_url(site, SCHEME_GEMINI, '1', "", out);
			line = str_sub(line, 3, line.n);
		}
		buf_add_str(out, line);
		buf_puts(out, "\r\n");
	}
}

static enum request_result send_found(
    struct exchange *x, const struct format *f, struct response *a, const struct minor_request *r)
{
	struct buf *text = send_queue_text(&x->out);
	if (*f->found) {
		buf_puts(text, f->found);
		answer_add_type(a, text);
		buf_puts(text, "\r\n");
	}
	if (f->crlf)
		add_for_terminal(x->speaker->handle.site, buf_str(&a->body), text);
	else
		buf_add_str(text, buf_str(&a->body));
	uint64_t bytes = text->len + (a->fd >= 0 ? a->size : 0);
	enum request_result result = end(x, "ok", bytes, r);
	if (a->fd >= 0)
		send_queue_add_file_take(&x->out, a->fd, 0, a->size);
	a->fd = -1;
	return result;
}

static enum request_result send_moved(
    struct exchange *x, const struct format *f, const struct response *a, const struct minor_request *r)
{
	struct buf *text = send_queue_text(&x->out);
	buf_puts(text, f->moved);
	answer_add_location(a, STR(""), text);
	buf_puts(text, "\r\n");
	return end(x, "moved", text->len, r);
}

/* Words to search for are all that the site takes in. */
static bool is_search(const struct site *site, struct str path)
{
	struct route_match m;
	bool more = route_find(site, path, &m);
	while (more && m.route->kind != ROUTE_SEARCH)
		more = route_find_after(site, path, &m);
	return more;
}

/* Whether another try later may go well. */
static bool passes(enum response_status status)
{
	return status == RESPONSE_FAILED || status == RESPONSE_BUSY;
}

static enum request_result answer(
    struct exchange *x, const struct format *f, struct str raw, const struct minor_request *r)
{
	struct speaker *s = x->speaker;
	struct response a;
	enum request_result result;
	if (path_normalise(raw, &s->path) != PATH_OK)
		return refuse(x, f->missing, "The path is malformed", r);
	if (r->data.n && !is_search(s->handle.site, buf_str(&s->path)))
		return refuse(x, f->missing, "Nothing is taken in here", r);
	if (!exchange_admit(x, buf_str(&s->path)))
		return REQUEST_LATER;
	speaker_refresh(s);
	answer_make(&s->handle,
	    &(struct request){ .scheme = f->scheme,
	        /* A client that follows a redirect sends no data there. */
	        .follow = *f->moved && !r->data.n ? FOLLOW_FEEDS : FOLLOW_ALL,
	        .path = buf_str(&s->path),
	        .query = r->data },
	    &a);
	if (a.status == RESPONSE_FAILED)
		counter_add(&s->counters->failures, 1);
	if (a.status == RESPONSE_OK)
		result = send_found(x, f, &a, r);
	else if (a.status == RESPONSE_MOVED)
		result = send_moved(x, f, &a, r);
	else
		result = refuse(
		    x, passes(a.status) ? f->failed : f->missing, answer_error_words(a.status, a.lang), r);
	answer_release(&a);
	return result;
}

/* REQUEST_DONE: the request is complete and well-formed. */
static enum request_result read_request(struct exchange *x, const struct format *f, struct minor_request *r)
{
	struct str in = exchange_input(x);
	enum parse_result parsed = f->parse(in.p, in.n, r);
	if (parsed == PARSE_MORE)
		return REQUEST_MORE;
	exchange_used(x, in.n);
	return parsed == PARSE_DONE ? REQUEST_DONE : refuse(x, f->missing, r->why, r);
}

static enum request_result handle_spartan(struct exchange *x)
{
	static const struct format format = { spartan_parse, SCHEME_SPARTAN, "2 ", "3 ", "4 ", "5 ", false };
	struct minor_request r;
	enum request_result result = read_request(x, &format, &r);
	if (result != REQUEST_DONE)
		return result;
	if (!site_answers_to(x->speaker->handle.site, r.host))
		return refuse(x, format.missing, "This is another host", &r);
	return answer(x, &format, r.path, &r);
}

/*
 * "project" is asked in the site's first language, "ru/project" in another, an empty question the home
 * page.
 */
static enum request_result handle_finger(struct exchange *x)
{
	static const struct format format = { finger_parse, SCHEME_GEMINI, "", "", "", "", true };
	const struct site *site = x->speaker->handle.site;
	struct minor_request r;
	char path[MINOR_LINE_MAX + 64];
	enum request_result result = read_request(x, &format, &r);
	if (result != REQUEST_DONE)
		return result;
	if (r.forwards && !site_answers_to(site, r.host))
		return refuse(x, format.missing, "Questions are not forwarded", &r);
	bool names_lang = str_find(r.path, '/') < r.path.n || site_lang(site, r.path);
	snprintf(path, sizeof path, "/%s%s%.*s%s", names_lang ? "" : site->langs[0]->tag,
	    names_lang || !r.path.n ? "" : "/", STR_ARG(r.path), str_ends(r.path, "/") ? "" : "/");
	return answer(x, &format, str_of(path), &r);
}

static enum request_result handle_nex(struct exchange *x)
{
	static const struct format format = { nex_parse, SCHEME_NEX, "", "", "", "", false };
	struct minor_request r;
	enum request_result result = read_request(x, &format, &r);
	return result == REQUEST_DONE ? answer(x, &format, r.path, &r) : result;
}

static void overload(struct exchange *x, const char *head, struct str line)
{
	const struct minor_request r = { .line = line };
	refuse(x, head, answer_error_words(RESPONSE_BUSY, x->speaker->handle.site->langs[0]), &r);
}

static void overload_spartan(struct exchange *x, struct str line)
{
	overload(x, "5 ", line);
}

static void overload_text(struct exchange *x, struct str line)
{
	overload(x, "", line);
}

const struct protocol spartan_protocol = { .name = "spartan",
	.held = 4096,
	.lingers = true,
	.handle_request = handle_spartan,
	.overload_reply = overload_spartan };
const struct protocol finger_protocol = { .name = "finger",
	.held = 2048,
	.lingers = true,
	.handle_request = handle_finger,
	.overload_reply = overload_text };
const struct protocol nex_protocol = { .name = "nex",
	.held = 2048,
	.lingers = true,
	.handle_request = handle_nex,
	.overload_reply = overload_text };
