/*
 * http_field: the values of single header fields, and the reason phrases. Not for whole requests: http.c.
 */
#include "proto/http.h"

#include <string.h>

#include "base/ascii.h"

const char *http_reason(int status)
{
	static const struct {
		int status;
		const char *reason;
	} reasons[] = {
		{ 200, "OK" },
		{ 206, "Partial Content" },
		{ 226, "IM Used" },
		{ 301, "Moved Permanently" },
		{ 302, "Found" },
		{ 304, "Not Modified" },
		{ 307, "Temporary Redirect" },
		{ 308, "Permanent Redirect" },
		{ 400, "Bad Request" },
		{ 403, "Forbidden" },
		{ 404, "Not Found" },
		{ 405, "Method Not Allowed" },
		{ 406, "Not Acceptable" },
		{ 408, "Request Timeout" },
		{ 410, "Gone" },
		{ 412, "Precondition Failed" },
		{ 413, "Content Too Large" },
		{ 414, "URI Too Long" },
		{ 416, "Range Not Satisfiable" },
		{ 421, "Misdirected Request" },
		{ 429, "Too Many Requests" },
		{ 431, "Request Header Fields Too Large" },
		{ 500, "Internal Server Error" },
		{ 501, "Not Implemented" },
		{ 503, "Service Unavailable" },
		{ 505, "HTTP Version Not Supported" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(reasons); i++)
		if (reasons[i].status == status)
			return reasons[i].reason;
	return "";
}

/*
 * RFC 9110 section 12.4.2:
 *
 *   weight = OWS ";" OWS "q=" qvalue
 *   qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3"0" ] )
 *
 * `s` is what follows the semicolon. Whether it is over 0; a malformed weight counts as 0, so
 * that a client in doubt gets the plain bytes.
 */
static bool is_wanted(struct str s)
{
	struct str name, value;

	if (!str_cut(str_trim(s), '=', &name, &value) || !str_is_nocase(name, "q"))
		return false;
	if (value.n == 0 || value.n > 5 || (value.n > 1 && value.p[1] != '.'))
		return false;
	bool digit = false;
	for (size_t i = 2; i < value.n; i++) {
		if (!ascii_is_digit(value.p[i]))
			return false;
		digit |= value.p[i] != '0';
	}
	return value.p[0] == '1' ? !digit : value.p[0] == '0' && digit;
}

/* RFC 9110 section 12.5.3: Accept-Encoding = #( ( content-coding / "identity" / "*" ) [ weight ] ) */
unsigned http_accepted_codings(struct str accept_encoding)
{
	static const struct {
		const char *name;
		unsigned coding;
	} codings[] = {
		{ "gzip", HTTP_GZIP },
		{ "x-gzip", HTTP_GZIP },
		{ "br", HTTP_BROTLI },
		{ "identity", HTTP_IDENTITY },
		{ "*", 0 },
	};
	const size_t count = ARRAY_SIZE(codings);
	unsigned named = 0, accepted = 0, others = HTTP_IDENTITY;
	struct str rest = accept_encoding, element, name, weight;

	for (bool more = true; more;) {
		more = str_cut(rest, ',', &element, &rest);
		bool wanted = !str_cut(element, ';', &name, &weight) || is_wanted(weight);
		name = str_trim(name);
		size_t i = 0;
		while (i < count && !str_is_nocase(name, codings[i].name))
			i++;
		if (i == count)
			continue;
		if (codings[i].coding == 0)
			others = wanted ? HTTP_IDENTITY | HTTP_GZIP | HTTP_BROTLI : 0;
		named |= codings[i].coding;
		accepted |= wanted ? codings[i].coding : 0;
	}
	return accepted | (others & ~named);
}

/* #( name [ weight ] ) */
bool http_accepts(struct str list, const char *name)
{
	struct str rest = list, element, token, weight;
	for (bool more = true; more;) {
		more = str_cut(rest, ',', &element, &rest);
		bool wanted = !str_cut(element, ';', &token, &weight) || is_wanted(weight);
		if (str_is_nocase(str_trim(token), name))
			return wanted;
	}
	return false;
}

static struct str without_weak_mark(struct str etag)
{
	return str_starts(etag, "W/") ? str_sub(etag, 2, etag.n) : etag;
}

/*
 * Takes the next entity tag off *rest, quotes included, without "W/". RFC 9110 section 8.8.3:
 *
 *   entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE
 *
 * A comma between the quotes is part of the tag. What is no entity tag is passed over up to the next comma.
 * False when nothing is left.
 */
static bool next_etag(struct str *rest, struct str *tag)
{
	while (rest->n > 0) {
		struct str s = without_weak_mark(str_trim(*rest));
		struct str skipped;
		if (!str_starts(s, "\"")) {
			str_cut(s, ',', &skipped, rest);
			continue;
		}
		size_t closing = 1 + str_find(str_sub(s, 1, s.n), '"');
		if (closing >= s.n)
			return false;
		*tag = str_sub(s, 0, closing + 1);
		str_cut(str_sub(s, closing + 1, s.n), ',', &skipped, rest);
		return true;
	}
	return false;
}

/* RFC 9110 section 13.1.2: If-None-Match = "*" / #entity-tag */
bool http_etag_matches(struct str if_none_match, struct str etag)
{
	struct str rest = str_trim(if_none_match), tag;

	if (str_is(rest, "*"))
		return true;
	while (next_etag(&rest, &tag))
		if (str_eq(tag, etag))
			return true;
	return false;
}

/* Decimal digits; a number too big for 64 bits becomes the biggest. */
static bool read_position(struct str s, uint64_t *out)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_digit(s.p[i]))
			return false;
	if (s.n > 0 && !str_to_uint(s, UINT64_MAX, out))
		*out = UINT64_MAX;
	return s.n > 0;
}

/*
 * RFC 9110 section 14.1:
 *
 *   Range        = "bytes" "=" ( int-range / suffix-range )
 *   int-range    = first-pos "-" [ last-pos ]
 *   suffix-range = "-" suffix-length
 *
 * A header that is malformed, has several ranges or another unit is ignored (section 14.2). So is
 * a suffix of an empty file: no Content-Range could name it.
 */
int http_range(struct str range, uint64_t size, uint64_t *first, uint64_t *last)
{
	struct str unit, set, from, to;
	uint64_t a = 0, b = UINT64_MAX;

	if (!str_cut(str_trim(range), '=', &unit, &set) || !str_is_nocase(unit, "bytes") ||
	    !str_cut(str_trim(set), '-', &from, &to))
		return 0;
	if (from.n == 0) {
		if (!read_position(to, &b))
			return 0;
		if (size == 0)
			return 0;
		a = b < size ? size - b : 0;
		b = size - 1;
	} else if (!read_position(from, &a) || (to.n > 0 && !read_position(to, &b)) || a > b) {
		return 0;
	}
	if (a >= size)
		return -1;
	*first = a;
	*last = b < size ? b : size - 1;
	return 1;
}
