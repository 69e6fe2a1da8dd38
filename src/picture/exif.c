/*
 * exif: two directories of it, and words.
 */
#include "picture/exif.h"

#include <string.h>

#include "picture/bytes.h"

enum { TAG_ORIENTATION = 0x0112, TAG_GPS = 0x8825 };

/* Of the directory of the position: latitude, longitude, those of the destination, the area. */
static const unsigned positions[] = { 2, 4, 20, 22, 28 };

bool exif_turned(unsigned orientation)
{
	return orientation > 1 && orientation <= 8;
}

bool exif_place(struct ifd_file *f, const struct ifd *d)
{
	struct ifd_entry e;
	struct ifd gps;

	if (!ifd_find(f, d, TAG_GPS, &e) || !ifd_read(f, ifd_value(f, &e, 0), &gps))
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(positions); i++)
		if (ifd_find(f, &gps, positions[i], &e))
			return true;
	return false;
}

void exif_read(struct source *s, uint64_t at, uint64_t n, struct picture_head *head)
{
	const unsigned char *p = n > 6 ? source_at(s, at, 6) : NULL;
	size_t name = p && memcmp(p, "Exif\0\0", 6) == 0 ? 6 : 0;
	struct ifd_file f;
	struct ifd d;
	struct ifd_entry e;

	if (!p || !ifd_open(&f, s, at + name, n - name) || !ifd_read(&f, f.first, &d))
		return;
	if (ifd_find(&f, &d, TAG_ORIENTATION, &e) && exif_turned((unsigned)ifd_value(&f, &e, 0)))
		head->orientation = (unsigned)ifd_value(&f, &e, 0);
	if (exif_place(&f, &d))
		head->place = true;
}

/* Keys of XMP; those of films: QuickTime, 3GPP TS 26.244, and tracks of cameras. */
static const struct str names[] = {
	{ "GPSLatitude", 11 },
	{ "GPSLongitude", 12 },
	{ "GPSCoordinates", 14 },
	{ "photoshop:City", 14 },
	{ "LocationCreated", 15 },
	{ "LocationShown", 13 },
	{ "Iptc4xmpCore:Location", 21 },
	{ "location.ISO6709", 16 },
	{ "\xa9xyz", 4 },
	{ "loci", 4 },
	{ "gpmd", 4 },
	{ "camm", 4 },
	{ "djmd", 4 },
	{ "rtmd", 4 },
};

/* IPTC-IIM, record 2: city, sublocation, province, country. */
static const struct str datasets[] = {
	{ "\x1c\x02\x5a", 3 },
	{ "\x1c\x02\x5c", 3 },
	{ "\x1c\x02\x5f", 3 },
	{ "\x1c\x02\x65", 3 },
};

static bool any_in(struct source *s, uint64_t at, uint64_t n, const struct str *v, size_t count)
{
	size_t part = n < SOURCE_WINDOW ? (size_t)n : SOURCE_WINDOW;
	const unsigned char *p = source_at(s, at, part);

	for (size_t i = 0; p && i < count; i++)
		if (memmem(p, part, v[i].p, v[i].n))
			return true;
	return false;
}

bool exif_words_place(struct source *s, uint64_t at, uint64_t n)
{
	return any_in(s, at, n, names, ARRAY_SIZE(names));
}

bool exif_iptc_place(struct source *s, uint64_t at, uint64_t n)
{
	return any_in(s, at, n, datasets, ARRAY_SIZE(datasets));
}

void exif_least(unsigned orientation, unsigned char out[EXIF_LEAST])
{
	static const unsigned char least[EXIF_LEAST] =
	    "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";

	memcpy(out, least, EXIF_LEAST);
	out[19] = (unsigned char)orientation;
}
