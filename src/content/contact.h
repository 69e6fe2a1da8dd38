/*
 * contact: addresses as people write them: with a scheme or without, telephone numbers, mail, names of
 * hosts.
 *
 * What is made of them are absolute URIs, in ASCII but for their path and query. Links and values of keys
 * use the same rules.
 */
#ifndef JARCHY_CONTENT_CONTACT_H
#define JARCHY_CONTENT_CONTACT_H

#include "base/arena.h"
#include "base/str.h"

enum contact_kind { CONTACT_NONE, CONTACT_URI, CONTACT_PHONE, CONTACT_MAIL, CONTACT_HOST };
/* What one address is, as it is written. CONTACT_URI: it has a scheme. */
enum contact_kind contact_kind_of(struct str written);
/*
 * The absolute URI that it means: "+996 (312) 90-52-05" is tel:+996312905205 (RFC 3966),
 * "press@пример.рф" is mailto:press@xn--e1afmkfd.xn--p1ai, "www.dpi.kg/ru" is https://www.dpi.kg/ru. NULL
 * for CONTACT_NONE.
 */
const char *contact_uri(struct arena *a, struct str written);
/* Such a URI as documents for machines have it: its path is in ASCII too (RFC 3987 section 3.1). */
const char *contact_uri_sent(struct arena *a, const char *uri);

/*
 * Bytes of the telephone number that s begins with, as "+996 312 90-52-05" or "tel:+996 312 905205"; 0:
 * there is none.
 */
size_t contact_phone(struct str s);

/*
 * Whether pages make a link of an absolute URI of this scheme: nothing that a browser would run, nothing
 * of the reader's own disk.
 */
bool contact_is_safe(struct str uri);

/* One address within a text. */
struct contact {
	size_t at;        /* byte of the text */
	const char *text; /* as written */
	const char *uri;  /* a safe one */
};
struct contacts {
	struct contact *v;
	size_t n;
	const char *bad; /* the first that is no link, since no host can have such a name; NULL: none */
};
/* All of them, in the order of the text. */
void contact_find(struct arena *a, struct str text, struct contacts *out);

#endif
