/*
 * site: the addresses of the site as seen from outside.
 */
#include "page/site.h"

#include <string.h>

#include "base/host.h"
#include "base/path.h"

enum { URL_MAX = 8 * PATH_MAX_LEN };

const struct lang *site_lang(const struct site *s, struct str tag)
{
	for (size_t i = 0; i < s->lang_count; i++)
		if (str_is(tag, s->langs[i]->tag))
			return s->langs[i];
	return NULL;
}

bool site_answers_to(const struct site *s, struct str host)
{
	static const char *const loopback[] = { "127.0.0.1", "::1", NULL };
	bool local = str_is_nocase(str_of(s->host), "localhost");
	bool known = false;

	for (const char *const *a = s->aliases; *a; a++)
		known = known || host_is_same(host, str_of(*a));
	for (const char *const *a = loopback; local && *a; a++)
		known = known || host_is_same(host, str_of(*a));
	return known || host_is_same(host, str_of(s->host));
}

char *site_host_shown(struct arena *a, const char *host)
{
	struct buf letters;

	buf_init(&letters, URL_MAX);
	bool good = strcasestr(host, "xn--") && host_to_readable(str_of(host), &letters);
	char *shown = arena_str(a, good ? buf_str(&letters) : str_of(host));
	buf_release(&letters);
	return shown;
}

/* An IPv6 address is written in brackets in a URI (RFC 3986 section 3.2.2). */
static void add_origin(const struct site *s, enum scheme scheme, struct buf *out)
{
	struct str host = str_of(scheme == SCHEME_GOPHER ? s->gopher_host : s->host);
	bool bare_ipv6 = str_find(host, ':') < host.n && !str_starts(host, "[");

	buf_puts(out, schemes[scheme].prefix);
	buf_puts(out, bare_ipv6 ? "[" : "");
	buf_add_str(out, host);
	buf_puts(out, bare_ipv6 ? "]" : "");
	if (s->ports[scheme] != schemes[scheme].port)
		buf_printf(out, ":%u", s->ports[scheme]);
}

enum scheme site_scheme(const struct site *s, enum scheme scheme)
{
	static const enum scheme best[] = { SCHEME_HTTP, SCHEME_GEMINI, SCHEME_GOPHER, SCHEME_SPARTAN,
		SCHEME_NEX };
	for (size_t i = 0; i < ARRAY_SIZE(best) && s->unreachable[scheme]; i++)
		if (!s->unreachable[best[i]])
			return best[i];
	return scheme;
}

void site_url(const struct site *s, enum scheme scheme, char gopher_type, const char *path, struct buf *out)
{
	scheme = site_scheme(s, scheme);
	if (scheme == SCHEME_HTTP)
		buf_puts(out, s->http_url);
	else
		add_origin(s, scheme, out);
	if (scheme == SCHEME_GOPHER) {
		buf_add_char(out, '/');
		buf_add_char(out, gopher_type);
	}
	path_encode(out, str_of(path));
}

char *site_url_of(
    struct arena *a, const struct site *s, enum scheme scheme, char gopher_type, const char *path)
{
	struct buf url;

	buf_init(&url, URL_MAX);
	site_url(s, scheme, gopher_type, path, &url);
	char *copy = arena_str(a, buf_str(&url));
	buf_release(&url);
	return copy;
}
