/*
 * digest: OpenSSL's EVP interface in one call.
 */
#include "base/digest.h"

#include <openssl/evp.h>
#include <string.h>

bool digest_sha256(struct str bytes, unsigned char out[DIGEST_SIZE])
{
	if (EVP_Digest(bytes.p, bytes.n, out, NULL, EVP_sha256(), NULL) == 1)
		return true;
	memset(out, 0, DIGEST_SIZE);
	return false;
}
