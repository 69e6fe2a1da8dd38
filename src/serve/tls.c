/*
 * tls: one OpenSSL context for each certificate; the handshake chooses one by the name that the client
 * asks for.
 */
#include "serve/tls.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/host.h"
#include "serve/client_cert.h"
#include "serve/io.h"

struct tls {
	SSL_CTX **contexts; /* the first answers names that no other has */
	size_t n;
};

/*
 * SHA-256 transcripts cost less than SHA-384 ones; a client without AES hardware puts ChaCha first and
 * gets it.
 */
static const char suites[] = "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_256_GCM_SHA384";
static const char ciphers[] = "ECDHE+AESGCM:ECDHE+CHACHA20:!aNULL";
/*
 * Clients offer an X25519 share: any other choice costs a round trip. TLS 1.2 takes their keys on these
 * curves too. In the hybrid list all are one tuple (SSL_CTX_set1_groups_list(3)): the first whose share was sent is
 * taken, and a client that only knows the hybrid, and sent no share of it, is not asked for one. OpenSSL's own
 * default asks.
 */
#define CLASSICAL_GROUPS "X25519:P-256:P-384:P-521"
#define HYBRID_GROUP "X25519MLKEM768"
static const char classical[] = CLASSICAL_GROUPS;
static const char hybrid_first[] = HYBRID_GROUP ":" CLASSICAL_GROUPS;

static const unsigned long options = SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA;

/* Adds why, in the words of the library. Returns false. */
static bool add_reason(struct err *err)
{
	const char *why = ERR_reason_error_string(ERR_peek_last_error());
	if (why)
		err_follow(err, "(OpenSSL: %s)", why);
	ERR_clear_error();
	return false;
}

/* A key that asks for a password is refused: there is no one to type it. */
static int no_password(char *to, int size, int writing, void *arg)
{
	(void)to;
	(void)size;
	(void)writing;
	(void)arg;
	return -1;
}

static bool use_certificate(SSL_CTX *ctx, BIO *bio)
{
	X509 *x = PEM_read_bio_X509_AUX(bio, NULL, no_password, NULL);
	bool ok = x && SSL_CTX_use_certificate(ctx, x) == 1;
	X509_free(x);
	while (ok && (x = PEM_read_bio_X509(bio, NULL, no_password, NULL)))
		if (SSL_CTX_add0_chain_cert(ctx, x) != 1) {
			X509_free(x);
			ok = false;
		}
	if (ok)
		ERR_clear_error(); /* the end of the text */
	return ok;
}

static bool use_key(SSL_CTX *ctx, BIO *bio)
{
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, no_password, NULL);
	bool ok = key && SSL_CTX_use_PrivateKey(ctx, key) == 1;
	EVP_PKEY_free(key);
	return ok;
}

static bool use(SSL_CTX *ctx, struct str text, const char *file, bool (*take)(SSL_CTX *ctx, BIO *bio))
{
	BIO *bio = text.p ? BIO_new_mem_buf(text.p, (int)text.n) : BIO_new_file(file, "re");
	bool ok = bio && take(ctx, bio);
	BIO_free(bio);
	return ok;
}

static bool load(SSL_CTX *ctx, const struct serve_identity *i, struct err *err)
{
	if (!use(ctx, i->certificate_text, i->certificate, use_certificate))
		return err_set(err, "%s: cannot load the certificate", i->certificate) || add_reason(err);
	if (!use(ctx, i->key_text, i->key, use_key))
		return err_set(err, "%s: cannot load the key", i->key) || add_reason(err);
	if (SSL_CTX_check_private_key(ctx) != 1)
		return err_set(err, "%s: this is not the key of the certificate", i->key) || add_reason(err);
	return true;
}

/* Names in the certificate are few and fixed: the handshake asks each context in turn. */
static void choose_context(SSL *ssl, const struct tls *t, const char *name)
{
	struct buf ascii;
	buf_init(&ascii, HOST_MAX + 1);
	/* Certificates have names in ASCII (RFC 5280 section 7.2); there are clients that ask in letters. */
	if (host_to_ascii(str_of(name), &ascii) == HOST_GOOD && ascii.len)
		name = ascii.data;
	/* The first may be for several names, one of which has a certificate of its own. */
	for (size_t i = t->n; i-- > 0;) {
		if (X509_check_host(SSL_CTX_get0_certificate(t->contexts[i]), name, 0, 0, NULL) == 1) {
			SSL_set_SSL_CTX(ssl, t->contexts[i]);
			break;
		}
	}
	buf_release(&ascii);
	ERR_clear_error();
}

static int on_name(SSL *ssl, int *alert, void *arg)
{
	const struct tls *t = arg;
	const char *name = SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name);
	(void)alert;
	if (name && t->n > 1)
		choose_context(ssl, t, name);
	return SSL_TLSEXT_ERR_OK;
}

/* list = *( length name ), RFC 7301 section 3.1 */
static int on_alpn(SSL *ssl, const unsigned char **out, unsigned char *out_n, const unsigned char *list,
    unsigned n, void *arg)
{
	const char *want = io_of(ssl)->alpn;
	(void)arg;
	for (unsigned at = 0; want && at < n; at += 1u + list[at]) {
		struct str name = { (const char *)list + at + 1, list[at] };
		if (name.n <= n - at - 1 && str_is(name, want)) {
			*out = list + at + 1;
			*out_n = list[at];
			return SSL_TLSEXT_ERR_OK;
		}
	}
	return SSL_TLSEXT_ERR_NOACK;
}

/* Key updates and alerts come after the handshake: io.c counts them. */
static void on_message(int sent, int version, int type, const void *p, size_t n, SSL *ssl, void *arg)
{
	(void)version;
	(void)p;
	(void)n;
	(void)arg;
	if (!sent && (type == SSL3_RT_HANDSHAKE || type == SSL3_RT_ALERT))
		io_note_message(io_of(ssl));
}

/* A library that does not know the hybrid refuses the whole list. */
static bool set_groups(SSL_CTX *ctx, bool hybrid)
{
	if (hybrid && SSL_CTX_set1_groups_list(ctx, hybrid_first) == 1)
		return true;
	ERR_clear_error();
	return SSL_CTX_set1_groups_list(ctx, classical) == 1;
}

static SSL_CTX *context_new(const struct serve_identity *i, bool hybrid, struct err *err)
{
	/* A session of one service is none of the other. */
	const unsigned char session_context[] = { 'j', (unsigned char)i->service };
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	if (!ctx) {
		err_set(err, "%s: cannot start TLS", i->certificate);
		add_reason(err);
		return NULL;
	}
	SSL_CTX_set_options(ctx, options);
	/* The file holds the chain that is sent: it need not be built again for each handshake. */
	SSL_CTX_set_mode(ctx, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_NO_AUTO_CHAIN);
	/* A record without data ends a read, so that io.c can count it. */
	SSL_CTX_clear_mode(ctx, SSL_MODE_AUTO_RETRY);
	SSL_CTX_set_read_ahead(ctx, 1);
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	client_cert_prepare(ctx);
	bool ok = SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) &&
	          SSL_CTX_set_ciphersuites(ctx, suites) && SSL_CTX_set_cipher_list(ctx, ciphers) &&
	          set_groups(ctx, hybrid) && SSL_CTX_set_num_tickets(ctx, 0) &&
	          SSL_CTX_set_max_early_data(ctx, 0) &&
	          SSL_CTX_set_session_id_context(ctx, session_context, sizeof session_context);
	if (!ok)
		err_set(err, "%s: cannot start TLS", i->certificate);
	add_reason(err);
	if (ok && load(ctx, i, err)) {
		SSL_CTX_set_alpn_select_cb(ctx, on_alpn, NULL);
		SSL_CTX_set_msg_callback(ctx, on_message);
		return ctx;
	}
	SSL_CTX_free(ctx);
	return NULL;
}

struct tls *tls_new(
    const struct serve_identity *v, size_t n, enum service service, bool hybrid, struct err *err)
{
	struct tls *t = xcalloc(1, sizeof *t);
	t->contexts = xcalloc(n + 1, sizeof(SSL_CTX *));
	for (size_t i = 0; i < n; i++) {
		if (v[i].service != service)
			continue;
		SSL_CTX *ctx = context_new(&v[i], hybrid, err);
		if (!ctx) {
			tls_free(t);
			return NULL;
		}
		t->contexts[t->n++] = ctx;
	}
	if (!t->n) {
		err_set(err, "there is no certificate for this service");
		tls_free(t);
		return NULL;
	}
	/* Also when there is only one: a session remembers the name only where it was acknowledged. */
	for (size_t i = 0; i < t->n; i++) {
		SSL_CTX_set_tlsext_servername_callback(t->contexts[i], on_name);
		SSL_CTX_set_tlsext_servername_arg(t->contexts[i], t);
	}
	return t;
}

void tls_free(struct tls *t)
{
	for (size_t i = 0; t && i < t->n; i++)
		SSL_CTX_free(t->contexts[i]);
	free(t ? t->contexts : NULL);
	free(t);
}

bool tls_resume(struct tls *t, const struct tickets *tickets)
{
	bool ok = true;
	for (size_t i = 0; ok && i < t->n; i++)
		ok = tickets_use(tickets, t->contexts[i]);
	return ok;
}

SSL_CTX *tls_context(const struct tls *t)
{
	return t->contexts[0];
}

bool tls_has_hybrid(void)
{
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());
	bool has = ctx && SSL_CTX_set1_groups_list(ctx, HYBRID_GROUP) == 1;
	SSL_CTX_free(ctx);
	ERR_clear_error();
	return has;
}

const char *tls_library(void)
{
	static char name[64];
	snprintf(name, sizeof name, "OpenSSL %s", OpenSSL_version(OPENSSL_VERSION_STRING));
	return name;
}

bool tls_check_identity(const struct serve_identity *i, struct err *err)
{
	SSL_CTX *ctx = context_new(i, false, err);
	SSL_CTX_free(ctx);
	return ctx != NULL;
}

bool tls_valid_until(const struct serve_identity *i, int64_t *until)
{
	struct str text = i->certificate_text;
	BIO *bio = text.p ? BIO_new_mem_buf(text.p, (int)text.n) : BIO_new_file(i->certificate, "re");
	X509 *x = bio ? PEM_read_bio_X509_AUX(bio, NULL, no_password, NULL) : NULL;
	struct tm tm;
	bool ok = x && ASN1_TIME_to_tm(X509_get0_notAfter(x), &tm) == 1;
	if (ok)
		*until = (int64_t)timegm(&tm);
	X509_free(x);
	BIO_free(bio);
	ERR_clear_error();
	return ok;
}
