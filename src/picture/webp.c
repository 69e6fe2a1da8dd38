/*
 * webp: RFC 9649. Kept are the chunks for pixels, colours and movement; which way is up is said by the
 * least Exif. The size in the head of the file, and of a picture within an animation, is that of what is
 * kept: so it is counted first.
 *
 *   file  = "RIFF" size "WEBP" *chunk
 *   chunk = name size bytes [ 0 ]         ; the 0 makes it even
 */
#include <string.h>

#include "picture/bytes.h"
#include "picture/exif.h"
#include "picture/formats.h"

enum {
	HEAD = 12,
	CHUNK = 8, /* name and size */
	CANVAS = 10,
	FRAME = 16, /* bytes of a picture of an animation before its own chunks */
	VP8X = NAME4('V', 'P', '8', 'X'),
	VP8 = NAME4('V', 'P', '8', ' '),
	VP8L = NAME4('V', 'P', '8', 'L'),
	ALPH = NAME4('A', 'L', 'P', 'H'),
	ANIM = NAME4('A', 'N', 'I', 'M'),
	ANMF = NAME4('A', 'N', 'M', 'F'),
	ICCP = NAME4('I', 'C', 'C', 'P'),
	EXIF = NAME4('E', 'X', 'I', 'F'),
	/* Bits of the flags of VP8X. */
	HAS_ANIMATION = 0x02,
	HAS_XMP = 0x04,
	HAS_EXIF = 0x08,
	HAS_ALPHA = 0x10,
	HAS_ICC = 0x20,
};

struct webp {
	struct walk *w;
	uint64_t end;  /* of the chunks */
	uint64_t size; /* of the cleaned file, as it was counted */
	bool turned;   /* an orientation is said; while it is counted, as the file has it */
	bool picture;  /* there were pixels */
	bool extended; /* there is VP8X */
};

struct chunk {
	uint32_t name;
	uint64_t at, n; /* n: without head and 0 */
};

static uint64_t even(uint64_t n)
{
	return n + (n & 1);
}

/* The chunk at *at, which is moved after it. False: there is none, or it does not end where it should. */
static bool next(struct source *s, uint64_t *at, uint64_t end, struct chunk *out)
{
	const unsigned char *p = end - *at >= CHUNK ? source_at(s, *at, CHUNK) : NULL;

	if (!p)
		return false;
	*out = (struct chunk){ (uint32_t)bytes_big(p, 4), *at, bytes_little(p + 4, 4) };
	if (out->n > end - *at - CHUNK)
		return false;
	*at += CHUNK + even(out->n);
	if (*at > end)
		*at = end;
	return true;
}

static bool keep(struct webp *g, const struct chunk *c)
{
	static const char nothing;

	if (!walk_keep(g->w, c->at, CHUNK + c->n))
		return false;
	return !(c->n & 1) || walk_put(g->w, &nothing, 1);
}

/* A size of the first picture where VP8X has not said one. */
static void note_size(struct webp *g, uint32_t width, uint32_t height)
{
	if (g->w->head->width)
		return;
	g->w->head->width = width;
	g->w->head->height = height;
}

static bool lossy(struct webp *g, const struct chunk *c)
{
	const unsigned char *p = c->n >= 10 ? source_at(g->w->s, c->at + CHUNK, 10) : NULL;

	if (p && memcmp(p + 3, "\x9d\x01\x2a", 3) == 0)
		note_size(
		    g, (uint32_t)bytes_little(p + 6, 2) & 0x3fff, (uint32_t)bytes_little(p + 8, 2) & 0x3fff);
	g->picture = true;
	return keep(g, c);
}

static bool lossless(struct webp *g, const struct chunk *c)
{
	const unsigned char *p = c->n >= 5 ? source_at(g->w->s, c->at + CHUNK, 5) : NULL;
	uint32_t bits = p ? (uint32_t)bytes_little(p + 1, 4) : 0;

	if (p && p[0] == 0x2f) {
		note_size(g, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
		g->w->head->alpha |= bits >> 28 & 1;
	}
	g->picture = true;
	return keep(g, c);
}

static bool extended(struct webp *g, const struct chunk *c)
{
	const unsigned char *p = c->n >= CANVAS ? source_at(g->w->s, c->at, CHUNK + CANVAS) : NULL;
	unsigned char bytes[CHUNK + CANVAS];

	if (!p || g->extended)
		return false;
	g->extended = true;
	memcpy(bytes, p, sizeof bytes);
	note_size(
	    g, (uint32_t)bytes_little(p + CHUNK + 4, 3) + 1, (uint32_t)bytes_little(p + CHUNK + 7, 3) + 1);
	g->w->head->moving |= (p[CHUNK] & HAS_ANIMATION) != 0;
	g->w->head->alpha |= (p[CHUNK] & HAS_ALPHA) != 0;
	bytes_put_little(bytes + 4, 4, CANVAS);
	bytes[CHUNK] &= HAS_ANIMATION | HAS_ALPHA | HAS_ICC;
	if (!g->size)
		g->turned = (p[CHUNK] & HAS_EXIF) != 0;
	if (g->turned)
		bytes[CHUNK] |= HAS_EXIF;
	return walk_replace(g->w, c->at, CHUNK + c->n, bytes, sizeof bytes);
}

static bool pixels(uint32_t name)
{
	return name == VP8 || name == VP8L || name == ALPH;
}

/* A picture of an animation: its head with another size, and those of its chunks that are pixels. */
static bool moving(struct webp *g, const struct chunk *c)
{
	unsigned char head[CHUNK + FRAME];
	const unsigned char *p = c->n >= FRAME ? source_at(g->w->s, c->at, sizeof head) : NULL;
	uint64_t from = c->at + sizeof head, end = c->at + CHUNK + c->n, n = FRAME;
	struct chunk inner;

	if (!p)
		return false;
	memcpy(head, p, sizeof head);
	for (uint64_t at = from; next(g->w->s, &at, end, &inner);)
		n += pixels(inner.name) ? CHUNK + even(inner.n) : 0;
	bytes_put_little(head + 4, 4, n);
	g->picture = true;
	if (!walk_replace(g->w, c->at, sizeof head, head, sizeof head))
		return false;
	for (uint64_t at = from; next(g->w->s, &at, end, &inner);)
		if (pixels(inner.name) && !keep(g, &inner))
			return false;
	return true;
}

/* It is written at the end: no change where it is the least one already. */
static bool exif(struct webp *g, const struct chunk *c)
{
	unsigned char least[EXIF_LEAST];
	const unsigned char *p;

	exif_read(g->w->s, c->at + CHUNK, c->n, g->w->head);
	exif_least(g->w->head->orientation, least);
	p = c->n == EXIF_LEAST ? source_at(g->w->s, c->at + CHUNK, EXIF_LEAST) : NULL;
	if (!p || memcmp(p, least, EXIF_LEAST) != 0)
		walk_drop(g->w);
	return true;
}

static bool left_out(struct webp *g, const struct chunk *c)
{
	walk_drop(g->w);
	if (exif_words_place(g->w->s, c->at + CHUNK, c->n))
		g->w->head->place = true;
	return true;
}

static const struct {
	uint32_t name;
	bool (*take)(struct webp *, const struct chunk *);
} chunks[] = {
	{ VP8X, extended },
	{ VP8, lossy },
	{ VP8L, lossless },
	{ ANMF, moving },
	{ ALPH, keep },
	{ ANIM, keep },
	{ ICCP, keep },
	{ EXIF, exif },
};

static bool take(struct webp *g, const struct chunk *c)
{
	for (size_t i = 0; i < ARRAY_SIZE(chunks); i++)
		if (chunks[i].name == c->name)
			return chunks[i].take(g, c);
	return left_out(g, c);
}

/* Without VP8X no decoder reads Exif: such a file is turned by no decoder. */
static bool put_exif(struct webp *g)
{
	unsigned char bytes[CHUNK + EXIF_LEAST];

	if (!g->extended || !exif_turned(g->w->head->orientation))
		return true;
	bytes_put_big(bytes, 4, EXIF);
	bytes_put_little(bytes + 4, 4, EXIF_LEAST);
	exif_least(g->w->head->orientation, bytes + CHUNK);
	return walk_put(g->w, bytes, sizeof bytes);
}

static enum picture_fault pass(struct webp *g)
{
	unsigned char head[HEAD] = "RIFF\0\0\0\0WEBP";
	struct source *s = g->w->s;
	struct chunk c;
	uint64_t at = HEAD;

	bytes_put_little(head + 4, 4, g->size - CHUNK);
	if (!walk_put(g->w, head, sizeof head))
		return FAULT_CUT;
	while (at < g->end) {
		if (!next(s, &at, g->end, &c))
			return FAULT_CUT;
		if (!take(g, &c))
			return FAULT_FORMAT;
	}
	if (!put_exif(g))
		return FAULT_CUT;
	return g->picture ? FAULT_NONE : FAULT_FORMAT;
}

enum picture_fault webp_walk(struct walk *w)
{
	struct webp count = { .w = w }, g;
	const unsigned char *p = source_at(w->s, 0, HEAD);
	int to = w->to;
	enum picture_fault fault;

	if (!p)
		return FAULT_CUT;
	count.end = CHUNK + bytes_little(p + 4, 4);
	if (count.end < HEAD || count.end > w->s->size)
		return count.end < HEAD ? FAULT_FORMAT : FAULT_CUT;
	if (even(count.end) < w->s->size)
		walk_drop(w);
	w->to = WALK_NO_FILE;
	fault = pass(&count);
	w->to = to;
	if (count.turned != (count.extended && exif_turned(w->head->orientation)))
		walk_drop(w);
	if (fault || walk_probes(w))
		return w->s->spent ? FAULT_NONE : fault;
	g = (struct webp){
		.w = w, .end = count.end, .size = w->written, .turned = exif_turned(w->head->orientation)
	};
	w->written = 0;
	return pass(&g);
}
