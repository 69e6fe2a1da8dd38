/*
 * minor_protocols: requests of three small relatives of Gemini and Gopher: Spartan, Finger (RFC 1288) and Nex.
 *
 * Each request is one line; in Spartan data may follow it. A line over 1,024 bytes, with control characters or
 * invalid UTF-8 is bad in all three.
 */
#ifndef JARCHY_PROTO_MINOR_PROTOCOLS_H
#define JARCHY_PROTO_MINOR_PROTOCOLS_H

#include "proto/proto.h"

enum { MINOR_LINE_MAX = 1024, SPARTAN_DATA_MAX = 1024 }; /* bytes before the end of line, and after it */

struct minor_request {
	size_t used;
	struct str line; /* as received, for the log */
	struct str host; /* Spartan; of Finger: where the question should be forwarded to */
	bool forwards;   /* Finger: it should be */
	struct str path; /* of Finger the user: "", "project", "ru/project" */
	struct str data; /* Spartan: what was typed at a prompt */
	const char *why; /* of PARSE_BAD */
};

typedef enum parse_result minor_parse_fn(const char *data, size_t len, struct minor_request *out);

/* host SP path SP length CRLF data; the path is absolute, the request complete when all of the data is there. */
minor_parse_fn spartan_parse;
/* [ "/W" ] [ SP user ] [ "@" host ] (CRLF | LF) */
minor_parse_fn finger_parse;
/* path (CRLF | LF); "" and "x" are not yet "/x" */
minor_parse_fn nex_parse;

#endif
