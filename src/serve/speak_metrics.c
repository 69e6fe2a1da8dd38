/*
 * speak_metrics: HTTP for those who watch the server, on a listener of their own: figures, and whether it is
 * alive and ready.
 *
 * It makes no page and asks no catalogue, so it answers also while there is none, and while the server has
 * too much to do.
 */
#include <string.h>
#include <time.h>

#include "answer/response.h"
#include "base/date.h"
#include "markup/openmetrics.h"
#include "proto/http.h"
#include "serve/exchange.h"
#include "serve/limits.h"

enum { FIGURES_MAX = 4 << 20 };

/* A status, and the type and text of what is answered. */
struct answer {
	int status;
	const char *type;
	struct buf body;
};

static const char plain[] = "text/plain; charset=utf-8";

static void say(struct answer *a, int status, const char *text)
{
	a->status = status;
	a->type = plain;
	buf_puts(&a->body, text);
}

/* "5" is 500: what follows "0." in a weight. */
static unsigned thousandths(struct str digits)
{
	unsigned n = 0, unit = 100;
	for (size_t i = 0; i < digits.n && unit && digits.p[i] >= '0' && digits.p[i] <= '9'; i++, unit /= 10)
		n += (unsigned)(digits.p[i] - '0') * unit;
	return n;
}

/*
 * The weight that Accept gives a type, in thousandths, the largest where it is there in several versions; 0:
 * it is not.
 *
 *   Accept = #( type *( OWS ";" OWS name "=" value ) )      ; the value of "q" is the weight, else it is 1
 */
static unsigned weight_of(struct str accept, const char *type)
{
	unsigned best = 0;
	for (struct str element, word; accept.n;) {
		unsigned weight = 1000;
		str_cut(accept, ',', &element, &accept);
		str_cut(element, ';', &word, &element);
		if (!str_is_nocase(str_trim(word), type))
			continue;
		while (element.n) {
			str_cut(element, ';', &word, &element);
			word = str_trim(word);
			if (str_starts(word, "q=0"))
				weight = thousandths(str_sub(word, 4, word.n));
		}
		best = weight > best ? weight : best;
	}
	return best;
}

/* The newer format is for those who ask for it, as clients know the older one for longer. */
static void add_figures(const struct speaker *s, const struct http_request *r, struct answer *a)
{
	unsigned new = weight_of(r->accept, "application/openmetrics-text");
	bool old = new == 0 || weight_of(r->accept, "text/plain") > new;
	a->status = 200;
	a->type = openmetrics_type(old);
	s->figures->write(s->figures->arg, old, &a->body);
}

static void find(const struct speaker *s, const struct http_request *r, struct answer *a)
{
	if (r->method == HTTP_OPTIONS)
		say(a, 405, "405: only GET and HEAD are allowed\n");
	else if (str_is(r->path, "/metrics") && s->figures)
		add_figures(s, r, a);
	else if (str_is(r->path, "/healthz"))
		say(a, 200, "ok\n");
	else if (str_is(r->path, "/readyz") && catalog_handle_is_ready(&s->handle))
		say(a, 200, "ok\n");
	else if (str_is(r->path, "/readyz"))
		say(a, 503, "503: nothing is published yet, or the server is about to end\n");
	else
		say(a, 404, "404: here are /metrics, /healthz and /readyz\n");
}

static void respond(struct exchange *x, const struct http_request *r, const struct answer *a)
{
	char date[DATE_TEXT_MAX], status[STATUS_MAX_LEN + 1];
	struct buf *out = send_queue_text(&x->out);
	size_t from = out->len;
	date_http((int64_t)time(NULL), date);
	snprintf(status, sizeof status, "%03d", a->status % 1000);
	buf_printf(out,
	    "HTTP/1.1 %s %s\r\nContent-Type: %s\r\nContent-Length: %zu\r\nCache-Control: no-store\r\n",
	    status, http_reason(a->status), a->type, a->body.len);
	buf_printf(out, "X-Content-Type-Options: nosniff\r\nDate: %s\r\n", date);
	if (a->status == 503)
		buf_printf(out, "Retry-After: %d\r\n", BUSY_SECONDS);
	if (a->status == 405)
		buf_puts(out, "Allow: GET, HEAD\r\n");
	buf_printf(out, "Connection: %s\r\n\r\n", r->keep_alive ? "keep-alive" : "close");
	if (r->method == HTTP_GET || a->status == 405)
		buf_add_str(out, buf_str(&a->body));
	exchange_log(x, status, out->len - from, r->line, r->user_agent);
	send_queue_text_end(&x->out);
}

static enum request_result handle_request(struct exchange *x)
{
	struct str in = exchange_input(x);
	struct http_request r;
	struct answer a = { 0 };
	enum parse_result parsed = http_parse(in.p, in.n, &r);
	if (parsed == PARSE_MORE)
		return REQUEST_MORE;
	buf_init(&a.body, FIGURES_MAX);
	if (parsed == PARSE_BAD) {
		r = (struct http_request){ .status = r.status, .why = r.why, .minor = 1, .used = in.n };
		buf_puts(&a.body, r.why);
		buf_add_char(&a.body, '\n');
		a.status = r.status;
		a.type = plain;
	} else {
		r.keep_alive = r.keep_alive && !x->speaker->draining;
		find(x->speaker, &r, &a);
	}
	exchange_used(x, r.used);
	respond(x, &r, &a);
	buf_release(&a.body);
	return r.keep_alive ? REQUEST_DONE : REQUEST_LAST;
}

const struct protocol metrics_protocol = {
	.name = "metrics",
	.held = 16384,
	.watches = true,
	.handle_request = handle_request,
};
