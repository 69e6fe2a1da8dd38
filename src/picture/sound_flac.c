/*
 * sound_flac: the first block says it all (RFC 9639, section 8.2).
 *
 *   file       = "fLaC" streaminfo *block *frame
 *   streaminfo = type1 length3 min-block2 max-block2 min-frame3 max-frame3
 *                rate(20) channels(3) bits(5) samples(36) …          ; these four in bits
 */
#include "picture/sound_formats.h"

enum { STREAMINFO = 0, STREAMINFO_SIZE = 34, HEAD = 8, TYPE = 0x7f };

/* As few bytes as so many samples can have: a file that has not so many is cut. */
static uint64_t least(const unsigned char *info, uint64_t samples)
{
	uint64_t block = bytes_big(info + 2, 2), frame = bytes_big(info + 4, 3);
	return block ? samples / block * frame : 0;
}

bool sound_flac(struct source *s, uint64_t at, struct sound_time *out)
{
	const unsigned char *p = source_at(s, at, HEAD + STREAMINFO_SIZE);

	if (!p || (p[4] & TYPE) != STREAMINFO || bytes_big(p + 5, 3) != STREAMINFO_SIZE)
		return false;
	p += HEAD;
	*out = (struct sound_time){ bytes_big(p + 13, 5) & 0xfffffffff, bytes_big(p + 10, 3) >> 4 };
	return out->n && least(p, out->n) <= s->size - at;
}
