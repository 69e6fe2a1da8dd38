/*
 * sound_flac: the first block says how many samples there are, and the last frame which of them are its
 * own: a file that is cut has another (RFC 9639, sections 8.2 and 9.1).
 *
 *   file       = "fLaC" streaminfo *block *frame
 *   streaminfo = type1 length3 min-block2 max-block2 min-frame3 max-frame3
 *                rate(20) channels(3) bits(5) samples(36) …          ; these four in bits
 *   frame      = sync(15) variable(1) block(4) rate(4) format(8) number1-7 [ block1 / block2 ]
 *                [ rate1 / rate2 ] check1 …
 */
#include "picture/sound_formats.h"

enum {
	HEAD = 8,
	STREAMINFO = 0,
	STREAMINFO_SIZE = 34,
	TYPE = 0x7f,
	FRAME_MAX = 16, /* bytes of the head of a frame */
};

struct head {
	uint64_t block, samples;
};

/* The polynomial x^8 + x^2 + x + 1. */
static unsigned check_of(const unsigned char *p, size_t n)
{
	unsigned crc = 0;

	for (size_t i = 0; i < n; i++) {
		crc ^= p[i];
		for (unsigned bit = 0; bit < 8; bit++)
			crc = (crc << 1 ^ (crc & 0x80 ? 0x07 : 0)) & 0xff;
	}
	return crc;
}

/* As UTF-8 writes characters, with up to 36 bits. 0: it is no such number, else how many bytes it has. */
static size_t read_number(const unsigned char *p, uint64_t *out)
{
	size_t n = 0;

	while (n < 8 && p[0] & 0x80 >> n)
		n++;
	if (n == 1 || n == 8)
		return 0;
	*out = n ? (uint64_t)(p[0] & 0x7f >> n) : p[0];
	for (size_t i = 1; i < n; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		*out = *out << 6 | (p[i] & 0x3f);
	}
	return n ? n : 1;
}

/* Samples of a frame; of two of the codes they are written at p. */
static uint64_t block_of(unsigned code, const unsigned char *p)
{
	if (code >= 6 && code <= 7)
		return bytes_big(p, code - 5) + 1;
	return code == 1 ? 192 : code < 6 ? 576U << (code - 2) : 256U << (code - 8);
}

/* Whether a frame begins at p, whose FRAME_MAX bytes are there, and ends with the last sample. */
static bool is_last(const unsigned char *p, const struct head *head)
{
	unsigned block = p[2] >> 4, rate = p[2] & 15;
	uint64_t number;
	size_t n;

	if (p[0] != 0xff || (p[1] & 0xfe) != 0xf8 || block == 0 || !(n = read_number(p + 4, &number)))
		return false;
	n += 4;
	uint64_t samples = block_of(block, p + n);
	n += block == 6 ? 1 : block == 7 ? 2 : 0;
	n += rate == 12 ? 1 : rate == 13 || rate == 14 ? 2 : 0;
	if (!(p[1] & 1))
		number *= head->block;
	return check_of(p, n) == p[n] && number + samples == head->samples;
}

static bool has_last(struct source *s, uint64_t from, const struct head *head)
{
	uint64_t at = s->size - from > SOURCE_WINDOW ? s->size - SOURCE_WINDOW : from;
	size_t n = (size_t)(s->size - at);
	const unsigned char *p = source_at(s, at, n);

	for (size_t i = 0; p && i + FRAME_MAX <= n; i++)
		if (is_last(p + i, head))
			return true;
	return false;
}

bool sound_flac(struct source *s, uint64_t at, struct sound_time *out)
{
	const unsigned char *p = source_at(s, at, HEAD + STREAMINFO_SIZE);

	if (!p || (p[4] & TYPE) != STREAMINFO || bytes_big(p + 5, 3) != STREAMINFO_SIZE)
		return false;
	p += HEAD;
	struct head head = { bytes_big(p + 2, 2), bytes_big(p + 13, 5) & 0xfffffffff };
	*out = (struct sound_time){ head.samples, bytes_big(p + 10, 3) >> 4 };
	return head.samples && has_last(s, at + HEAD + STREAMINFO_SIZE, &head);
}
