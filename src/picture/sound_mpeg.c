/*
 * sound_mpeg: frames, each of which says its own length. The first may be a table that says how many there
 * are (Xing and Info of LAME, VBRI of Fraunhofer); without one the size tells it, where all frames that are
 * looked at, here and there in the file, have the same bit rate.
 *
 *   frame  = head *byte
 *   head   = 11("1") version(2) layer(2) check(1) bit-rate(4) rate(2) pad(1) private(1) mode(2) …
 *          ; 4 bytes
 */
#include <string.h>

#include "picture/sound_formats.h"

enum {
	HEAD = 4,
	SEARCH = 1 << 14, /* bytes that may be before a frame */
	IN_A_ROW = 3,     /* frames that must follow each other, to be believed */
	LOOKS = 32,       /* places in the file where bit rates are compared, */
	RUN = 8,          /* so many frames at each */
	MONO = 3,
	SMALLEST = 24, /* bytes of a frame */
	TABLE_SLACK = 1 << 12,
};

struct frame {
	unsigned version, layer; /* 1 and 2 (2.5 is 3); I to III */
	unsigned kbits, rate;    /* 1000 bits a second; samples a second */
	unsigned bytes, samples;
	bool mono;
};

/* --- one frame ---------------------------------------------------------------------------- */

static const unsigned short bit_rates[5][16] = {
	{ 0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448 },
	{ 0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384 },
	{ 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 },
	{ 0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256 },
	{ 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 },
};
static const unsigned rates[4] = { 44100, 48000, 32000, 0 };
static const unsigned versions[4] = { 3, 0, 2, 1 }; /* of the bits; 0: there is none */

static unsigned samples_of(const struct frame *f)
{
	if (f->layer == 1)
		return 384;
	return f->layer == 3 && f->version > 1 ? 576 : 1152;
}

static bool read_frame(struct source *s, uint64_t at, struct frame *out)
{
	const unsigned char *p = source_at(s, at, HEAD);
	uint32_t head = p ? (uint32_t)bytes_big(p, HEAD) : 0;
	unsigned pad = head >> 9 & 1, row;

	if (head >> 21 != 0x7ff)
		return false;
	*out = (struct frame){ .version = versions[head >> 19 & 3],
		.layer = 4 - (head >> 17 & 3),
		.mono = (head >> 6 & 3) == MONO };
	if (out->version == 0 || out->layer == 4)
		return false;
	row = out->version == 1 ? out->layer - 1 : out->layer == 1 ? 3 : 4;
	out->kbits = bit_rates[row][head >> 12 & 15];
	out->rate = rates[head >> 10 & 3] >> (out->version - 1);
	out->samples = samples_of(out);
	if (!out->kbits || !out->rate)
		return false;
	out->bytes = out->layer == 1 ? (12000 * out->kbits / out->rate + pad) * 4
	                             : out->samples / 8 * 1000 * out->kbits / out->rate + pad;
	return true;
}

static bool is_same_kind(const struct frame *a, const struct frame *b)
{
	return a->version == b->version && a->layer == b->layer && a->rate == b->rate;
}

/* How many frames of the kind of the first follow each other, up to max; *steady: at one bit rate. */
static unsigned count_run(struct source *s, uint64_t at, uint64_t end, unsigned max, bool *steady)
{
	struct frame first = { 0 }, f;
	unsigned n = 0;

	*steady = true;
	for (; n < max && at < end && read_frame(s, at, &f); n++, at += f.bytes) {
		if (n == 0)
			first = f;
		if (!is_same_kind(&first, &f))
			break;
		*steady &= f.kbits == first.kbits;
	}
	/* The last may be all that is left. */
	return at >= end && n ? max : n;
}

/* The first frame from there on; UINT64_MAX: none. */
static uint64_t find_frame(struct source *s, uint64_t from, uint64_t end)
{
	bool ignored;

	for (uint64_t at = from; at < end && at - from < SEARCH && !s->spent; at++) {
		const unsigned char *p = source_at(s, at, 1);
		if (p && *p == 0xff && count_run(s, at, end, IN_A_ROW, &ignored) == IN_A_ROW)
			return at;
	}
	return UINT64_MAX;
}

/* --- the tables --------------------------------------------------------------------------- */

static bool begins(const unsigned char *p, const char *name)
{
	return memcmp(p, name, 4) == 0;
}

/* How many frames a table says, if the file has the bytes that they need. */
static bool take_table(
    const struct frame *f, uint64_t frames, uint64_t bytes, uint64_t there, struct sound_time *out)
{
	if (!frames || frames > there / SMALLEST || bytes > there + TABLE_SLACK)
		return false;
	*out = (struct sound_time){ frames * f->samples, f->rate };
	return true;
}

/*
 *   xing = ( "Xing" / "Info" ) flags4 [ frames4 ] [ bytes4 ] …
 *   vbri = "VBRI" version2 delay2 quality2 bytes4 frames4 …
 */
static bool read_table(
    struct source *s, uint64_t at, uint64_t end, const struct frame *f, bool *there, struct sound_time *out)
{
	uint64_t side = f->version == 1 ? (f->mono ? 17 : 32) : (f->mono ? 9 : 17);
	const unsigned char *p = source_at(s, at + HEAD + side, 16);

	*there = p && (begins(p, "Xing") || begins(p, "Info")) && (p[7] & 1);
	if (*there)
		return take_table(f, bytes_big(p + 8, 4), p[7] & 2 ? bytes_big(p + 12, 4) : 0, end - at, out);
	p = source_at(s, at + HEAD + 32, 18);
	*there = p && begins(p, "VBRI");
	return *there && take_table(f, bytes_big(p + 14, 4), bytes_big(p + 10, 4), end - at, out);
}

/* --- without a table ---------------------------------------------------------------------- */

/* Before the tags at the end: ID3v1, and APEv2, whose size is without its head. */
static uint64_t find_end(struct source *s)
{
	enum { ID3V1 = 128, APE = 32 };
	uint64_t end = s->size;
	const unsigned char *p = end >= ID3V1 ? source_at(s, end - ID3V1, 3) : NULL;

	if (p && memcmp(p, "TAG", 3) == 0)
		end -= ID3V1;
	p = end >= APE ? source_at(s, end - APE, APE) : NULL;
	if (p && memcmp(p, "APETAGEX", 8) == 0) {
		uint64_t n = bytes_little(p + 12, 4) + (p[23] & 0x80 ? APE : 0);
		end -= n < end ? n : 0;
	}
	return end;
}

static bool is_steady(struct source *s, uint64_t from, uint64_t end, const struct frame *first)
{
	struct frame f;
	bool steady;

	for (uint64_t i = 0; i < LOOKS; i++) {
		uint64_t at = find_frame(s, from + (end - from) / LOOKS * i, end);
		if (at == UINT64_MAX || !read_frame(s, at, &f) || !is_same_kind(first, &f) ||
		    f.kbits != first->kbits)
			return false;
		count_run(s, at, end, RUN, &steady);
		if (!steady)
			return false;
	}
	return true;
}

bool sound_mpeg(struct source *s, uint64_t at, bool *known, struct sound_time *out)
{
	struct frame first;
	uint64_t end = find_end(s);
	bool table;

	at = find_frame(s, at, end);
	*known = at != UINT64_MAX && read_frame(s, at, &first);
	if (!*known)
		return false;
	if (read_table(s, at, end, &first, &table, out))
		return true;
	if (table || !is_steady(s, at, end, &first))
		return false;
	*out = (struct sound_time){ end - at, first.kbits * UINT64_C(125) };
	return true;
}
