#include "unit/support/test.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <unistd.h>

#include "serve/tickets.h"

static EVP_PKEY *key;
static X509 *certificate;

static int make_identity(void **state)
{
	(void)state;
	key = EVP_EC_gen("P-256");
	certificate = X509_new();
	X509_set_version(certificate, 2);
	X509_gmtime_adj(X509_getm_notBefore(certificate), 0);
	X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
	X509_set_pubkey(certificate, key);
	return X509_sign(certificate, key, EVP_sha256()) > 0 ? 0 : -1;
}

static int forget_identity(void **state)
{
	(void)state;
	X509_free(certificate);
	EVP_PKEY_free(key);
	return 0;
}

static struct tickets *new_tickets(int64_t now)
{
	struct err err;
	struct tickets *t = tickets_new(now, &err);
	assert_non_null(t);
	return t;
}

/* --- a conversation in memory ---------------------------------------------------------- */

/* As one worker has it: two workers are two contexts. */
static SSL_CTX *new_worker(const struct tickets *t)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	SSL_CTX_use_certificate(ctx, certificate);
	SSL_CTX_use_PrivateKey(ctx, key);
	SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET);
	SSL_CTX_set_num_tickets(ctx, 0);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_session_id_context(ctx, (const unsigned char *)"test", 4);
	if (t)
		assert_true(tickets_use(t, ctx));
	return ctx;
}

static unsigned sessions_given;
static SSL_SESSION *given;

static int on_session(SSL *ssl, SSL_SESSION *session)
{
	(void)ssl;
	SSL_SESSION_free(given);
	given = session;
	sessions_given++;
	return 1;
}

/* One connection with this session (NULL: none), whether it was resumed, and `given` for the next one. */
static bool connect_to(SSL_CTX *worker, int version, SSL_SESSION *session)
{
	BIO *near, *far;
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	SSL_CTX_set_max_proto_version(ctx, version);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
	SSL_CTX_sess_set_new_cb(ctx, on_session);
	SSL *client = SSL_new(ctx), *server = SSL_new(worker);
	assert_int_equal(BIO_new_bio_pair(&near, 0, &far, 0), 1);
	SSL_set_bio(client, near, near);
	SSL_set_bio(server, far, far);
	SSL_set_connect_state(client);
	SSL_set_accept_state(server);
	SSL_SESSION *copy = session ? SSL_SESSION_dup(session) : NULL; /* a client spoils what it uses */
	SSL_set_session(client, copy);
	SSL_SESSION_free(copy);
	sessions_given = 0;
	for (int i = 0; i < 10; i++) {
		SSL_do_handshake(client);
		SSL_do_handshake(server);
	}
	assert_true(SSL_is_init_finished(client) && SSL_is_init_finished(server));
	char c;
	SSL_read(client, &c, 1); /* tickets of TLS 1.3 come after the handshake */
	bool resumed = SSL_session_reused(client);
	assert_int_equal(resumed, SSL_session_reused(server));
	/* A session of TLS 1.2 that is resumed is given to no callback. */
	if (resumed && version == TLS1_2_VERSION)
		on_session(client, SSL_get1_session(client));
	SSL_set_shutdown(client, SSL_SENT_SHUTDOWN);
	SSL_set_shutdown(server, SSL_SENT_SHUTDOWN);
	SSL_free(client);
	SSL_free(server);
	SSL_CTX_free(ctx);
	ERR_clear_error();
	return resumed;
}

static SSL_SESSION *begin_session(SSL_CTX *worker, int version)
{
	assert_false(connect_to(worker, version, NULL));
	assert_non_null(given);
	SSL_SESSION *session = given;
	given = NULL;
	return session;
}

static void forget_given(void)
{
	SSL_SESSION_free(given);
	given = NULL;
}

static const int versions[] = { TLS1_2_VERSION, TLS1_3_VERSION };
#define FOR_EACH_VERSION(v) for (const int *v = versions; v < versions + 2; v++)

/* --- the tests ------------------------------------------------------------------------- */

static void no_ticket_is_given_unless_asked_for(void **state)
{
	(void)state;
	SSL_CTX *worker = new_worker(NULL);
	FOR_EACH_VERSION(v)
	{
		assert_false(connect_to(worker, *v, NULL));
		assert_true(!given || !SSL_SESSION_has_ticket(given));
		forget_given();
	}
	SSL_CTX_free(worker);
}

static void any_worker_resumes_what_another_began(void **state)
{
	(void)state;
	struct tickets *t = new_tickets(0);
	SSL_CTX *first = new_worker(t), *second = new_worker(t);
	FOR_EACH_VERSION(v)
	{
		SSL_SESSION *session = begin_session(first, *v);
		assert_int_equal(sessions_given, 1);
		assert_true(SSL_SESSION_has_ticket(session));
		assert_int_equal(SSL_SESSION_get_ticket_lifetime_hint(session), TICKETS_LIFE);
		assert_true(connect_to(second, *v, session));
		/* A client of TLS 1.3 does not use the same one again. */
		if (*v == TLS1_3_VERSION)
			assert_int_equal(sessions_given, 1);
		assert_true(connect_to(first, *v, given));
		SSL_SESSION_free(session);
		forget_given();
	}
	SSL_CTX_free(first);
	SSL_CTX_free(second);
	tickets_free(t);
}

static void a_ticket_outlives_its_key_by_one_life_and_no_more(void **state)
{
	(void)state;
	FOR_EACH_VERSION(v)
	{
		struct tickets *t = new_tickets(1000);
		SSL_CTX *worker = new_worker(t);
		SSL_SESSION *session = begin_session(worker, *v);
		assert_int_equal(tickets_turn(t, 1000 + TICKETS_LIFE - 1), 1);
		assert_true(connect_to(worker, *v, session));
		assert_int_equal(tickets_turn(t, 1000 + TICKETS_LIFE), TICKETS_LIFE);
		forget_given();
		assert_true(connect_to(worker, *v, session));
		/* … and the client has got another of the new key. */
		assert_non_null(given);
		SSL_SESSION *renewed = given;
		given = NULL;
		tickets_turn(t, 1000 + 2 * TICKETS_LIFE);
		assert_false(connect_to(worker, *v, session));
		assert_true(connect_to(worker, *v, renewed));
		SSL_SESSION_free(session);
		SSL_SESSION_free(renewed);
		forget_given();
		SSL_CTX_free(worker);
		tickets_free(t);
	}
}

static void a_key_that_is_due_late_is_replaced_once(void **state)
{
	(void)state;
	struct tickets *t = new_tickets(0);
	SSL_CTX *worker = new_worker(t);
	SSL_SESSION *session = begin_session(worker, TLS1_3_VERSION);
	assert_int_equal(tickets_turn(t, 100 * (int64_t)TICKETS_LIFE), TICKETS_LIFE);
	assert_int_equal(tickets_turn(t, 100 * (int64_t)TICKETS_LIFE), TICKETS_LIFE);
	assert_true(connect_to(worker, TLS1_3_VERSION, session));
	SSL_SESSION_free(session);
	forget_given();
	SSL_CTX_free(worker);
	tickets_free(t);
}

/* The bytes of the keys, as they go to the next program. */
static size_t bytes_of(const struct tickets *t, unsigned char *to, size_t max)
{
	int fd = tickets_send(t);
	assert_true(fd >= 0);
	ssize_t n = read(fd, to, max);
	assert_true(n > 0);
	close(fd);
	return (size_t)n;
}

static void a_key_that_is_no_longer_accepted_is_wiped(void **state)
{
	(void)state;
	unsigned char bytes[4096], *ticket;
	size_t n;
	struct tickets *t = new_tickets(0);
	SSL_CTX *worker = new_worker(t);
	SSL_SESSION *session = begin_session(worker, TLS1_2_VERSION);
	SSL_SESSION_get0_ticket(session, (const unsigned char **)&ticket, &n);
	assert_true(n > 16); /* it begins with the name of its key */
	n = bytes_of(t, bytes, sizeof bytes);
	assert_non_null(memmem(bytes, n, ticket, 16));
	tickets_turn(t, TICKETS_LIFE);
	n = bytes_of(t, bytes, sizeof bytes);
	assert_non_null(memmem(bytes, n, ticket, 16));
	tickets_turn(t, 2 * TICKETS_LIFE);
	n = bytes_of(t, bytes, sizeof bytes);
	assert_null(memmem(bytes, n, ticket, 16));
	SSL_SESSION_free(session);
	SSL_CTX_free(worker);
	tickets_free(t);
}

static void the_next_program_goes_on_with_the_same_keys(void **state)
{
	(void)state;
	struct tickets *old = new_tickets(0), *fresh = new_tickets(0);
	SSL_CTX *before = new_worker(old), *after = new_worker(fresh);
	FOR_EACH_VERSION(v)
	{
		SSL_SESSION *session = begin_session(before, *v);
		assert_false(connect_to(after, *v, session));
		assert_true(tickets_receive(fresh, tickets_send(old)));
		assert_true(connect_to(after, *v, session));
		SSL_SESSION_free(session);
		forget_given();
		tickets_turn(fresh, 10 * (int64_t)TICKETS_LIFE);
		tickets_turn(fresh, 20 * (int64_t)TICKETS_LIFE);
	}
	SSL_CTX_free(before);
	SSL_CTX_free(after);
	tickets_free(old);
	tickets_free(fresh);
}

static void what_is_no_set_of_keys_is_not_taken(void **state)
{
	(void)state;
	unsigned char bytes[4096];
	struct tickets *t = new_tickets(0);
	SSL_CTX *worker = new_worker(t);
	SSL_SESSION *session = begin_session(worker, TLS1_3_VERSION);
	size_t n = bytes_of(t, bytes, sizeof bytes - 1);
	for (int i = 0; i < 4; i++) {
		int ends[2];
		assert_int_equal(pipe(ends), 0);
		bytes[0] = i == 3 ? 99 : bytes[0]; /* of another version */
		size_t length = i == 0 ? 0 : i == 1 ? n - 1 : i == 2 ? n + 1 : n;
		assert_int_equal(write(ends[1], bytes, length), length);
		close(ends[1]);
		assert_false(tickets_receive(t, ends[0]));
		assert_int_equal(close(ends[0]), -1);
	}
	assert_true(connect_to(worker, TLS1_3_VERSION, session));
	SSL_SESSION_free(session);
	forget_given();
	SSL_CTX_free(worker);
	tickets_free(t);
}

/* Keys of these bytes, each with a name of its own. */
static struct ticket_keys keys_of(const char *first)
{
	struct ticket_keys k = { .n = strlen(first) };
	for (size_t i = 0; i < k.n; i++)
		memset(k.v[i], first[i], sizeof k.v[i]);
	return k;
}

static void give(struct tickets *t, const char *first)
{
	struct ticket_keys k = keys_of(first);
	tickets_give(t, &k, 0);
}

static void machines_with_the_same_keys_resume_each_others_sessions(void **state)
{
	(void)state;
	struct tickets *one = new_tickets(0), *two = new_tickets(0);
	SSL_CTX *here = new_worker(one), *there = new_worker(two);
	FOR_EACH_VERSION(v)
	{
		give(one, "a");
		give(two, "ba"); /* it has the next key already */
		SSL_SESSION *session = begin_session(here, *v);
		assert_true(connect_to(there, *v, session));
		forget_given();
		SSL_SESSION *other = begin_session(there, *v);
		assert_false(connect_to(here, *v, other));
		give(one, "ba");
		assert_true(connect_to(here, *v, other));
		give(one, "cb");
		assert_true(connect_to(here, *v, other));
		give(one, "dc");
		assert_false(connect_to(here, *v, other));
		SSL_SESSION_free(session);
		SSL_SESSION_free(other);
		forget_given();
	}
	SSL_CTX_free(here);
	SSL_CTX_free(there);
	tickets_free(one);
	tickets_free(two);
}

static void keys_that_are_given_are_replaced_by_nothing_but_others(void **state)
{
	(void)state;
	struct tickets *t = new_tickets(0);
	SSL_CTX *worker = new_worker(t);
	give(t, "abcdefgh");
	SSL_SESSION *session = begin_session(worker, TLS1_3_VERSION);
	for (int i = 1; i < 5; i++)
		assert_int_equal(tickets_turn(t, i * (int64_t)TICKETS_LIFE), TICKETS_LIFE);
	assert_true(connect_to(worker, TLS1_3_VERSION, session));
	/* Without a file its own ones are made again, and sessions last. */
	assert_true(tickets_own(t, 0));
	assert_true(connect_to(worker, TLS1_3_VERSION, session));
	assert_true(tickets_own(t, 0));
	tickets_turn(t, TICKETS_LIFE);
	assert_false(connect_to(worker, TLS1_3_VERSION, session));
	SSL_SESSION_free(session);
	forget_given();
	SSL_CTX_free(worker);
	tickets_free(t);
}

/* The session with one byte of its ticket changed. */
static SSL_SESSION *spoil(SSL_SESSION *session, size_t at)
{
	unsigned char der[4096], *end = der;
	const unsigned char *ticket, *from = der;
	size_t n;
	int der_n = i2d_SSL_SESSION(session, &end);
	assert_true(der_n > 0 && der_n <= (int)sizeof der);
	SSL_SESSION_get0_ticket(session, &ticket, &n);
	assert_true(at < n);
	unsigned char *found = memmem(der, (size_t)der_n, ticket, n);
	assert_non_null(found);
	found[at] ^= 1;
	SSL_SESSION *spoilt = d2i_SSL_SESSION(NULL, &from, der_n);
	assert_non_null(spoilt);
	return spoilt;
}

static void a_ticket_that_was_changed_anywhere_gives_a_new_session(void **state)
{
	(void)state;
	struct tickets *t = new_tickets(0);
	SSL_CTX *worker = new_worker(t);
	FOR_EACH_VERSION(v)
	{
		const unsigned char *ticket;
		size_t n;
		SSL_SESSION *session = begin_session(worker, *v);
		SSL_SESSION_get0_ticket(session, &ticket, &n);
		for (size_t at = 0; at < n; at += 7) {
			SSL_SESSION *spoilt = spoil(session, at);
			assert_false(connect_to(worker, *v, spoilt));
			SSL_SESSION_free(spoilt);
		}
		SSL_SESSION_free(session);
		forget_given();
	}
	SSL_CTX_free(worker);
	tickets_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_ticket_is_given_unless_asked_for),
		cmocka_unit_test(any_worker_resumes_what_another_began),
		cmocka_unit_test(a_ticket_outlives_its_key_by_one_life_and_no_more),
		cmocka_unit_test(a_key_that_is_due_late_is_replaced_once),
		cmocka_unit_test(a_key_that_is_no_longer_accepted_is_wiped),
		cmocka_unit_test(the_next_program_goes_on_with_the_same_keys),
		cmocka_unit_test(what_is_no_set_of_keys_is_not_taken),
		cmocka_unit_test(machines_with_the_same_keys_resume_each_others_sessions),
		cmocka_unit_test(keys_that_are_given_are_replaced_by_nothing_but_others),
		cmocka_unit_test(a_ticket_that_was_changed_anywhere_gives_a_new_session),
	};
	return cmocka_run_group_tests(tests, make_identity, forget_identity);
}
