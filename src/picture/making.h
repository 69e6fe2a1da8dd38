/*
 * making: a picture while its copies are made: what all kinds of copies need. Private to picture/.
 */
#ifndef JARCHY_PICTURE_MAKING_H
#define JARCHY_PICTURE_MAKING_H

#include <sys/stat.h>

#include "picture/job.h"
#include "picture/raster.h"

enum { MAKING_QUALITY = 75 };

struct making {
	const struct picture_job *job;
	struct picture *out;
	struct err *err;
	struct stat st; /* of the original, before anything was read */
	struct picture_head head;
	struct raster_reader reader;
	struct raster *work; /* what copies are made from */
};

/* What decoders say of it. */
enum picture_fault making_fault(const struct making *m);
/* A JPEG that gets coarser until it is within the limit. */
bool making_jpeg(struct raster *image, size_t limit, struct raster_bytes *out);
bool making_progressive(const struct raster *image);
/* Without loss, or with 256 colours where that is over the limit. */
bool making_png(struct raster *image, size_t limit, struct raster_bytes *out);
/* The bytes are those of the copy `width`, or of PICTURE_ITSELF: into the store. */
bool making_put(struct making *m, struct str bytes, int width);
/* Takes the bytes, which are those of the copy `width` if it could be coded, into the store. */
enum picture_fault making_keep(struct making *m, bool coded, struct raster_bytes *bytes, int width);

#endif
