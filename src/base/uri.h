/*
 * uri: one URI taken apart by the grammar of RFC 3986, without allocation; addresses as they go out and
 * as people read them.
 */
#ifndef JARCHY_BASE_URI_H
#define JARCHY_BASE_URI_H

#include "base/host.h"

struct uri {
	struct str scheme, userinfo, host, port, path, query, fragment; /* slices of the input */
	bool has_authority, has_userinfo, has_port, has_query, has_fragment;
	bool host_is_ip; /* an IPv4 address or "[…]"; host is without the brackets */
};

/*
 * Parses an absolute URI (scheme required, section 3). Characters outside the
 * grammar are refused, except that bytes of valid UTF-8 pass in path, query and fragment,
 * as IRIs have them (RFC 3987). False leaves *out untouched.
 */
bool uri_parse(struct str s, struct uri *out);

/* The same of one whose host may be in letters, too: what a client asks for, never what goes out. */
bool uri_parse_letters(struct str s, struct uri *out);

/*
 * Appends the address in ASCII alone, as it goes out: the name of its host by host_to_ascii
 * ("https://пример.рф/я" is "https://xn--e1afmkfd.xn--p1ai/%D1%8F"), other letters percent-encoded (RFC
 * 3987 section 3.1); of mail, too. A host in ASCII stays, whatever is wrong with it. False: it is no URI
 * then, or there is no such name; nothing is appended.
 */
bool uri_to_ascii(struct str iri, struct buf *out);

/*
 * The same with the host alone in ASCII, for what people read and for ids: those that were given out must
 * stay.
 */
bool uri_host_to_ascii(struct str iri, struct buf *out);

/*
 * What is wrong with the name of a host in the address, as the DNS sees it; HOST_GOOD where the scheme
 * has none.
 */
enum host_fault uri_host_fault(struct str iri);

/*
 * Whether addresses of this scheme are for the public: nothing that a browser would run, nothing of the
 * reader's own disk.
 */
bool uri_is_public(struct str scheme);

/*
 * Appends the address as people read it: the name of its host in its own alphabet, letters instead of
 * their percent-encoding. It is for labels only: what leads there is the other one. False: it does not
 * fit.
 */
bool uri_to_readable(struct str uri, struct buf *out);

/* Whether s begins with "scheme:" (section 3.1). */
bool uri_has_scheme(struct str s);

#endif
