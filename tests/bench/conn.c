/*
 * conn: one connection of the load generator, from connect to close, over and over.
 *
 * Sockets are registered once, edge-triggered; every step goes on until the
 * socket has no more to give or take.
 */
#include <errno.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "load.h"

enum { STUCK_SECONDS = 30, READ_SIZE = 65536, IO_AGAIN = -1, IO_FAILED = -2 };

void conn_init(struct conn *c, struct load *l, enum role role)
{
	*c = (struct conn){ .load = l, .role = role, .fd = -1 };
}

static void conn_close(struct conn *c)
{
	if (c->ssl) {
		/* As many clients do: a FIN, no close_notify of their own. The session stays good. */
		SSL_set_quiet_shutdown(c->ssl, 1);
		SSL_shutdown(c->ssl);
		SSL_free(c->ssl);
		c->ssl = NULL;
	}
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	c->state = STATE_CLOSED;
}

void conn_release(struct conn *c)
{
	conn_close(c);
	SSL_SESSION_free(c->session);
	free(c->out);
}

/* Bytes moved, 0 at the peer's proper end, IO_AGAIN, IO_FAILED. */
static long tls_result(struct conn *c, int result)
{
	if (result > 0)
		return result;
	switch (SSL_get_error(c->ssl, result)) {
	case SSL_ERROR_WANT_READ:
	case SSL_ERROR_WANT_WRITE:
		return IO_AGAIN;
	case SSL_ERROR_ZERO_RETURN:
		return 0;
	default:
		ERR_clear_error();
		return IO_FAILED;
	}
}

static long conn_read(struct conn *c, char *bytes, size_t n)
{
	if (c->ssl)
		return tls_result(c, SSL_read(c->ssl, bytes, (int)n));
	ssize_t got = recv(c->fd, bytes, n, 0);
	return got >= 0 ? got : errno == EAGAIN ? IO_AGAIN : IO_FAILED;
}

static long conn_write(struct conn *c, const char *bytes, size_t n)
{
	if (c->ssl)
		return tls_result(c, SSL_write(c->ssl, bytes, (int)n));
	ssize_t sent = send(c->fd, bytes, n, MSG_NOSIGNAL);
	return sent >= 0 ? sent : errno == EAGAIN ? IO_AGAIN : IO_FAILED;
}

static struct path *path_of(const struct conn *c, unsigned nth)
{
	return &c->load->paths[(c->first + nth) % c->load->path_count];
}

static struct path *path_now(const struct conn *c)
{
	return path_of(c, c->batch - c->waited);
}

static void out_append(struct conn *c, const struct path *p)
{
	if (c->out_n + p->request_n > c->out_size) {
		c->out_size = 2 * (c->out_n + p->request_n);
		c->out = realloc(c->out, c->out_size);
		if (!c->out)
			abort();
	}
	memcpy(c->out + c->out_n, p->request, p->request_n);
	c->out_n += p->request_n;
}

/* Makes the next batch of requests, at least one. */
static void batch_begin(struct conn *c)
{
	struct load *l = c->load;
	c->first = l->started;
	c->batch = 0;
	c->out_n = c->out_at = 0;
	do {
		out_append(c, path_of(c, c->batch));
		c->batch++;
		if (c->role == ROLE_LOAD)
			l->started++;
	} while (c->role == ROLE_LOAD && c->batch < l->pipeline && load_wants_more(l));
	c->waited = c->batch;
	answer_begin(&c->answer);
}

static bool tls_begin(struct conn *c)
{
	c->ssl = SSL_new(c->load->ctx);
	if (!c->ssl)
		return false;
	SSL_set_fd(c->ssl, c->fd);
	SSL_set_app_data(c->ssl, c);
	SSL_set_tlsext_host_name(c->ssl, c->load->host);
	if (c->session)
		SSL_set_session(c->ssl, c->session);
	return true;
}

static bool socket_open(struct conn *c)
{
	struct load *l = c->load;
	int no_delay = !l->nagle, little = 2048;
	c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (c->fd < 0)
		return false;
	setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &no_delay, sizeof no_delay);
	if (c->role == ROLE_SLOW_READ)
		setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &little, sizeof little);
	if (connect(c->fd, (struct sockaddr *)&l->address, sizeof l->address) != 0 && errno != EINPROGRESS)
		return false;
	struct epoll_event e = { .events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data.ptr = c };
	return epoll_ctl(l->epoll, EPOLL_CTL_ADD, c->fd, &e) == 0;
}

/* What was asked on this connection is not answered any more. */
static void lost(struct conn *c, const char *why)
{
	struct load *l = c->load;
	if (c->role != ROLE_LOAD)
		return;
	for (; c->waited > 0; c->waited--, l->done++) {
		load_failed(l, path_now(c), why);
		if (l->rate > 0)
			arrivals_log(l, c->first + c->batch - c->waited, 0);
	}
}

/* The events of a new socket lead to conn_step. */
void conn_open(struct conn *c)
{
	struct load *l = c->load;
	conn_close(c);
	c->began = now_ns();
	if (c->role == ROLE_LOAD && !load_wants_more(l))
		return;
	if (c->role != ROLE_LOAD)
		l->opening++;
	batch_begin(c);
	if (l->rate > 0)
		c->began = l->arrivals[c->first].due;
	c->state = STATE_SEND;
	if (!socket_open(c)) {
		lost(c, strerror(errno));
		conn_close(c);
		return;
	}
	/* A slow handshake is a TLS client that never gets far: bytes by hand, no TLS. */
	if (l->tls && c->role != ROLE_SLOW_HANDSHAKE) {
		c->state = STATE_HANDSHAKE;
		if (!tls_begin(c))
			load_failed(l, NULL, "no TLS");
	}
}

/* The rest of the batch is lost with the connection. */
static void conn_fail(struct conn *c, const char *why)
{
	struct load *l = c->load;
	if (c->role == ROLE_LOAD) {
		lost(c, why);
	} else if (c->state == STATE_HELD) {
		l->held--;
	} else {
		l->opening--;
	}
	conn_open(c);
}

static void latency_add(struct load *l, uint64_t ns)
{
	if (l->latency_count == l->latency_size) {
		l->latency_size = l->latency_size ? 2 * l->latency_size : 65536;
		l->latencies = realloc(l->latencies, l->latency_size * sizeof *l->latencies);
		if (!l->latencies)
			abort();
	}
	l->latencies[l->latency_count++] = (uint32_t)(ns / 1000);
}

static void answered(struct conn *c)
{
	struct load *l = c->load;
	struct path *p = path_now(c);
	const struct answer *a = &c->answer;
	bool good = answer_good(a, l->protocol,
	    l->follow ? WANT_EITHER
	    : l->etag ? WANT_NOT_MODIFIED
	              : WANT_SUCCESS);
	if (l->rate > 0)
		arrivals_log(l, c->first + c->batch - c->waited, good ? a->status : 0);
	if (!good)
		load_failed(l, p, "not a success");
	else if (p->known && p->body != a->body && l->rate == 0 &&
	         !l->follow) /* an open loop goes on while things are saved */
		load_failed(l, p, "another length than the first time");
	else
		latency_add(l, now_ns() - c->began);
	if (good && l->follow && a->status != 304)
		path_follow(l, p, a->head);
	p->body = a->body;
	p->known = true;
	l->done++;
	c->waited--;
	answer_begin(&c->answer);
}

/* Whether the connection goes on with another batch. */
static bool batch_ended(struct conn *c)
{
	if (c->load->keepalive && load_wants_more(c->load)) {
		c->began = now_ns();
		batch_begin(c);
		c->state = STATE_SEND;
		return true;
	}
	conn_open(c);
	return false;
}

static bool take(struct conn *c, const char *bytes, size_t n)
{
	while (n > 0 && c->waited > 0) {
		const char *why = NULL;
		size_t took = answer_take(&c->answer, c->load->protocol, bytes, n, &why);
		if (why) {
			conn_fail(c, why);
			return false;
		}
		bytes += took;
		n -= took;
		if (c->answer.done)
			answered(c);
	}
	return true;
}

/* Each step returns whether the state machine goes on at once. */

static bool step_handshake(struct conn *c)
{
	struct load *l = c->load;
	long r = tls_result(c, SSL_connect(c->ssl));
	if (r == IO_AGAIN)
		return false;
	if (r <= 0) {
		conn_fail(c, "handshake");
		return false;
	}
	l->resumed += c->role == ROLE_LOAD && SSL_session_reused(c->ssl);
	c->state = STATE_SEND;
	return true;
}

static bool step_send(struct conn *c)
{
	if (c->role != ROLE_LOAD && c->role != ROLE_SLOW_READ) {
		c->load->opening--;
		c->load->held++;
		c->state = STATE_HELD;
		return false;
	}
	while (c->out_at < c->out_n) {
		long n = conn_write(c, c->out + c->out_at, c->out_n - c->out_at);
		if (n == IO_AGAIN)
			return false;
		if (n <= 0) {
			conn_fail(c, "cannot send");
			return false;
		}
		c->out_at += (size_t)n;
	}
	c->state = STATE_RECEIVE;
	if (c->role == ROLE_SLOW_READ) {
		c->load->opening--;
		c->load->held++;
		c->state = STATE_HELD;
	}
	return c->state == STATE_RECEIVE;
}

static bool step_receive(struct conn *c)
{
	static char bytes[READ_SIZE];
	long n = conn_read(c, bytes, sizeof bytes);
	if (n == IO_AGAIN)
		return false;
	if (n > 0) {
		c->load->bytes += (uint64_t)n;
		if (!take(c, bytes, (size_t)n))
			return false;
		return c->waited > 0 || c->load->protocol != HTTP || batch_ended(c);
	}
	if (n == 0 && answer_end(&c->answer, c->load->protocol)) {
		answered(c);
		conn_open(c);
	} else {
		conn_fail(c, n == 0 ? "closed too early" : "reset, or closed without close_notify");
	}
	return false;
}

/* Held connections read nothing but their end: who reads slowly must not empty the socket. */
static bool step_held(struct conn *c)
{
	char byte;
	if (c->role == ROLE_IDLE && c->ssl) {
		long n = conn_read(c, &byte, 1);
		if (n != IO_AGAIN)
			conn_fail(c, "closed");
		return false;
	}
	if (c->role != ROLE_SLOW_READ && recv(c->fd, &byte, 1, MSG_PEEK) == 0)
		conn_fail(c, "closed");
	return false;
}

static bool step_closed(struct conn *c)
{
	(void)c;
	return false;
}

void conn_step(struct conn *c)
{
	static bool (*const steps[])(struct conn *) = {
		[STATE_CLOSED] = step_closed,
		[STATE_HANDSHAKE] = step_handshake,
		[STATE_SEND] = step_send,
		[STATE_RECEIVE] = step_receive,
		[STATE_HELD] = step_held,
	};
	while (steps[c->state](c)) {
	}
}

/* One byte a second of a ClientHello that claims 512, or of the request; or one byte less in the socket. */
void conn_tick(struct conn *c)
{
	static const char hello[] = { 0x16, 3, 1, 2, 0, 1, 0, 1, (char)0xfc, 3, 3 };
	char byte;
	long n = 1;
	if (c->role == ROLE_LOAD) {
		if (c->state == STATE_CLOSED)
			conn_open(c);
		else if (now_ns() - c->began > (uint64_t)STUCK_SECONDS * NS)
			conn_fail(c, "stuck");
		return;
	}
	if (c->state == STATE_CLOSED)
		return;
	if (c->state == STATE_HELD && c->role == ROLE_SLOW_HANDSHAKE) {
		byte = c->out_at < sizeof hello ? hello[c->out_at] : 0;
		n = conn_write(c, &byte, 1);
	} else if (c->state == STATE_HELD && c->role == ROLE_SLOW_REQUEST) {
		/* It never comes to the end of its request. */
		n = conn_write(c, c->out_at + 2 < c->out_n ? c->out + c->out_at : "a", 1);
	} else if (c->state == STATE_HELD && c->role == ROLE_SLOW_READ) {
		n = conn_read(c, &byte, 1);
	}
	c->out_at++;
	if (n == 0 || n == IO_FAILED)
		conn_fail(c, "closed");
}
