/* tls_test: by which group keys are agreed on, and that no client has to begin twice for it. */
#include "unit/support/identity.h"

#include <openssl/err.h>
#include <openssl/ssl.h>

/* How often a client had to begin. */
static void count_hello(int sent, int version, int type, const void *p, size_t n, SSL *ssl, void *count)
{
	(void)version;
	(void)ssl;
	if (sent && type == SSL3_RT_HANDSHAKE && n && *(const unsigned char *)p == SSL3_MT_CLIENT_HELLO)
		++*(int *)count;
}

/* The group that a client of TLS 1.3 and the server agree by, if the client can do this; "": by none. */
static const char *agree(const struct tls *t, const char *groups, int *hellos)
{
	static char name[64];
	BIO *near, *far;
	SSL_CTX *ctx = SSL_CTX_new(TLS_client_method());
	assert_int_equal(SSL_CTX_set1_groups_list(ctx, groups), 1);
	SSL *client = SSL_new(ctx), *server = SSL_new(tls_context(t));
	assert_int_equal(BIO_new_bio_pair(&near, 0, &far, 0), 1);
	SSL_set_bio(client, near, near);
	SSL_set_bio(server, far, far);
	SSL_set_connect_state(client);
	SSL_set_accept_state(server);
	/* What io.c does with messages is not for here. */
	SSL_set_msg_callback(server, NULL);
	*hellos = 0;
	SSL_set_msg_callback(client, count_hello);
	SSL_set_msg_callback_arg(client, hellos);
	for (int i = 0; i < 10; i++) {
		SSL_do_handshake(client);
		SSL_do_handshake(server);
	}
	bool done = SSL_is_init_finished(client) && SSL_is_init_finished(server);
	const char *group = done ? SSL_group_to_name(client, (int)SSL_get_negotiated_group(client)) : NULL;
	snprintf(name, sizeof name, "%s", group ? group : "");
	SSL_free(client);
	SSL_free(server);
	SSL_CTX_free(ctx);
	ERR_clear_error();
	return name;
}

static void assert_agreed(const struct tls *t, const char *groups, const char *by)
{
	int hellos;
	const char *group = agree(t, groups, &hellos);
	if (strcasecmp(group, by) != 0 || hellos != 1)
		fail_msg("%s: by \"%s\" after %d hellos", groups, group, hellos);
}

static void a_classical_share_is_taken_at_once(void **state)
{
	(void)state;
	for (int hybrid = 0; hybrid < 2; hybrid++) {
		struct tls *t = identity_tls(hybrid);
		assert_agreed(t, "X25519", "x25519");
		assert_agreed(t, "X25519:P-256", "x25519");
		assert_agreed(t, "P-384:P-521", "secp384r1");
		tls_free(t);
	}
}

static void the_share_of_the_hybrid_is_taken_and_never_asked_for(void **state)
{
	(void)state;
	if (!tls_has_hybrid())
		skip();
	struct tls *t = identity_tls(true);
	assert_agreed(t, "X25519MLKEM768", "X25519MLKEM768");
	assert_agreed(t, "*X25519MLKEM768:*X25519", "X25519MLKEM768");
	assert_agreed(t, "*X25519:*X25519MLKEM768", "X25519MLKEM768");
	assert_agreed(t, "*X25519:X25519MLKEM768", "x25519");
	assert_agreed(t, "*P-256:X25519MLKEM768:X25519", "secp256r1");
	tls_free(t);
}

static void without_the_hybrid_its_share_is_passed_over(void **state)
{
	(void)state;
	int hellos;
	if (!tls_has_hybrid())
		skip();
	struct tls *t = identity_tls(false);
	assert_agreed(t, "*X25519MLKEM768:*X25519", "x25519");
	assert_string_equal(agree(t, "X25519MLKEM768", &hellos), "");
	tls_free(t);
}

/* The one who asks for the hybrid is told which library this is. */
static void the_library_has_a_name_and_a_version(void **state)
{
	unsigned major, minor;
	(void)state;
	assert_int_equal(sscanf(tls_library(), "OpenSSL %u.%u.", &major, &minor), 2);
	assert_int_equal(tls_has_hybrid(), major > 3 || (major == 3 && minor >= 5));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_classical_share_is_taken_at_once),
		cmocka_unit_test(the_share_of_the_hybrid_is_taken_and_never_asked_for),
		cmocka_unit_test(without_the_hybrid_its_share_is_passed_over),
		cmocka_unit_test(the_library_has_a_name_and_a_version),
	};
	return cmocka_run_group_tests(tests, identity_make, identity_forget);
}
