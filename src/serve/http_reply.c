/* http_reply: heads of HTTP/1.1, written into the queue of an exchange. */
#include "serve/http_reply.h"

#include <time.h>

void http_reply_log(struct exchange *x, int status, uint64_t bytes, const struct http_request *r)
{
	const char text[] = { (char)('0' + status / 100), (char)('0' + status / 10 % 10),
		(char)('0' + status % 10), 0 };
	exchange_log(x, text, bytes, r->line, r->user_agent);
}

static const char *date_now(struct speaker *s)
{
	int64_t now = (int64_t)time(NULL);
	if (now != s->date_second) {
		s->date_second = now;
		date_http(now, s->date);
	}
	return s->date;
}

void http_reply_begin(struct buf *out, int status)
{
	if (status == 200)
		buf_add_str(out, STR("HTTP/1.1 200 OK\r\n"));
	else if (status == 304)
		buf_add_str(out, STR("HTTP/1.1 304 Not Modified\r\n"));
	else
		buf_printf(out, "HTTP/1.1 %d %s\r\n", status, http_reason(status));
}

void http_reply_end(struct exchange *x, const struct http_request *r)
{
	struct buf *out = send_queue_text(&x->out);
	if (x->tls)
		buf_puts(out, x->speaker->hsts);
	buf_add_str(out, STR("Date: "));
	buf_puts(out, date_now(x->speaker));
	if (!r->keep_alive)
		buf_add_str(out, STR("\r\nConnection: close"));
	else if (r->minor == 0)
		buf_add_str(out, STR("\r\nConnection: keep-alive"));
	buf_add_str(out, STR("\r\n\r\n"));
}

void http_reply_text(struct exchange *x, const struct http_request *r, int status, const char *lines,
    const char *mime, struct str body)
{
	struct buf *out = send_queue_text(&x->out);
	size_t from = out->len;
	http_reply_begin(out, status);
	if (lines)
		buf_puts(out, lines);
	if (mime)
		buf_printf(out, "Content-Type: %s; charset=utf-8\r\n", mime);
	buf_printf(out, "Content-Length: %zu\r\n", body.n);
	http_reply_end(x, r);
	if (r->method == HTTP_GET)
		buf_add_str(out, body);
	http_reply_log(x, status, out->len - from, r);
	send_queue_text_end(&x->out);
}

void http_reply_refuse(struct exchange *x, const struct http_request *r, int status, const char *why)
{
	struct buf body;
	buf_init(&body, 1024);
	buf_printf(&body, "%d %s: %s\n", status, http_reason(status), why);
	http_reply_text(
	    x, r, status, status == 405 ? "Allow: GET, HEAD\r\n" : NULL, "text/plain", buf_str(&body));
	buf_release(&body);
}
