/*
 * key_fingerprint: the SHA-256 fingerprint of a public key: of its SubjectPublicKeyInfo (RFC 5280 section 4.1) in DER.
 *
 * It stays the same when a certificate is renewed with its key. Used by config/ too.
 */
#ifndef JARCHY_SERVE_KEY_FINGERPRINT_H
#define JARCHY_SERVE_KEY_FINGERPRINT_H

#include <stdbool.h>

enum { KEY_FINGERPRINT_BYTES = 32, KEY_FINGERPRINT_TEXT = 2 * KEY_FINGERPRINT_BYTES + 1 };

struct key_fingerprint {
	unsigned char sha256[KEY_FINGERPRINT_BYTES];
};

/* 64 hexadecimal digits, with colons between the pairs (as "jarchy cert show" prints them) or without. */
bool key_fingerprint_parse(const char *text, struct key_fingerprint *out);
/* Without colons, lower case. */
void key_fingerprint_text(const struct key_fingerprint *k, char out[KEY_FINGERPRINT_TEXT]);

#endif
