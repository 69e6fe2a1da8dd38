/*
 * search_address: reads and writes the last part of the address of a search.
 *
 * Every protocol sends a query in its own way, and no link of Gopher could contain one. So the address of
 * a further page, and that of a narrowed search, has it in ASCII, the same everywhere:
 *
 *   path   = "/" lang "/search" [ "/" more ]
 *   more   = number "-" 1*( 2LHEXDIG ) *( "." name "-" value )   ; the bytes of the query
 *   name   = "year" / "project" / "kind"
 *   value  = 1*( ALPHA / DIGIT / "-" )                           ; "2023", "clean-water", "press-release"
 */
#include "page/search_address.h"

#include <string.h>

#include "base/path.h"
#include "content/address.h"

enum { ADDRESS_MAX = 255 }; /* bytes of a path that Gopher takes */

const char *const search_filter_names[SEARCH_FILTERS] = {
	[SEARCH_BY_YEAR] = "year", [SEARCH_BY_PROJECT] = "project", [SEARCH_BY_KIND] = "kind"
};

static bool read_hex(struct str hex, struct arena *a, struct str *out)
{
	if (hex.n == 0 || hex.n % 2 || hex.n > 2 * SEARCH_QUERY_BYTES)
		return false;
	char *bytes = arena_alloc(a, hex.n / 2);
	for (size_t i = 0; i < hex.n; i += 2) {
		int high = str_hex_digit(hex.p[i]), low = str_hex_digit(hex.p[i + 1]);
		if (high < 0 || low < 0)
			return false;
		bytes[i / 2] = (char)(high << 4 | low);
	}
	*out = (struct str){ bytes, hex.n / 2 };
	return true;
}

/* Which filter has this name; SEARCH_FILTERS: none. */
static size_t filter_find(struct str name)
{
	size_t i = 0;

	while (i < SEARCH_FILTERS && !str_is(name, search_filter_names[i]))
		i++;
	return i;
}

static enum wanted_read read_filters(struct str rest, struct arena *a, struct wanted *out)
{
	struct str part, name, value;

	while (rest.n) {
		str_cut(rest, '.', &part, &rest);
		size_t i = str_cut(part, '-', &name, &value) && value.n ? filter_find(name) : SEARCH_FILTERS;
		if (i == SEARCH_FILTERS)
			return WANTED_MALFORMED;
		if (value.n > SEARCH_FILTER_BYTES)
			return WANTED_TOO_LONG;
		out->only[i] = arena_str(a, value);
	}
	return WANTED_OK;
}

enum wanted_read search_address_read(struct str more, struct arena *a, struct wanted *out)
{
	struct str number, hex, rest;
	uint64_t page;

	if (!str_cut(more, '-', &number, &rest) || !str_to_uint(number, SEARCH_PAGES_MAX, &page) || !page)
		return WANTED_MALFORMED;
	str_cut(rest, '.', &hex, &rest);
	if (!read_hex(hex, a, &out->query))
		return WANTED_MALFORMED;
	out->page = (size_t)page;
	return read_filters(rest, a, out);
}

static const char *decoded(struct str raw, struct arena *a)
{
	struct buf text;

	buf_init(&text, SEARCH_FILTER_BYTES + 1);
	bool fine = path_decode_query(raw, true, &text) &&
	            !memchr(text.data ? text.data : "", '\0', text.len);
	const char *value = arena_str(a, fine ? buf_str(&text) : raw);
	buf_release(&text);
	return value;
}

bool search_form_read(struct str pairs, struct arena *a, struct wanted *out)
{
	struct str pair, name, value;

	while (pairs.n) {
		str_cut(pairs, '&', &pair, &pairs);
		size_t i = str_cut(pair, '=', &name, &value) ? filter_find(name) : SEARCH_FILTERS;
		if (i == SEARCH_FILTERS)
			continue;
		if (value.n > SEARCH_FILTER_BYTES)
			return false;
		out->only[i] = value.n ? decoded(value, a) : NULL;
	}
	return true;
}

const char *search_address(struct arena *a, const struct lang *lang, const struct wanted *w, size_t page)
{
	struct buf more;
	struct address_parts at = { .lang = lang->tag };

	buf_init(&more, ADDRESS_MAX - 16 - sizeof "search/");
	buf_printf(&more, "%zu-", page);
	for (size_t i = 0; i < w->query.n; i++)
		buf_printf(&more, "%02x", (unsigned char)w->query.p[i]);
	for (size_t i = 0; i < SEARCH_FILTERS; i++)
		if (w->only[i])
			buf_printf(&more, ".%s-%s", search_filter_names[i], w->only[i]);
	if (!more.full)
		at.file = arena_str(a, buf_str(&more));
	buf_release(&more);
	return at.file ? address_path(a, ADDRESS_SEARCH_PAGE, &at) : NULL;
}
