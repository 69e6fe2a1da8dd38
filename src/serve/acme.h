/*
 * acme: answers the challenges by which authorities of certificates see that a host is ours (RFC 8555
 * section 8.3).
 *
 * Not for certificates: a client of the operator's gets those, and writes the answer to a challenge into a
 * folder. Such an answer is no page of the site: it needs no catalogue, is never kept, and never leads
 * elsewhere. Private to serve/.
 */
#ifndef JARCHY_SERVE_ACME_H
#define JARCHY_SERVE_ACME_H

#include "serve/exchange.h"

struct http_request;

/* Whether the path, which is normalised, is that of a challenge, and this server answers those. */
bool acme_is_asked(const struct speaker *s, struct str path);
/* Answers it: with the file, or with 404. */
void acme_respond(struct exchange *x, const struct http_request *r, struct str path);

#endif
