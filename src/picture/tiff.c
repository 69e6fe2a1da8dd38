/*
 * tiff: TIFF 6.0 with its supplements, and BigTIFF. Written again: directories with the tags that decoders
 * need for the same pixels and colours, their values, the strips or tiles; what no such tag names is not
 * there any more. Reduced pictures within the file go.
 *
 *   file      = head *directory       ; each directory is written with its values, then its data
 */
#include <string.h>

#include "picture/bytes.h"
#include "picture/exif.h"
#include "picture/formats.h"

enum {
	TAG_SUBFILE = 254,
	TAG_WIDTH = 256,
	TAG_HEIGHT = 257,
	TAG_COMPRESSION = 259,
	TAG_STRIPS = 273,
	TAG_ORIENTATION = 274,
	TAG_STRIP_SIZES = 279,
	TAG_TILES = 324,
	TAG_TILE_SIZES = 325,
	TAG_EXTRA_SAMPLES = 338,
	TAG_XMP = 700,
	TAG_IPTC = 33723,
	TAG_GPS = 34853,
	OLD_JPEG = 6, /* a compression: its parts cannot be told apart */
	REDUCED = 1,  /* a bit of the kind of a directory: a smaller picture of another */
	PAGES_MAX = 1024,
	STRIPS_MAX = 1 << 20, /* of all pages */
	KEPT_MAX = 64,
	VALUES_MAX = 32 << 20, /* bytes of one tag */
};

/* Sorted. */
static const unsigned short known[] = { TAG_SUBFILE, TAG_WIDTH, TAG_HEIGHT, 258, TAG_COMPRESSION, 262, 263,
	266, TAG_STRIPS, TAG_ORIENTATION, 277, 278, TAG_STRIP_SIZES, 280, 281, 282, 283, 284, 290, 291, 292,
	293, 296, 297, 301, 317, 318, 319, 320, 321, 322, 323, TAG_TILES, TAG_TILE_SIZES, 332, 334, 336,
	TAG_EXTRA_SAMPLES, 339, 340, 341, 347, 529, 530, 531, 532, 34675 };

struct page {
	struct ifd_entry v[KEPT_MAX];
	size_t n;
	struct ifd_entry strips, sizes; /* their offsets and lengths; or those of tiles */
	uint64_t data;                  /* bytes of all strips */
};

struct tiff {
	struct walk *w;
	struct ifd_file f;
	uint64_t at;     /* where the next directory is written */
	uint64_t strips; /* of all pages */
	uint64_t data;   /* their bytes */
};

static bool stays(unsigned tag)
{
	for (size_t i = 0; i < ARRAY_SIZE(known); i++)
		if (known[i] == tag)
			return true;
	return false;
}

static void note_place(struct tiff *t, const struct ifd *d, const struct ifd_entry *e)
{
	struct picture_head *head = t->w->head;

	walk_drop(t->w);
	if (e->tag == TAG_XMP)
		head->place |= exif_words_place(t->f.s, e->at, e->bytes);
	if (e->tag == TAG_IPTC)
		head->place |= exif_iptc_place(t->f.s, e->at, e->bytes);
	if (e->tag == TAG_GPS && !head->place)
		head->place = exif_place(&t->f, d);
}

/* In the order of their tags, as they are written; the first of each. */
static enum picture_fault gather_one(struct page *p, const struct ifd_entry *e)
{
	size_t i = p->n;

	if (!e->bytes || e->bytes > VALUES_MAX)
		return e->count ? FAULT_CUT : FAULT_NONE;
	while (i && p->v[i - 1].tag > e->tag)
		i--;
	if (i && p->v[i - 1].tag == e->tag)
		return FAULT_NONE;
	if (p->n == KEPT_MAX)
		return FAULT_FORMAT;
	memmove(p->v + i + 1, p->v + i, (p->n++ - i) * sizeof *p->v);
	p->v[i] = *e;
	return FAULT_NONE;
}

/* The tags of a directory that stay; the others are noted. */
static enum picture_fault gather(struct tiff *t, const struct ifd *d, struct page *p)
{
	struct ifd_entry e;
	enum picture_fault fault = FAULT_NONE;

	*p = (struct page){ 0 };
	for (unsigned i = 0; !fault && i < d->n; i++) {
		if (!ifd_entry(&t->f, d, i, &e))
			return FAULT_CUT;
		if (!stays(e.tag))
			note_place(t, d, &e);
		else
			fault = gather_one(p, &e);
	}
	return fault;
}

static const struct ifd_entry *find_tag(const struct page *p, unsigned tag)
{
	for (size_t i = 0; i < p->n; i++)
		if (p->v[i].tag == tag)
			return &p->v[i];
	return NULL;
}

static uint64_t value_of(struct tiff *t, const struct page *p, unsigned tag)
{
	const struct ifd_entry *e = find_tag(p, tag);
	return e ? ifd_value(&t->f, e, 0) : 0;
}

/* Of the first directory. */
static void note(struct tiff *t, const struct page *p)
{
	struct picture_head *head = t->w->head;
	uint64_t turn = value_of(t, p, TAG_ORIENTATION);

	head->width = (uint32_t)value_of(t, p, TAG_WIDTH);
	head->height = (uint32_t)value_of(t, p, TAG_HEIGHT);
	head->orientation = turn <= 8 && exif_turned((unsigned)turn) ? (unsigned)turn : 1;
	head->alpha = find_tag(p, TAG_EXTRA_SAMPLES) != NULL;
}

static void drop_tag(struct tiff *t, struct page *p, unsigned tag)
{
	const struct ifd_entry *e = find_tag(p, tag);
	size_t i = e ? (size_t)(e - p->v) : p->n;

	if (!e)
		return;
	memmove(p->v + i, p->v + i + 1, (--p->n - i) * sizeof *p->v);
	walk_drop(t->w);
}

/* Either strips or tiles: offsets of the others would lead anywhere. */
static bool choose(struct tiff *t, struct page *p)
{
	bool tiles = find_tag(p, TAG_TILES) && find_tag(p, TAG_TILE_SIZES);
	unsigned offsets = tiles ? TAG_TILES : TAG_STRIPS, sizes = tiles ? TAG_TILE_SIZES : TAG_STRIP_SIZES;

	if (!find_tag(p, offsets) || !find_tag(p, sizes))
		return false;
	p->strips = *find_tag(p, offsets);
	p->sizes = *find_tag(p, sizes);
	drop_tag(t, p, tiles ? TAG_STRIPS : TAG_TILES);
	drop_tag(t, p, tiles ? TAG_STRIP_SIZES : TAG_TILE_SIZES);
	return p->strips.count == p->sizes.count;
}

/* How many bytes all strips have, if they are there. */
static enum picture_fault measure(struct tiff *t, struct page *p)
{
	struct source *s = t->f.s;

	if (!choose(t, p) || value_of(t, p, TAG_COMPRESSION) == OLD_JPEG)
		return FAULT_FORMAT;
	t->strips += p->strips.count;
	if (t->strips > STRIPS_MAX)
		return FAULT_FORMAT;
	for (uint64_t i = 0; i < p->strips.count; i++) {
		uint64_t at = ifd_value(&t->f, &p->strips, i), n = ifd_value(&t->f, &p->sizes, i);
		if (s->spent)
			return FAULT_NONE;
		if (!source_has(s, at, n))
			return FAULT_CUT;
		if (n > s->size - t->data) /* strips lie over one another */
			return FAULT_FORMAT;
		p->data += n;
		t->data += n;
	}
	return FAULT_NONE;
}

static uint64_t even(uint64_t n)
{
	return n + (n & 1);
}

static bool outside(const struct tiff *t, const struct ifd_entry *e)
{
	return e->bytes > ifd_width(&t->f);
}

/* The offsets of strips are written with the width of the file, whatever they had. */
static struct ifd_entry written(const struct tiff *t, const struct page *p, const struct ifd_entry *e)
{
	struct ifd_entry out = *e;

	if (e->tag == p->strips.tag) {
		out.type = t->f.big ? 16 : 4;
		out.bytes = e->count * ifd_width(&t->f);
	}
	return out;
}

/* Bytes of a directory without its values. */
static uint64_t table_size(const struct tiff *t, const struct page *p)
{
	return (t->f.big ? 8 : 2) + p->n * ifd_entry_size(&t->f) + ifd_width(&t->f);
}

static uint64_t values_size(const struct tiff *t, const struct page *p)
{
	uint64_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct ifd_entry e = written(t, p, &p->v[i]);
		n += outside(t, &e) ? even(e.bytes) : 0;
	}
	return n;
}

static bool put_number(struct tiff *t, size_t n, uint64_t v)
{
	unsigned char bytes[8];

	ifd_put(&t->f, bytes, n, v);
	return walk_put(t->w, bytes, n);
}

/* Offsets of strips, the first of which is at `data`. */
static bool put_offsets(struct tiff *t, const struct page *p, uint64_t data)
{
	for (uint64_t i = 0; i < p->strips.count; i++) {
		if (!put_number(t, ifd_width(&t->f), data))
			return false;
		data += ifd_value(&t->f, &p->sizes, i);
	}
	return true;
}

static bool pad(struct tiff *t, uint64_t n, uint64_t to)
{
	static const char zeros[8];

	return n >= to || walk_put(t->w, zeros, (size_t)(to - n));
}

static bool put_values(struct tiff *t, const struct page *p, const struct ifd_entry *e, uint64_t data)
{
	if (e->tag == p->strips.tag)
		return put_offsets(t, p, data);
	return walk_keep(t->w, t->f.base + e->at, e->bytes);
}

static bool put_entries(struct tiff *t, const struct page *p, uint64_t data)
{
	uint64_t values = t->at + table_size(t, p);
	size_t width = ifd_width(&t->f);

	for (size_t i = 0; i < p->n; i++) {
		struct ifd_entry e = written(t, p, &p->v[i]);
		if (!put_number(t, 2, e.tag) || !put_number(t, 2, e.type) || !put_number(t, width, e.count))
			return false;
		if (!outside(t, &e)) {
			if (!put_values(t, p, &e, data) || !pad(t, e.bytes, width))
				return false;
			continue;
		}
		if (!put_number(t, width, values))
			return false;
		values += even(e.bytes);
	}
	return true;
}

static bool put_outside(struct tiff *t, const struct page *p, uint64_t data)
{
	for (size_t i = 0; i < p->n; i++) {
		struct ifd_entry e = written(t, p, &p->v[i]);
		if (outside(t, &e) && (!put_values(t, p, &e, data) || !pad(t, e.bytes, even(e.bytes))))
			return false;
	}
	return true;
}

static bool put_data(struct tiff *t, const struct page *p)
{
	for (uint64_t i = 0; i < p->strips.count; i++) {
		uint64_t at = ifd_value(&t->f, &p->strips, i);
		if (!walk_keep(t->w, at, ifd_value(&t->f, &p->sizes, i)))
			return false;
	}
	return pad(t, p->data, even(p->data));
}

/* The directory at t->at, its values, its data. */
static bool put_page(struct tiff *t, const struct page *p, bool last)
{
	uint64_t data = t->at + table_size(t, p) + values_size(t, p), end = data + even(p->data);

	if (end > 2 * t->f.s->size + SOURCE_WINDOW) /* so do values: or it would grow without end */
		return false;
	if (!put_number(t, t->f.big ? 8 : 2, p->n) || !put_entries(t, p, data) ||
	    !put_number(t, ifd_width(&t->f), last ? 0 : end) || !put_outside(t, p, data) || !put_data(t, p))
		return false;
	t->at = end;
	return true;
}

/*
 * The next directory that stays, from *at on; 0 in *at: there is none. *pages counts those that were
 * looked at.
 */
static enum picture_fault find(struct tiff *t, uint64_t *at, unsigned *pages, struct page *p)
{
	enum picture_fault fault = FAULT_NONE;
	struct ifd d;

	for (; *at; *at = d.next) {
		bool first = !*pages;
		if (++*pages > PAGES_MAX)
			return FAULT_FORMAT;
		if (!ifd_read(&t->f, *at, &d))
			return FAULT_CUT;
		fault = gather(t, &d, p);
		if (first)
			note(t, p);
		if (fault || !(value_of(t, p, TAG_SUBFILE) & REDUCED)) {
			*at = d.next;
			return fault ? fault : measure(t, p);
		}
		if (first) /* a photograph of a camera in its raw form */
			return FAULT_FORMAT;
		walk_drop(t->w);
	}
	p->n = 0;
	return FAULT_NONE;
}

/* A directory is written when it is known whether another comes after it. */
static enum picture_fault pages(struct tiff *t)
{
	struct page this, after;
	uint64_t at = t->f.first;
	unsigned n = 0;
	enum picture_fault fault = at ? find(t, &at, &n, &this) : FAULT_FORMAT;

	while (!fault && this.n) {
		fault = find(t, &at, &n, &after);
		if (fault || (!walk_probes(t->w) && !put_page(t, &this, !after.n)))
			return fault ? fault : FAULT_CUT;
		this = after;
	}
	return fault;
}

enum picture_fault tiff_walk(struct walk *w)
{
	struct tiff t = { .w = w };
	unsigned char head[IFD_HEAD_MAX];
	enum picture_fault fault;

	if (!ifd_open(&t.f, w->s, 0, w->s->size))
		return FAULT_CUT;
	t.at = t.f.big ? 16 : 8;
	memcpy(head, t.f.little ? "II" : "MM", 2);
	ifd_put(&t.f, head + 2, 2, t.f.big ? 43 : 42);
	ifd_put(&t.f, head + 4, 4, t.at);
	if (t.f.big) {
		ifd_put(&t.f, head + 4, 2, 8);
		ifd_put(&t.f, head + 6, 2, 0);
		ifd_put(&t.f, head + 8, 8, t.at);
	}
	fault = walk_put(w, head, (size_t)t.at) ? pages(&t) : FAULT_CUT;
	return w->s->spent ? FAULT_NONE : fault;
}
