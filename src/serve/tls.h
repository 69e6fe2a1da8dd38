/*
 * tls: the certificates of one service, ready for handshakes.
 *
 * Made once a process; nothing is loaded or fetched for a connection. TLS 1.2 and 1.3, no early data, no
 * renegotiation; resumption where it is asked for (tls_resume). Used by config/ and daemon/ too, to check
 * what is asked for.
 */
#ifndef JARCHY_SERVE_TLS_H
#define JARCHY_SERVE_TLS_H

#include "base/err.h"
#include "serve/settings.h"
#include "serve/tickets.h"

struct ssl_ctx_st;
struct tls;

/*
 * Those of `v` that are for this service. `hybrid`: keys are agreed on by X25519MLKEM768 where the client
 * sends its share of that and the library has it. NULL with err when a certificate cannot be loaded or
 * there is none.
 */
struct tls *tls_new(
    const struct serve_identity *v, size_t n, enum service service, bool hybrid, struct err *err);
void tls_free(struct tls *t);

/* Sessions are resumed from now on. False: the library could not. */
bool tls_resume(struct tls *t, const struct tickets *tickets);

/* To begin a connection with; the name that the client asks for may change it to another. */
struct ssl_ctx_st *tls_context(const struct tls *t);

/* The end of a certificate, in seconds since 1970. False: it cannot be read. */
bool tls_valid_until(const struct serve_identity *i, int64_t *until);

/* Whether the library has X25519MLKEM768: OpenSSL does from 3.5 on. */
bool tls_has_hybrid(void);
/* The library and its version, as "OpenSSL 3.0.19". */
const char *tls_library(void);

/* Whether a certificate and key can be loaded and belong together. */
bool tls_check_identity(const struct serve_identity *i, struct err *err);

#endif
