/*
 * http: requests of HTTP/1.0 and HTTP/1.1, GET and HEAD only.
 *
 * First the end of the head is looked for (only ends of lines and lengths are judged), then
 * a complete head is taken apart strictly. Not for the values of single fields: http_field.c.
 */
#include "proto/http.h"

#include <string.h>

#include "base/ascii.h"
#include "base/uri.h"
#include "base/utf8.h"
#include "proto/line.h"

enum { HTTP_LINE_MAX = 4096 }; /* bytes of the request line */

/* A request on the way, with what only the parser needs. */
struct head {
	struct http_request r;
	struct str authority; /* of an absolute-form target */
	struct str content_length, transfer_encoding;
	bool close, keep_alive; /* options of Connection */
};

static bool refuse(struct http_request *r, int status, const char *why)
{
	r->status = status;
	r->why = why;
	return false;
}

/* RFC 9110 section 5.6.2: token = 1*tchar */
static bool is_token(struct str s)
{
	static const bool tchar[256] = {
		['!'] = true,
		['#' ... '\''] = true,
		['*'] = true,
		['+'] = true,
		['-'] = true,
		['.'] = true,
		['0' ... '9'] = true,
		['A' ... 'Z'] = true,
		['^' ... 'z'] = true,
		['|'] = true,
		['~'] = true,
	};

	for (size_t i = 0; i < s.n; i++)
		if (!tchar[(unsigned char)s.p[i]])
			return false;
	return s.n > 0;
}

/*
 * RFC 9112 section 3.2:
 *
 *   origin-form    = absolute-path [ "?" query ]
 *   absolute-form  = ( "http" / "https" ) "://" host [ ":" port ] path-abempty [ "?" query ]
 *
 * Bytes that a URI should have escaped pass in origin-form: readers paste such addresses, and
 * path_normalise judges them. A fragment never belongs in a request.
 */
static bool parse_target(struct head *h, struct str target)
{
	struct http_request *r = &h->r;

	if (str_find(target, '#') < target.n)
		return refuse(r, 400, "The target has a fragment");
	if (str_starts(target, "/")) {
		r->has_query = str_cut(target, '?', &r->path, &r->query);
		return true;
	}
	struct uri uri;
	if (!uri_parse_letters(target, &uri) || uri.host.n == 0 || uri.has_userinfo ||
	    !(str_is_nocase(uri.scheme, "http") || str_is_nocase(uri.scheme, "https")))
		return refuse(r, 400, "The target is neither a path nor a web address");
	r->path = uri.path.n > 0 ? uri.path : STR("/");
	r->has_query = uri.has_query;
	r->query = uri.query;
	struct str rest = str_sub(target, uri.scheme.n + strlen("://"), target.n);
	size_t path = str_find(rest, '/'), query = str_find(rest, '?');
	h->authority = str_sub(rest, 0, path < query ? path : query);
	return true;
}

/* RFC 9112 section 2.3: HTTP-version = "HTTP/" DIGIT "." DIGIT */
static bool parse_version(struct http_request *r, struct str s)
{
	if (s.n != 8 || !str_starts(s, "HTTP/") || s.p[6] != '.')
		return refuse(r, 400, "The request line is malformed");
	unsigned major = (unsigned char)s.p[5] - '0', minor = (unsigned char)s.p[7] - '0';
	if (major > 9 || minor > 9)
		return refuse(r, 400, "The request line is malformed");
	if (major != 1 || minor > 1)
		return refuse(r, 505, "Only HTTP/1.0 and HTTP/1.1 are spoken here");
	r->minor = (int)minor;
	return true;
}

static bool parse_method(struct http_request *r, struct str s, struct str target)
{
	static const char *const taken[] = {
		[HTTP_GET] = "GET", [HTTP_HEAD] = "HEAD", [HTTP_OPTIONS] = "OPTIONS"
	};
	static const char *const refused[] = { "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE",
		"CONNECT" };

	for (size_t i = 0; i < ARRAY_SIZE(taken); i++)
		if (str_is(s, taken[i]) && !(i == HTTP_OPTIONS && str_is(target, "*"))) {
			r->method = (enum http_method)i;
			return true;
		}
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		if (str_is(s, refused[i]))
			return refuse(r, 405, "Only GET and HEAD are allowed");
	return is_token(s) ? refuse(r, 501, "The method is unknown")
	                   : refuse(r, 400, "The request line is malformed");
}

/*
 * RFC 9112 section 3: request-line = method SP request-target SP HTTP-version
 *
 * The method is judged before the target, which has other forms with OPTIONS ("*") and CONNECT.
 */
static bool parse_request_line(struct head *h)
{
	struct str method, target, version, rest;

	if (line_has_control(h->r.line, false) || !str_cut(h->r.line, ' ', &method, &rest) ||
	    !str_cut(rest, ' ', &target, &version))
		return refuse(&h->r, 400, "The request line is malformed");
	return parse_version(&h->r, version) && parse_method(&h->r, method, target) &&
	       parse_target(h, target);
}

enum repeated { KEEP_FIRST, REFUSE_SECOND };

/* The fields that are kept, and where. Connection is the one that is read at once. */
static const struct field_rule {
	struct str name;
	size_t offset; /* of a struct str in struct head */
	enum repeated repeated;
} field_rules[] = {
#define FIELD(name, member, repeated)                                                                        \
	{                                                                                                    \
		{ (name), sizeof(name) - 1 }, offsetof(struct head, member), (repeated)                      \
	}
	FIELD("Host", r.host, REFUSE_SECOND),
	FIELD("User-Agent", r.user_agent, KEEP_FIRST),
	FIELD("Accept", r.accept, KEEP_FIRST),
	FIELD("Accept-Encoding", r.accept_encoding, KEEP_FIRST),
	FIELD("Accept-Language", r.accept_language, KEEP_FIRST),
	FIELD("If-None-Match", r.if_none_match, KEEP_FIRST),
	FIELD("If-Modified-Since", r.if_modified_since, KEEP_FIRST),
	FIELD("Range", r.range, KEEP_FIRST),
	FIELD("If-Range", r.if_range, KEEP_FIRST),
	FIELD("A-IM", r.a_im, KEEP_FIRST),
	FIELD("Content-Length", content_length, REFUSE_SECOND),
	FIELD("Transfer-Encoding", transfer_encoding, KEEP_FIRST),
#undef FIELD
};

/* RFC 9110 section 7.6.1: Connection = #connection-option */
static void read_connection(struct head *h, struct str list)
{
	struct str option;

	for (bool more = true; more;) {
		more = str_cut(list, ',', &option, &list);
		option = str_trim(option);
		h->close |= str_is_nocase(option, "close");
		h->keep_alive |= str_is_nocase(option, "keep-alive");
	}
}

/* RFC 7239, RFC 9110 section 7.6.3, and what proxies wrote before. */
static bool is_of_proxy(struct str name)
{
	static const char *const names[] = { "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host",
		"X-Forwarded-Proto", "X-Real-IP" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (str_is_nocase(name, names[i]))
			return true;
	return false;
}

static bool keep_field(struct head *h, struct str name, struct str value)
{
	for (size_t i = 0; i < ARRAY_SIZE(field_rules); i++) {
		const struct field_rule *f = &field_rules[i];
		if (name.n != f->name.n || !str_is_nocase(name, f->name.p))
			continue;
		struct str *slot = (struct str *)(void *)((char *)h + f->offset);
		if (slot->p && f->repeated == REFUSE_SECOND)
			return refuse(&h->r, 400, "A header field that may occur once occurs twice");
		if (!slot->p)
			*slot = value;
		return true;
	}
	if (str_is_nocase(name, "Connection"))
		read_connection(h, value);
	h->r.forwarded = h->r.forwarded || is_of_proxy(name);
	return true;
}

/*
 * RFC 9112 section 5:
 *
 *   field-line = field-name ":" OWS field-value OWS
 *   field-name = token
 *
 * A folded line (obs-fold, section 5.2) begins with white space, so its name is no token; neither is a name
 * with white space before the colon (section 5.1).
 */
static bool parse_field(struct head *h, struct str line)
{
	struct str name, value;

	if (line_has_control(line, true) || !str_cut(line, ':', &name, &value) || !is_token(name))
		return refuse(&h->r, 400, "A header field is malformed");
	return keep_field(h, name, str_trim(value));
}

/*
 * RFC 9110 section 7.2: Host = uri-host [ ":" port ]; the characters of RFC 3986 section 3.2.2, and
 * letters of any alphabet as people type them.
 */
static bool is_host(struct str s)
{
	static const bool allowed[256] = {
		['!'] = true,
		['$' ... '.'] = true,
		['0' ... ';'] = true,
		['='] = true,
		['A' ... '['] = true,
		[']'] = true,
		['_'] = true,
		['a' ... 'z'] = true,
		['~'] = true,
		[0x80 ... 0xFF] = true,
	};

	for (size_t i = 0; i < s.n; i++)
		if (!allowed[(unsigned char)s.p[i]])
			return false;
	return utf8_valid(s, NULL);
}

/* RFC 9110 section 8.6: Content-Length = 1*DIGIT */
static bool check_length(struct http_request *r, struct str s)
{
	bool zero = true;

	for (size_t i = 0; i < s.n; i++) {
		if (!ascii_is_digit(s.p[i]))
			return refuse(r, 400, "Content-Length is malformed");
		zero &= s.p[i] == '0';
	}
	if (s.n == 0)
		return refuse(r, 400, "Content-Length is malformed");
	return zero || refuse(r, 413, "Requests with a body are not taken");
}

/* What only the whole head can tell. */
static bool check_head(struct head *h)
{
	struct http_request *r = &h->r;

	if (h->transfer_encoding.p)
		return refuse(r, 400, "Transfer-Encoding is not taken");
	if (h->content_length.p && !check_length(r, h->content_length))
		return false;
	if (!r->host.p && r->minor == 1)
		return refuse(r, 400, "The Host field is missing");
	if (!is_host(r->host))
		return refuse(r, 400, "The Host field is malformed");
	if (h->authority.n > 0)
		r->host = h->authority;
	r->keep_alive = !h->close && (r->minor == 1 || h->keep_alive);
	return true;
}

/* `rest` is the head after the request line: lines that all end in CRLF. */
static bool dissect(struct head *h, struct str rest)
{
	struct str line;

	if (!parse_request_line(h))
		return false;
	while (rest.n > 0) {
		str_cut(rest, '\n', &line, &rest);
		line.n--;
		if (!parse_field(h, line))
			return false;
	}
	return check_head(h);
}

/* Position of the next LF, or n when there is none. */
static size_t find_lf(const char *p, size_t from, size_t n)
{
	const char *lf = from < n ? memchr(p + from, '\n', n - from) : NULL;

	return lf ? (size_t)(lf - p) : n;
}

/*
 * RFC 9112 sections 2.1 and 2.2: *CRLF request-line CRLF *( field-line CRLF ) CRLF
 *
 * Goes from one LF to the next and sets r->line, r->used and *fields, the lines after the request
 * line. What it refuses, it refuses at the same byte however the request was cut into reads.
 */
static enum parse_result find_head(const char *data, size_t len, struct http_request *r, struct str *fields)
{
	size_t window = len < HTTP_HEAD_MAX ? len : HTTP_HEAD_MAX;
	size_t start = 0, at, end;

	while (start + 1 < window && data[start] == '\r' && data[start + 1] == '\n')
		start += 2;
	r->line.p = data + start;
	for (at = start;; at = end + 1) {
		end = find_lf(data, at, window);
		bool is_request_line = at == start;
		if (is_request_line) {
			r->line.n = end - at < HTTP_LINE_MAX ? end - at : HTTP_LINE_MAX;
			if (line_is_over(r->line.p, end - at, HTTP_LINE_MAX)) {
				refuse(r, 414, "The request line is longer than 4096 bytes");
				return PARSE_BAD;
			}
		}
		if (end == window && len < HTTP_HEAD_MAX)
			return PARSE_MORE;
		if (end == window) {
			refuse(r, 431, "The head of the request is longer than 8192 bytes");
			return PARSE_BAD;
		}
		if (end == at || data[end - 1] != '\r') {
			refuse(r, 400, "A line ends without CR");
			return PARSE_BAD;
		}
		if (is_request_line) {
			r->line.n = end - 1 - at;
			fields->p = data + end + 1;
		} else if (end - at == 1) {
			break;
		}
	}
	fields->n = (size_t)(data + at - fields->p);
	r->used = end + 1;
	return PARSE_DONE;
}

enum parse_result http_parse(const char *data, size_t len, struct http_request *out)
{
	struct head h = { .authority = { NULL, 0 } };
	struct str fields;
	enum parse_result result = find_head(data, len, &h.r, &fields);

	if (result == PARSE_MORE)
		return PARSE_MORE;
	if (result == PARSE_DONE && !dissect(&h, fields)) {
		h.r.used = 0;
		result = PARSE_BAD;
	}
	*out = h.r;
	return result;
}
