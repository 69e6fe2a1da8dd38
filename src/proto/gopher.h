/*
 * gopher: requests of the Gopher protocol, RFC 1436 and Gopher+.
 */
#ifndef JARCHY_PROTO_GOPHER_H
#define JARCHY_PROTO_GOPHER_H

#include "proto/proto.h"

enum { GOPHER_LINE_MAX = 1024 }; /* bytes before the end of line */

enum gopher_plus {
	GOPHER_PLAIN,
	GOPHER_PLUS,      /* TAB + : the item, as Gopher+ */
	GOPHER_PLUS_INFO, /* TAB ! : attributes of one item */
	GOPHER_PLUS_MENU, /* TAB $ : attributes of every item of a menu */
};

struct gopher_request {
	size_t used;
	struct str line;     /* as received, for the log */
	struct str selector; /* as sent, before the first TAB */
	char type;           /* of a copied prefix ("0/x", "1/x"): '0', '1', …; else 0 */
	struct str path;     /* the selector without such a prefix; "" and "x" are not yet "/x" */
	bool has_search;
	struct str search; /* after the TAB of a type 7 request */
	enum gopher_plus plus;
	const char *why; /* of PARSE_BAD */
};

/*
 * Request = selector [TAB search] [TAB gopher+] (CRLF | LF). Bad: over 1,024 bytes, NUL or other
 * control characters, invalid UTF-8.
 */
enum parse_result gopher_parse(const char *data, size_t len, struct gopher_request *out);

#endif
