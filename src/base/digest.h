/*
 * digest: SHA-256 of bytes, by OpenSSL.
 */
#ifndef JARCHY_BASE_DIGEST_H
#define JARCHY_BASE_DIGEST_H

#include "base/str.h"

enum { DIGEST_SIZE = 32 }; /* bytes */

/* False (out is all zeros then): OpenSSL could not. */
bool digest_sha256(struct str bytes, unsigned char out[DIGEST_SIZE]);

#endif
