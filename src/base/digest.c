/*
 * digest: OpenSSL's EVP interface in one call, or in pieces.
 */
#include "base/digest.h"

#include <errno.h>
#include <openssl/evp.h>
#include <string.h>
#include <unistd.h>

bool digest_sha256(struct str bytes, unsigned char out[DIGEST_SIZE])
{
	if (EVP_Digest(bytes.p, bytes.n, out, NULL, EVP_sha256(), NULL) == 1)
		return true;
	memset(out, 0, DIGEST_SIZE);
	return false;
}

void digest_hex(const unsigned char digest[DIGEST_SIZE], char out[DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < DIGEST_SIZE; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[2 * DIGEST_SIZE] = '\0';
}

void digest_base64(const unsigned char digest[DIGEST_SIZE], char out[DIGEST_BASE64])
{
	unsigned char text[DIGEST_BASE64];

	EVP_EncodeBlock(text, digest, DIGEST_SIZE);
	memcpy(out, text, DIGEST_BASE64);
}

/* A context that failed is freed at once, so that nothing is made of what is missing. */
static void keep_if(struct digest *d, bool ok)
{
	if (ok)
		return;
	EVP_MD_CTX_free(d->context);
	d->context = NULL;
}

void digest_begin(struct digest *d)
{
	d->context = EVP_MD_CTX_new();
	keep_if(d, d->context && EVP_DigestInit_ex(d->context, EVP_sha256(), NULL) == 1);
}

void digest_more(struct digest *d, struct str bytes)
{
	keep_if(d, d->context && EVP_DigestUpdate(d->context, bytes.p, bytes.n) == 1);
}

bool digest_end(struct digest *d, unsigned char out[DIGEST_SIZE])
{
	bool ok = d->context && EVP_DigestFinal_ex(d->context, out, NULL) == 1;

	if (!ok)
		memset(out, 0, DIGEST_SIZE);
	keep_if(d, false);
	return ok;
}

bool digest_of_file(int fd, char out[DIGEST_HEX])
{
	unsigned char digest[DIGEST_SIZE];
	char chunk[1 << 16];
	struct digest d;
	off_t at = 0;
	ssize_t got;

	digest_begin(&d);
	while ((got = pread(fd, chunk, sizeof chunk, at)) > 0 || (got < 0 && errno == EINTR)) {
		if (got < 0)
			continue;
		digest_more(&d, (struct str){ chunk, (size_t)got });
		at += got;
	}
	int saved = errno;
	bool whole = digest_end(&d, digest);
	digest_hex(digest, out);
	errno = got < 0 ? saved : EIO;
	return whole && got == 0;
}
