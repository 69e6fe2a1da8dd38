/*
 * io: OpenSSL reads from and writes to a BIO of ours, which knows the connection: so what it wants to send
 * gathers, and bytes that were read before it asked for them, or before TLS began, come first.
 */
#include "serve/io.h"

#include <errno.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

/* Ciphertext that may gather before it is sent: a few records. */
enum { WINDOW = 4 * IO_RECORD, FILE_CHUNK = 256 << 10, READ_AHEAD = 4096 };

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
	if (io->ssl)
		buf_reset(&io->shared->out); /* it is this connection's turn, or the buffer is empty */
	SSL_free(io->ssl);
	buf_release(&io->ahead);
	buf_release(&io->rest);
	close(io->fd);
	io->ssl = NULL;
	io->fd = -1;
}

void io_ready(struct io *io)
{
	io->drained = false;
}

/* --- the socket -------------------------------------------------------------- */

static enum io_result receive(struct io *io, char *to, size_t cap, size_t *n)
{
	if (io->drained)
		return IO_WANT_READ;
	ssize_t got;
	do
		got = recv(io->fd, to, cap, 0);
	while (got < 0 && errno == EINTR);
	if (got > 0) {
		*n = (size_t)got;
		io->drained = *n < cap;
		return IO_DONE;
	}
	if (got == 0) {
		io->ended = true;
		return IO_EOF;
	}
	io->drained = true;
	return errno == EAGAIN || errno == EWOULDBLOCK ? IO_WANT_READ : IO_ERROR;
}

static enum io_result result_of_errno(void)
{
	return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR ? IO_WANT_WRITE : IO_ERROR;
}

static enum io_result send_bytes(struct io *io, const char *p, size_t n, int flags, size_t *sent)
{
	*sent = 0;
	while (*sent < n) {
		ssize_t done = send(io->fd, p + *sent, n - *sent, MSG_NOSIGNAL | flags);
		if (done < 0)
			return result_of_errno();
		*sent += (size_t)done;
	}
	return IO_DONE;
}

/* What was gathered comes after what waits for the socket. */
static bool queue(struct io *io)
{
	struct buf *out = &io->shared->out;
	bool ok = buf_add(&io->rest, out->data, out->len);
	buf_reset(out);
	return ok;
}

/* Sends the ciphertext that is ready. With `last`, the FIN that follows at once shall share its segment. */
static enum io_result flush(struct io *io, bool last)
{
	size_t sent;
	int flags = last ? MSG_MORE : 0;
	if (io->rest.len && !queue(io))
		return IO_ERROR;
	if (io->rest.len) {
		enum io_result r = send_bytes(io, io->rest.data, io->rest.len, flags, &sent);
		buf_consume(&io->rest, sent);
		if (r == IO_DONE)
			buf_release(&io->rest);
		return r;
	}
	struct buf *out = &io->shared->out;
	if (!out->len)
		return IO_DONE;
	enum io_result r = send_bytes(io, out->data, out->len, flags, &sent);
	if (r == IO_WANT_WRITE) {
		buf_init(&io->rest, out->max);
		buf_add(&io->rest, out->data + sent, out->len - sent);
	}
	buf_reset(out);
	return r;
}

/* --- what OpenSSL reads from and writes to ---------------------------------------- */

static void keep_ahead(struct io *io, struct str s)
{
	buf_release(&io->ahead);
	buf_init(&io->ahead, s.n);
	buf_add_str(&io->ahead, s);
	io->ahead_used = 0;
}

static bool take_ahead(struct io *io, char *to, size_t cap, size_t *n)
{
	size_t left = io->ahead.len - io->ahead_used;
	*n = left < cap ? left : cap;
	if (left)
		memcpy(to, io->ahead.data + io->ahead_used, *n);
	io->ahead_used += *n;
	return left > 0;
}

/* Counts what comes before the end of the handshake. */
static enum io_result receive_shaking(struct io *io, char *to, size_t cap, size_t *n)
{
	enum io_result r = receive(io, to, cap, n);
	if (r == IO_DONE && !io->established)
		io->shaken += *n;
	return r;
}

/*
 * OpenSSL 3.5 does not read ahead until the handshake is over, but asks for the head of each record and
 * then for the rest of it: eight calls of the system for a handshake and a request, where two are enough.
 */
static enum io_result receive_ahead(struct io *io, char *to, size_t cap, size_t *n)
{
	char *bytes = io->shared->record;
	size_t got;
	enum io_result r = receive_shaking(io, bytes, READ_AHEAD, &got);
	if (r != IO_DONE)
		return r;
	*n = got < cap ? got : cap;
	memcpy(to, bytes, *n);
	if (got > *n)
		keep_ahead(io, (struct str){ bytes + *n, got - *n });
	return IO_DONE;
}

static int bio_read(BIO *b, char *to, size_t cap, size_t *n)
{
	struct io *io = BIO_get_data(b);
	BIO_clear_retry_flags(b);
	if (take_ahead(io, to, cap, n))
		return 1;
	/* OpenSSL goes on for as long as it has bytes: it is never given many that may be such records. */
	if (io->established && cap > READ_AHEAD)
		cap = READ_AHEAD;
	enum io_result r = IO_WANT_READ;
	if (io->reads < IO_READS_PER_TURN)
		r = cap < READ_AHEAD && !io->established ? receive_ahead(io, to, cap, n)
		                                         : receive_shaking(io, to, cap, n);
	io->reads++;
	if (r == IO_WANT_READ) {
		io->blocked = true;
		BIO_set_retry_read(b);
	}
	return r == IO_DONE && io->shaken <= IO_HANDSHAKE_MAX;
}

static int bio_write(BIO *b, const char *p, size_t n, size_t *done)
{
	struct io *io = BIO_get_data(b);
	BIO_clear_retry_flags(b);
	*done = n;
	return buf_add(&io->shared->out, p, n);
}

static long bio_ctrl(BIO *b, int what, long number, void *p)
{
	struct io *io = BIO_get_data(b);
	(void)number;
	(void)p;
	if (what == BIO_CTRL_EOF)
		return io->ended;
	return what == BIO_CTRL_FLUSH;
}

static BIO_METHOD *bio_method(void)
{
	static BIO_METHOD *method;
	if (method)
		return method;
	method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "connection");
	if (method) {
		BIO_meth_set_read_ex(method, bio_read);
		BIO_meth_set_write_ex(method, bio_write);
		BIO_meth_set_ctrl(method, bio_ctrl);
	}
	return method;
}

bool io_start_tls(struct io *io, SSL_CTX *ctx, const char *alpn, struct str early)
{
	BIO *bio = BIO_new(bio_method());
	io->ssl = bio ? SSL_new(ctx) : NULL;
	if (!io->ssl) {
		BIO_free(bio);
		ERR_clear_error();
		return false;
	}
	BIO_set_data(bio, io);
	BIO_set_init(bio, 1);
	SSL_set_bio(io->ssl, bio, bio);
	SSL_set_accept_state(io->ssl);
	io->alpn = alpn;
	if (early.n)
		keep_ahead(io, early);
	return true;
}

struct io *io_of(const SSL *ssl)
{
	return BIO_get_data(SSL_get_rbio(ssl));
}

void io_note_message(struct io *io)
{
	if (io->established)
		io->empty++;
}

const char *io_server_name(const struct io *io)
{
	return io->ssl ? SSL_get_servername(io->ssl, TLSEXT_NAMETYPE_host_name) : NULL;
}

/*
 * What the return value of an SSL call that read means. Leaves the queue of errors empty, as SSL_get_error
 * needs it.
 */
static enum io_result ssl_result(struct io *io, int ret)
{
	int e = SSL_get_error(io->ssl, ret);
	if (e == SSL_ERROR_WANT_READ)
		return IO_WANT_READ;
	ERR_clear_error();
	if (e == SSL_ERROR_ZERO_RETURN)
		return IO_EOF;
	return io->ended ? IO_EOF : IO_ERROR;
}

enum io_result io_handshake(struct io *io)
{
	enum io_result waits = flush(io, false);
	if (waits != IO_DONE)
		return waits;
	int ret = SSL_do_handshake(io->ssl);
	enum io_result r = ret == 1 ? IO_DONE : ssl_result(io, ret);
	io->established = ret == 1;
	/* A request may have come with the end of the handshake: then a ticket leaves with its answer. */
	if (r == IO_DONE)
		return r;
	waits = flush(io, false);
	return waits == IO_DONE || r == IO_ERROR || r == IO_EOF ? r : waits;
}

/*
 * Many clients leave Nagle's algorithm on: theirs sends no request before the end of the handshake is
 * acknowledged, which a kernel that waits for data to send along does 40 ms later.
 */
static void acknowledge(const struct io *io)
{
	int on = 1;
	setsockopt(io->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

/* A key of another type has nothing of what this one had. */
static void empty(EVP_PKEY *key)
{
	EVP_PKEY_set_type(key, EVP_PKEY_X25519);
	EVP_PKEY_free(key);
}

/*
 * OpenSSL keeps the keys that a secret was agreed on with for as long as the connection, and uses them no
 * more: 0.4 KB, with X25519MLKEM768 7 KB, and our half could open what was recorded.
 */
static void forget_shares(SSL *ssl)
{
	EVP_PKEY *key;
	if (SSL_get_peer_tmp_key(ssl, &key) == 1)
		empty(key);
	if (SSL_get_tmp_key(ssl, &key) == 1)
		empty(key);
	ERR_clear_error();
}

/* After the handshake, when there is no request yet. */
static void wait_first(struct io *io)
{
	io->waited = true;
	acknowledge(io);
	buf_release(&io->ahead); /* it was read to its end */
	io->ahead_used = 0;
	forget_shares(io->ssl);
}

/*
 * The next data. A read that ends without any, though OpenSSL could read on, was of a record that has none:
 * of these a connection may send a few, as each costs as much as a request.
 */
static enum io_result read_data(struct io *io, char *to, size_t cap, size_t *n)
{
	for (;;) {
		unsigned before = io->empty;
		io->blocked = false;
		int ret = SSL_read_ex(io->ssl, to, cap, n);
		enum io_result r = ret == 1 ? IO_DONE : ssl_result(io, ret);
		if (io->empty > IO_EMPTY_MAX)
			return IO_ERROR;
		if (r != IO_WANT_READ || io->blocked)
			return r;
		io->empty += io->empty == before; /* perhaps it was counted as a message */
	}
}

enum io_result io_read(struct io *io, char *to, size_t cap, size_t *n)
{
	if (!io->ssl)
		return receive(io, to, cap, n);
	enum io_result waits = io->rest.len ? flush(io, false) : IO_DONE;
	if (waits != IO_DONE)
		return waits;
	enum io_result r = read_data(io, to, cap, n);
	if (r == IO_DONE)
		return r;
	/* A ticket, an alert or a key update. What does not fit goes out with the next call. */
	waits = flush(io, false);
	if (r == IO_WANT_READ && !io->waited)
		wait_first(io);
	return waits == IO_ERROR ? IO_ERROR : r;
}

void io_turn_end(struct io *io)
{
	if (io->shared->out.len)
		flush(io, false);
}

/* --- sending ------------------------------------------------------------------ */

static enum io_result send_plain(struct io *io, const struct io_load *load, size_t *sent)
{
	size_t total = 0;
	for (size_t i = 0; i < load->n; i++)
		total += load->v[i].iov_len;
	if (total) {
		struct msghdr m = { .msg_iov = (struct iovec *)load->v, .msg_iovlen = load->n };
		ssize_t done = sendmsg(io->fd, &m, MSG_NOSIGNAL | (load->left || load->last ? MSG_MORE : 0));
		if (done < 0)
			return result_of_errno();
		*sent = (size_t)done;
		/* The rest would most likely find the socket full: say so at the next call. */
		if (*sent < total)
			return IO_DONE;
	}
	if (!load->left)
		return IO_DONE;
	off_t offset = (off_t)load->offset;
	ssize_t done = sendfile(
	    io->fd, load->file, &offset, load->left < FILE_CHUNK ? (size_t)load->left : FILE_CHUNK);
	if (done < 0)
		return result_of_errno();
	*sent += (size_t)done;
	return done ? IO_DONE : IO_EOF;
}

/* A load as one row of bytes, taken record by record. */
struct rows {
	const struct iovec *v;
	size_t n, at; /* vectors left, offset in the first */
};

/* The next record: in place when one vector holds all of it, else gathered. */
static struct str next_record(struct rows *r, char *gathered)
{
	while (r->n && r->at == r->v->iov_len) {
		r->v++;
		r->n--;
		r->at = 0;
	}
	if (!r->n)
		return (struct str){ NULL, 0 };
	struct str s = { (const char *)r->v->iov_base + r->at, r->v->iov_len - r->at };
	if (s.n >= IO_RECORD || r->n == 1) {
		s.n = s.n < IO_RECORD ? s.n : IO_RECORD;
		r->at += s.n;
		return s;
	}
	size_t have = 0;
	while (r->n && have < IO_RECORD) {
		size_t take = r->v->iov_len - r->at;
		take = take < IO_RECORD - have ? take : IO_RECORD - have;
		memcpy(gathered + have, (const char *)r->v->iov_base + r->at, take);
		have += take;
		r->at += take;
		if (r->at < r->v->iov_len)
			break;
		r->v++;
		r->n--;
		r->at = 0;
	}
	return (struct str){ gathered, have };
}

static bool encrypt(struct io *io, struct str s)
{
	size_t done;
	if (SSL_write_ex(io->ssl, s.p, s.n, &done) == 1 && done == s.n)
		return true;
	ERR_clear_error();
	return false;
}

static void notify(struct io *io)
{
	if (!io->ssl || !io->established || io->notified)
		return;
	io->notified = true;
	if (SSL_shutdown(io->ssl) < 0)
		ERR_clear_error();
}

static enum io_result send_tls(struct io *io, const struct io_load *load, size_t *sent)
{
	struct iovec v[IO_VECTORS + 1];
	struct rows rows = { .v = v, .n = load->n };
	size_t file = 0;
	memcpy(v, load->v, load->n * sizeof *v);
	if (load->left) {
		size_t want = load->left < IO_RECORD ? (size_t)load->left : IO_RECORD;
		ssize_t n = pread(load->file, io->shared->file, want, (off_t)load->offset);
		if (n <= 0)
			return n < 0 && errno != EINTR ? IO_ERROR : IO_EOF;
		file = (size_t)n;
		v[rows.n++] = (struct iovec){ io->shared->file, file };
	}
	for (struct str s = next_record(&rows, io->shared->record); s.n;
	     s = next_record(&rows, io->shared->record)) {
		if (!encrypt(io, s))
			return IO_ERROR;
		*sent += s.n;
		if (io->shared->out.len < WINDOW)
			continue;
		enum io_result r = flush(io, false);
		if (r != IO_DONE)
			return r;
	}
	bool whole = load->last && file == load->left;
	if (whole)
		notify(io);
	return flush(io, whole);
}

enum io_result io_send(struct io *io, const struct io_load *load, size_t *sent)
{
	*sent = 0;
	if (!io->ssl)
		return send_plain(io, load, sent);
	if (io->rest.len) {
		enum io_result r = flush(io, false);
		if (r != IO_DONE)
			return r;
	}
	return send_tls(io, load, sent);
}

enum io_result io_discard(struct io *io, size_t *n)
{
	return receive(io, io->shared->record, sizeof io->shared->record, n);
}

uint64_t io_queued(const struct io *io)
{
	int queued;
	return io->rest.len + (ioctl(io->fd, SIOCOUTQ, &queued) == 0 ? (uint64_t)queued : 0);
}

enum io_result io_notify(struct io *io)
{
	enum io_result r = flush(io, false);
	if (r != IO_DONE)
		return r;
	notify(io);
	return flush(io, true);
}

void io_reset(struct io *io)
{
	const struct linger at_once = { 1, 0 };
	setsockopt(io->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void io_end(struct io *io)
{
	shutdown(io->fd, SHUT_WR);
}
