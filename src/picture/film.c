/*
 * film: ISO/IEC 14496-12, QuickTime File Format, 3GPP TS 26.244. Sound and pictures stay, with what
 * players need to find them; titles, places, makers, remarks, covers go, and so do tracks of anything
 * else: cameras keep a track with the position for each second.
 *
 *   file = *box       ; moov: the tracks; mdat: their bytes; moof: the same in fragments
 */
#include "picture/film.h"

#include "picture/formats.h"

enum {
	MOOV = NAME4('m', 'o', 'o', 'v'),
	MDAT = NAME4('m', 'd', 'a', 't'),
	TRAK = NAME4('t', 'r', 'a', 'k'),
	MDIA = NAME4('m', 'd', 'i', 'a'),
	MINF = NAME4('m', 'i', 'n', 'f'),
	STBL = NAME4('s', 't', 'b', 'l'),
	HDLR = NAME4('h', 'd', 'l', 'r'),
	STSD = NAME4('s', 't', 's', 'd'),
	STSC = NAME4('s', 't', 's', 'c'),
	STSZ = NAME4('s', 't', 's', 'z'),
	STCO = NAME4('s', 't', 'c', 'o'),
	CO64 = NAME4('c', 'o', '6', '4'),
	VIDE = NAME4('v', 'i', 'd', 'e'),
	FULL = 4,       /* version and flags of a box */
	HDLR_NAME = 24, /* bytes of it before the name */
	TABLE = 8,      /* FULL, and how many rows */
	SAMPLES_MAX = 1 << 22,
	SEARCHES_MAX = 256, /* for the box of a chunk */
	ENCODER_AT = 50,    /* the name of the encoder within an entry for pictures */
	ENCODER = 32,
};

static enum picture_fault into(struct walk *w, const struct box *box);
static enum picture_fault track(struct walk *w, const struct box *box);
static enum picture_fault handler(struct walk *w, const struct box *box);
static enum picture_fault descriptions(struct walk *w, const struct box *box);
static enum picture_fault refuse(struct walk *w, const struct box *box);

static const struct box_rule rules[] = {
	{ 0, NAME4('f', 't', 'y', 'p'), NULL },
	{ 0, NAME4('s', 't', 'y', 'p'), NULL },
	{ 0, NAME4('p', 'd', 'i', 'n'), NULL },
	{ 0, NAME4('w', 'i', 'd', 'e'), NULL },
	{ 0, MDAT, NULL },
	{ 0, NAME4('m', 'o', 'o', 'f'), NULL },
	{ 0, NAME4('m', 'f', 'r', 'a'), NULL },
	{ 0, NAME4('s', 'i', 'd', 'x'), NULL },
	{ 0, NAME4('s', 's', 'i', 'x'), NULL },
	{ 0, NAME4('p', 'r', 'f', 't'), NULL },
	{ 0, NAME4('e', 'm', 's', 'g'), NULL },
	{ 0, MOOV, into },
	{ MOOV, NAME4('m', 'v', 'h', 'd'), NULL },
	{ MOOV, NAME4('m', 'v', 'e', 'x'), NULL },
	{ MOOV, NAME4('i', 'o', 'd', 's'), NULL },
	{ MOOV, NAME4('p', 's', 's', 'h'), NULL },
	{ MOOV, NAME4('c', 't', 'a', 'b'), NULL },
	{ MOOV, NAME4('c', 'm', 'o', 'v'), refuse }, /* tracks that are compressed */
	{ MOOV, TRAK, track },
	{ TRAK, NAME4('t', 'k', 'h', 'd'), NULL },
	{ TRAK, NAME4('e', 'd', 't', 's'), NULL },
	{ TRAK, NAME4('t', 'r', 'e', 'f'), NULL },
	{ TRAK, NAME4('t', 'a', 'p', 't'), NULL },
	{ TRAK, NAME4('l', 'o', 'a', 'd'), NULL },
	{ TRAK, NAME4('c', 'l', 'i', 'p'), NULL },
	{ TRAK, NAME4('m', 'a', 't', 't'), NULL },
	{ TRAK, NAME4('t', 'r', 'g', 'r'), NULL },
	{ TRAK, MDIA, into },
	{ MDIA, NAME4('m', 'd', 'h', 'd'), NULL },
	{ MDIA, NAME4('e', 'l', 'n', 'g'), NULL },
	{ MDIA, HDLR, handler },
	{ MDIA, MINF, into },
	{ MINF, NAME4('v', 'm', 'h', 'd'), NULL },
	{ MINF, NAME4('s', 'm', 'h', 'd'), NULL },
	{ MINF, NAME4('h', 'm', 'h', 'd'), NULL },
	{ MINF, NAME4('n', 'm', 'h', 'd'), NULL },
	{ MINF, NAME4('s', 't', 'h', 'd'), NULL },
	{ MINF, NAME4('g', 'm', 'h', 'd'), NULL },
	{ MINF, NAME4('d', 'i', 'n', 'f'), NULL },
	{ MINF, HDLR, handler },
	{ MINF, STBL, into },
	{ STBL, STSD, descriptions },
	{ STBL, STSC, NULL },
	{ STBL, STSZ, NULL },
	{ STBL, STCO, NULL },
	{ STBL, CO64, NULL },
	{ STBL, NAME4('s', 't', 'z', '2'), NULL },
	{ STBL, NAME4('s', 't', 't', 's'), NULL },
	{ STBL, NAME4('c', 't', 't', 's'), NULL },
	{ STBL, NAME4('c', 's', 'l', 'g'), NULL },
	{ STBL, NAME4('s', 't', 's', 's'), NULL },
	{ STBL, NAME4('s', 't', 's', 'h'), NULL },
	{ STBL, NAME4('s', 't', 'p', 's'), NULL },
	{ STBL, NAME4('s', 't', 'd', 'p'), NULL },
	{ STBL, NAME4('s', 'd', 't', 'p'), NULL },
	{ STBL, NAME4('p', 'a', 'd', 'b'), NULL },
	{ STBL, NAME4('s', 'b', 'g', 'p'), NULL },
	{ STBL, NAME4('s', 'g', 'p', 'd'), NULL },
	{ STBL, NAME4('s', 'u', 'b', 's'), NULL },
	{ STBL, NAME4('s', 'a', 'i', 'z'), NULL },
	{ STBL, NAME4('s', 'a', 'i', 'o'), NULL },
};

/* What a track may be of: pictures, sound, subtitles and chapters, codes of time. */
static const uint32_t handlers[] = {
	VIDE,
	NAME4('s', 'o', 'u', 'n'),
	NAME4('s', 'b', 't', 'l'),
	NAME4('s', 'u', 'b', 't'),
	NAME4('t', 'e', 'x', 't'),
	NAME4('c', 'l', 'c', 'p'),
	NAME4('a', 'u', 'x', 'v'),
	NAME4('p', 'i', 'c', 't'),
	NAME4('t', 'm', 'c', 'd'),
};

static enum picture_fault into(struct walk *w, const struct box *box)
{
	return boxes_walk(w, box->name, box->body, box->end, rules, ARRAY_SIZE(rules));
}

static enum picture_fault handler(struct walk *w, const struct box *box)
{
	uint64_t n = box->end - box->body;

	return n <= HDLR_NAME ? FAULT_NONE : box_blank(w, box->body + HDLR_NAME, n - HDLR_NAME);
}

/* The type of a track; 0: not said. */
static uint32_t handler_of(struct source *s, const struct box *trak, struct box *mdia)
{
	struct box hdlr;
	const unsigned char *p;

	if (!box_find(s, trak->body, trak->end, MDIA, mdia) ||
	    !box_find(s, mdia->body, mdia->end, HDLR, &hdlr))
		return 0;
	p = hdlr.end - hdlr.body >= FULL + 8 ? source_at(s, hdlr.body + FULL + 4, 4) : NULL;
	return p ? (uint32_t)bytes_big(p, 4) : 0;
}

static bool plays(uint32_t handler)
{
	for (size_t i = 0; i < ARRAY_SIZE(handlers); i++)
		if (handlers[i] == handler)
			return true;
	return false;
}

/* A table of rows: how many there are, at most as many as fit. */
static uint64_t rows(struct source *s, const struct box *box, uint64_t head, uint64_t row)
{
	uint64_t n = box->end - box->body;
	const unsigned char *p = n >= head ? source_at(s, box->body + head - 4, 4) : NULL;
	uint64_t said = p ? bytes_big(p, 4) : 0, fit = n >= head ? (n - head) / row : 0;

	return said < fit ? said : fit;
}

static uint64_t field(struct source *s, uint64_t at, size_t n)
{
	const unsigned char *p = source_at(s, at, n);
	return p ? bytes_big(p, n) : 0;
}

/* The samples of a track, chunk by chunk. */
struct samples {
	struct source *s;
	struct box stsc, stsz, chunks;
	uint64_t runs, sizes, size; /* rows of stsc; samples; the size of all, 0: each has its own */
	uint64_t run, next;         /* the row of stsc that holds; the next sample */
	struct box data;            /* the box with the last chunk */
	unsigned searches;
};

static uint64_t chunk_size(struct samples *t, uint64_t chunk)
{
	uint64_t n, bytes = 0;

	while (t->run + 1 < t->runs && field(t->s, t->stsc.body + TABLE + (t->run + 1) * 12, 4) <= chunk + 1)
		t->run++;
	n = t->runs ? field(t->s, t->stsc.body + TABLE + t->run * 12 + 4, 4) : 0;
	for (; n && t->next < t->sizes; n--, t->next++)
		bytes += t->size ? t->size : field(t->s, t->stsz.body + TABLE + FULL + t->next * 4, 4);
	return bytes;
}

static bool samples_open(struct samples *t, const struct box *stbl, bool *wide)
{
	uint64_t at = stbl->body, end = stbl->end;

	*wide = !box_find(t->s, at, end, STCO, &t->chunks);
	if ((*wide && !box_find(t->s, at, end, CO64, &t->chunks)) ||
	    !box_find(t->s, at, end, STSC, &t->stsc) || !box_find(t->s, at, end, STSZ, &t->stsz) ||
	    t->stsz.end - t->stsz.body < TABLE + FULL)
		return false;
	t->runs = rows(t->s, &t->stsc, TABLE, 12);
	t->size = field(t->s, t->stsz.body + FULL, 4);
	t->sizes = t->size ? field(t->s, t->stsz.body + TABLE, 4) : rows(t->s, &t->stsz, TABLE + FULL, 4);
	return t->sizes <= SAMPLES_MAX;
}

/* Whether these bytes are those of samples: a table that lies would have the file itself made zeros. */
static bool in_data(struct samples *t, uint64_t at, uint64_t n)
{
	uint64_t next = 0;

	if (at >= t->data.body && at <= t->data.end && n <= t->data.end - at)
		return true;
	if (++t->searches > SEARCHES_MAX)
		return false;
	while (next < t->s->size && !box_next(t->s, &next, t->s->size, &t->data))
		if (t->data.name == MDAT && at >= t->data.body && at <= t->data.end && n <= t->data.end - at)
			return true;
	t->data = (struct box){ 0 };
	return false;
}

/* Zeros where the samples are. A track without tables is one of fragments, or has none. */
static enum picture_fault zero_samples(struct walk *w, const struct box *mdia)
{
	struct samples t = { .s = w->s };
	struct box minf, stbl;
	bool wide;

	if (walk_probes(w) || !box_find(w->s, mdia->body, mdia->end, MINF, &minf) ||
	    !box_find(w->s, minf.body, minf.end, STBL, &stbl) || !samples_open(&t, &stbl, &wide))
		return FAULT_NONE;
	size_t width = wide ? 8 : 4;
	uint64_t n = rows(w->s, &t.chunks, TABLE, width);
	for (uint64_t i = 0; i < n; i++) {
		uint64_t at = field(w->s, t.chunks.body + TABLE + i * width, width),
		         bytes = chunk_size(&t, i);
		if (!in_data(&t, at, bytes) || !walk_zero(w, at, bytes))
			return FAULT_FORMAT;
	}
	return FAULT_NONE;
}

static enum picture_fault track(struct walk *w, const struct box *box)
{
	struct box mdia;
	uint32_t type = handler_of(w->s, box, &mdia);
	enum picture_fault fault;

	if (!type || plays(type))
		return into(w, box);
	fault = zero_samples(w, &mdia);
	return fault ? fault : box_free(w, box);
}

static enum picture_fault refuse(struct walk *w, const struct box *box)
{
	(void)w, (void)box;
	return FAULT_FORMAT;
}

/* Entries for pictures. */
static const uint32_t codecs[] = {
	NAME4('a', 'v', 'c', '1'),
	NAME4('a', 'v', 'c', '3'),
	NAME4('h', 'v', 'c', '1'),
	NAME4('h', 'e', 'v', '1'),
	NAME4('d', 'v', 'h', '1'),
	NAME4('d', 'v', 'h', 'e'),
	NAME4('v', 'v', 'c', '1'),
	NAME4('a', 'v', '0', '1'),
	NAME4('v', 'p', '0', '8'),
	NAME4('v', 'p', '0', '9'),
	NAME4('m', 'p', '4', 'v'),
	NAME4('s', '2', '6', '3'),
	NAME4('j', 'p', 'e', 'g'),
	NAME4('m', 'j', 'p', 'a'),
	NAME4('m', 'j', 'p', 'b'),
	NAME4('a', 'p', 'c', 'n'),
	NAME4('a', 'p', 'c', 'h'),
	NAME4('a', 'p', 'c', 's'),
	NAME4('a', 'p', 'c', 'o'),
	NAME4('a', 'p', '4', 'h'),
	NAME4('S', 'V', 'Q', '3'),
	NAME4('e', 'n', 'c', 'v'),
};

/* Each has the name of its encoder, which is that of the camera too. */
static enum picture_fault descriptions(struct walk *w, const struct box *box)
{
	uint64_t at = box->body + TABLE;
	struct box entry;
	enum picture_fault fault = FAULT_NONE;

	while (!fault && at < box->end && box->end - at >= ENCODER_AT + ENCODER) {
		fault = box_next(w->s, &at, box->end, &entry);
		for (size_t i = 0; !fault && i < ARRAY_SIZE(codecs); i++)
			if (entry.name == codecs[i] && entry.end - entry.at >= ENCODER_AT + ENCODER)
				fault = box_blank(w, entry.at + ENCODER_AT, ENCODER);
	}
	return fault;
}

enum picture_fault film_boxes(struct walk *w, const struct box *moov)
{
	return into(w, moov);
}

static bool has(struct source *s, uint32_t name)
{
	struct box box;
	return box_find(s, 0, s->size, name, &box);
}

enum picture_fault film_walk(struct walk *w)
{
	enum picture_fault fault = boxes_walk(w, 0, 0, w->s->size, rules, ARRAY_SIZE(rules));
	bool whole = has(w->s, NAME4('m', 'o', 'o', 'f')) || (has(w->s, MOOV) && has(w->s, MDAT));

	if (w->s->spent)
		return FAULT_NONE;
	if (!fault && !whole)
		return FAULT_CUT;
	return fault || walk_apply(w) ? fault : FAULT_CUT;
}
