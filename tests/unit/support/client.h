/*
 * client: a blocking client on loopback, plain or TLS.
 */
#ifndef TESTS_UNIT_SUPPORT_CLIENT_H
#define TESTS_UNIT_SUPPORT_CLIENT_H

#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "base/clock.h"
#include "unit/support/server.h"

struct client {
	int fd;
	SSL_CTX *ctx;
	SSL *ssl;
	struct buf got;
	bool notified; /* close_notify came */
	bool reset;
};

/* Seconds that a test waits for a server, at most. */
enum { CLIENT_PATIENCE = 20 };

/* Until the condition, which the server's thread makes true, holds. */
#define WAIT_FOR(condition)                                                                                  \
	do {                                                                                                 \
		int64_t limit_ = clock_ms() + CLIENT_PATIENCE * 1000;                                        \
		while (!(condition)) {                                                                       \
			if (clock_ms() > limit_)                                                             \
				fail_msg("waited %d s for %s", CLIENT_PATIENCE, #condition);                 \
			sched_yield();                                                                       \
		}                                                                                            \
	} while (0)

static inline void client_open(struct client *c, unsigned port)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct timeval t = { CLIENT_PATIENCE, 0 };
	*c = (struct client){ .fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) };
	setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &t, sizeof t);
	buf_init(&c->got, 64 << 20);
	assert_int_equal(connect(c->fd, (struct sockaddr *)&a, sizeof a), 0);
}

/* `most`: the latest version that the client knows; 0: all. */
static inline bool client_handshake_of(struct client *c, int most, const char *name, const char *alpn)
{
	c->ctx = SSL_CTX_new(TLS_client_method());
	SSL_CTX_set_max_proto_version(c->ctx, most);
	c->ssl = SSL_new(c->ctx);
	SSL_set_fd(c->ssl, c->fd);
	if (name)
		SSL_set_tlsext_host_name(c->ssl, name);
	if (alpn)
		SSL_set_alpn_protos(c->ssl, (const unsigned char *)alpn, (unsigned)strlen(alpn));
	return SSL_connect(c->ssl) == 1;
}

static inline bool client_handshake(struct client *c, const char *name, const char *alpn)
{
	return client_handshake_of(c, 0, name, alpn);
}

static inline void client_send(struct client *c, struct str s)
{
	if (c->ssl)
		assert_int_equal(SSL_write(c->ssl, s.p, (int)s.n), s.n);
	else
		assert_int_equal(send(c->fd, s.p, s.n, MSG_NOSIGNAL), s.n);
}

static inline ssize_t client_some(struct client *c, char *to, size_t n)
{
	if (!c->ssl)
		return recv(c->fd, to, n, 0);
	int got = SSL_read(c->ssl, to, (int)n);
	if (got <= 0)
		c->notified = SSL_get_error(c->ssl, got) == SSL_ERROR_ZERO_RETURN;
	return got;
}

/* Until the server ends. */
static inline void client_drain(struct client *c)
{
	ssize_t n;
	do {
		char *to = buf_reserve(&c->got, 65536);
		n = client_some(c, to, 65536);
		if (n > 0)
			buf_commit(&c->got, (size_t)n);
	} while (n > 0);
	c->reset = n < 0 && errno == ECONNRESET;
	buf_add(&c->got, "", 0);
}

/* Until `n` bytes have come. */
static inline void client_take(struct client *c, size_t n)
{
	buf_reset(&c->got);
	while (c->got.len < n) {
		char *to = buf_reserve(&c->got, n);
		ssize_t got = client_some(c, to, n - c->got.len);
		assert_true(got > 0);
		buf_commit(&c->got, (size_t)got);
	}
}

static inline void client_close(struct client *c)
{
	SSL_free(c->ssl);
	SSL_CTX_free(c->ctx);
	close(c->fd);
	buf_release(&c->got);
}

/* One whole conversation; client_close it afterwards. */
static inline void client_ask(struct client *c, unsigned port, const char *request)
{
	client_open(c, port);
	client_send(c, str_of(request));
	client_drain(c);
}

static inline void client_ask_tls(struct client *c, unsigned port, const char *name, const char *request)
{
	client_open(c, port);
	assert_true(client_handshake(c, name, NULL));
	client_send(c, str_of(request));
	client_drain(c);
}

#endif
