/*
 * https_redirect: 301 with an address of the configuration; what the client says of the host is not believed.
 *
 * 301 and not 308: programs that read feeds take the new address of it, and there is nothing but GET and
 * HEAD. An old path is sent to where it leads over HTTPS in one step (speak_http.c), so the answer for it is
 * made first.
 */
#include "serve/https_redirect.h"

#include "answer/http_headers.h"
#include "answer/route.h"
#include "base/path.h"
#include "serve/http_reply.h"

/* A path and a query of 4 KiB, with every byte escaped. */
enum { REDIRECT_LINES_MAX = 32768 };

bool https_redirect_applies(const struct exchange *x, struct str path)
{
	return x->speaker->redirect && !x->tls && !str_is(path, "/healthz") && !str_is(path, "/readyz");
}

bool https_redirect_is_plain(const struct exchange *x, struct str path)
{
	struct route_match m;
	if (address_is_preview(path))
		return true;
	if (!route_find(x->speaker->handle.site, path, &m) || m.at.slash != SLASH_RIGHT)
		return false;
	return m.route->kind == ROUTE_SEARCH || m.route->kind == ROUTE_CHOICE ||
	       m.route->kind == ROUTE_TOGETHER;
}

void https_redirect_send(struct exchange *x, const struct http_request *r, struct str path)
{
	const struct site *site = x->speaker->handle.site;
	const struct response kind = { .kind = RESPONSE_PAGE, .secret = address_is_preview(path) };
	struct buf lines;
	buf_init(&lines, REDIRECT_LINES_MAX);
	buf_printf(&lines, "Location: %s", site->http_url);
	path_encode(&lines, path);
	if (r->query.n) {
		buf_add_char(&lines, '?');
		path_encode_query(&lines, r->query);
	}
	buf_puts(&lines, "\r\n");
	http_add_caching(&lines, site, &kind);
	http_add_sharing(&lines, site, &kind, path);
	http_reply_text(x, r, 301, lines.data, NULL, (struct str){ NULL, 0 });
	buf_release(&lines);
}
