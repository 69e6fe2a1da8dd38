/*
 * uri: one URI taken apart by the grammar of RFC 3986, without allocation.
 */
#ifndef JARCHY_BASE_URI_H
#define JARCHY_BASE_URI_H

#include "base/buf.h"

struct uri {
	struct str scheme, userinfo, host, port, path, query, fragment; /* slices of the input */
	bool has_authority, has_userinfo, has_port, has_query, has_fragment;
	bool host_is_ip; /* an IPv4 address or "[…]"; host is without the brackets */
};

/*
 * Parses an absolute URI (scheme required, section 3). Characters outside the
 * grammar are refused, except that bytes of valid UTF-8 pass in path and query,
 * as IRIs have them (RFC 3987). False leaves *out untouched.
 */
bool uri_parse(struct str s, struct uri *out);

/*
 * Appends the address with the name of its host in ASCII ("пример.рф" is "xn--e1afmkfd.xn--p1ai", RFC 5891 by UTS #46), all
 * else as it is; of mail, too. False: it is no URI then, or there is no such name; what was appended is taken away.
 */
bool uri_to_ascii(struct str iri, struct buf *out);

/* Appends the name of a host in ASCII, also one that is in ASCII already. False: there is no such name; nothing is appended. */
bool uri_host_to_ascii(struct str host, struct buf *out);

/* Whether addresses of this scheme are for the public: nothing that a browser would run, nothing of the reader's own disk. */
bool uri_is_public(struct str scheme);

/*
 * Appends the address as people read it: the name of its host in its own alphabet, letters instead of their percent-encoding. It is
 * for labels only: what leads there is the other one. False: it does not fit.
 */
bool uri_to_readable(struct str uri, struct buf *out);

/* Whether s begins with "scheme:" (section 3.1). */
bool uri_has_scheme(struct str s);

#endif
