/*
 * web_links: finds tags and their attributes.
 *
 *   tag       = "<" name *( blank attribute ) ">"
 *   attribute = name [ "=" ( DQUOTE *CHAR DQUOTE / "'" *CHAR "'" / 1*CHAR ) ]
 */
#include "import/web_links.h"

#include <string.h>

#include "base/ascii.h"

enum { TAG_MAX = 8192, VALUE_MAX = 2048 };

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static size_t name_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && (ascii_is_alnum(s.p[n]) || s.p[n] == '-' || s.p[n] == ':'))
		n++;
	return n;
}

/* Takes the next tag off *rest: its name, and what is inside it. */
static bool next_tag(struct str *rest, struct str *name, struct str *inside)
{
	while (rest->n) {
		*rest = str_sub(*rest, str_find(*rest, '<'), rest->n);
		if (!rest->n)
			break;
		*rest = str_sub(*rest, 1, rest->n);
		size_t n = name_length(*rest);
		if (!n)
			continue;
		struct str tag = str_sub(*rest, 0, TAG_MAX);
		tag = str_sub(tag, 0, str_find(tag, '>'));
		*name = str_sub(tag, 0, n);
		*inside = str_sub(tag, n, tag.n);
		*rest = str_sub(*rest, tag.n, rest->n);
		return true;
	}
	return false;
}

/* Takes the next attribute off *rest. */
static bool next_attribute(struct str *rest, struct str *name, struct str *value)
{
	size_t n = 0;
	while (n < rest->n && (is_blank(rest->p[n]) || rest->p[n] == '/'))
		n++;
	*rest = str_sub(*rest, n, rest->n);
	if (!rest->n)
		return false;
	for (n = 0; n < rest->n && !is_blank(rest->p[n]) && rest->p[n] != '=';)
		n++;
	*name = str_sub(*rest, 0, n);
	*value = STR("");
	while (n < rest->n && is_blank(rest->p[n]))
		n++;
	if (n == rest->n || rest->p[n] != '=') {
		*rest = str_sub(*rest, n, rest->n);
		return true;
	}
	for (n++; n < rest->n && is_blank(rest->p[n]);)
		n++;
	*rest = str_sub(*rest, n, rest->n);
	char q = rest->n ? rest->p[0] : '\0';
	bool quoted = q == '"' || q == '\'';
	if (quoted)
		*rest = str_sub(*rest, 1, rest->n);
	for (n = 0; n < rest->n && (quoted ? rest->p[n] != q : !is_blank(rest->p[n]));)
		n++;
	*value = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n + quoted, rest->n);
	return true;
}

static struct str attribute(struct str inside, const char *name)
{
	struct str one, value;
	while (next_attribute(&inside, &one, &value))
		if (str_is_nocase(one, name))
			return value;
	return STR("");
}

/* "&amp;" is "&"; other references are rare in addresses. */
static const char *plain(struct arena *a, struct str url)
{
	char *out = arena_str(a, str_trim(str_sub(url, 0, VALUE_MAX))), *to = out;
	for (const char *p = out; *p; p++) {
		*to++ = *p;
		if (str_starts(str_of(p), "&amp;"))
			p += 4;
		else if (str_starts(str_of(p), "&#38;"))
			p += 4;
	}
	*to = '\0';
	return out;
}

static bool is_feed(struct str inside)
{
	struct str type = attribute(inside, "type");
	return str_is_nocase(type, "application/rss+xml") || str_is_nocase(type, "application/atom+xml");
}

bool web_next_link(struct arena *a, struct str *rest, struct web_link *out)
{
	struct str name, inside;
	while (next_tag(rest, &name, &inside)) {
		bool base = str_is_nocase(name, "base"), link = str_is_nocase(name, "link");
		if (!base && !link && !str_is_nocase(name, "a") && !str_is_nocase(name, "area"))
			continue;
		struct str url = attribute(inside, "href");
		if (!url.n || url.n > VALUE_MAX || (link && !is_feed(inside)))
			continue;
		*out = (struct web_link){ base ? WEB_BASE : link ? WEB_FEED : WEB_PAGE, plain(a, url) };
		return true;
	}
	return false;
}

bool web_next_place(struct arena *a, struct str *rest, const char **url, bool *map)
{
	struct str name, inside;
	while (next_tag(rest, &name, &inside)) {
		if (str_is_nocase(name, "sitemapindex"))
			*map = true;
		if (!str_is_nocase(name, "loc") || rest->n < 2)
			continue;
		struct str text = str_sub(*rest, 1, rest->n);
		text = str_sub(text, 0, str_find(text, '<'));
		if (!str_trim(text).n || text.n > VALUE_MAX)
			continue;
		*url = plain(a, text);
		return true;
	}
	return false;
}
