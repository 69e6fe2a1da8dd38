/*
 * host: the name of a host, in the letters of its people and in the ASCII that the DNS knows.
 *
 * IDNA2008 (RFC 5891), with the mapping of UTS #46 before it, as browsers do: "Пример.РФ" is
 * "xn--e1afmkfd.xn--p1ai". The only user of libidn2. Not for addresses in numbers (ip.h).
 */
#ifndef JARCHY_BASE_HOST_H
#define JARCHY_BASE_HOST_H

#include "base/buf.h"

enum { HOST_MAX = 253 }; /* bytes of a name in ASCII, without the dot at its end (RFC 1035 section 2.3.4) */

enum host_fault {
	HOST_GOOD,
	HOST_EMPTY_LABEL, /* nothing between two dots */
	HOST_LONG_LABEL,  /* over 63 bytes between two dots, in ASCII */
	HOST_LONG,        /* over HOST_MAX in all */
	HOST_HYPHEN,      /* a label in letters begins or ends with "-", or "--" follows its second letter */
	HOST_CODE,        /* a label begins with "xn--" and is the code of no name */
	HOST_CHARACTER,   /* a character that no name may have, or not there */
	HOST_FAULT_COUNT
};

/*
 * Appends the name in ASCII. It may be percent-encoded (RFC 3986 section 3.2.2). A name that is in ASCII
 * already stays byte for byte. Any fault: nothing is appended.
 */
enum host_fault host_to_ascii(struct str host, struct buf *out);

/*
 * Appends the name in its own letters. False, and nothing is appended: it has none, or letters that would
 * lead to another name.
 */
bool host_to_readable(struct str host, struct buf *out);

/* Whether both are one name, whatever they are written in: without case, and without one dot at the end. */
bool host_is_same(struct str a, struct str b);

#endif
