/* client_cert: which certificates a handshake accepts, and whose key one has. */
#include "serve/client_cert.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <string.h>

enum { CHAIN_MAX = 16 << 10, RSA_BITS_MAX = 8192, RSA_EXPONENT_BITS_MAX = 32 }; /* the first in bytes */

/*
 * What it costs to check a signature of an RSA or DSA key is up to whoever made the key: here it may be no more
 * than the rest of a handshake.
 */
static bool is_cheap(const X509 *x)
{
	const EVP_PKEY *key = x ? X509_get0_pubkey(x) : NULL;
	int type = key ? EVP_PKEY_get_base_id(key) : EVP_PKEY_NONE;
	if (type == EVP_PKEY_EC || type == EVP_PKEY_ED25519 || type == EVP_PKEY_ED448)
		return true;
	BIGNUM *e = NULL;
	bool cheap = (type == EVP_PKEY_RSA || type == EVP_PKEY_RSA_PSS) &&
	             EVP_PKEY_get_bits(key) <= RSA_BITS_MAX &&
	             EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_E, &e) == 1 &&
	             BN_num_bits(e) <= RSA_EXPONENT_BITS_MAX;
	BN_free(e);
	return cheap;
}

/*
 * The issuer does not count, and the dates are judged when something is asked for. That the client has the key
 * is proved by the handshake.
 */
static int on_certificate(X509_STORE_CTX *store, void *arg)
{
	(void)arg;
	bool ok = is_cheap(X509_STORE_CTX_get0_cert(store));
	X509_STORE_CTX_set_error(store, ok ? X509_V_OK : X509_V_ERR_CERT_REJECTED);
	return ok;
}

void client_cert_prepare(SSL_CTX *ctx)
{
	SSL_CTX_set_cert_verify_callback(ctx, on_certificate, NULL);
	SSL_CTX_set_max_cert_list(ctx, CHAIN_MAX);
}

void client_cert_ask(SSL *ssl)
{
	SSL_set_verify(ssl, SSL_VERIFY_PEER, NULL);
}

static bool key_fingerprint_of(const X509 *x, struct key_fingerprint *out)
{
	unsigned char *der = NULL;
	int n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x), &der);
	bool ok = n > 0 && EVP_Digest(der, (size_t)n, out->sha256, NULL, EVP_sha256(), NULL);
	OPENSSL_free(der);
	return ok;
}

static enum client_cert judge(
    const X509 *x, const struct key_fingerprint *known, size_t n, struct key_fingerprint *shown)
{
	int begin = X509_cmp_current_time(X509_get0_notBefore(x));
	int end = X509_cmp_current_time(X509_get0_notAfter(x));
	if (begin > 0)
		return CLIENT_CERT_EARLY;
	/* 0 is what a date that cannot be read compares as. */
	if (begin == 0 || end <= 0)
		return CLIENT_CERT_EXPIRED;
	if (!key_fingerprint_of(x, shown))
		return CLIENT_CERT_ABSENT;
	for (size_t i = 0; i < n; i++)
		if (memcmp(known[i].sha256, shown->sha256, sizeof shown->sha256) == 0)
			return CLIENT_CERT_KNOWN;
	return CLIENT_CERT_UNKNOWN;
}

enum client_cert client_cert_judge(
    const SSL *ssl, const struct key_fingerprint *known, size_t n, struct key_fingerprint *shown)
{
	const X509 *x = SSL_get0_peer_certificate(ssl);
	enum client_cert verdict = x ? judge(x, known, n, shown) : CLIENT_CERT_ABSENT;
	ERR_clear_error();
	return verdict;
}
