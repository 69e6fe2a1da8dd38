/*
 * coding: gzip by zlib, brotli by its own library; each in one call, with room for the worst case.
 */
#include "answer/coding.h"

#include <brotli/encode.h>
#include <zlib.h>

enum { GZIP_LEVEL = 6, GZIP_WINDOW = 15 + 16, GZIP_MEMORY = 8, BROTLI_QUALITY_USED = 5 };

bool coding_gzip(struct str plain, struct buf *out)
{
	z_stream z = { 0 };
	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, GZIP_MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	size_t room = deflateBound(&z, (uLong)plain.n);
	char *to = plain.n <= UINT32_MAX && room <= UINT32_MAX ? buf_reserve(out, room) : NULL;
	bool ok = false;
	if (to) {
		z.next_in = (z_const Bytef *)plain.p;
		z.avail_in = (uInt)plain.n;
		z.next_out = (Bytef *)to;
		z.avail_out = (uInt)room;
		ok = deflate(&z, Z_FINISH) == Z_STREAM_END;
		buf_commit(out, ok ? (size_t)z.total_out : 0);
	}
	deflateEnd(&z);
	return ok;
}

bool coding_brotli(struct str plain, struct buf *out)
{
	size_t n = BrotliEncoderMaxCompressedSize(plain.n);
	char *to = n ? buf_reserve(out, n) : NULL;
	if (!to || !BrotliEncoderCompress(BROTLI_QUALITY_USED, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
	               plain.n, (const uint8_t *)plain.p, &n, (uint8_t *)to))
		return false;
	buf_commit(out, n);
	return true;
}
