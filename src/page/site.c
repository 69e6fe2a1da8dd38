/*
 * site: the addresses of the site as seen from outside.
 */
#include "page/site.h"

#include "base/path.h"

enum { GEMINI_PORT = 1965, GOPHER_PORT = 70, SPARTAN_PORT = 300, NEX_PORT = 1900 };

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

	if (str_ends(host, "."))
		host.n--;
	for (const char *const *a = s->aliases; *a; a++)
		known = known || str_is_nocase(host, *a);
	for (const char *const *a = loopback; local && *a; a++)
		known = known || str_is_nocase(host, *a);
	return known || str_is_nocase(host, s->host);
}

/* An IPv6 address stands in brackets in a URI (RFC 3986 section 3.2.2). */
static void add_origin(struct buf *out, const char *scheme, const char *host, unsigned port, unsigned usual)
{
	struct str h = str_of(host);
	bool bare_ipv6 = str_find(h, ':') < h.n && !str_starts(h, "[");

	buf_puts(out, scheme);
	buf_puts(out, bare_ipv6 ? "[" : "");
	buf_add_str(out, h);
	buf_puts(out, bare_ipv6 ? "]" : "");
	if (port != usual)
		buf_printf(out, ":%u", port);
}

void site_url(const struct site *s, enum scheme scheme, char gopher_type, const char *path, struct buf *out)
{
	switch (scheme) {
	case SCHEME_GEMINI:
		add_origin(out, "gemini://", s->host, s->gemini_port, GEMINI_PORT);
		break;
	case SCHEME_SPARTAN:
		add_origin(out, "spartan://", s->host, s->spartan_port, SPARTAN_PORT);
		break;
	case SCHEME_NEX:
		add_origin(out, "nex://", s->host, s->nex_port, NEX_PORT);
		break;
	case SCHEME_GOPHER:
		add_origin(out, "gopher://", s->gopher_host, s->gopher_port, GOPHER_PORT);
		buf_add_char(out, '/');
		buf_add_char(out, gopher_type);
		break;
	case SCHEME_HTTP:
		buf_puts(out, s->http_url);
		break;
	}
	path_encode(out, str_of(path));
}
