/*
 * gemini: requests and response headers of the Gemini protocol, specification 0.24.1.
 */
#ifndef JARCHY_PROTO_GEMINI_H
#define JARCHY_PROTO_GEMINI_H

#include "base/uri.h"
#include "proto/proto.h"

enum { GEMINI_URI_MAX = 1024, GEMINI_META_MAX = 1024 };

enum gemini_status {
	GEMINI_INPUT = 10,
	GEMINI_SUCCESS = 20,
	GEMINI_REDIRECT_TEMPORARY = 30,
	GEMINI_REDIRECT_PERMANENT = 31,
	GEMINI_TEMPORARY_FAILURE = 40,
	GEMINI_SERVER_UNAVAILABLE = 41,
	GEMINI_SLOW_DOWN = 44,
	GEMINI_PERMANENT_FAILURE = 50,
	GEMINI_NOT_FOUND = 51,
	GEMINI_GONE = 52,
	GEMINI_PROXY_REFUSED = 53,
	GEMINI_BAD_REQUEST = 59,
	GEMINI_CERTIFICATE_REQUIRED = 60,
	GEMINI_CERTIFICATE_NOT_AUTHORISED = 61,
	GEMINI_CERTIFICATE_NOT_VALID = 62,
};

struct gemini_request {
	size_t used;     /* bytes up to and including CRLF */
	struct str line; /* the line without CRLF, for the log */
	struct uri uri;
	enum gemini_status status; /* of PARSE_BAD: 59 or 53 */
	const char *why;           /* of PARSE_BAD: the meta of the answer */
};

/*
 * Request = absolute URI of at most 1,024 bytes, CRLF. A bare LF does not end it. Refused
 * with 59: empty, relative, no scheme, over length, a BOM, invalid UTF-8, control
 * characters, userinfo, fragment, no host. Refused with 53: another scheme than gemini
 * (also titan). Host and port are the caller's to compare.
 */
enum parse_result gemini_parse(const char *data, size_t len, struct gemini_request *out);

/* Whether the request is for this advertised port; none in the URI means 1965. */
bool gemini_is_for_port(const struct gemini_request *r, unsigned port);

/*
 * Appends "<status> <meta>CRLF". Control characters in meta become spaces, and it
 * is cut at 1,024 bytes on a character boundary.
 */
void gemini_head(struct buf *out, enum gemini_status status, const char *meta);

#endif
