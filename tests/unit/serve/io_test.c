/*
 * io_test: what TLS wants to send leaves in as few pieces as can be, in order, and what a connection needs no more is
 * not kept. The socket is one of messages, so each piece that was sent can be told from the next.
 */
#include "serve/io.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "unit/support/identity.h"

enum { PIECES_MAX = 16, PIECE_MAX = 64 << 10 };

struct fixture {
	struct tls *tls;
	struct tickets *tickets;
	struct io_shared shared;
	struct io io;
	SSL_CTX *ctx;
	SSL *client;
	int peer;
	size_t pieces[PIECES_MAX], count; /* that the client got, by their length */
};

static unsigned tickets_given;

static int on_session(SSL *ssl, SSL_SESSION *session)
{
	(void)ssl;
	(void)session;
	tickets_given++;
	return 0;
}

static int begin(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct err err;
	int pair[2];
	identity_make(NULL);
	f->tls = identity_tls(true);
	f->tickets = tickets_new(0, &err);
	assert_true(f->tickets && tls_resume(f->tls, f->tickets));
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair), 0);
	f->peer = pair[1];
	io_shared_init(&f->shared);
	io_init(&f->io, pair[0], &f->shared);
	assert_true(io_start_tls(&f->io, tls_context(f->tls), NULL, (struct str){ NULL, 0 }));
	f->ctx = SSL_CTX_new(TLS_client_method());
	SSL_CTX_set_session_cache_mode(f->ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(f->ctx, on_session);
	f->client = SSL_new(f->ctx);
	SSL_set_bio(f->client, BIO_new(BIO_s_mem()), BIO_new(BIO_s_mem()));
	SSL_set_connect_state(f->client);
	tickets_given = 0;
	*state = f;
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;
	SSL_free(f->client);
	SSL_CTX_free(f->ctx);
	if (f->io.fd >= 0)
		io_release(&f->io);
	io_shared_release(&f->shared);
	close(f->peer);
	tls_free(f->tls);
	tickets_free(f->tickets);
	free(f);
	ERR_clear_error();
	return identity_forget(NULL);
}

/* The client sends what it has to, in one piece. */
static void client_sends(struct fixture *f)
{
	char *p;
	long n = BIO_get_mem_data(SSL_get_wbio(f->client), &p);
	assert_int_equal(send(f->peer, p, (size_t)n, 0), n);
	BIO_reset(SSL_get_wbio(f->client));
	io_ready(&f->io);
}

static void client_receives(struct fixture *f)
{
	static char piece[PIECE_MAX];
	for (ssize_t n; (n = recv(f->peer, piece, sizeof piece, 0)) > 0;) {
		assert_true(f->count < PIECES_MAX);
		f->pieces[f->count++] = (size_t)n;
		BIO_write(SSL_get_rbio(f->client), piece, (int)n);
	}
}

/* Up to where the client has agreed and the server does not know yet. */
static void agree(struct fixture *f)
{
	SSL_do_handshake(f->client);
	client_sends(f);
	assert_int_equal(io_handshake(&f->io), IO_WANT_READ);
	client_receives(f);
	assert_int_equal(f->count, 1);
	assert_int_equal(SSL_do_handshake(f->client), 1);
}

static void a_ticket_the_answer_and_the_end_leave_in_one_piece(void **state)
{
	struct fixture *f = *state;
	char got[64];
	size_t n, sent;
	agree(f);
	SSL_write(f->client, "request", 7);
	client_sends(f);
	assert_int_equal(io_handshake(&f->io), IO_DONE);
	assert_int_equal(io_read(&f->io, got, sizeof got, &n), IO_DONE);
	assert_int_equal(n, 7);
	client_receives(f);
	assert_int_equal(f->count, 1);
	const struct io_load load = { .v = { { (char *)"answer", 6 } }, .n = 1, .file = -1, .last = true };
	assert_int_equal(io_send(&f->io, &load, &sent), IO_DONE);
	io_turn_end(&f->io);
	client_receives(f);
	assert_int_equal(f->count, 2);
	assert_int_equal(SSL_read(f->client, got, sizeof got), 6);
	assert_memory_equal(got, "answer", 6);
	assert_int_equal(SSL_read(f->client, got, sizeof got), 0);
	assert_int_equal(SSL_get_error(f->client, 0), SSL_ERROR_ZERO_RETURN);
	assert_int_equal(tickets_given, 1);
}

static void a_ticket_does_not_wait_for_a_request(void **state)
{
	struct fixture *f = *state;
	char got[64];
	size_t n;
	agree(f);
	client_sends(f);
	assert_int_equal(io_handshake(&f->io), IO_DONE);
	assert_int_equal(io_read(&f->io, got, sizeof got, &n), IO_WANT_READ);
	client_receives(f);
	SSL_read(f->client, got, sizeof got);
	assert_int_equal(tickets_given, 1);
}

static void what_was_gathered_leaves_when_the_turn_ends(void **state)
{
	struct fixture *f = *state;
	char got[64];
	size_t n;
	agree(f);
	SSL_write(f->client, "requ", 4);
	client_sends(f);
	assert_int_equal(io_handshake(&f->io), IO_DONE);
	assert_int_equal(io_read(&f->io, got, sizeof got, &n), IO_DONE);
	io_turn_end(&f->io);
	assert_int_equal(f->shared.out.len, 0);
	client_receives(f);
	SSL_read(f->client, got, sizeof got);
	assert_int_equal(tickets_given, 1);
}

/* Else it would be the first of what the next connection sends. */
static void what_was_gathered_goes_with_its_connection(void **state)
{
	struct fixture *f = *state;
	agree(f);
	client_sends(f);
	assert_int_equal(io_handshake(&f->io), IO_DONE);
	assert_true(f->shared.out.len > 0);
	io_release(&f->io);
	assert_int_equal(f->shared.out.len, 0);
}

/* Takes the key. */
static bool is_whole(EVP_PKEY *key)
{
	unsigned char *bytes = NULL;
	size_t n = EVP_PKEY_get1_encoded_public_key(key, &bytes);
	OPENSSL_free(bytes);
	EVP_PKEY_free(key);
	ERR_clear_error();
	return n > 0;
}

static bool has_shares(SSL *ssl)
{
	EVP_PKEY *key = NULL;
	bool any = SSL_get_peer_tmp_key(ssl, &key) == 1 && is_whole(key);
	return (SSL_get_tmp_key(ssl, &key) == 1 && is_whole(key)) || any;
}

static void keys_that_were_agreed_on_are_forgotten_while_it_waits(void **state)
{
	struct fixture *f = *state;
	char got[64];
	size_t n, sent;
	agree(f);
	client_sends(f);
	assert_int_equal(io_handshake(&f->io), IO_DONE);
	assert_true(has_shares(f->io.ssl));
	assert_int_equal(io_read(&f->io, got, sizeof got, &n), IO_WANT_READ);
	assert_false(has_shares(f->io.ssl));
	/* It goes on as before. */
	SSL_key_update(f->client, SSL_KEY_UPDATE_REQUESTED);
	SSL_write(f->client, "request", 7);
	client_sends(f);
	assert_int_equal(io_read(&f->io, got, sizeof got, &n), IO_DONE);
	const struct io_load load = { .v = { { (char *)"answer", 6 } }, .n = 1, .file = -1 };
	assert_int_equal(io_send(&f->io, &load, &sent), IO_DONE);
	client_receives(f);
	assert_int_equal(SSL_read(f->client, got, sizeof got), 6);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_ticket_the_answer_and_the_end_leave_in_one_piece),
		TEST(a_ticket_does_not_wait_for_a_request),
		TEST(what_was_gathered_leaves_when_the_turn_ends),
		TEST(what_was_gathered_goes_with_its_connection),
		TEST(keys_that_were_agreed_on_are_forgotten_while_it_waits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
