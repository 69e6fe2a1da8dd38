/*
 * https_redirect: sends a reader who asks over plain HTTP to the same address over HTTPS.
 *
 * Not for challenges (acme.h), which are answered before this is asked. Private to serve/.
 */
#ifndef JARCHY_SERVE_HTTPS_REDIRECT_H
#define JARCHY_SERVE_HTTPS_REDIRECT_H

#include "serve/exchange.h"

struct http_request;

/*
 * Whether a request for this path, which is normalised, is sent on: it came without TLS, and the path is
 * none that machines ask on this host (health).
 */
bool https_redirect_applies(const struct exchange *x, struct str path);

/* Whether the answer need not be made to see that the path is no old one, which leads elsewhere. */
bool https_redirect_is_plain(const struct exchange *x, struct str path);

/* Sends it on, to the path as it is. */
void https_redirect_send(struct exchange *x, const struct http_request *r, struct str path);

#endif
