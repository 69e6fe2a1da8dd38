/*
 * jpeg: ITU-T T.81, annex B; JFIF (T.871); Exif 2.32; ICC.1, annex B.4. Kept is what a decoder needs for
 * the same pixels and colours; all else goes, with whatever comes after the end: pictures of MPF, films of
 * phones.
 *
 *   file    = SOI *segment EOI
 *   segment = marker [ length bytes ] [ scan ]      ; a scan comes after SOS
 */
#include <string.h>

#include "picture/bytes.h"
#include "picture/exif.h"
#include "picture/formats.h"

enum {
	TEM = 0x01,
	SOF0 = 0xc0,
	DHT = 0xc4,
	JPG = 0xc8,
	DAC = 0xcc,
	RST0 = 0xd0,
	RST7 = 0xd7,
	SOI = 0xd8,
	EOI = 0xd9,
	SOS = 0xda,
	DHP = 0xde,
	EXP = 0xdf,
	APP0 = 0xe0,
	JFIF_LENGTH = 16,
	ADOBE_LENGTH = 14,
	SEGMENT_MIN = 4, /* marker and length */
	EXACT_MAX = 32 << 20,
};

struct jpeg {
	struct walk *w;
	uint64_t at;
	unsigned marker;
	size_t n;  /* bytes of the segment with its marker */
	bool jfif; /* each is kept once */
	bool exif;
	bool frame; /* there was a size */
	bool scan;  /* there were pixels */
	bool end;
	bool exact; /* pixels are read also where only the head is wanted */
};

typedef enum picture_fault segment_fn(struct jpeg *);

static enum picture_fault kept(struct jpeg *j)
{
	return walk_keep(j->w, j->at, j->n) ? FAULT_NONE : FAULT_CUT;
}

static enum picture_fault left_out(struct jpeg *j)
{
	walk_drop(j->w);
	return FAULT_NONE;
}

/* n bytes of the segment after its length are these. */
static bool begins(struct jpeg *j, const char *name, size_t n)
{
	const unsigned char *p = j->n >= SEGMENT_MIN + n ? source_at(j->w->s, j->at + SEGMENT_MIN, n) : NULL;
	return p && memcmp(p, name, n) == 0;
}

static enum picture_fault frame(struct jpeg *j)
{
	const unsigned char *p = j->n >= 10 ? source_at(j->w->s, j->at + 5, 4) : NULL;

	if (!p)
		return FAULT_FORMAT;
	if (!j->frame) {
		j->w->head->height = (uint32_t)bytes_big(p, 2);
		j->w->head->width = (uint32_t)bytes_big(p + 2, 2);
	}
	j->frame = true;
	return kept(j);
}

/* The first bytes of a segment, with its length corrected, in the place of the whole. */
static enum picture_fault shortened(struct jpeg *j, size_t length)
{
	unsigned char bytes[32];
	const unsigned char *p = source_at(j->w->s, j->at, 2 + length);

	if (!p)
		return FAULT_CUT;
	memcpy(bytes, p, 2 + length);
	bytes_put_big(bytes + 2, 2, length);
	if (j->marker == APP0)
		bytes[16] = bytes[17] = 0; /* the size of the thumbnail */
	return walk_replace(j->w, j->at, j->n, bytes, 2 + length) ? FAULT_NONE : FAULT_CUT;
}

static enum picture_fault jfif(struct jpeg *j)
{
	if (j->jfif || j->n < 2 + JFIF_LENGTH || !begins(j, "JFIF", 5))
		return left_out(j);
	j->jfif = true;
	return shortened(j, JFIF_LENGTH);
}

static enum picture_fault adobe(struct jpeg *j)
{
	if (j->n < 2 + ADOBE_LENGTH || !begins(j, "Adobe", 5))
		return left_out(j);
	return shortened(j, ADOBE_LENGTH);
}

static enum picture_fault icc(struct jpeg *j)
{
	return begins(j, "ICC_PROFILE", 12) && !j->scan ? kept(j) : left_out(j);
}

/* The first Exif that says which way is up becomes one that says nothing else. */
static enum picture_fault exif(struct jpeg *j)
{
	static const unsigned char head[] = { 0xff, 0xe1, 0, 8 + EXIF_LEAST, 'E', 'x', 'i', 'f', 0, 0 };
	unsigned char bytes[sizeof head + EXIF_LEAST];

	exif_read(j->w->s, j->at + SEGMENT_MIN, j->n - SEGMENT_MIN, j->w->head);
	if (j->scan || !exif_turned(j->w->head->orientation))
		return left_out(j);
	j->exif = true;
	memcpy(bytes, head, sizeof head);
	exif_least(j->w->head->orientation, bytes + sizeof head);
	return walk_replace(j->w, j->at, j->n, bytes, sizeof bytes) ? FAULT_NONE : FAULT_CUT;
}

static enum picture_fault words(struct jpeg *j)
{
	if (exif_words_place(j->w->s, j->at + SEGMENT_MIN, j->n - SEGMENT_MIN))
		j->w->head->place = true;
	return left_out(j);
}

static enum picture_fault photoshop(struct jpeg *j)
{
	if (exif_iptc_place(j->w->s, j->at + SEGMENT_MIN, j->n - SEGMENT_MIN))
		j->w->head->place = true;
	return left_out(j);
}

static enum picture_fault app1(struct jpeg *j)
{
	return begins(j, "Exif", 5) && !j->exif ? exif(j) : words(j);
}

/* What is done with a segment; NULL: it is left out. */
static segment_fn *const applications[16] = {
	[0] = jfif,
	[1] = app1,
	[2] = icc,
	[13] = photoshop,
	[14] = adobe,
};

static segment_fn *segment_of(unsigned marker)
{
	if (marker >= APP0 && marker < APP0 + ARRAY_SIZE(applications))
		return applications[marker - APP0] ? applications[marker - APP0] : left_out;
	if (marker == DHT || marker == DAC || (marker >= SOS && marker <= EXP))
		return kept;
	return marker >= SOF0 && marker <= 0xcf && marker != JPG ? frame : left_out;
}

/* Bytes of these that belong to a scan: to the first marker that is no restart. *ended: there is one. */
static size_t scan_part(const unsigned char *p, size_t n, bool *ended)
{
	size_t i = 0;

	for (const unsigned char *ff; i < n && (ff = memchr(p + i, 0xff, n - i)) != NULL; i += 2) {
		i = (size_t)(ff - p);
		if (i + 1 == n)
			return i;
		*ended = p[i + 1] != 0 && (p[i + 1] < RST0 || p[i + 1] > RST7);
		if (*ended)
			return i;
	}
	return n;
}

static enum picture_fault scan(struct jpeg *j)
{
	struct source *s = j->w->s;
	bool ended = false;

	while (!ended) {
		uint64_t left = s->size - j->at;
		size_t part = left < SOURCE_WINDOW ? (size_t)left : SOURCE_WINDOW;
		const unsigned char *p = source_at(s, j->at, part);
		size_t n = p ? scan_part(p, part, &ended) : 0;
		if (!p || (!ended && part == left) || !walk_keep(j->w, j->at, n))
			return FAULT_CUT;
		j->at += n;
	}
	return FAULT_NONE;
}

/* Whether these bytes have a pair that no scan has, as in a film that comes after the picture. */
static bool foreign(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i + 1 < n; i++)
		if (p[i] == 0xff && p[i + 1] > TEM && p[i + 1] < SOF0)
			return true;
	return false;
}

/*
 * The probe does not read the pixels: it looks for the end of the picture at the end of the file. Where
 * that is nothing at all, as of files that are padded, or that were begun with their whole length, it
 * reads on.
 */
static enum picture_fault tail(struct jpeg *j)
{
	struct source *s = j->w->s;
	uint64_t left = s->size - j->at;
	size_t part = left < SOURCE_WINDOW ? (size_t)left : SOURCE_WINDOW, n = part;
	const unsigned char *p = source_at(s, s->size - part, part);

	if (p && !memchr(p, 0xff, part)) {
		j->exact = true;
		s->left += EXACT_MAX;
		return scan(j);
	}
	j->end = true;
	if (!p)
		return FAULT_NONE;
	while (n >= 2 && (p[n - 2] != 0xff || p[n - 1] != EOI))
		n--;
	if (n < 2 && !foreign(p, part))
		return FAULT_CUT;
	if (n < part)
		walk_drop(j->w);
	return FAULT_NONE;
}

static enum picture_fault segment(struct jpeg *j)
{
	struct source *s = j->w->s;
	const unsigned char *p = source_at(s, j->at + 2, 2);
	enum picture_fault fault;

	if (!p)
		return FAULT_CUT;
	j->n = 2 + (size_t)bytes_big(p, 2);
	if (j->n < SEGMENT_MIN)
		return FAULT_FORMAT;
	if (!source_has(s, j->at, j->n))
		return FAULT_CUT;
	fault = segment_of(j->marker)(j);
	j->at += j->n;
	if (fault || j->marker != SOS)
		return fault;
	j->scan = true;
	return walk_probes(j->w) && !j->exact ? tail(j) : scan(j);
}

static enum picture_fault end(struct jpeg *j)
{
	j->end = true;
	if (!j->frame || !j->scan)
		return FAULT_FORMAT;
	if (j->at + 2 != j->w->s->size)
		walk_drop(j->w);
	return walk_keep(j->w, j->at, 2) ? FAULT_NONE : FAULT_CUT;
}

/* One marker and what belongs to it. What is between segments is skipped, as decoders do. */
static enum picture_fault step(struct jpeg *j)
{
	const unsigned char *p = source_at(j->w->s, j->at, 2);

	if (!p)
		return FAULT_CUT;
	if (p[0] == 0xff && p[1] == EOI)
		return end(j);
	j->marker = p[1];
	if (p[0] == 0xff && p[1] >= SOF0 && (p[1] < RST0 || p[1] > SOI) && p[1] != 0xff)
		return segment(j);
	walk_drop(j->w);
	j->at += p[0] == 0xff && p[1] != 0xff ? 2 : 1;
	return FAULT_NONE;
}

enum picture_fault jpeg_walk(struct walk *w)
{
	struct jpeg j = { .w = w, .at = 2 };
	enum picture_fault fault = walk_keep(w, 0, 2) ? FAULT_NONE : FAULT_CUT;

	while (!fault && !j.end)
		fault = step(&j);
	return w->s->spent ? FAULT_NONE : fault;
}
