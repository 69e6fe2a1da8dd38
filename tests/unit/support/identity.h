/* A certificate and its key in memory, and TLS with them. */
#ifndef JARCHY_TEST_IDENTITY_H
#define JARCHY_TEST_IDENTITY_H

#include "unit/support/test.h"

#include <openssl/pem.h>
#include <openssl/x509.h>

#include "serve/tls.h"

static struct buf identity_certificate, identity_key;

static inline void identity_keep(BIO *bio, struct buf *text)
{
	char *p;
	long n = BIO_get_mem_data(bio, &p);
	buf_init(text, 1 << 16);
	buf_add(text, p, (size_t)n);
	BIO_free(bio);
}

static inline int identity_make(void **state)
{
	(void)state;
	EVP_PKEY *pair = EVP_EC_gen("P-256");
	X509 *x = X509_new();
	BIO *certificate = BIO_new(BIO_s_mem()), *key = BIO_new(BIO_s_mem());
	X509_set_version(x, 2);
	X509_gmtime_adj(X509_getm_notBefore(x), 0);
	X509_gmtime_adj(X509_getm_notAfter(x), 3600);
	X509_set_pubkey(x, pair);
	if (X509_sign(x, pair, EVP_sha256()) <= 0)
		return -1;
	PEM_write_bio_X509(certificate, x);
	PEM_write_bio_PrivateKey(key, pair, NULL, NULL, 0, NULL, NULL);
	identity_keep(certificate, &identity_certificate);
	identity_keep(key, &identity_key);
	X509_free(x);
	EVP_PKEY_free(pair);
	return 0;
}

static inline int identity_forget(void **state)
{
	(void)state;
	buf_release(&identity_certificate);
	buf_release(&identity_key);
	return 0;
}

/* The caller frees it. */
static inline struct tls *identity_tls(bool hybrid)
{
	struct err err;
	const struct serve_identity identity = { .service = SERVICE_HTTPS,
		.certificate = "certificate",
		.key = "key",
		.certificate_text = buf_str(&identity_certificate),
		.key_text = buf_str(&identity_key) };
	struct tls *t = tls_new(&identity, 1, SERVICE_HTTPS, hybrid, &err);
	assert_non_null(t);
	return t;
}

#endif
