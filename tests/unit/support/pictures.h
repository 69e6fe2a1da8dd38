/*
 * pictures: small files of each type, made in memory: with pixels that are no pixels (PIXELS), and with
 * SECRET wherever a camera or an editor says something. On top of folder.h.
 */
#ifndef TESTS_UNIT_SUPPORT_PICTURES_H
#define TESTS_UNIT_SUPPORT_PICTURES_H

#include "unit/support/folder.h"

#define SECRET "SECRET"
#define PIXELS "PIXELS PIXELS PIXELS"

enum { PICTURES_MAX = 1 << 20 };

static inline void put_bytes(struct buf *b, struct str s)
{
	assert_true(buf_add_str(b, s));
}

static inline void put_big(struct buf *b, size_t n, uint64_t v)
{
	while (n--)
		assert_true(buf_add_char(b, (char)(n < sizeof v ? v >> 8 * n : 0)));
}

static inline void put_little(struct buf *b, size_t n, uint64_t v)
{
	for (; n--; v >>= 8)
		assert_true(buf_add_char(b, (char)v));
}

/* Overwrites a number that was put before. */
static inline void set_big(struct buf *b, size_t at, size_t n, uint64_t v)
{
	while (n--)
		b->data[at++] = (char)(v >> 8 * n);
}

static inline void set_little(struct buf *b, size_t at, size_t n, uint64_t v)
{
	for (; n--; v >>= 8)
		b->data[at++] = (char)v;
}

/* An entry of a directory of TIFF, the highest byte first. */
static inline void put_entry(struct buf *b, unsigned tag, unsigned type, uint32_t count, uint32_t value)
{
	put_big(b, 2, tag);
	put_big(b, 2, type);
	put_big(b, 4, count);
	if (type == 3 && count == 1)
		value <<= 16;
	put_big(b, 4, value);
}

/* Exif as of a phone: the maker, the turn, a latitude, a thumbnail. Without its name "Exif". */
static inline void put_exif(struct buf *b, unsigned orientation)
{
	put_bytes(b, STR("MM\0*\0\0\0\x08\0\x03"));
	put_entry(b, 0x010f, 2, 7, 80);
	put_entry(b, 0x0112, 3, 1, orientation);
	put_entry(b, 0x8825, 4, 1, 50);
	put_big(b, 4, 104);          /* the directory of the thumbnail */
	put_bytes(b, STR("\0\x01")); /* at 50 */
	put_entry(b, 2, 5, 1, 88);
	put_big(b, 4, 0);
	put_bytes(b, STR("............" SECRET "\0.")); /* at 68; the maker at 80 */
	put_bytes(b, STR("\0\0\0\x2a\0\0\0\x01........"));
	put_bytes(b, STR("\0\x01"));
	put_entry(b, 0x0201, 4, 1, 122);
	put_big(b, 4, 0);
	put_bytes(b, STR("\xff\xd8" SECRET "\xff\xd9"));
}

static inline void put_segment(struct buf *b, unsigned marker, struct str bytes)
{
	put_big(b, 2, 0xff00 | marker);
	put_big(b, 2, bytes.n + 2);
	put_bytes(b, bytes);
}

/* A JPEG as of a phone: two scans, and a film after its end where `tail`. */
static inline void put_jpeg(struct buf *b, unsigned orientation, bool tail)
{
	struct buf exif;

	buf_init(&exif, PICTURES_MAX);
	put_bytes(&exif, STR("Exif\0\0"));
	put_exif(&exif, orientation);
	put_bytes(b, STR("\xff\xd8"));
	put_segment(b, 0xe0, STR("JFIF\0\x01\x01\0\0\x01\0\x01\x01\x01" SECRET));
	put_segment(b, 0xe1, buf_str(&exif));
	put_segment(b, 0xe1, STR("http://ns.adobe.com/xap/1.0/\0<x photoshop:City='" SECRET "'/>"));
	put_segment(b, 0xe2,
	    STR("ICC_PROFILE\0\x01\x01"
	        "COLOURS"));
	put_segment(b, 0xe2, STR("MPF\0" SECRET));
	put_segment(b, 0xed,
	    STR("Photoshop 3.0\0"
	        "8BIM\x1c\x02\x5a\0\x06" SECRET));
	put_segment(b, 0xee, STR("Adobe\0\x64\0\0\0\0\x01"));
	put_segment(b, 0xfe, STR(SECRET));
	put_segment(b, 0xdb, STR("TABLE"));
	put_segment(b, 0xc2, STR("\x08\x01\xe0\x02\x80\x01\x01\x11\0"));
	put_segment(b, 0xc4, STR("CODES"));
	put_segment(b, 0xda, STR("\x01\x01\0\0\x3f\0"));
	put_bytes(b, STR(PIXELS "\xff\0\xff\xd0" PIXELS));
	put_segment(b, 0xe5, STR(SECRET));
	put_segment(b, 0xda, STR("\x01\x01\0\0\x3f\0"));
	put_bytes(b, STR(PIXELS "\xff\xd9"));
	if (tail)
		put_bytes(b, STR("\0\0\0\x18"
		                 "ftypmp42\xff\x55" SECRET));
	buf_release(&exif);
}

/* The CRC is that of nothing: no walk looks at it. */
static inline void put_chunk(struct buf *b, const char *name, struct str bytes)
{
	put_big(b, 4, bytes.n);
	put_bytes(b, str_of(name));
	put_bytes(b, bytes);
	put_bytes(b, STR("CRC:"));
}

static inline void put_png(struct buf *b, unsigned orientation)
{
	struct buf exif;

	buf_init(&exif, PICTURES_MAX);
	put_exif(&exif, orientation);
	put_bytes(b, STR("\x89PNG\r\n\x1a\n"));
	put_chunk(b, "IHDR", STR("\0\0\x02\x80\0\0\x01\xe0\x08\x06\0\0\0"));
	put_chunk(b, "iCCP", STR("COLOURS"));
	put_chunk(b, "acTL", STR("\0\0\0\x02\0\0\0\0"));
	put_chunk(b, "eXIf", buf_str(&exif));
	put_chunk(b, "tEXt", STR("Author\0" SECRET));
	put_chunk(b, "iTXt", STR("XML:com.adobe.xmp\0\0\0\0\0<x exif:GPSLatitude='" SECRET "'/>"));
	put_chunk(b, "IDAT", STR(PIXELS));
	put_chunk(b, "fdAT", STR("1234" PIXELS));
	put_chunk(b, "tIME", STR(SECRET "."));
	put_chunk(b, "IEND", STR(""));
	buf_release(&exif);
}

/* The bytes go into parts of at most 255. */
static inline void put_parts(struct buf *b, struct str bytes)
{
	for (; bytes.n; bytes = str_sub(bytes, 255, bytes.n)) {
		struct str part = str_sub(bytes, 0, 255);
		put_big(b, 1, part.n);
		put_bytes(b, part);
	}
	put_big(b, 1, 0);
}

static inline void put_extension(struct buf *b, unsigned label, struct str first, struct str bytes)
{
	put_big(b, 2, 0x2100 | label);
	put_big(b, 1, first.n);
	put_bytes(b, first);
	put_parts(b, bytes);
}

static inline void put_gif_picture(struct buf *b)
{
	put_bytes(b, STR("\x21\xf9\x04\x01\x0a\0\0\0"));
	put_bytes(b, STR(",\0\0\0\0\x80\x02\xe0\x01\x80"
	                 "RGBRGB"
	                 "\x02"));
	put_parts(b, STR(PIXELS));
}

static inline void put_gif(struct buf *b, int pictures)
{
	put_bytes(b, STR("GIF89a\x80\x02\xe0\x01\x80\0\0"
	                 "RGBRGB"));
	put_extension(b, 0xff, STR("NETSCAPE2.0"), STR("\x01\0\0"));
	put_extension(b, 0xff, STR("XMP DataXMP"), STR("<x exif:GPSLatitude='" SECRET "'/>"));
	put_extension(b, 0xfe, STR(SECRET), STR(SECRET));
	while (pictures--)
		put_gif_picture(b);
	put_bytes(b, STR(";"));
}

static inline size_t begin_riff(struct buf *b, const char *name)
{
	put_bytes(b, str_of(name));
	put_little(b, 4, 0);
	return b->len;
}

static inline void end_riff(struct buf *b, size_t at)
{
	set_little(b, at - 4, 4, b->len - at);
	if ((b->len - at) & 1)
		put_little(b, 1, 0);
}

static inline void put_riff(struct buf *b, const char *name, struct str bytes)
{
	size_t at = begin_riff(b, name);
	put_bytes(b, bytes);
	end_riff(b, at);
}

static inline void put_webp(struct buf *b, unsigned orientation)
{
	size_t file = begin_riff(b, "RIFF"), at;

	put_bytes(b, STR("WEBP"));
	put_riff(b, "VP8X", STR("\x3e\0\0\0\x7f\x02\0\xdf\x01\0"));
	put_riff(b, "ICCP", STR("COLOURS"));
	put_riff(b, "ANIM", STR("\0\0\0\0\0\0"));
	at = begin_riff(b, "ANMF");
	put_bytes(b, STR("\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0\x0a\0\0\0"));
	put_riff(b, "VP8 ", STR("\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01" PIXELS "."));
	put_riff(b, "JUNK", STR(SECRET));
	end_riff(b, at);
	at = begin_riff(b, "EXIF");
	put_exif(b, orientation);
	end_riff(b, at);
	put_riff(b, "XMP ", STR("<x exif:GPSLatitude='" SECRET "'/>"));
	put_riff(b, "what", STR(SECRET));
	end_riff(b, file);
}

/* A page, with its maker, a position and two strips; then a thumbnail. */
static inline void put_tiff(struct buf *b, unsigned orientation)
{
	put_bytes(b, STR("MM\0*\0\0\0\x08\0\x0b"));
	put_entry(b, 256, 3, 1, 640);
	put_entry(b, 257, 3, 1, 480);
	put_entry(b, 259, 3, 1, 1);
	put_entry(b, 262, 3, 1, 2);
	put_entry(b, 271, 2, 7, 400);
	put_entry(b, 273, 4, 2, 410);
	put_entry(b, 274, 3, 1, orientation);
	put_entry(b, 279, 4, 2, 420);
	put_entry(b, 34665, 4, 1, 430);
	put_entry(b, 34675, 7, 7, 440);
	put_entry(b, 34853, 4, 1, 450);
	put_big(b, 4, 500);
	while (b->len < 560)
		put_bytes(b, STR("."));
	memcpy(b->data + 400, SECRET, 7);
	set_big(b, 410, 4, 560);
	set_big(b, 414, 4, 560 + 40);
	set_big(b, 420, 4, sizeof PIXELS - 1);
	set_big(b, 424, 4, sizeof PIXELS - 1);
	set_big(b, 430, 6, 0);
	memcpy(b->data + 440, "COLOURS", 7);
	memcpy(b->data + 450, "\0\x01\0\x02\0\x05\0\0\0\x01\0\0\x01\xcc\0\0\0\0", 18);
	memcpy(b->data + 500,
	    "\0\x02\0\xfe\0\x04\0\0\0\x01\0\0\0\x01\x01\x0f\0\x02\0\0\0\x07\0\0\x01\x90\0\0\0\0", 30);
	put_bytes(b, STR(PIXELS SECRET "." SECRET "." SECRET PIXELS));
}

static inline size_t begin_box(struct buf *b, const char *name)
{
	put_big(b, 4, 0);
	put_bytes(b, str_of(name));
	return b->len - 8;
}

static inline void end_box(struct buf *b, size_t at)
{
	set_big(b, at, 4, b->len - at);
}

static inline void put_box(struct buf *b, const char *name, struct str bytes)
{
	size_t at = begin_box(b, name);
	put_bytes(b, bytes);
	end_box(b, at);
}

static inline void put_item(struct buf *b, unsigned id, const char *type, struct str name)
{
	size_t at = begin_box(b, "infe");
	put_big(b, 4, 0x02000000);
	put_big(b, 2, id);
	put_big(b, 2, 0);
	put_bytes(b, str_of(type));
	put_bytes(b, name);
	put_big(b, 1, 0);
	end_box(b, at);
}

static inline void put_reference(struct buf *b, const char *type, unsigned from, unsigned to)
{
	size_t at = begin_box(b, type);
	put_big(b, 2, from);
	put_big(b, 2, 1);
	put_big(b, 2, to);
	end_box(b, at);
}

static inline void put_heif_tables(struct buf *b, const char *rotation)
{
	size_t at = begin_box(b, "iinf"), inner;

	put_big(b, 6, 4);
	put_item(b, 1, "hvc1", STR(SECRET));
	put_item(b, 2, "Exif", STR(""));
	put_item(b, 3, "mime", STR("\0application/rdf+xml"));
	put_item(b, 4, "hvc1", STR(""));
	end_box(b, at);
	at = begin_box(b, "iref");
	put_big(b, 4, 0);
	put_reference(b, "cdsc", 2, 1);
	put_reference(b, "cdsc", 3, 1);
	put_reference(b, "thmb", 4, 1);
	end_box(b, at);
	at = begin_box(b, "iprp");
	inner = begin_box(b, "ipco");
	put_box(b, "ispe", STR("\0\0\0\0\0\0\x02\x80\0\0\x01\xe0"));
	put_box(b, "irot", str_of(rotation));
	put_box(b, "udes", STR("\0\0\0\0" SECRET));
	end_box(b, inner);
	put_box(b, "ipma", STR("\0\0\0\0\0\0\0\x01\0\x01\x03\x01\x82\x03"));
	end_box(b, at);
}

static inline void put_place(struct buf *b, unsigned id, size_t at, size_t n)
{
	put_big(b, 2, id);
	put_big(b, 2, 0);
	put_big(b, 2, 1);
	put_big(b, 4, at);
	put_big(b, 4, n);
}

/* The bytes come first, so that the tables know where they are. */
static inline void put_heif(struct buf *b, const char *rotation)
{
	size_t at, data, exif, xmp, thumbnail, end;

	put_box(b, "ftyp", STR("heic\0\0\0\0mif1heic"));
	at = begin_box(b, "mdat");
	data = b->len;
	put_bytes(b, STR(PIXELS));
	exif = b->len;
	put_big(b, 4, 0);
	put_exif(b, 6);
	xmp = b->len;
	put_bytes(b, STR("<x exif:GPSLatitude='" SECRET "'/>"));
	thumbnail = b->len;
	put_bytes(b, STR(SECRET));
	end = b->len;
	put_bytes(b, STR("left over: " SECRET));
	end_box(b, at);
	at = begin_box(b, "meta");
	put_big(b, 4, 0);
	put_box(b, "hdlr", STR("\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0" SECRET));
	put_box(b, "pitm", STR("\0\0\0\0\0\x01"));
	put_heif_tables(b, rotation);
	size_t places = begin_box(b, "iloc");
	put_big(b, 4, 0);
	put_big(b, 2, 0x4400);
	put_big(b, 2, 4);
	put_place(b, 1, data, exif - data);
	put_place(b, 2, exif, xmp - exif);
	put_place(b, 3, xmp, thumbnail - xmp);
	put_place(b, 4, thumbnail, end - thumbnail);
	end_box(b, places);
	end_box(b, at);
	put_box(b, "mpvd", STR(SECRET));
}

/* A track of one chunk with two samples. */
static inline void put_track(struct buf *b, const char *handler, size_t at, size_t n)
{
	size_t trak = begin_box(b, "trak"), mdia, minf, stbl, box;

	put_box(b, "tkhd", STR("\0\0\0\0"));
	mdia = begin_box(b, "mdia");
	box = begin_box(b, "hdlr");
	put_big(b, 8, 0);
	put_bytes(b, str_of(handler));
	put_big(b, 4, 0);
	put_big(b, 8, 0);
	put_bytes(b, STR(SECRET "\0"));
	end_box(b, box);
	minf = begin_box(b, "minf");
	stbl = begin_box(b, "stbl");
	box = begin_box(b, "stsd");
	put_big(b, 8, 1);
	size_t entry = begin_box(b, strcmp(handler, "vide") == 0 ? "avc1" : "gpmd");
	for (int i = 0; i < 42; i++)
		put_big(b, 1, 0);
	put_bytes(b, STR("\x06" SECRET "........................."));
	put_big(b, 4, 0x0018ffff);
	end_box(b, entry);
	end_box(b, box);
	put_box(b, "stsc", STR("\0\0\0\0\0\0\0\x01\0\0\0\x01\0\0\0\x02\0\0\0\x01"));
	box = begin_box(b, "stsz");
	put_big(b, 8, 0);
	put_big(b, 4, 2);
	put_big(b, 4, n / 2);
	put_big(b, 4, n - n / 2);
	end_box(b, box);
	box = begin_box(b, "stco");
	put_big(b, 8, 1);
	put_big(b, 4, at);
	end_box(b, box);
	end_box(b, stbl);
	end_box(b, minf);
	end_box(b, mdia);
	put_box(b, "udta",
	    STR("\0\0\0\x0e"
	        "name" SECRET));
	end_box(b, trak);
}

/* A film as of a camera: a track of positions, remarks at every level. */
static inline void put_film(struct buf *b, bool place)
{
	size_t at, film, positions;

	put_box(b, "ftyp", STR("mp42\0\0\0\0isom"));
	put_box(b, "free", STR(SECRET));
	at = begin_box(b, "mdat");
	film = b->len;
	put_bytes(b, STR(PIXELS));
	positions = b->len;
	put_bytes(b, STR(SECRET));
	end_box(b, at);
	at = begin_box(b, "moov");
	put_box(b, "mvhd", STR("\0\0\0\0"));
	put_track(b, "vide", film, positions - film);
	put_track(b, "meta", positions, sizeof SECRET - 1);
	if (place)
		put_box(b, "udta", STR("\0\0\0\x20\xa9xyz\0\x14\x15\xc7+42.8700+074.5900" SECRET));
	put_box(b, "meta", STR("\0\0\0\0" SECRET));
	end_box(b, at);
	put_box(b, "uuid", STR("\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac" SECRET));
}

#endif
