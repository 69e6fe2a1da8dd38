/*
 * address: resolves and mends the addresses that pages have.
 */
#include "import/address.h"

#include <libxml/uri.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/uri.h"
#include "content/contact.h"
#include "content/old_path.h"

enum { ADDRESS_MAX = 4096 };

/* Schemes that lead to nothing which a reader could open. */
static const char *const nowhere[] = {
	"javascript:", "data:", "about:", "blob:", "vbscript:", "file:", "cid:"
};

static bool leads_nowhere(const char *url)
{
	for (size_t i = 0; i < ARRAY_SIZE(nowhere); i++)
		if (!strncasecmp(url, nowhere[i], strlen(nowhere[i])))
			return true;
	return !*url || *url == '#';
}

/* Tabs and line ends go, other characters outside the grammar are encoded; backslashes are slashes to browsers. */
static const char *mend(struct arena *a, const char *url)
{
	static const char others[] = "-._~:/?#[]@!$&'()*+,;=%";
	struct buf out;
	bool query = false;
	buf_init(&out, 3 * ADDRESS_MAX);
	for (const char *p = url; *p; p++) {
		unsigned char c = (unsigned char)*p;
		bool bracket = (c == '[' || c == ']') && p > url + sizeof "https://[";
		bool escape = c == '%' && (str_hex_digit(p[1]) < 0 || str_hex_digit(p[2]) < 0);
		query |= c == '?';
		if (c == '\t' || c == '\r' || c == '\n')
			continue;
		if (c == '\\' && !query)
			buf_add_char(&out, '/');
		else if ((ascii_is_alnum(c) || c >= 0x80 || strchr(others, c)) && !bracket && !escape)
			buf_add_char(&out, (char)c);
		else
			buf_printf(&out, "%%%02X", c);
	}
	url = arena_str(a, buf_str(&out));
	buf_release(&out);
	return url;
}

static const char *join(struct arena *a, const char *url, const char *base)
{
	xmlChar *whole = xmlBuildURI((const xmlChar *)url, (const xmlChar *)base);
	const char *kept = whole ? arena_strdup(a, (const char *)whole) : "";
	xmlFree(whole);
	return kept;
}

const char *import_address(struct arena *a, const char *url, const char *base, bool *relative)
{
	struct uri u;
	url += strspn(url, " \t\r\n");
	if (leads_nowhere(url) || strlen(url) > ADDRESS_MAX)
		return "";
	url = mend(a, url);
	if (str_starts(str_of(url), "//"))
		url = arena_printf(a, "%s:%s", str_starts(str_of(base), "http:") ? "http" : "https", url);
	else if (!uri_has_scheme(str_of(url)))
		url = *base ? join(a, url, base) : "";
	if (uri_has_scheme(str_of(url)))
		url = contact_uri(a, str_of(url));
	bool whole = *url && uri_parse(str_of(url), &u);
	if (!whole && relative)
		*relative = true;
	return whole ? url : "";
}

/* "" when the address has no path that another site could answer at. */
static const char *old_path(struct arena *a, const char *url)
{
	struct uri u;
	struct buf read;
	if (!uri_parse(str_of(url), &u) || !u.host.n)
		return "";
	struct str path = { u.path.p, u.path.n + (u.has_query && u.query.n ? u.query.n + 1 : 0) };
	if (!u.path.n && u.has_query)
		path = str_of(arena_printf(a, "/?%.*s", STR_ARG(u.query)));
	buf_init(&read, OLD_PATH_MAX);
	bool good = path.n > 1 && path.n < OLD_PATH_MAX && old_path_read(path, &read);
	buf_release(&read);
	return good ? arena_str(a, path) : "";
}

void import_alias(struct arena *a, struct imported *item, const char *url)
{
	import_list_add(a, &item->aliases, old_path(a, url));
}

void import_feed_alias(struct import *i, const char *lang, const char *url)
{
	const char *path = old_path(&i->arena, url);
	if (*path)
		import_list_add(
		    &i->arena, &i->feed_aliases, *lang ? arena_printf(&i->arena, "%s %s", lang, path) : path);
}
