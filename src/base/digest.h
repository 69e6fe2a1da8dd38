/*
 * digest: SHA-256 of bytes, by OpenSSL.
 */
#ifndef JARCHY_BASE_DIGEST_H
#define JARCHY_BASE_DIGEST_H

#include "base/str.h"

enum { DIGEST_SIZE = 32 }; /* bytes */

/* False (out is all zeros then): OpenSSL could not. */
bool digest_sha256(struct str bytes, unsigned char out[DIGEST_SIZE]);

/* In hexadecimal digits, the small ones. */
enum { DIGEST_HEX = 2 * DIGEST_SIZE + 1 }; /* characters and a zero byte */
void digest_hex(const unsigned char digest[DIGEST_SIZE], char out[DIGEST_HEX]);
/* That of a whole file, from its beginning to its end. False and errno: it cannot be read. */
bool digest_of_file(int fd, char out[DIGEST_HEX]);
/* In base64 with its "=", as RFC 4648, section 4, has it. */
enum { DIGEST_BASE64 = 45 }; /* characters and a zero byte */
void digest_base64(const unsigned char digest[DIGEST_SIZE], char out[DIGEST_BASE64]);

/*
 * digest_sha256 of bytes that come in pieces: digest_begin, digest_more for each, then once digest_end, which
 * frees it.
 */
struct digest {
	struct evp_md_ctx_st *context; /* owned; NULL: OpenSSL could not */
};
void digest_begin(struct digest *d);
void digest_more(struct digest *d, struct str bytes);
/* As digest_sha256. */
bool digest_end(struct digest *d, unsigned char out[DIGEST_SIZE]);

#endif
