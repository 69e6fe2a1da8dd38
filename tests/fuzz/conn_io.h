/*
 * conn_io: the io of a connection (serve/io.h) over bytes in memory, and a clock that a target sets.
 *
 * It takes the place of src/serve/io.c and src/base/clock.c: what "TLS" decrypts are the bytes of the script. Every
 * descriptor is that of an eventfd, always ready, so the event loop never waits.
 */
#ifndef JARCHY_TESTS_FUZZ_CONN_IO_H
#define JARCHY_TESTS_FUZZ_CONN_IO_H

#include <openssl/ssl.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "serve/io.h"
#include "unit/support/test.h"

#define MUST(condition)                                                                                      \
	do {                                                                                                 \
		if (!(condition)) {                                                                          \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);              \
			abort();                                                                             \
		}                                                                                            \
	} while (0)

/* What a peer does when it has sent all of its bytes. */
enum peer_end { PEER_ENDS, PEER_IS_SILENT, PEER_RESETS };

static struct {
	struct str bytes; /* that the peer has still to send */
	uint32_t dice;    /* of the pieces; 0: all at once, 1: one byte at a time */
	enum peer_end end;
	bool disagrees; /* the handshake fails */
	bool never_reads;
	bool stuck;  /* the server waits for it to read */
	bool paused; /* the socket has nothing more before the next event */
	bool over;   /* the last byte of the server was said to be the last */
	unsigned handshakes;
	struct buf sent; /* by the server */
} peer;

static int64_t peer_clock = 1000;

int64_t clock_ms(void)
{
	return peer_clock;
}

int64_t clock_coarse_ms(void)
{
	return peer_clock;
}

/* Nothing takes any time: whoever is to wait for what an address took would do so at another place each time. */
int64_t clock_cpu_us(void)
{
	return 0;
}

/* Answers have a date. */
time_t time(time_t *at)
{
	if (at)
		*at = 1800000000;
	return 1800000000;
}

static inline uint32_t peer_throw(uint32_t sides)
{
	peer.dice = peer.dice * 1664525u + 1013904223u;
	return (peer.dice >> 16) % sides;
}

/* The length of the next piece of n bytes. */
static inline size_t peer_piece(size_t n)
{
	if (peer.dice == 0 || n < 2)
		return n;
	return peer.dice == 1 ? 1 : 1 + peer_throw((uint32_t)(n < 64 ? n : 64));
}

/* Whether the socket makes the server wait now. */
static inline bool peer_waits(void)
{
	return peer.dice > 1 && peer_throw(3) == 0;
}

/* --- serve/io.h ------------------------------------------------------------------- */

void io_shared_init(struct io_shared *s)
{
	buf_init(&s->out, 1 << 20);
}

void io_shared_release(struct io_shared *s)
{
	buf_release(&s->out);
}

void io_init(struct io *io, int fd, struct io_shared *shared)
{
	*io = (struct io){ .fd = fd, .shared = shared };
}

void io_release(struct io *io)
{
	SSL_free(io->ssl);
	buf_release(&io->ahead);
	close(io->fd);
}

bool io_start_tls(struct io *io, struct ssl_ctx_st *ctx, const char *alpn, struct str early)
{
	io->ssl = SSL_new(ctx);
	io->alpn = alpn;
	/* The record's first byte is the handshake; what follows is taken for what it decrypts to. */
	if (early.n && early.p[0] == 0x16)
		early = str_sub(early, 1, early.n);
	buf_init(&io->ahead, early.n + 1);
	buf_add_str(&io->ahead, early);
	return io->ssl;
}

struct io *io_of(const struct ssl_st *ssl)
{
	(void)ssl;
	return NULL;
}

void io_note_message(struct io *io)
{
	(void)io; /* there is no TLS */
}

void io_ready(struct io *io)
{
	io->drained = false;
	peer.paused = false;
}

void io_turn_end(struct io *io)
{
	(void)io; /* nothing is gathered */
}

enum io_result io_handshake(struct io *io)
{
	if (peer_waits())
		return peer_throw(2) ? IO_WANT_READ : IO_WANT_WRITE;
	if (peer.disagrees)
		return IO_ERROR;
	peer.handshakes++;
	io->established = true;
	return IO_DONE;
}

static inline struct str peer_take(struct str *from, size_t cap)
{
	size_t n = peer_piece(from->n);
	n = n < cap ? n : cap;
	struct str piece = str_sub(*from, 0, n);
	*from = str_sub(*from, n, from->n);
	return piece;
}

enum io_result io_read(struct io *io, char *to, size_t cap, size_t *n)
{
	MUST(cap > 0);
	MUST(!io->ssl || io->established);
	if (peer.paused) {
		io->drained = true;
		return IO_WANT_READ;
	}
	struct str early = str_sub(buf_str(&io->ahead), io->ahead_used, io->ahead.len);
	struct str *from = early.n ? &early : &peer.bytes;
	if (from->n) {
		struct str piece = peer_take(from, cap);
		memcpy(to, piece.p, piece.n);
		*n = piece.n;
		if (from == &early)
			io->ahead_used += piece.n;
		peer.paused = peer.dice != 0 && !(peer.dice > 1 && peer_throw(2));
		io->drained = peer.paused;
		return IO_DONE;
	}
	io->drained = true;
	if (peer.end == PEER_IS_SILENT)
		return IO_WANT_READ;
	io->ended = true;
	return peer.end == PEER_RESETS ? IO_ERROR : IO_EOF;
}

static inline void peer_receive(const char *p, size_t n)
{
	MUST(!peer.over);
	MUST(buf_add(&peer.sent, p, n));
}

static inline size_t peer_receive_file(const struct io_load *load, size_t most)
{
	char chunk[4096];
	size_t want = load->left < sizeof chunk ? (size_t)load->left : sizeof chunk;
	want = want < most ? want : most;
	ssize_t n = pread(load->file, chunk, want, (off_t)load->offset);
	MUST(n > 0 || !want);
	peer_receive(chunk, (size_t)n);
	return (size_t)n;
}

enum io_result io_send(struct io *io, const struct io_load *load, size_t *sent)
{
	*sent = 0;
	MUST(!io->ssl || io->established);
	peer.stuck = peer.never_reads;
	if (peer.stuck || peer_waits())
		return IO_WANT_WRITE;
	size_t total = 0, room = peer.dice > 1 ? 1 + peer_throw(5000) : SIZE_MAX;
	for (size_t i = 0; i < load->n; i++) {
		size_t n = load->v[i].iov_len < room - *sent ? load->v[i].iov_len : room - *sent;
		peer_receive(load->v[i].iov_base, n);
		*sent += n;
		total += load->v[i].iov_len;
	}
	if (*sent < total)
		return IO_DONE;
	if (load->left)
		*sent += peer_receive_file(load, room - *sent);
	peer.over = load->last && *sent == total + load->left;
	return IO_DONE;
}

enum io_result io_discard(struct io *io, size_t *n)
{
	return io_read(io, io->shared->record, sizeof io->shared->record, n);
}

uint64_t io_queued(const struct io *io)
{
	(void)io;
	return 0;
}

enum io_result io_notify(struct io *io)
{
	(void)io;
	if (peer_waits())
		return IO_WANT_WRITE;
	peer.over = true;
	return IO_DONE;
}

void io_reset(struct io *io)
{
	(void)io;
	peer.over = true;
}

void io_end(struct io *io)
{
	(void)io;
	peer.over = true;
}

const char *io_server_name(const struct io *io)
{
	return io->ssl ? "localhost" : NULL;
}

#endif
