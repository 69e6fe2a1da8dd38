/*
 * gemini: requests and response headers of the Gemini protocol.
 *
 * The end of the request is looked for first; only a complete line is taken apart.
 */
#include "proto/gemini.h"

#include <string.h>

#include "base/utf8.h"
#include "proto/line.h"

enum { GEMINI_PORT = 1965 };

static enum parse_result refuse(struct gemini_request *out, enum gemini_status status, const char *why)
{
	out->status = status;
	out->why = why;
	return PARSE_BAD;
}

static enum parse_result refuse_request(struct gemini_request *out, const char *why)
{
	return refuse(out, GEMINI_BAD_REQUEST, why);
}

/* Position of the first CRLF, or n when there is none. */
static size_t find_crlf(const char *p, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++) {
		const char *cr = memchr(p + i, '\r', n - 1 - i);
		if (!cr)
			break;
		i = (size_t)(cr - p);
		if (p[i + 1] == '\n')
			return i;
	}
	return n;
}

/* Why uri_parse_letters refused the line; only asked then, so that a good request is read once. */
static const char *malformation(struct str line)
{
	if (line.n == 0)
		return "The request is empty";
	if (str_starts(line, "\xEF\xBB\xBF"))
		return "The request begins with a byte order mark";
	if (line_has_control(line, false))
		return "The request has control characters";
	if (!utf8_valid(line, NULL))
		return "The request is not valid UTF-8";
	return uri_has_scheme(line) ? "The URI is malformed" : "The URI has no scheme";
}

/*
 * Specification 0.24.1, "Requests"; the URI is that of RFC 3986 section 3:
 *
 *   request       = absolute-URI CRLF
 *   absolute-URI  = "gemini" "://" host [ ":" port ] path-abempty [ "?" query ]
 *
 * Userinfo and fragment exist in the generic grammar and are refused by name. The host may be in letters:
 * there are clients that send what a person typed.
 */
static enum parse_result dissect(struct gemini_request *out)
{
	if (!uri_parse_letters(out->line, &out->uri))
		return refuse_request(out, malformation(out->line));
	if (str_is_nocase(out->uri.scheme, "titan"))
		return refuse(out, GEMINI_PROXY_REFUSED, "Nothing is uploaded here by Titan");
	if (!str_is_nocase(out->uri.scheme, "gemini"))
		return refuse(out, GEMINI_PROXY_REFUSED, "Only gemini addresses are served here");
	if (out->uri.host.n == 0)
		return refuse_request(out, "The URI has no host");
	if (out->uri.has_userinfo)
		return refuse_request(out, "The URI has a user name");
	if (out->uri.has_fragment)
		return refuse_request(out, "The URI has a fragment");
	return PARSE_DONE;
}

enum parse_result gemini_parse(const char *data, size_t len, struct gemini_request *out)
{
	size_t window = len < GEMINI_URI_MAX + 2 ? len : GEMINI_URI_MAX + 2;
	size_t end = find_crlf(data, window);

	if (end < window) {
		*out = (struct gemini_request){ .line = { data, end } };
		enum parse_result result = dissect(out);
		if (result == PARSE_DONE)
			out->used = end + 2;
		return result;
	}
	if (!line_is_over(data, window, GEMINI_URI_MAX))
		return PARSE_MORE;
	*out = (struct gemini_request){ .line = { data, GEMINI_URI_MAX } };
	return refuse_request(out, "The request is longer than 1024 bytes");
}

bool gemini_is_for_port(const struct gemini_request *r, unsigned port)
{
	uint64_t asked = GEMINI_PORT;

	return (r->uri.port.n == 0 || str_to_uint(r->uri.port, UINT16_MAX, &asked)) && asked == port;
}

/* Specification 0.24.1, "Responses": status SP meta CRLF. */
void gemini_head(struct buf *out, enum gemini_status status, const char *meta)
{
	struct str s = str_of(meta);

	if (s.n > GEMINI_META_MAX) {
		s.n = GEMINI_META_MAX;
		while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xC0) == 0x80)
			s.n--;
	}
	size_t n = 3 + s.n + 2;
	char *p = buf_reserve(out, n);
	if (!p)
		return;
	*p++ = (char)('0' + status / 10);
	*p++ = (char)('0' + status % 10);
	*p++ = ' ';
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		*p++ = c < 0x20 || c == 0x7f ? ' ' : (char)c;
	}
	*p++ = '\r';
	*p = '\n';
	buf_commit(out, n);
}
