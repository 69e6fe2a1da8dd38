/*
 * client_cert: the certificate that a Gemini client may show: its key says which editor it is.
 *
 * No client has to show one, and its issuer does not count: a client makes its own. Not for the certificates
 * of the server (tls.h). Private to serve/.
 */
#ifndef JARCHY_SERVE_CLIENT_CERT_H
#define JARCHY_SERVE_CLIENT_CERT_H

#include <stddef.h>

#include "serve/key_fingerprint.h"

struct ssl_ctx_st;
struct ssl_st;

/* For every context on whose connections one may be asked for. */
void client_cert_prepare(struct ssl_ctx_st *ctx);
/* Before the handshake. */
void client_cert_ask(struct ssl_st *ssl);

enum client_cert {
	CLIENT_CERT_KNOWN,
	CLIENT_CERT_ABSENT,
	CLIENT_CERT_EARLY,   /* not valid yet */
	CLIENT_CERT_EXPIRED, /* … any more, or its dates make no sense */
	CLIENT_CERT_UNKNOWN, /* its key is not one of those */
	CLIENT_CERT_VERDICTS
};
/* After the handshake. *shown is the key of the certificate when the verdict is about it (known, unknown). */
enum client_cert client_cert_judge(
    const struct ssl_st *ssl, const struct key_fingerprint *known, size_t n, struct key_fingerprint *shown);

#endif
