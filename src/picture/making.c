/*
 * making: what decoders say, coding within a limit, and the store.
 */
#include "picture/making.h"

#include <string.h>

#include "base/file.h"
#include "picture/store.h"

enum {
	QUALITY_LEAST = 25,
	/* Pixels: a progressive JPEG is in memory as a whole while it is written. */
	PROGRESSIVE_MAX = 16 * 1000 * 1000,
};

enum picture_fault making_fault(const struct making *m)
{
	static const struct {
		const char *words;
		enum picture_fault fault;
	} table[] = {
		{ "out of memory", FAULT_MEMORY },
		{ "insufficient memory", FAULT_MEMORY },
		{ "cannot allocate", FAULT_MEMORY },
		{ "memory allocation", FAULT_MEMORY },
		{ "premature end", FAULT_CUT },
		{ "end of file", FAULT_CUT },
		{ "end of input", FAULT_CUT },
		{ "end of stream", FAULT_CUT },
		{ "end-of-file", FAULT_CUT },
		{ "truncated", FAULT_CUT },
		{ "too short", FAULT_CUT },
	};
	const char *why = raster_why();

	if (m->reader.shortened)
		return FAULT_CHANGED;
	for (size_t i = 0; i < ARRAY_SIZE(table); i++)
		if (strcasestr(why, table[i].words))
			return table[i].fault;
	return FAULT_FORMAT;
}

bool making_progressive(const struct raster *image)
{
	return (uint64_t)raster_width(image) * raster_height(image) <= PROGRESSIVE_MAX;
}

bool making_jpeg(struct raster *image, size_t limit, struct raster_bytes *out)
{
	for (int quality = MAKING_QUALITY; quality >= QUALITY_LEAST; quality -= 10) {
		raster_bytes_free(out);
		if (!raster_jpeg(image, quality, making_progressive(image), out))
			return false;
		if (out->n <= limit)
			break;
	}
	return true;
}

bool making_png(struct raster *image, size_t limit, struct raster_bytes *out)
{
	struct raster_bytes coarse = { 0 };

	if (!raster_png(image, RASTER_PNG_PLAIN, out))
		return false;
	if (out->n <= limit || !raster_png(image, RASTER_PNG_PALETTE, &coarse))
		return true;
	raster_bytes_free(coarse.n < out->n ? out : &coarse);
	if (!out->p)
		*out = coarse;
	return true;
}

bool making_put(struct making *m, struct str bytes, int width)
{
	char name[PICTURE_STORE_NAME_MAX];
	struct picture_store_file f;

	if (width == PICTURE_ITSELF)
		picture_store_full(m->out, name);
	else
		picture_store_copy(m->out, width, name);
	if (!picture_store_begin(m->job->folder, &f, m->err))
		return false;
	if (file_write_all(f.fd, bytes))
		return picture_store_keep(&f, name, m->err);
	err_errno(m->err, "cannot write %s", name);
	picture_store_drop(&f);
	return false;
}

enum picture_fault making_keep(struct making *m, bool coded, struct raster_bytes *bytes, int width)
{
	enum picture_fault fault = FAULT_NONE;

	if (!coded)
		fault = making_fault(m);
	else if (!making_put(m, (struct str){ bytes->p, bytes->n }, width))
		fault = FAULT_STORE;
	raster_bytes_free(bytes);
	return fault;
}
