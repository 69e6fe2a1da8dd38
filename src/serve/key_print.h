/*
 * key_print: the SHA-256 fingerprint of a public key: of its SubjectPublicKeyInfo (RFC 5280 section 4.1) in DER.
 *
 * It stays the same when a certificate is renewed with its key.
 */
#ifndef JARCHY_SERVE_KEY_PRINT_H
#define JARCHY_SERVE_KEY_PRINT_H

#include <stdbool.h>

enum { KEY_PRINT_BYTES = 32, KEY_PRINT_TEXT = 2 * KEY_PRINT_BYTES + 1 };

struct key_print {
	unsigned char sha256[KEY_PRINT_BYTES];
};

/* 64 hexadecimal digits, with colons between the pairs (as "jarchy cert show" prints them) or without. */
bool key_print_parse(const char *text, struct key_print *out);
/* Without colons, lower case. */
void key_print_text(const struct key_print *k, char out[KEY_PRINT_TEXT]);

#endif
