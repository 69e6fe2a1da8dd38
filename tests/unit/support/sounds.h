/*
 * sounds: small files of each format, made in memory, whose samples are no samples. On top of pictures.h.
 */
#ifndef TESTS_UNIT_SUPPORT_SOUNDS_H
#define TESTS_UNIT_SUPPORT_SOUNDS_H

#include "unit/support/pictures.h"

/* MPEG 1, layer III, 44.1 kHz, two channels, 32 kbit/s: 104 bytes, 1152 samples; 64: 208 bytes. */
#define MP3_32 "\xff\xfb\x10\x00"
#define MP3_64 "\xff\xfb\x50\x00"
enum { MP3_BYTES = 104 };

static inline void put_zeros(struct buf *b, size_t n)
{
	put_big(b, n, 0);
}

static inline void put_frames(struct buf *b, const char head[4], size_t bytes, size_t n)
{
	while (n--) {
		put_bytes(b, (struct str){ head, 4 });
		put_zeros(b, bytes - 4);
	}
}

/* A frame with the table of LAME, then n frames of 32 kbit/s; says that there are `frames`, and `bytes`. */
static inline void put_xing(struct buf *b, uint64_t frames, uint64_t bytes, size_t n)
{
	size_t from = b->len;
	put_bytes(b, STR(MP3_32));
	put_zeros(b, 32);
	put_bytes(b, STR("Xing\0\0\0\3"));
	put_big(b, 4, frames);
	put_big(b, 4, bytes);
	put_zeros(b, MP3_BYTES - (b->len - from));
	put_frames(b, MP3_32, MP3_BYTES, n);
}

enum { PAGE_FIRST = 2, PAGE_LAST = 4 };

/* A page of Ogg with at most 254 bytes. */
static inline void put_page(
    struct buf *b, unsigned flags, uint64_t position, uint32_t serial, struct str bytes)
{
	put_bytes(b, STR("OggS"));
	put_big(b, 1, 0);
	put_big(b, 1, flags);
	put_little(b, 8, position);
	put_little(b, 4, serial);
	put_zeros(b, 8); /* the number and the check are not looked at */
	put_big(b, 1, 1);
	put_big(b, 1, bytes.n);
	put_bytes(b, bytes);
}

#define OPUS_HEAD "OpusHead\1\2\x38\1\x80\xbb\0\0\0\0\0"     /* 312 samples are skipped */
#define VORBIS_HEAD "\1vorbis\0\0\0\0\2\x22\x56\0\0\0\0\0\0" /* 22050 Hz */

static inline void put_ogg(struct buf *b, struct str head, uint64_t position)
{
	put_page(b, PAGE_FIRST, 0, 7, head);
	put_page(b, 0, 0, 7, STR("comments"));
	put_page(b, 0, 1000, 7, STR("sound"));
	put_page(b, PAGE_LAST, position, 7, STR("sound"));
}

/* One channel of 8 bits, 8000 Hz: `bytes` are said to be there, n are. */
static inline void put_wave(struct buf *b, uint64_t bytes, size_t n)
{
	put_bytes(b, STR("RIFF\0\0\0\0WAVEfmt \x10\0\0\0\1\0\1\0\x40\x1f\0\0\x40\x1f\0\0\1\0\x08\0data"));
	put_little(b, 4, bytes);
	put_zeros(b, n);
}

/* The check of the last n bytes, x^8 + x^2 + x + 1, and something after it. */
static inline void end_flac_frame(struct buf *b, size_t n)
{
	unsigned crc = 0;
	for (size_t i = b->len - n; i < b->len; i++) {
		crc ^= (unsigned char)b->data[i];
		for (unsigned bit = 0; bit < 8; bit++)
			crc = (crc << 1 ^ (crc & 0x80 ? 7 : 0)) & 0xff;
	}
	put_big(b, 1, crc);
	put_zeros(b, 20);
}

/* The head of a frame of `block` samples. */
static inline void put_flac_frame(struct buf *b, unsigned number, unsigned block)
{
	size_t from = b->len;
	put_bytes(b, STR("\xff\xf8\x79\x08"));
	if (number < 0x80)
		put_big(b, 1, number);
	else
		put_big(b, 2, 0xc080 | number >> 6 << 8 | (number & 0x3f));
	put_big(b, 2, block - 1);
	end_flac_frame(b, b->len - from);
}

/* 44.1 kHz, in frames of 4096 samples: the first, and the last, or the one before that. */
static inline void put_flac(struct buf *b, uint64_t samples, bool whole)
{
	unsigned last = samples ? (unsigned)((samples - 1) / 4096) : 0;
	put_bytes(b, STR("fLaC\0\0\0\x22\x10\0\x10\0\0\0\0\0\0\0"));
	put_big(b, 8, UINT64_C(44100) << 44 | UINT64_C(1) << 41 | UINT64_C(15) << 36 | samples);
	put_zeros(b, 16);
	put_flac_frame(b, 0, 4096);
	put_zeros(b, 70000);
	if (whole)
		put_flac_frame(b, last, (unsigned)(samples - last * UINT64_C(4096)));
	else
		put_flac_frame(b, last - 1, 4096);
}

/* Of version 0 or 1. */
static inline void put_moov(struct buf *b, unsigned version, uint64_t scale, uint64_t length)
{
	size_t wide = version ? 8 : 4, from = b->len;
	put_bytes(b, STR("\0\0\0\0moov\0\0\0\0mvhd"));
	put_big(b, 1, version);
	put_zeros(b, 3 + 2 * wide);
	put_big(b, 4, scale);
	put_big(b, wide, length);
	put_zeros(b, 80);
	set_big(b, from + 8, 4, b->len - from - 8);
	set_big(b, from, 4, b->len - from);
}

static inline void put_m4a(struct buf *b, bool head_first)
{
	put_box(b, "ftyp", STR("M4A \0\0\0\0isom"));
	if (head_first)
		put_moov(b, 0, 600, 600 * 90);
	put_box(b, "mdat", STR("sound"));
	if (!head_first)
		put_moov(b, 1, 48000, UINT64_C(48000) * 90);
}

#endif
