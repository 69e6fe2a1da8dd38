/*
 * io: the bytes of one connection, plain or through TLS: the caller cannot tell.
 *
 * What TLS wants to send is gathered in one buffer that all connections of a worker share. It goes out in
 * one piece when the connection has to wait, or has an answer to send; only what the socket will not take
 * stays with the connection. So a whole flight, or ticket, answer and close_notify, is one send.
 *
 * Once a read was short, the socket is not read again before io_ready says that there is more. Private to
 * serve/.
 */
#ifndef JARCHY_SERVE_IO_H
#define JARCHY_SERVE_IO_H

#include <sys/uio.h>

#include "base/buf.h"

struct ssl_ctx_st;
struct ssl_st;

enum io_result {
	IO_DONE,
	IO_WANT_READ,
	IO_WANT_WRITE,
	IO_EOF, /* the peer sends no more; of a file: it is shorter than it was */
	IO_ERROR,
};

enum {
	IO_RECORD = 16384,
	IO_VECTORS = 16,
	IO_READS_PER_TURN = 16,
	IO_EMPTY_MAX = 32,           /* records without data of one connection: key updates, alerts … */
	IO_HANDSHAKE_MAX = 64 << 10, /* bytes that a peer may take for it */
};

/* Shared by the connections of a worker; empty between their turns. */
struct io_shared {
	struct buf out;
	char record[IO_RECORD], file[IO_RECORD];
};

struct io {
	int fd;
	struct ssl_st *ssl; /* NULL: plain */
	struct io_shared *shared;
	const char *alpn; /* what to choose, or NULL */
	struct buf ahead; /* bytes that were read and OpenSSL has not asked for yet */
	size_t ahead_used;
	struct buf rest; /* ciphertext that waits for the socket */
	unsigned reads;  /* of the socket by TLS, in this turn */
	unsigned empty;  /* records without data, since the handshake */
	size_t shaken;   /* bytes of the handshake */
	bool blocked;    /* OpenSSL was told that there is nothing to read */
	bool drained;    /* nothing more to read for now */
	bool ended;      /* the peer's end was seen */
	bool established, notified;
	bool waited; /* for data, since the handshake */
};

void io_shared_init(struct io_shared *s);
void io_shared_release(struct io_shared *s);

void io_init(struct io *io, int fd, struct io_shared *shared);
/* Closes the socket too. */
void io_release(struct io *io);

/* TLS from now on; the bytes of `early`, already read, are its first. */
bool io_start_tls(struct io *io, struct ssl_ctx_st *ctx, const char *alpn, struct str early);
/* The io of a connection, for callbacks of OpenSSL. */
struct io *io_of(const struct ssl_st *ssl);

/* OpenSSL has received a message that is no data. */
void io_note_message(struct io *io);

/* The socket was reported readable. */
void io_ready(struct io *io);
/*
 * A turn of the connection begins. In one, TLS reads IO_READS_PER_TURN times at most; what is left makes
 * the socket readable in the next.
 */
static inline void io_turn(struct io *io)
{
	io->reads = 0;
}
/* The turn ends: what was gathered in it leaves. What does not fit goes out with the next call. */
void io_turn_end(struct io *io);
enum io_result io_handshake(struct io *io);
enum io_result io_read(struct io *io, char *to, size_t cap, size_t *n);

/* Memory, then a part of a file. */
struct io_load {
	struct iovec v[IO_VECTORS];
	size_t n;
	int file; /* -1: none */
	uint64_t offset, left;
	bool
	    last; /* nothing follows: the end goes with it (close_notify), and the caller calls io_end at once */
};
/*
 * Sends what it can. *sent bytes of the load are taken and need not be given again.
 * IO_DONE: all of them have left, though perhaps not the whole load (call again);
 * IO_WANT_WRITE: call again, with an empty load if need be, when the socket is writable.
 */
enum io_result io_send(struct io *io, const struct io_load *load, size_t *sent);

/* Reads what still comes off the socket, encrypted or not, and forgets it. */
enum io_result io_discard(struct io *io, size_t *n);

/* Bytes that were sent and have not reached the peer yet. */
uint64_t io_queued(const struct io *io);

/* Sends close_notify if that is due and was not sent yet. */
enum io_result io_notify(struct io *io);
/* io_release will tell the peer with a reset, and the kernel forgets what was not delivered. */
void io_reset(struct io *io);
/* Ends our side of the connection. */
void io_end(struct io *io);

/* The name that a TLS client asked for; NULL when none. */
const char *io_server_name(const struct io *io);

#endif
