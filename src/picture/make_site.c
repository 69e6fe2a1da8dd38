/*
 * make_site: an icon becomes squares, a logo one line of the header.
 *
 * What is no square gets room at two sides, what is small room at all four: nothing is drawn wider or larger
 * than it is. The room is transparent, but white where telephones would make it black (180 pixels: Apple's).
 */
#include "picture/make_site.h"

#include <string.h>

#include "base/file.h"
#include "picture/ico.h"
#include "picture/store.h"
#include "picture/svg.h"

enum {
	ICON_LIMIT = 100 * 1000, /* bytes: of copies without loss */
	LOGO_LIMIT = 40 * 1000,
	COVER_LIMIT = 500 * 1000,
	FAVICON = 32,
	APPLE = 180,
};

void make_site_size(const struct picture *p, unsigned *width, unsigned *height)
{
	if (p->role == PICTURE_LOGO)
		picture_copy_size(p, PICTURE_LOGO_96, width, height);
	else
		picture_fit(p, PICTURE_COVER_SIDE, PICTURE_COVER_SIDE, width, height);
}

/* --- icons ------------------------------------------------------------------------------ */

static struct raster *square(struct making *m, unsigned side)
{
	unsigned width, height;

	picture_fit(m->out, side, side, &width, &height);
	struct raster *image = raster_fit(raster_again(m->work), width, height);
	image = raster_pad(raster_to_memory(image), side, side);
	return raster_to_memory(side == APPLE || side == PICTURE_COVER_SIDE ? raster_on_white(image) : image);
}

static enum picture_fault keep_favicon(struct making *m, const struct raster_bytes *png)
{
	struct buf out;
	enum picture_fault fault;

	buf_init(&out, png->n + 64);
	ico_write((struct str){ png->p, png->n }, FAVICON, &out);
	fault = making_put(m, buf_str(&out), PICTURE_FAVICON) ? FAULT_NONE : FAULT_STORE;
	buf_release(&out);
	return fault;
}

static enum picture_fault make_square(struct making *m, int copy)
{
	struct raster_bytes bytes = { 0 };
	enum picture_fault fault = FAULT_NONE;
	unsigned side, same;

	picture_copy_size(m->out, copy, &side, &same);
	struct raster *image = square(m, side);
	bool ok = image && making_png(image, ICON_LIMIT, &bytes);
	if (ok && side == FAVICON)
		fault = keep_favicon(m, &bytes);
	if (fault == FAULT_NONE)
		fault = making_keep(m, ok, &bytes, copy);
	else
		raster_bytes_free(&bytes);
	raster_free(image);
	return fault;
}

/* Directories of podcasts take no smaller picture, and none that is transparent. */
static enum picture_fault make_cover(struct making *m)
{
	struct raster_bytes bytes = { 0 };
	struct raster *image = square(m, PICTURE_COVER_SIDE);
	bool ok = image && making_jpeg(image, COVER_LIMIT, &bytes);
	enum picture_fault fault = making_keep(m, ok, &bytes, PICTURE_ICON_1400);

	raster_free(image);
	return fault;
}

static enum picture_fault make_icon(struct making *m)
{
	static const int squares[] = { PICTURE_ICON_32, PICTURE_ICON_180, PICTURE_ICON_192,
		PICTURE_ICON_512 };
	enum picture_fault fault = FAULT_NONE;

	m->out->form = PICTURE_PNG;
	for (size_t i = 0; fault == FAULT_NONE && i < ARRAY_SIZE(squares); i++)
		fault = make_square(m, squares[i]);
	return fault == FAULT_NONE && picture_has_cover(m->out) ? make_cover(m) : fault;
}

/* --- logos ------------------------------------------------------------------------------ */

/* As PNG or JPEG, whichever is smaller. */
static enum picture_fault make_logo(struct making *m)
{
	struct raster_bytes png = { 0 }, jpeg = { 0 };
	bool alpha, ok;

	m->work = raster_opaque(m->work, &alpha);
	ok = m->work && making_png(m->work, LOGO_LIMIT, &png);
	bool coarse = ok && !alpha && making_jpeg(m->work, LOGO_LIMIT, &jpeg) && jpeg.n < png.n;
	m->out->form = coarse ? PICTURE_JPEG : PICTURE_PNG;
	raster_bytes_free(coarse ? &png : &jpeg);
	return making_keep(m, ok, coarse ? &jpeg : &png, PICTURE_LOGO_96);
}

enum picture_fault make_site_copies(struct making *m)
{
	return m->out->role == PICTURE_LOGO ? make_logo(m) : make_icon(m);
}

/* --- drawings --------------------------------------------------------------------------- */

enum picture_fault make_site_drawing(struct making *m)
{
	struct buf text;
	enum picture_fault fault;

	buf_init(&text, SVG_BYTES_MAX + 1);
	fault = svg_read(m->job->fd, &text, &m->out->width, &m->out->height);
	m->out->form = PICTURE_DRAWING;
	m->out->full = true;
	m->out->full_size = (int64_t)text.len;
	if (fault == FAULT_STORE)
		err_errno(m->err, "a picture cannot be read");
	else if (fault == FAULT_NONE && !making_put(m, buf_str(&text), PICTURE_ITSELF))
		fault = FAULT_STORE;
	buf_release(&text);
	return fault;
}
