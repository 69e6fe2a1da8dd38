/*
 * png: PNG, third edition (with APNG). Kept are the chunks for pixels, colours and movement.
 *
 *   file  = signature *chunk
 *   chunk = length name bytes crc
 */
#include "picture/bytes.h"
#include "picture/exif.h"
#include "picture/formats.h"

enum {
	SIGNATURE = 8,
	HEAD = 8,    /* length and name */
	AROUND = 12, /* the same and the CRC */
	ALPHA = 4,   /* a bit of the colour type */
	IHDR = NAME4('I', 'H', 'D', 'R'),
	IEND = NAME4('I', 'E', 'N', 'D'),
	IDAT = NAME4('I', 'D', 'A', 'T'),
	EXIF = NAME4('e', 'X', 'I', 'f'),
	TRNS = NAME4('t', 'R', 'N', 'S'),
	ACTL = NAME4('a', 'c', 'T', 'L'),
	ANCILLARY = 0x20000000, /* a bit of the name: a decoder may go without it */
};

static const uint32_t known[] = {
	IHDR,
	IDAT,
	IEND,
	TRNS,
	ACTL,
	NAME4('P', 'L', 'T', 'E'),
	NAME4('g', 'A', 'M', 'A'),
	NAME4('c', 'H', 'R', 'M'),
	NAME4('s', 'R', 'G', 'B'),
	NAME4('i', 'C', 'C', 'P'),
	NAME4('s', 'B', 'I', 'T'),
	NAME4('p', 'H', 'Y', 's'),
	NAME4('b', 'K', 'G', 'D'),
	NAME4('c', 'I', 'C', 'P'),
	NAME4('m', 'D', 'C', 'V'),
	NAME4('m', 'D', 'C', 'v'),
	NAME4('c', 'L', 'L', 'I'),
	NAME4('c', 'L', 'L', 'i'),
	NAME4('f', 'c', 'T', 'L'),
	NAME4('f', 'd', 'A', 'T'),
};

struct png {
	struct walk *w;
	uint64_t at;
	uint32_t name;
	uint64_t n; /* of its bytes */
	bool exif;
	bool data; /* there were pixels */
};

/* ISO/IEC 15948, annex D. */
static uint32_t crc(const unsigned char *p, size_t n)
{
	uint32_t c = UINT32_MAX;

	for (size_t i = 0; i < n; i++) {
		c ^= p[i];
		for (int bit = 0; bit < 8; bit++)
			c = c >> 1 ^ (c & 1 ? UINT32_C(0xedb88320) : 0);
	}
	return ~c;
}

static void note(struct png *g)
{
	const unsigned char *p = g->n >= 8 ? source_at(g->w->s, g->at + HEAD, g->name == IHDR ? 10 : 4)
	                                   : NULL;
	struct picture_head *head = g->w->head;

	if (g->name == TRNS)
		head->alpha = true;
	if (p && g->name == ACTL)
		head->moving = bytes_big(p, 4) > 1;
	if (!p || g->name != IHDR)
		return;
	head->width = (uint32_t)bytes_big(p, 4);
	head->height = (uint32_t)bytes_big(p + 4, 4);
	head->alpha = p[9] & ALPHA;
}

static bool exif(struct png *g)
{
	unsigned char bytes[AROUND + EXIF_LEAST];

	exif_read(g->w->s, g->at + HEAD, g->n, g->w->head);
	if (g->exif || !exif_turned(g->w->head->orientation)) {
		walk_drop(g->w);
		return true;
	}
	g->exif = true;
	bytes_put_big(bytes, 4, EXIF_LEAST);
	bytes_put_big(bytes + 4, 4, EXIF);
	exif_least(g->w->head->orientation, bytes + HEAD);
	bytes_put_big(bytes + HEAD + EXIF_LEAST, 4, crc(bytes + 4, 4 + EXIF_LEAST));
	return walk_replace(g->w, g->at, AROUND + g->n, bytes, sizeof bytes);
}

static bool stays(uint32_t name)
{
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i] == name)
			return true;
	return false;
}

static enum picture_fault chunk(struct png *g)
{
	if (g->name == EXIF)
		return exif(g) ? FAULT_NONE : FAULT_CUT;
	if (stays(g->name)) {
		note(g);
		g->data |= g->name == IDAT;
		return walk_keep(g->w, g->at, AROUND + g->n) ? FAULT_NONE : FAULT_CUT;
	}
	walk_drop(g->w);
	if (exif_words_place(g->w->s, g->at + HEAD, g->n))
		g->w->head->place = true;
	return g->name & ANCILLARY ? FAULT_NONE : FAULT_FORMAT;
}

/* The head of the next chunk, if all of it is there. */
static bool next(struct png *g)
{
	const unsigned char *p = source_at(g->w->s, g->at, HEAD);

	if (!p)
		return false;
	g->n = bytes_big(p, 4);
	g->name = (uint32_t)bytes_big(p + 4, 4);
	return source_has(g->w->s, g->at, AROUND + g->n);
}

/* Where the probe has read enough, the end of the file says whether the picture is whole. */
static enum picture_fault unread(struct walk *w)
{
	const unsigned char *p;

	w->s->left += SOURCE_WINDOW;
	p = source_at(w->s, w->s->size - AROUND, AROUND);
	return p && bytes_big(p + 4, 4) != IEND ? FAULT_CUT : FAULT_NONE;
}

enum picture_fault png_walk(struct walk *w)
{
	struct png g = { .w = w, .at = SIGNATURE };
	enum picture_fault fault = walk_keep(w, 0, SIGNATURE) ? FAULT_NONE : FAULT_CUT;

	while (!fault && g.name != IEND) {
		if (!next(&g))
			return w->s->spent ? unread(w) : FAULT_CUT;
		if ((g.name == IHDR) != (g.at == SIGNATURE))
			return FAULT_FORMAT;
		fault = chunk(&g);
		g.at += AROUND + g.n;
	}
	if (!fault && g.at != w->s->size)
		walk_drop(w);
	return fault || g.data ? fault : FAULT_FORMAT;
}
