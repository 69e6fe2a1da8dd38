/*
 * http: requests of HTTP/1.0 and HTTP/1.1 (RFC 9110, RFC 9112): GET, HEAD, and OPTIONS of a path.
 */
#ifndef JARCHY_PROTO_HTTP_H
#define JARCHY_PROTO_HTTP_H

#include "proto/proto.h"

enum { HTTP_HEAD_MAX = 8192 };

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_OPTIONS };

struct http_request {
	size_t used;
	struct str line; /* the request line, for the log */
	enum http_method method;
	int minor;       /* HTTP/1.minor */
	struct str path; /* of the target, percent-encoded, without query; "/" at least */
	bool has_query;
	struct str query;
	bool keep_alive; /* what Connection and the version come to */
	/* Header fields, trimmed; empty when absent. Fields that form lists keep the first line only
	 * unless said otherwise. */
	struct str host, user_agent, accept, accept_encoding, accept_language, if_none_match,
	    if_modified_since, range, if_range, a_im;
	bool forwarded;  /* a field says that a proxy was on the way */
	int status;      /* of PARSE_BAD: 400, 405, 413, 414, 431, 501, 505 */
	const char *why; /* of PARSE_BAD */
};

/*
 * 400: bare LF, obs-fold, white space before the colon, control characters, no Host in 1.1 or two of them,
 * two Content-Lengths, Transfer-Encoding, a target that is neither origin-form nor absolute-form. 413: any
 * body (Content-Length over 0). 405: POST, PUT, DELETE, PATCH, TRACE, CONNECT, OPTIONS of "*"; 501: other
 * methods; 505: other versions; 431: head over 8 KiB; 414: request line over 4 KiB. Empty lines (CRLF)
 * before the request line are skipped (RFC 9112 section 2.2). After PARSE_BAD close the connection.
 */
enum parse_result http_parse(const char *data, size_t len, struct http_request *out);

/* "OK" for 200 and so on; "" for a code that jarchy never sends. */
const char *http_reason(int status);

/* Content codings that the client accepts (RFC 9110 section 12.5.3). */
enum http_coding { HTTP_IDENTITY = 1, HTTP_GZIP = 2, HTTP_BROTLI = 4 };
/* A set of enum http_coding; q=0 excludes; "*" counts; an absent field gives only identity. */
unsigned http_accepted_codings(struct str accept_encoding);

/*
 * Whether a field such as Accept or A-IM names this with a weight over 0 (RFC 9110 section 12.5.1, RFC 3229
 * section 10.5.3).
 */
bool http_accepts(struct str list, const char *name);

/*
 * If-None-Match against one strong entity tag (quotes included): lists, "*",
 * and weak comparison (RFC 9110 sections 13.1.2, 8.8.3.2).
 */
bool http_etag_matches(struct str if_none_match, struct str etag);

/*
 * One "bytes=a-b", "a-", "-n" range on `size` bytes. 1: *first and *last set; 0: no such
 * header or one to ignore (several ranges, other units); -1: not satisfiable (416).
 */
int http_range(struct str range, uint64_t size, uint64_t *first, uint64_t *last);

#endif
