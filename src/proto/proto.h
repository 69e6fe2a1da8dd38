/*
 * proto: what every request parser has in common.
 *
 * A parser is a pure function: the bytes received so far in, a struct out. It
 * never allocates, never reads past the end, and its slices point into the
 * caller's bytes. Calling it again with more bytes gives the same answer as calling it
 * once with all of them.
 */
#ifndef JARCHY_PROTO_PROTO_H
#define JARCHY_PROTO_PROTO_H

#include "base/buf.h"

enum parse_result {
	PARSE_MORE, /* a proper beginning; nothing else is set */
	PARSE_DONE, /* complete: `used` bytes of the input were the request */
	PARSE_BAD,  /* never becomes a request; the struct says why and how to answer */
};

#endif
