/*
 * path: the paths of the site and the names in the content directory.
 *
 * Only text is looked at here; nothing is opened (file.h does that).
 */
#include "base/path.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

static bool is_slug_char(char c)
{
	return ascii_is_lower(c) || ascii_is_digit(c) || c == '-';
}

bool path_is_slug(struct str s)
{
	if (s.n == 0 || s.n > SLUG_MAX || s.p[0] == '-')
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (!is_slug_char(s.p[i]))
			return false;
	return true;
}

/* pct-encoded = "%" HEXDIG HEXDIG; the byte that it encodes, or -1. */
static int decode_escape(struct str s)
{
	if (s.n < 3 || s.p[0] != '%')
		return -1;
	int high = str_hex_digit(s.p[1]), low = str_hex_digit(s.p[2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static bool add_decoded_segment(struct str segment, struct buf *out)
{
	for (struct str rest = segment; rest.n;) {
		struct str plain = str_sub(rest, 0, str_find(rest, '%'));
		if (str_find(plain, '\0') < plain.n || !buf_add_str(out, plain))
			return false;
		rest = str_sub(rest, plain.n, rest.n);
		if (!rest.n)
			break;
		int byte = decode_escape(rest);
		if (byte <= 0 || !(byte == '/' ? buf_puts(out, "%2F") : buf_add_char(out, (char)byte)))
			return false;
		rest = str_sub(rest, 3, rest.n);
	}
	return true;
}

/* out ends in "/"; takes the segment before that "/" away. False at the root. */
static bool climb(struct buf *out)
{
	if (out->len == 1)
		return false;
	size_t len = out->len - 1;
	while (out->data[len - 1] != '/')
		len--;
	buf_truncate(out, len);
	return true;
}

enum path_result path_normalise(struct str raw, struct buf *out)
{
	buf_reset(out);
	if (!buf_add_char(out, '/'))
		return PATH_BAD;
	struct str segment, rest = str_sub(raw, str_starts(raw, "/") ? 1 : 0, raw.n);
	for (bool more = true; more;) {
		more = str_cut(rest, '/', &segment, &rest);
		size_t start = out->len;
		if (!add_decoded_segment(segment, out))
			return PATH_BAD;
		struct str decoded = str_sub(buf_str(out), start, out->len);
		bool here = str_is(decoded, "."), up = str_is(decoded, "..");
		if (here || up)
			buf_truncate(out, start);
		else if (more && !buf_add_char(out, '/'))
			return PATH_BAD;
		if (up && !climb(out))
			return PATH_CLIMBS;
	}
	return utf8_valid(buf_str(out), NULL) ? PATH_OK : PATH_BAD;
}

/* unreserved = ALPHA / DIGIT / "-" / "." / "_" / "~" */
static bool is_kept(char c)
{
	return is_slug_char(c) || ascii_is_upper(c) || c == '.' || c == '_' || c == '~' || c == '/';
}

/* Of a query: pchar / "/" / "?", and the "%" of an escape. */
static bool is_kept_of_query(char c)
{
	return is_kept(c) || (c && strchr("!$&'()*+,;=:@?%", c));
}

static void encode(struct buf *out, struct str s, bool (*keeps)(char c))
{
	static const char hex[] = "0123456789ABCDEF";
	for (size_t i = 0; i < s.n;) {
		size_t run = i;
		while (run < s.n && keeps(s.p[run]))
			run++;
		buf_add(out, s.p + i, run - i);
		if (run < s.n) {
			unsigned char byte = (unsigned char)s.p[run++];
			buf_add(out, (char[]){ '%', hex[byte >> 4], hex[byte & 15] }, 3);
		}
		i = run;
	}
}

void path_encode(struct buf *out, struct str s)
{
	encode(out, s, is_kept);
}

void path_encode_query(struct buf *out, struct str raw)
{
	encode(out, raw, is_kept_of_query);
}

bool path_decode_query(struct str raw, bool plus_is_space, struct buf *out)
{
	for (size_t i = 0; i < raw.n; i++) {
		int byte = (unsigned char)raw.p[i];
		if (byte == '%') {
			byte = decode_escape(str_sub(raw, i, raw.n));
			i += 2;
		} else if (byte == '+' && plus_is_space) {
			byte = ' ';
		}
		if (byte < 0 || !buf_add_char(out, (char)byte))
			return false;
	}
	return true;
}

bool path_next(struct str *rest, struct str *segment)
{
	if (rest->n == 0)
		return false;
	struct str s = str_sub(*rest, rest->p[0] == '/' ? 1 : 0, rest->n);
	size_t end = str_find(s, '/');
	*segment = str_sub(s, 0, end);
	*rest = str_sub(s, end, s.n);
	return true;
}

struct str path_extension(struct str path)
{
	for (size_t i = path.n; i > 0 && path.p[i - 1] != '/'; i--)
		if (path.p[i - 1] == '.')
			return str_sub(path, i, path.n);
	return str_sub(path, path.n, path.n);
}
