/*
 * raster: a table of functions of libvips.so.42, found by name.
 *
 * The prototypes are written here from the headers of libvips 8.14.1 (Debian 12) and 8.16.1 (Debian 13),
 * where they are the same; nothing of its structures is used. Types of GLib: gboolean and the enumerations
 * are int, GType is size_t.
 *
 * Every loader is blocked but the six that are called here (libvips trusts them with hostile bytes), and so
 * is every saver but two. Modules are not loaded but that for HEIF: with the others come ImageMagick,
 * Poppler and OpenSlide.
 */
#include "picture/raster.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LIBRARY "libvips.so.42"
enum { MAJOR = 8, MINOR_LEAST = 14 };

/* Values of enumerations in the headers. */
enum { FAIL_ON_ERROR = 2 };
enum { ACCESS_SEQUENTIAL = 1 };
enum { FORMAT_UCHAR = 0 };
enum { SPACE_GRAY = 1, SPACE_SRGB = 22 };
enum { INTENT_RELATIVE = 1 };
enum { TURN_0, TURN_90, TURN_180, TURN_270 };
enum { FLIP_HORIZONTAL = 0 };
enum { INTERESTING_ATTENTION = 3 };
enum { DIRECTION_CENTRE = 0 };
enum { FILTER_NONE = 0x08 };
enum { MODULE_BIND_LOCAL = 2 };

struct vips_source;
typedef int vips_loader(struct vips_source *source, struct raster **out, ...);
typedef int vips_operation(struct raster *in, struct raster **out, ...);
typedef int vips_saver(struct raster *in, void **bytes, size_t *n, ...);

static struct {
	int (*init)(const char *argv0);
	int (*version)(int flag);
	void (*concurrency_set)(int);
	void (*cache_set_max)(int);
	void (*cache_set_max_mem)(size_t);
	void (*vector_set_enabled)(int);
	void (*operation_block_set)(const char *name, int state);
	char *(*error_buffer)(void);
	void (*error_clear)(void);

	struct vips_source *(*source_custom_new)(void);
	vips_loader *jpegload, *pngload, *gifload, *webpload, *heifload, *tiffload;
	vips_saver *jpegsave, *pngsave;

	int (*image_get_width)(const struct raster *);
	int (*image_get_height)(const struct raster *);
	int (*image_get_bands)(const struct raster *);
	int (*image_get_format)(const struct raster *);
	int (*image_hasalpha)(struct raster *);
	size_t (*image_get_typeof)(const struct raster *, const char *name);
	struct raster *(*image_copy_memory)(struct raster *);

	int (*resize)(struct raster *in, struct raster **out, double scale, ...);
	vips_operation *premultiply, *unpremultiply, *flatten, *copy, *addalpha;
	int (*cast)(struct raster *in, struct raster **out, int format, ...);
	int (*colourspace)(struct raster *in, struct raster **out, int space, ...);
	int (*icc_transform)(struct raster *in, struct raster **out, const char *profile, ...);
	int (*rot)(struct raster *in, struct raster **out, int angle, ...);
	int (*flip)(struct raster *in, struct raster **out, int direction, ...);
	int (*smartcrop)(struct raster *in, struct raster **out, int width, int height, ...);
	int (*gravity)(struct raster *in, struct raster **out, int direction, int width, int height, ...);
	int (*extract_band)(struct raster *in, struct raster **out, int band, ...);
	int (*min)(struct raster *in, double *out, ...);
	void *(*array_double_newv)(int n, ...);

	/* GLib's, which comes with it. */
	void *(*object_ref)(void *);
	void (*object_unref)(void *);
	void (*free)(void *);
	unsigned long (*signal_connect_data)(
	    void *object, const char *signal, void (*f)(void), void *data, void *destroy, int flags);
	void *(*log_set_default_handler)(void (*f)(const char *, int, const char *, void *), void *data);
	void *(*module_open)(const char *file, int flags);

	void *white; /* a background */
} vips;

#define NAMED(member, symbol)                                                                                \
	{                                                                                                    \
		(void **)&vips.member, symbol                                                                \
	}
static const struct {
	void **at;
	const char *name;
} functions[] = {
	NAMED(init, "vips_init"),
	NAMED(version, "vips_version"),
	NAMED(concurrency_set, "vips_concurrency_set"),
	NAMED(cache_set_max, "vips_cache_set_max"),
	NAMED(cache_set_max_mem, "vips_cache_set_max_mem"),
	NAMED(vector_set_enabled, "vips_vector_set_enabled"),
	NAMED(operation_block_set, "vips_operation_block_set"),
	NAMED(error_buffer, "vips_error_buffer"),
	NAMED(error_clear, "vips_error_clear"),
	NAMED(source_custom_new, "vips_source_custom_new"),
	NAMED(jpegload, "vips_jpegload_source"),
	NAMED(pngload, "vips_pngload_source"),
	NAMED(gifload, "vips_gifload_source"),
	NAMED(webpload, "vips_webpload_source"),
	NAMED(heifload, "vips_heifload_source"),
	NAMED(tiffload, "vips_tiffload_source"),
	NAMED(jpegsave, "vips_jpegsave_buffer"),
	NAMED(pngsave, "vips_pngsave_buffer"),
	NAMED(image_get_width, "vips_image_get_width"),
	NAMED(image_get_height, "vips_image_get_height"),
	NAMED(image_get_bands, "vips_image_get_bands"),
	NAMED(image_get_format, "vips_image_get_format"),
	NAMED(image_hasalpha, "vips_image_hasalpha"),
	NAMED(image_get_typeof, "vips_image_get_typeof"),
	NAMED(image_copy_memory, "vips_image_copy_memory"),
	NAMED(resize, "vips_resize"),
	NAMED(premultiply, "vips_premultiply"),
	NAMED(unpremultiply, "vips_unpremultiply"),
	NAMED(flatten, "vips_flatten"),
	NAMED(copy, "vips_copy"),
	NAMED(addalpha, "vips_addalpha"),
	NAMED(gravity, "vips_gravity"),
	NAMED(cast, "vips_cast"),
	NAMED(colourspace, "vips_colourspace"),
	NAMED(icc_transform, "vips_icc_transform"),
	NAMED(rot, "vips_rot"),
	NAMED(flip, "vips_flip"),
	NAMED(smartcrop, "vips_smartcrop"),
	NAMED(extract_band, "vips_extract_band"),
	NAMED(min, "vips_min"),
	NAMED(array_double_newv, "vips_array_double_newv"),
	NAMED(object_ref, "g_object_ref"),
	NAMED(object_unref, "g_object_unref"),
	NAMED(free, "g_free"),
	NAMED(signal_connect_data, "g_signal_connect_data"),
	NAMED(log_set_default_handler, "g_log_set_default_handler"),
	NAMED(module_open, "g_module_open"),
};

/* --- loading -------------------------------------------------------------------------------- */

static bool find_functions(void *library, struct err *err)
{
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
		void *found = dlsym(library, functions[i].name);
		if (!found)
			return err_set(err, "libvips is too old: it has no %s", functions[i].name);
		memcpy(functions[i].at, &found, sizeof found);
	}
	return true;
}

/* Warnings of decoders about what they read: hostile files could fill a log. */
static void stay_silent(const char *domain, int level, const char *text, void *data)
{
	(void)domain, (void)level, (void)text, (void)data;
}

/*
 * The module for HEIF and, in it, the plugins of libheif for HEVC and AV1. Without them HEIC and AVIF
 * cannot be read.
 */
static void load_heif(void *library)
{
	char file[PATH_MAX];
	Dl_info where;
	void *module = NULL, *heif = NULL;
	void *(*heif_init)(void *) = NULL;
	const char *slash;
	int n = 0;

	if (dladdr(dlsym(library, "vips_init"), &where) && (slash = strrchr(where.dli_fname, '/')))
		n = snprintf(file, sizeof file, "%.*s/vips-modules-%d.%d/vips-heif.so",
		    (int)(slash - where.dli_fname), where.dli_fname, vips.version(0), vips.version(1));
	if (n > 0 && (size_t)n < sizeof file)
		module = vips.module_open(file, MODULE_BIND_LOCAL);
	heif = module ? dlopen(file, RTLD_NOW | RTLD_NOLOAD) : NULL;
	if (heif && (module = dlsym(heif, "heif_init")))
		memcpy(&heif_init, &module, sizeof module);
	if (heif_init)
		heif_init(NULL);
}

static void block_others(void)
{
	static const char *const open[] = {
		"VipsForeignLoadJpegSource", "VipsForeignLoadPngSource", "VipsForeignLoadNsgifSource",
		"VipsForeignLoadWebpSource", "VipsForeignLoadHeifSource", "VipsForeignLoadTiffSource",
		"VipsForeignSaveJpegBuffer", "VipsForeignSavePngBuffer",
		"VipsForeignSaveSpngBuffer", /* of Debian 13; a name that there is not is passed over */
	};
	vips.operation_block_set("VipsForeignLoad", 1);
	vips.operation_block_set("VipsForeignSave", 1);
	for (size_t i = 0; i < ARRAY_SIZE(open); i++)
		vips.operation_block_set(open[i], 0);
}

static bool start(void *library, struct err *err)
{
	if (vips.init("jarchy") != 0)
		return err_set(err, "libvips cannot be started: %s", raster_why());
	vips.log_set_default_handler(stay_silent, NULL);
	vips.concurrency_set(1);
	vips.cache_set_max(0);
	vips.cache_set_max_mem(0);
	vips.vector_set_enabled(0);
	load_heif(library);
	block_others();
	vips.white = vips.array_double_newv(1, 255.0);
	return true;
}

/*
 * What is read while the libraries are loaded: no modules but ours, no code made at run time, no files in
 * place of memory, and one thread that does not spin (OpenMP's, of libimagequant).
 */
static void set_environment(void)
{
	static const char *const settings[][2] = {
		{ "VIPSHOME", "/nonexistent" },
		{ "VIPS_NOVECTOR", "1" },
		{ "VIPS_DISC_THRESHOLD", "1000g" },
		{ "OMP_NUM_THREADS", "1" },
		{ "OMP_WAIT_POLICY", "passive" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(settings); i++)
		setenv(settings[i][0], settings[i][1], 1);
}

bool raster_load(struct err *err)
{
	static bool loaded;
	void *library;

	if (loaded)
		return true;
	set_environment();
	/*
	 * Threads come and go for each picture: a heap for each of them would be half as much memory
	 * again.
	 */
	mallopt(M_ARENA_MAX, 1);
	library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
	if (!library)
		return err_set(err,
		    "libvips is not there: install the package libvips42 (Debian 12) or libvips42t64 (Debian "
		    "13): %s",
		    dlerror());
	if (!find_functions(library, err))
		return false;
	if (vips.version(0) != MAJOR || vips.version(1) < MINOR_LEAST)
		return err_set(err, "libvips %d.%d is too old: version %d.%d or later is needed",
		    vips.version(0), vips.version(1), MAJOR, MINOR_LEAST);
	loaded = start(library, err);
	return loaded;
}

const char *raster_why(void)
{
	return vips.error_buffer();
}

void raster_forget_why(void)
{
	vips.error_clear();
}

/* --- reading -------------------------------------------------------------------------------- */

static int64_t on_read(void *source, void *to, int64_t n, void *data)
{
	struct raster_reader *r = data;
	uint64_t left = r->at < r->size ? r->size - r->at : 0;
	ssize_t got;

	(void)source;
	if (n < 0)
		return -1;
	if ((uint64_t)n > left)
		n = (int64_t)left;
	do
		got = n ? pread(r->fd, to, (size_t)n, (off_t)r->at) : 0;
	while (got < 0 && errno == EINTR);
	if (n && got <= 0)
		r->shortened = true;
	if (got > 0)
		r->at += (uint64_t)got;
	return got;
}

static int64_t on_seek(void *source, int64_t offset, int whence, void *data)
{
	struct raster_reader *r = data;
	int64_t from = whence == SEEK_SET ? 0 : (int64_t)(whence == SEEK_CUR ? r->at : r->size), at;

	(void)source;
	if (__builtin_add_overflow(from, offset, &at) || at < 0)
		return -1;
	r->at = (uint64_t)at;
	return at;
}

static struct vips_source *source_of(struct raster_reader *r)
{
	struct vips_source *source = vips.source_custom_new();
	if (!source)
		return NULL;
	vips.signal_connect_data(source, "read", (void (*)(void))on_read, r, NULL, 0);
	vips.signal_connect_data(source, "seek", (void (*)(void))on_seek, r, NULL, 0);
	return source;
}

struct raster *raster_open(enum picture_type type, struct raster_reader *r, int shrink)
{
	vips_loader *const loaders[TYPE_COUNT] = {
		[TYPE_JPEG] = vips.jpegload,
		[TYPE_PNG] = vips.pngload,
		[TYPE_GIF] = vips.gifload,
		[TYPE_WEBP] = vips.webpload,
		[TYPE_HEIF] = vips.heifload,
		[TYPE_TIFF] = vips.tiffload,
	};
	struct raster *out = NULL;
	struct vips_source *source = source_of(r);
	int failed = 1;

	r->at = 0;
	if (source && type == TYPE_JPEG)
		failed = vips.jpegload(source, &out, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_ERROR,
		    "shrink", shrink, NULL);
	else if (source && type == TYPE_WEBP)
		failed = vips.webpload(source, &out, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_ERROR,
		    "scale", 1.0 / shrink, NULL);
	else if (source && loaders[type])
		failed = loaders[type](
		    source, &out, "access", ACCESS_SEQUENTIAL, "fail_on", FAIL_ON_ERROR, NULL);
	if (source)
		vips.object_unref(source);
	return failed ? NULL : out;
}

void raster_free(struct raster *image)
{
	if (image)
		vips.object_unref(image);
}

unsigned raster_width(const struct raster *image)
{
	return (unsigned)vips.image_get_width(image);
}

unsigned raster_height(const struct raster *image)
{
	return (unsigned)vips.image_get_height(image);
}

/* --- operations ----------------------------------------------------------------------------- */

/* What an operation gave, in place of the image that it took. */
static struct raster *instead(struct raster *taken, int failed, struct raster *const *out)
{
	raster_free(taken);
	return failed ? NULL : *out;
}

static struct raster *plain(vips_operation *operation, struct raster *image)
{
	struct raster *out = NULL;
	return image ? instead(image, operation(image, &out, NULL), &out) : NULL;
}

static struct raster *as_format(struct raster *image, int format)
{
	struct raster *out = NULL;
	return image ? instead(image, vips.cast(image, &out, format, NULL), &out) : NULL;
}

static struct raster *resize(struct raster *image, unsigned width, unsigned height)
{
	struct raster *out = NULL;
	double across, down;

	if (!image)
		return NULL;
	across = (double)width / raster_width(image);
	down = (double)height / raster_height(image);
	return instead(image, vips.resize(image, &out, across, "vscale", down, NULL), &out);
}

struct raster *raster_fit(struct raster *image, unsigned width, unsigned height)
{
	int format;

	if (!image || (raster_width(image) == width && raster_height(image) == height))
		return image;
	if (!vips.image_hasalpha(image))
		return resize(image, width, height);
	/* What is transparent has a colour that is not seen: it must not get into what is beside it. */
	format = vips.image_get_format(image);
	image = resize(plain(vips.premultiply, image), width, height);
	return as_format(plain(vips.unpremultiply, image), format);
}

/* By the profile in the file. NULL where it has none or one that does not fit; the image is not taken. */
static struct raster *by_profile(struct raster *image)
{
	struct raster *out = NULL;

	if (!vips.image_get_typeof(image, "icc-profile-data"))
		return NULL;
	if (vips.icc_transform(
	        image, &out, "srgb", "embedded", 1, "intent", INTENT_RELATIVE, "depth", 8, NULL) == 0)
		return out;
	raster_forget_why();
	return NULL;
}

struct raster *raster_to_screen(struct raster *image)
{
	struct raster *out = NULL;
	int gray = image && vips.image_get_bands(image) < 3;

	if (!image)
		return NULL;
	if ((out = by_profile(image)))
		image = instead(image, 0, &out);
	else
		image = instead(
		    image, vips.colourspace(image, &out, gray ? SPACE_GRAY : SPACE_SRGB, NULL), &out);
	image = as_format(image, FORMAT_UCHAR);
	/* Further channels, as of scientific pictures, are no colour. */
	if (image && vips.image_get_bands(image) > 4)
		image = instead(image, vips.extract_band(image, &out, 0, "n", 3, NULL), &out);
	return image;
}

struct raster *raster_to_memory(struct raster *image)
{
	struct raster *out = image ? vips.image_copy_memory(image) : NULL;
	return instead(image, !out, &out);
}

struct raster *raster_turn(struct raster *image, unsigned orientation)
{
	/* Turned clockwise first, then mirrored. */
	static const struct {
		int turn;
		bool mirrored;
	} ways[] = { { TURN_0, 0 }, { TURN_0, 0 }, { TURN_0, 1 }, { TURN_180, 0 }, { TURN_180, 1 },
		{ TURN_90, 1 }, { TURN_90, 0 }, { TURN_270, 1 }, { TURN_270, 0 } };
	struct raster *out = NULL;

	if (orientation >= ARRAY_SIZE(ways))
		orientation = 0;
	if (image && ways[orientation].turn)
		image = instead(image, vips.rot(image, &out, ways[orientation].turn, NULL), &out);
	if (image && ways[orientation].mirrored)
		image = instead(image, vips.flip(image, &out, FLIP_HORIZONTAL, NULL), &out);
	return image;
}

struct raster *raster_on_white(struct raster *image)
{
	struct raster *out = NULL;

	if (!image || !vips.image_hasalpha(image))
		return image;
	return instead(image, vips.flatten(image, &out, "background", vips.white, NULL), &out);
}

struct raster *raster_opaque(struct raster *image, bool *alpha)
{
	struct raster *out = NULL;
	int bands;
	double least = 0;
	bool failed;

	*alpha = false;
	if (!image || !vips.image_hasalpha(image))
		return image;
	bands = vips.image_get_bands(image);
	failed = vips.extract_band(image, &out, bands - 1, NULL) || vips.min(out, &least, NULL);
	raster_free(out);
	*alpha = !failed && least < 255;
	if (failed || *alpha)
		return failed ? instead(image, true, &out) : image;
	out = NULL;
	return instead(image, vips.extract_band(image, &out, 0, "n", bands - 1, NULL), &out);
}

struct raster *raster_crop(struct raster *image, unsigned width, unsigned height)
{
	struct raster *out = NULL;
	return image ? instead(image,
	                   vips.smartcrop(image, &out, (int)width, (int)height, "interesting",
	                       INTERESTING_ATTENTION, NULL),
	                   &out)
	             : NULL;
}

struct raster *raster_pad(struct raster *image, unsigned width, unsigned height)
{
	struct raster *out = NULL;

	if (image && vips.image_get_bands(image) < 3)
		image = instead(image, vips.colourspace(image, &out, SPACE_SRGB, NULL), &out);
	if (image && !vips.image_hasalpha(image))
		image = as_format(plain(vips.addalpha, image), FORMAT_UCHAR);
	/* What is put around has 0 in all bands. */
	return image ? instead(image,
	                   vips.gravity(image, &out, DIRECTION_CENTRE, (int)width, (int)height, NULL), &out)
	             : NULL;
}

struct raster *raster_again(struct raster *image)
{
	return image ? vips.object_ref(image) : NULL;
}

/* --- writing -------------------------------------------------------------------------------- */

/* Dots for each millimetre that are the same for every picture: 72 an inch, as where nothing is said. */
static struct raster *without_density(struct raster *image)
{
	const double density = 72 / 25.4;
	struct raster *out = NULL;
	return vips.copy(image, &out, "xres", density, "yres", density, NULL) ? NULL : out;
}

bool raster_jpeg(struct raster *image, int quality, bool progressive, struct raster_bytes *out)
{
	struct raster *from = without_density(image);
	bool ok = from && vips.jpegsave(from, &out->p, &out->n, "Q", quality, "optimize_coding",
	                      (int)progressive, "interlace", (int)progressive, "strip", 1, NULL) == 0;
	raster_free(from);
	return ok;
}

bool raster_png(struct raster *image, enum raster_png way, struct raster_bytes *out)
{
	const int effort = way == RASTER_PNG_QUICK ? 1 : 6;
	struct raster *from = without_density(image);
	bool ok = from && vips.pngsave(from, &out->p, &out->n, "compression", effort, "filter", FILTER_NONE,
	                      "palette", way == RASTER_PNG_PALETTE, "effort", 3, "strip", 1, NULL) == 0;
	raster_free(from);
	return ok;
}

void raster_bytes_free(struct raster_bytes *b)
{
	if (b->p)
		vips.free(b->p);
	*b = (struct raster_bytes){ 0 };
}
