/*
 * type: magic bytes, and brands of ISO/IEC 14496-12.
 */
#include "picture/type.h"

#include <string.h>

#include "picture/boxes.h"
#include "picture/formats.h"

enum { SECOND = 8, BRANDS_MAX = 64, FTYP = NAME4('f', 't', 'y', 'p'), MDAT = NAME4('m', 'd', 'a', 't') };

static const struct {
	enum picture_type type;
	struct str first, second; /* the second comes after SECOND bytes */
} magic[] = {
	{ TYPE_JPEG, { "\xff\xd8\xff", 3 }, { "", 0 } },
	{ TYPE_PNG, { "\x89PNG\r\n\x1a\n", 8 }, { "", 0 } },
	{ TYPE_GIF, { "GIF87a", 6 }, { "", 0 } },
	{ TYPE_GIF, { "GIF89a", 6 }, { "", 0 } },
	{ TYPE_WEBP, { "RIFF", 4 }, { "WEBP", 4 } },
	{ TYPE_TIFF, { "II*\0", 4 }, { "", 0 } },
	{ TYPE_TIFF, { "MM\0*", 4 }, { "", 0 } },
	{ TYPE_TIFF, { "II+\0", 4 }, { "", 0 } },
	{ TYPE_TIFF, { "MM\0+", 4 }, { "", 0 } },
};

/* Brands of pictures: ISO/IEC 23008-12, annex B; AVIF. */
static const uint32_t pictures[] = {
	NAME4('m', 'i', 'f', '1'),
	NAME4('m', 'i', 'f', '2'),
	NAME4('m', 's', 'f', '1'),
	NAME4('h', 'e', 'i', 'c'),
	NAME4('h', 'e', 'i', 'x'),
	NAME4('h', 'e', 'i', 'm'),
	NAME4('h', 'e', 'i', 's'),
	NAME4('h', 'e', 'v', 'c'),
	NAME4('h', 'e', 'v', 'x'),
	NAME4('h', 'e', 'v', 'm'),
	NAME4('h', 'e', 'v', 's'),
	NAME4('a', 'v', 'i', 'f'),
	NAME4('a', 'v', 'i', 's'),
};

/* Brands of what has boxes but is neither picture nor film here: raw photographs, JPEG 2000, JPEG XL. */
static const uint32_t others[] = {
	NAME4('c', 'r', 'x', ' '),
	NAME4('j', 'p', '2', ' '),
	NAME4('j', 'p', 'x', ' '),
	NAME4('j', 'p', 'm', ' '),
	NAME4('j', 'x', 'l', ' '),
};

/* What a film of QuickTime without brands begins with. */
static const uint32_t firsts[] = {
	NAME4('m', 'o', 'o', 'v'),
	NAME4('m', 'd', 'a', 't'),
	NAME4('w', 'i', 'd', 'e'),
	NAME4('p', 'n', 'o', 't'),
	NAME4('s', 't', 'y', 'p'),
	NAME4('m', 'o', 'o', 'f'),
	BOX_FREE,
	BOX_SKIP,
};

static bool has(const uint32_t *v, size_t n, uint32_t name)
{
	for (size_t i = 0; i < n; i++)
		if (v[i] == name)
			return true;
	return false;
}

/*
 * The first brand is that of the file; the others are those that it is fit for: some pictures begin with
 * one of films.
 */
static enum picture_type by_brands(struct source *s, const struct box *box)
{
	for (unsigned i = 0; i < BRANDS_MAX && box->end - box->body >= UINT64_C(4) * (i + 1); i++) {
		const unsigned char *p = source_at(s, box->body + UINT64_C(4) * i, 4);
		uint32_t brand = p && i != 1 ? (uint32_t)bytes_big(p, 4)
		                             : 0; /* the second number is a version */
		if (i == 0 && has(others, ARRAY_SIZE(others), brand))
			return TYPE_OTHER;
		if (has(pictures, ARRAY_SIZE(pictures), brand))
			return TYPE_HEIF;
	}
	return TYPE_FILM;
}

static enum picture_type by_boxes(struct source *s)
{
	struct box box = { 0 };
	uint64_t at = 0;
	enum picture_fault fault = box_next(s, &at, s->size, &box);

	if (box.name == FTYP && fault != FAULT_FORMAT)
		return by_brands(s, &box);
	if (fault && (fault == FAULT_FORMAT || box.name != MDAT))
		return TYPE_OTHER;
	return has(firsts, ARRAY_SIZE(firsts), box.name) ? TYPE_FILM : TYPE_OTHER;
}

static bool begins(struct source *s, uint64_t at, struct str bytes)
{
	const unsigned char *p = source_at(s, at, bytes.n);
	return p && memcmp(p, bytes.p, bytes.n) == 0;
}

enum picture_type type_of(struct source *s)
{
	for (size_t i = 0; i < ARRAY_SIZE(magic); i++)
		if (begins(s, 0, magic[i].first) && begins(s, SECOND, magic[i].second))
			return magic[i].type;
	return by_boxes(s);
}

enum picture_fault type_walk(struct walk *w, enum picture_type type)
{
	static enum picture_fault (*const walkers[TYPE_COUNT])(struct walk *) = {
		[TYPE_JPEG] = jpeg_walk,
		[TYPE_PNG] = png_walk,
		[TYPE_GIF] = gif_walk,
		[TYPE_WEBP] = webp_walk,
		[TYPE_HEIF] = heif_walk,
		[TYPE_TIFF] = tiff_walk,
		[TYPE_FILM] = film_walk,
	};

	w->head->type = type;
	return walkers[type] ? walkers[type](w) : FAULT_FORMAT;
}
