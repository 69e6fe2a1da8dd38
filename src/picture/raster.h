/*
 * raster: pictures as pixels, by the part of libvips that copies of pictures need: loaded with dlopen, into
 * the one process that uses it.
 *
 * An image is reckoned only when its pixels are asked for: an operation that went well may still fail in
 * what follows. An operation takes the image that it is given (it is freed, whatever happens) and gives a
 * new one, or NULL with raster_why; of NULL it gives NULL, so operations can be written one in another.
 * Private to picture/.
 */
#ifndef JARCHY_PICTURE_RASTER_H
#define JARCHY_PICTURE_RASTER_H

#include "base/err.h"
#include "picture/probe.h"

/* As picture_load (make.h). Once for a process. */
bool raster_load(struct err *err);
/* What failed last, as libvips and its decoders say it, in English. Empty: nothing did. */
const char *raster_why(void);
void raster_forget_why(void);

/* --- reading -------------------------------------------------------------------------------- */

/*
 * A file that is read as decoders ask for it, by pread: what is cut off it meanwhile is a short read,
 * never a signal.
 */
struct raster_reader {
	int fd;         /* borrowed; for as long as there are images of it */
	uint64_t size;  /* bytes, as it was when it was opened */
	uint64_t at;    /* of the next byte */
	bool shortened; /* it has fewer by now, or could not be read */
};

/*
 * The first frame of a picture of the type, never TYPE_OTHER or TYPE_FILM; no embedded thumbnail, not
 * turned. JPEG and WebP are decoded with one of `shrink` (1, 2, 4, 8) columns and rows, others whole. Only
 * the head has been read then.
 */
struct raster *raster_open(enum picture_type type, struct raster_reader *r, int shrink);
void raster_free(struct raster *image); /* NULL is fine */

unsigned raster_width(const struct raster *image);
unsigned raster_height(const struct raster *image);

/* --- operations ----------------------------------------------------------------------------- */

/* Exactly that size, smaller or the same in each direction. */
struct raster *raster_fit(struct raster *image, unsigned width, unsigned height);
/* sRGB or gray, eight bits, with or without alpha: 1 to 4 bands, whatever it was. */
struct raster *raster_to_screen(struct raster *image);
/* All of its pixels in memory, as they are. Here decoders run. */
struct raster *raster_to_memory(struct raster *image);
/* Turned and mirrored as Exif's orientation 1 to 8 says; of an image in memory. */
struct raster *raster_turn(struct raster *image, unsigned orientation);
/* On white, where it has alpha. */
struct raster *raster_on_white(struct raster *image);
/* Without alpha where none of its pixels is transparent; *alpha: it has some still. Of an image in memory. */
struct raster *raster_opaque(struct raster *image, bool *alpha);
/* The part of that size that eyes are drawn to. Of an image in memory. */
struct raster *raster_crop(struct raster *image, unsigned width, unsigned height);
/*
 * In the middle of a transparent one of that size, in colour and with alpha; no smaller than it is. Of an
 * image as raster_to_screen makes it.
 */
struct raster *raster_pad(struct raster *image, unsigned width, unsigned height);
/* The same image once more. */
struct raster *raster_again(struct raster *image);

/* --- writing -------------------------------------------------------------------------------- */

struct raster_bytes {
	void *p; /* owned: raster_bytes_free */
	size_t n;
};
/*
 * Both without any metadata, of an image as raster_to_screen makes it, which is not taken. What is
 * progressive is a few hundredths smaller, and shows whole before all of it is there; it takes three bytes
 * of memory a pixel.
 */
bool raster_jpeg(struct raster *image, int quality, bool progressive, struct raster_bytes *out);
enum raster_png {
	RASTER_PNG_QUICK,   /* to learn about how large it gets */
	RASTER_PNG_PLAIN,   /* without filters: of charts and screens the smallest */
	RASTER_PNG_PALETTE, /* with loss: 256 colours */
};
bool raster_png(struct raster *image, enum raster_png way, struct raster_bytes *out);
void raster_bytes_free(struct raster_bytes *b);

#endif
