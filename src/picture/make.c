/*
 * make: from a file to its copies.
 *
 * What the head says is enough to refuse most of what cannot be shown. Then the file is decoded once,
 * upright and in sRGB, to the size that the largest copy and the crop for sharing need, and all copies are
 * made from that. Facts are written last.
 */
#include "picture/make.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/memfile.h"
#include "picture/clean.h"
#include "picture/make_site.h"
#include "picture/making.h"
#include "picture/probe.h"
#include "picture/raster.h"
#include "picture/store.h"
#include "picture/svg.h"

enum {
	CHUNK = 1 << 16,
	SCANS_MAX = 100,       /* of a progressive JPEG; cameras and programs make about ten */
	JPEG_SIDE_MAX = 65500, /* of what libjpeg writes */
};

/* All that is done with a picture, once: some operations of libvips make code when they are used first. */
static void warm_up(void)
{
	/* 16 × 16 pixels, partly transparent. */
	static const char png[] =
	    "\x89\x50\x4e\x47\x0d\x0a\x1a\x0a\x00\x00\x00\x0d\x49\x48\x44\x52\x00\x00\x00\x10"
	    "\x00\x00\x00\x10\x08\x06\x00\x00\x00\x1f\xf3\xff\x61\x00\x00\x00\x19\x49\x44\x41"
	    "\x54\x78\xda\x63\x50\x70\x48\x68\xa0\x04\x33\x8c\x1a\x30\x6a\xc0\xa8\x01\xc3\xc5"
	    "\x00\x00\x8a\x17\x40\x10\xf1\x3e\x01\x52\x00\x00\x00\x00\x49\x45\x4e\x44\xae\x42"
	    "\x60\x82";
	struct memfile file;
	struct err ignored;
	struct raster_bytes bytes = { 0 };

	if (!memfile_new(&file, "picture", sizeof png - 1, MEMFILE_OWN, &ignored))
		return;
	memcpy(file.bytes, png, sizeof png - 1);
	struct raster_reader reader = { .fd = file.fd, .size = sizeof png - 1 };
	struct raster *image = raster_to_memory(
	    raster_fit(raster_to_screen(raster_open(TYPE_PNG, &reader, 1)), 8, 8));
	if (image && raster_png(image, RASTER_PNG_PALETTE, &bytes))
		raster_bytes_free(&bytes);
	image = raster_to_memory(raster_pad(image, 16, 16));
	image = raster_crop(raster_to_memory(raster_on_white(raster_turn(image, 5))), 4, 2);
	if (image && raster_jpeg(image, 75, true, &bytes))
		raster_bytes_free(&bytes);
	raster_free(image);
	raster_forget_why();
	memfile_release(&file);
}

bool picture_load(struct err *err)
{
	unsigned char unused[DIGEST_SIZE];

	/* OpenSSL reads its configuration for the first digest. */
	digest_sha256(STR(""), unused);
	if (!raster_load(err))
		return false;
	warm_up();
	svg_load();
	return true;
}

/* --- the original --------------------------------------------------------------------------- */

/* Where the last chunk ended in 0xff, the pair goes over its end. */
static size_t count_scans(struct str chunk, bool *after_ff)
{
	size_t n = 0;

	if (*after_ff && chunk.n && (unsigned char)chunk.p[0] == 0xda)
		n++;
	for (const char *at = chunk.p; (at = memchr(at, 0xff, chunk.n - (size_t)(at - chunk.p)));) {
		at++;
		if (at == chunk.p + chunk.n)
			break;
		n += (unsigned char)*at == 0xda;
	}
	*after_ff = chunk.n && (unsigned char)chunk.p[chunk.n - 1] == 0xff;
	return n;
}

static void put_digest(const unsigned char bytes[DIGEST_SIZE], char out[PICTURE_DIGEST + 1])
{
	for (size_t i = 0; i < PICTURE_DIGEST / 2; i++)
		snprintf(out + 2 * i, 3, "%02x", bytes[i]);
}

/* The digest, and the scans of a JPEG: within its data the marker of a scan is nowhere else. */
static enum picture_fault read_through(struct making *m)
{
	static char chunk[CHUNK];
	unsigned char bytes[DIGEST_SIZE];
	size_t scans = 0;
	bool after_ff = false;
	off_t at = 0;
	ssize_t got;
	struct digest d;

	digest_begin(&d);
	while ((got = pread(m->job->fd, chunk, sizeof chunk, at)) > 0 || (got < 0 && errno == EINTR)) {
		if (got < 0)
			continue;
		digest_more(&d, (struct str){ chunk, (size_t)got });
		if (m->head.type == TYPE_JPEG)
			scans += count_scans((struct str){ chunk, (size_t)got }, &after_ff);
		at += got;
	}
	if (!digest_end(&d, bytes) || got < 0) {
		err_errno(m->err, "a picture cannot be read");
		return FAULT_STORE;
	}
	put_digest(bytes, m->out->digest);
	if (at != m->st.st_size)
		return FAULT_CHANGED;
	return scans > SCANS_MAX ? FAULT_FORMAT : FAULT_NONE;
}

static bool is_unchanged(const struct making *m)
{
	struct stat now;
	return !m->reader.shortened && fstat(m->job->fd, &now) == 0 && now.st_size == m->st.st_size &&
	       file_time_ns(now.st_mtim) == file_time_ns(m->st.st_mtim);
}

static bool is_film(const struct making *m)
{
	return m->head.type == TYPE_FILM;
}

static bool is_moving(const struct making *m)
{
	enum picture_type type = m->head.type;
	return m->head.moving && (type == TYPE_GIF || type == TYPE_PNG || type == TYPE_WEBP);
}

/* Without a pixel decoded. */
static enum picture_fault refuse_by_head(const struct making *m)
{
	const struct picture_head *h = &m->head;

	if (m->st.st_size == 0)
		return FAULT_EMPTY;
	if (m->st.st_size > (is_film(m) ? (int64_t)PICTURE_FILM_MAX : PICTURE_BYTES_MAX))
		return FAULT_BYTES;
	if ((uint64_t)h->width * h->height > PICTURE_PIXELS_MAX)
		return FAULT_PIXELS;
	return h->cut ? FAULT_CUT : FAULT_NONE;
}

/* --- decoding ------------------------------------------------------------------------------- */

/* libheif has turned what it gives. */
static unsigned orientation(const struct making *m)
{
	return m->head.type == TYPE_HEIF ? 1 : m->head.orientation;
}

static bool is_on_its_side(const struct making *m)
{
	return orientation(m) >= 5;
}

/* So that the crop for sharing is within it: at least its size in both directions, and equal in one. */
static void cover(const struct picture *p, unsigned *width, unsigned *height)
{
	uint64_t w = *width, h = *height;

	if (w * p->height >= h * p->width)
		h = (w * p->height + p->width / 2) / p->width;
	else
		w = (h * p->width + p->height / 2) / p->height;
	*width = w > *width ? (unsigned)w : *width;
	*height = h > *height ? (unsigned)h : *height;
}

/* The largest copy, or more where the crop for sharing needs more: of a panorama. */
static void size_of_work(const struct picture *p, unsigned *width, unsigned *height)
{
	unsigned widths[PICTURE_WIDTHS_MAX], w, h;
	size_t n = picture_widths(p, widths);

	*width = widths[n - 1];
	*height = picture_height(p, *width);
	if (p->role != PICTURE_OF_ITEM)
		make_site_size(p, width, height);
	if (!picture_share(p, &w, &h))
		return;
	cover(p, &w, &h);
	if (w > *width) {
		*width = w;
		*height = h;
	}
}

/* By as much as decoders do well: the last halving is done with more care. */
static int shrink_to(const struct picture *p, unsigned width, unsigned height)
{
	int shrink = 8;
	while (shrink > 1 &&
	       (p->width / (unsigned)shrink < 2 * width || p->height / (unsigned)shrink < 2 * height))
		shrink /= 2;
	return shrink;
}

static void swap(unsigned *a, unsigned *b)
{
	unsigned other = *a;
	*a = *b;
	*b = other;
}

/* Its size too, as the decoder has it. */
static struct raster *open_original(struct making *m, int shrink)
{
	struct raster *image = raster_open(m->head.type, &m->reader, shrink);

	if (image && shrink == 1) {
		m->out->width = raster_width(image);
		m->out->height = raster_height(image);
		if (is_on_its_side(m))
			swap(&m->out->width, &m->out->height);
	}
	return image;
}

static enum picture_fault decode_to(struct making *m, struct raster *image, unsigned width, unsigned height)
{
	int shrink = shrink_to(m->out, width, height);

	if (shrink > 1 && (m->head.type == TYPE_JPEG || m->head.type == TYPE_WEBP)) {
		raster_free(image);
		image = open_original(m, shrink);
	}
	if (is_on_its_side(m))
		swap(&width, &height);
	m->work = raster_to_memory(raster_to_screen(raster_fit(image, width, height)));
	if (m->work && making_fault(m) == FAULT_CUT)
		return FAULT_CUT; /* libjpeg makes up the rest, and says so */
	if (orientation(m) > 1)
		m->work = raster_to_memory(raster_turn(m->work, orientation(m)));
	return m->work ? FAULT_NONE : making_fault(m);
}

/* An animation is only looked at: its first frame, small. */
static enum picture_fault decode(struct making *m)
{
	struct raster *image = open_original(m, 1);
	unsigned width, height;

	if (!image)
		return making_fault(m);
	if ((uint64_t)m->out->width * m->out->height > PICTURE_PIXELS_MAX) {
		raster_free(image);
		return FAULT_PIXELS;
	}
	if (is_moving(m)) {
		width = m->out->width < 480 ? m->out->width : 480;
		height = picture_height(m->out, width);
	} else {
		size_of_work(m->out, &width, &height);
	}
	return decode_to(m, image, width, height);
}

/* --- copies --------------------------------------------------------------------------------- */

/* Bytes that a copy should not be over: it is coded more coarsely then. */
static size_t bytes_for(unsigned width)
{
	static const struct {
		unsigned width;
		size_t bytes;
	} table[] = { { 480, 80 * 1000 }, { 960, 190 * 1000 }, { 1600, 450 * 1000 } };
	size_t i = 0;
	while (i + 1 < ARRAY_SIZE(table) && width > table[i].width)
		i++;
	return table[i].bytes;
}

static enum picture_fault make_share(struct making *m)
{
	enum { BYTES = 290 * 1000 };
	struct raster_bytes bytes = { 0 };
	struct raster *image;
	enum picture_fault fault;
	unsigned width, height, w, h;

	if (!picture_share(m->out, &width, &height))
		return FAULT_NONE;
	w = width;
	h = height;
	cover(m->out, &w, &h);
	image = raster_to_memory(raster_on_white(raster_fit(raster_again(m->work), w, h)));
	image = raster_to_memory(raster_crop(image, width, height));
	fault = making_keep(m, image && making_jpeg(image, BYTES, &bytes), &bytes, PICTURE_SHARE_WIDTH);
	raster_free(image);
	return fault;
}

/* A drawing stays sharp as PNG, and is hardly larger; a photograph would be ten times as large. */
static bool is_drawing(struct raster *image)
{
	struct raster_bytes jpeg = { 0 }, quick = { 0 }, png = { 0 };
	bool is = raster_jpeg(image, MAKING_QUALITY, making_progressive(image), &jpeg) &&
	          raster_png(image, RASTER_PNG_QUICK, &quick) && quick.n / 6 <= jpeg.n &&
	          raster_png(image, RASTER_PNG_PLAIN, &png) && png.n <= jpeg.n + jpeg.n / 2;

	raster_bytes_free(&jpeg);
	raster_bytes_free(&quick);
	raster_bytes_free(&png);
	return is;
}

/* Of the largest copy. */
static enum picture_form choose_form(const struct making *m, struct raster *image, bool alpha)
{
	if (alpha || raster_height(image) > JPEG_SIDE_MAX)
		return PICTURE_PNG;
	if (m->head.type == TYPE_JPEG || m->head.type == TYPE_HEIF)
		return PICTURE_JPEG;
	return is_drawing(image) ? PICTURE_PNG : PICTURE_JPEG;
}

/* Each copy is made from the one that is larger. */
static enum picture_fault make_sizes(struct making *m, bool alpha)
{
	unsigned widths[PICTURE_WIDTHS_MAX];
	size_t largest = picture_widths(m->out, widths) - 1;
	enum picture_fault fault = FAULT_NONE;

	for (size_t i = largest + 1; fault == FAULT_NONE && i-- > 0;) {
		struct raster_bytes bytes = { 0 };
		bool ok;

		m->work = raster_to_memory(raster_fit(m->work, widths[i], picture_height(m->out, widths[i])));
		if (m->work && i == largest)
			m->out->form = choose_form(m, m->work, alpha);
		ok = m->work && (m->out->form == PICTURE_PNG ? making_png : making_jpeg)(
		                    m->work, bytes_for(widths[i]), &bytes);
		fault = making_keep(m, ok, &bytes, (int)widths[i]);
	}
	return fault;
}

static enum picture_fault make_copies(struct making *m)
{
	enum picture_fault fault;
	bool alpha;

	m->work = raster_opaque(m->work, &alpha);
	fault = m->work ? make_share(m) : making_fault(m);
	return fault == FAULT_NONE ? make_sizes(m, alpha) : fault;
}

/* --- the original without what is private --------------------------------------------------- */

static enum picture_fault make_full(struct making *m)
{
	char name[PICTURE_STORE_NAME_MAX];
	struct picture_store_file f;
	enum picture_fault fault;
	struct stat st;

	picture_store_full(m->out, name);
	if (!picture_store_begin(m->job->folder, &f, m->err))
		return FAULT_STORE;
	fault = picture_clean(m->job->fd, m->head.type, f.fd);
	if (fault == FAULT_STORE || (fault == FAULT_NONE && fstat(f.fd, &st) != 0)) {
		err_errno(m->err, "cannot write %s", name);
		fault = FAULT_STORE;
	}
	if (fault != FAULT_NONE) {
		picture_store_drop(&f);
		return fault;
	}
	m->out->full = true;
	m->out->full_size = st.st_size;
	return picture_store_keep(&f, name, m->err) ? FAULT_NONE : FAULT_STORE;
}

/* --- all of it ------------------------------------------------------------------------------ */

static enum picture_fault make_all(struct making *m)
{
	enum picture_fault fault = FAULT_NONE;
	bool whole = is_film(m) || is_moving(m);

	if (m->head.type == TYPE_OTHER)
		return make_site_drawing(m);
	if (!is_film(m))
		fault = decode(m);
	if (fault == FAULT_NONE && !whole)
		fault = m->job->role == PICTURE_OF_ITEM ? make_copies(m) : make_site_copies(m);
	if (whole)
		m->out->form = is_film(m) ? PICTURE_WHOLE : PICTURE_MOVING;
	if (fault == FAULT_NONE && (whole || m->job->full))
		fault = make_full(m);
	raster_free(m->work);
	return fault;
}

/* What the store has of it is taken from there. */
static enum picture_fault make_missing(struct making *m)
{
	enum picture_fault fault = read_through(m);
	int found = 0;

	if (fault == FAULT_NONE &&
	    (found = picture_store_read(m->job->folder, m->out->digest, m->job->role, m->out, m->err)) < 0)
		fault = FAULT_STORE;
	if (fault == FAULT_NONE && found && (m->out->full || !m->job->full))
		return FAULT_NONE;
	if (fault == FAULT_NONE)
		fault = found ? make_full(m) : make_all(m);
	if (fault != FAULT_STORE && !is_unchanged(m))
		fault = FAULT_CHANGED;
	if (fault == FAULT_NONE && !picture_store_write(m->job->folder, m->out, m->err))
		fault = FAULT_STORE;
	return fault;
}

/* An icon or a logo: a still picture, or a drawing. */
static enum picture_fault make_of_site(struct making *m)
{
	if (is_film(m) || is_moving(m))
		return FAULT_STILL;
	m->out->state = PICTURE_READY;
	return make_missing(m);
}

static enum picture_fault make(struct making *m)
{
	enum picture_fault fault;

	if (fstat(m->job->fd, &m->st) != 0) {
		err_errno(m->err, "a picture cannot be read");
		return FAULT_STORE;
	}
	m->reader = (struct raster_reader){ .fd = m->job->fd, .size = (uint64_t)m->st.st_size };
	picture_probe(m->job->fd, &m->head);
	fault = refuse_by_head(m);
	if (fault != FAULT_NONE)
		return fault;
	if (m->job->role != PICTURE_OF_ITEM)
		return make_of_site(m);
	m->out->state = PICTURE_NONE;
	if (m->head.type == TYPE_OTHER || (is_film(m) && !m->head.private_data))
		return FAULT_NONE;
	m->out->state = PICTURE_READY;
	return make_missing(m);
}

void picture_make(const struct picture_job *job, struct picture *out, struct err *err)
{
	struct making m = { .job = job, .out = out, .err = err };
	enum picture_fault fault;

	*out = (struct picture){ .role = job->role };
	raster_forget_why();
	fault = make(&m);
	if (fault == FAULT_NONE)
		return;
	*out = (struct picture){ .role = job->role, .fault = fault, .state = PICTURE_FAILED };
	if (fault == FAULT_STORE || fault == FAULT_CHANGED)
		out->state = PICTURE_WAITING;
}
