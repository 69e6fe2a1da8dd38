#include "unit/support/folder.h"

#include <dlfcn.h>
#include <errno.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <zlib.h>

#include "picture/clean.h"
#include "picture/make.h"
#include "picture/raster.h"
#include "picture/store.h"

#define SEEDS "tests/fuzz/corpus/picture_make/"

static struct folder folder;
static struct buf bytes;

const char *__asan_default_options(void);

/* The threads of libvips are not for a search for leaks. */
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

static int set_up(void **state)
{
	(void)state;
	folder_init(&folder);
	buf_init(&bytes, 64u << 20);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_release(&bytes);
	folder_release(&folder);
	return 0;
}

/* Once for all of them: libvips has threads from then on, and no process may be forked. */
static int load_and_set_up(void **state)
{
	static bool loaded;
	if (!loaded)
		OK(picture_load(&failure));
	loaded = true;
	return set_up(state);
}

/* --- what happens while a picture is read ------------------------------------------------------ */

static int touched = -1; /* this file is changed before the next copy is there */
static int64_t cut_at;   /* a file that is read has this many bytes only; 0: all */

int fsync(int fd)
{
	if (touched >= 0)
		assert_true(pwrite(touched, "x", 1, 0) == 1 && ftruncate(touched, 5) == 0);
	touched = -1;
	return (int)syscall(SYS_fsync, fd);
}

ssize_t pread(int fd, void *to, size_t n, off_t at)
{
	ssize_t got = syscall(SYS_pread64, fd, to, n, at);
	if (cut_at && n != 1 << 16 && at + got > cut_at)
		return at < cut_at ? (ssize_t)(cut_at - at) : 0;
	return got;
}

/* --- making ------------------------------------------------------------------------------------ */

static struct picture make_fd(int fd, bool full)
{
	const struct picture_job job = { .fd = fd, .folder = folder.fd, .full = full };
	struct picture p;
	failure.text[0] = 0;
	picture_make(&job, &p, &failure);
	close(fd);
	return p;
}

static int file_of(struct str content)
{
	int fd = memfd_create("picture", MFD_CLOEXEC);
	assert_true(fd >= 0 && file_write_all(fd, content));
	return fd;
}

static struct picture make_bytes(struct str content)
{
	return make_fd(file_of(content), false);
}

static struct str seed(const char *name)
{
	buf_reset(&bytes);
	OK(file_read(AT_FDCWD, arena_printf(&folder.arena, SEEDS "%s", name), 1 << 20, &bytes, &failure));
	return buf_str(&bytes);
}

static struct picture make_seed(const char *name)
{
	return make_bytes(seed(name));
}

/* --- pictures of our own ----------------------------------------------------------------------- */

static void add_number(struct buf *b, uint32_t n)
{
	const unsigned char be[] = { (unsigned char)(n >> 24), (unsigned char)(n >> 16),
		(unsigned char)(n >> 8), (unsigned char)n };
	buf_add(b, be, sizeof be);
}

static void add_chunk(struct buf *b, const char *type, struct str data)
{
	size_t at = b->len + 4;
	add_number(b, (uint32_t)data.n);
	buf_puts(b, type);
	buf_add_str(b, data);
	add_number(b, (uint32_t)crc32(0, (const unsigned char *)b->data + at, (uInt)(b->len - at)));
}

enum paint { PAINT_FLAT, PAINT_NOISE };

/*
 * An RGB picture of four quarters (red, green, blue, white), or noise; `declared` is what its head says,
 * 0: the truth.
 */
static struct str png(unsigned width, unsigned height, enum paint paint, unsigned declared)
{
	static const unsigned char quarters[4][3] = { { 255, 0, 0 }, { 0, 255, 0 }, { 0, 0, 255 },
		{ 255, 255, 255 } };
	size_t line = 1 + (size_t)width * 3, n = line * height;
	unsigned char *raw = xcalloc(1, n);
	uLongf packed = compressBound(n);
	unsigned char *idat = xmalloc(packed);
	uint32_t random = 1;
	for (size_t y = 0; y < height; y++)
		for (size_t x = 0; x < width; x++)
			for (size_t c = 0; c < 3; c++) {
				random = random * 1664525 + 1013904223;
				raw[y * line + 1 + x * 3 + c] =
				    paint == PAINT_NOISE
				        ? (unsigned char)(random >> 24)
				        : quarters[(y >= height / 2) * 2 + (x >= width / 2)][c];
			}
	assert_int_equal(compress2(idat, &packed, raw, n, 1), Z_OK);
	struct buf head;
	buf_init(&head, 64);
	add_number(&head, declared ? declared : width);
	add_number(&head, declared ? declared : height);
	buf_add(&head, "\10\2\0\0", 5);
	buf_reset(&bytes);
	buf_add(&bytes, "\211PNG\r\n\032\n", 8);
	add_chunk(&bytes, "IHDR", buf_str(&head));
	add_chunk(&bytes, "IDAT", (struct str){ (char *)idat, packed });
	add_chunk(&bytes, "IEND", STR(""));
	buf_release(&head);
	free(idat);
	free(raw);
	return buf_str(&bytes);
}

/* The JPEG with a further segment after its first two bytes. */
static struct str with_segment(struct str jpeg, unsigned char marker, struct str data)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	const unsigned char head[] = { 0xff, 0xd8, 0xff, marker, (unsigned char)((data.n + 2) >> 8),
		(unsigned char)(data.n + 2) };
	buf_add(&b, head, sizeof head);
	buf_add_str(&b, data);
	buf_add_str(&b, str_sub(jpeg, 2, jpeg.n));
	struct str all = { arena_str(&folder.arena, buf_str(&b)), b.len };
	buf_release(&b);
	return all;
}

static struct str with_orientation(struct str jpeg, char orientation)
{
	char exif[] = "Exif\0\0MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\0\0\0\0\0\0\0";
	exif[6 + 8 + 2 + 9] = orientation;
	return with_segment(jpeg, 0xe1, (struct str){ exif, sizeof exif - 1 });
}

/* --- looking ----------------------------------------------------------------------------------- */

static struct raster *open_copy(const char *name, enum picture_type type, struct raster_reader *r)
{
	struct stat st;
	r->fd = openat(folder.fd, name, O_RDONLY | O_CLOEXEC);
	assert_true(r->fd >= 0 && fstat(r->fd, &st) == 0);
	r->size = (uint64_t)st.st_size;
	struct raster *image = raster_open(type, r, 1);
	if (!image)
		fail_msg("%s: %s", name, raster_why());
	return image;
}

static void assert_size(const char *name, enum picture_type type, unsigned width, unsigned height)
{
	struct raster_reader r = { 0 };
	struct raster *image = open_copy(name, type, &r);
	assert_int_equal(raster_width(image), width);
	assert_int_equal(raster_height(image), height);
	raster_free(image);
	close(r.fd);
}

static enum picture_type type_of(const struct picture *p)
{
	return p->form == PICTURE_PNG ? TYPE_PNG : TYPE_JPEG;
}

/* Each copy has the size that pages say. */
static void assert_sizes(const struct picture *p)
{
	char name[PICTURE_STORE_NAME_MAX];
	unsigned widths[PICTURE_WIDTHS_MAX], w, h;
	size_t n = picture_widths(p, widths);
	for (size_t i = 0; i < n; i++) {
		picture_store_copy(p, (int)widths[i], name);
		assert_size(name, type_of(p), widths[i], picture_height(p, widths[i]));
	}
	picture_store_copy(p, PICTURE_SHARE_WIDTH, name);
	if (picture_share(p, &w, &h))
		assert_size(name, TYPE_JPEG, w, h);
	else
		assert_false(folder_has(&folder, name));
}

/* Letters for the colours in the middles of the quarters of the largest copy: "rgbw" as they were painted. */
static const char *quarters_of(const struct picture *p)
{
	int (*getpoint)(struct raster *, double **, int *, int, int, ...) = NULL;
	void *found = dlsym(dlopen("libvips.so.42", RTLD_NOW | RTLD_NOLOAD), "vips_getpoint");
	char name[PICTURE_STORE_NAME_MAX], *out = arena_alloc(&folder.arena, 5);
	unsigned widths[PICTURE_WIDTHS_MAX];
	struct raster_reader r = { 0 };
	memcpy(&getpoint, &found, sizeof found);
	size_t n_copies = picture_widths(p, widths);
	picture_store_copy(p, (int)widths[n_copies - 1], name);
	struct raster *image = raster_to_memory(open_copy(name, type_of(p), &r));
	unsigned w = raster_width(image), h = raster_height(image);
	for (int i = 0; i < 4; i++) {
		double *v;
		int n;
		assert_int_equal(getpoint(image, &v, &n, (int)(w / 4 + w / 2 * (unsigned)(i & 1)),
		                     (int)(h / 4 + h / 2 * (unsigned)(i >> 1)), NULL),
		    0);
		int mark = (v[0] > 100) * 4 + (v[n > 2 ? 1 : 0] > 100) * 2 + (v[n > 2 ? 2 : 0] > 100);
		out[i] = "k?g?r??w"[mark];
		if (mark == 1)
			out[i] = 'b';
		free(v);
	}
	raster_free(image);
	close(r.fd);
	return out;
}

static int64_t size_of(const struct picture *p, int width)
{
	char name[PICTURE_STORE_NAME_MAX];
	struct stat st;
	picture_store_copy(p, width, name);
	assert_int_equal(fstatat(folder.fd, name, &st, 0), 0);
	return st.st_size;
}

/* --- tests ------------------------------------------------------------------------------------- */

static void each_format_becomes_copies_of_the_same_colours(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		enum picture_form form;
	} seeds[] = {
		{ "rgb.png", PICTURE_PNG },
		{ "sixteen.png", PICTURE_PNG },
		{ "still.gif", PICTURE_PNG },
		{ "still.webp", PICTURE_PNG },
		{ "rgb.tif", PICTURE_PNG },
		{ "sixteen.tif", PICTURE_PNG },
		{ "coded.tif", PICTURE_PNG },
		{ "alpha.png", PICTURE_PNG },
		{ "alpha.webp", PICTURE_PNG },
		{ "alpha.avif", PICTURE_PNG },
		{ "opaque.png", PICTURE_PNG },
		{ "rgb.jpg", PICTURE_JPEG },
		{ "progressive.jpg", PICTURE_JPEG },
		{ "cmyk.jpg", PICTURE_JPEG },
		{ "rgb.heic", PICTURE_JPEG },
		{ "rgb.avif", PICTURE_JPEG },
	};
	for (size_t i = 0; i < ARRAY_SIZE(seeds); i++) {
		struct picture p = make_seed(seeds[i].name), kept;
		if (p.state != PICTURE_READY || p.form != seeds[i].form || p.width != 64 || p.height != 48)
			fail_msg("%s: state %d, fault %d, form %d, %u × %u: %s", seeds[i].name, p.state,
			    p.fault, p.form, p.width, p.height, raster_why());
		if (strcmp(quarters_of(&p), "rgbw") != 0)
			fail_msg("%s: %s", seeds[i].name, quarters_of(&p));
		assert_int_equal(
		    picture_store_read(folder.fd, p.digest, PICTURE_OF_ITEM, &kept, &failure), 1);
		assert_sizes(&p);
	}
	struct picture gray = make_seed("gray.jpg");
	assert_int_equal(gray.state, PICTURE_READY);
	assert_string_equal(quarters_of(&gray), "kwkw");
}

static void only_what_is_transparent_keeps_alpha(void **state)
{
	(void)state;
	char name[PICTURE_STORE_NAME_MAX];
	struct picture p = make_seed("alpha.png");
	picture_store_copy(&p, 64, name);
	/* The type of its colours, in the head of the PNG: 6 with alpha, 2 without. */
	int fd = openat(folder.fd, name, O_RDONLY | O_CLOEXEC);
	char type = 0;
	assert_int_equal(syscall(SYS_pread64, fd, &type, 1, 25), 1);
	close(fd);
	assert_int_equal(type, 6);
	p = make_seed("opaque.png");
	picture_store_copy(&p, 64, name);
	fd = openat(folder.fd, name, O_RDONLY | O_CLOEXEC);
	assert_int_equal(syscall(SYS_pread64, fd, &type, 1, 25), 1);
	close(fd);
	assert_int_equal(type, 2);
}

static void copies_are_upright_for_each_orientation(void **state)
{
	(void)state;
	/* What is at the top left, top right, bottom left, bottom right once it is turned as Exif says. */
	static const char *const upright[] = { "rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr",
		"gwrb" };
	for (char o = 1; o <= 8; o++) {
		struct picture p = make_bytes(with_orientation(seed("rgb.jpg"), o));
		assert_int_equal(p.state, PICTURE_READY);
		assert_int_equal(p.width, o < 5 ? 64 : 48);
		assert_int_equal(p.height, o < 5 ? 48 : 64);
		if (strcmp(quarters_of(&p), upright[o - 1]) != 0)
			fail_msg("orientation %d: %s", o, quarters_of(&p));
		assert_sizes(&p);
	}
}

static void copies_have_the_sizes_that_pages_say(void **state)
{
	(void)state;
	static const unsigned sizes[][2] = { { 2000, 1501 }, { 1601, 7 }, { 7, 1601 }, { 3001, 640 },
		{ 1200, 630 }, { 961, 479 }, { 481, 1003 }, { 200, 105 }, { 199, 300 }, { 1, 1 } };
	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct picture p = make_bytes(png(sizes[i][0], sizes[i][1], PAINT_FLAT, 0));
		if (p.state != PICTURE_READY)
			fail_msg("%u × %u: fault %d: %s", sizes[i][0], sizes[i][1], p.fault, raster_why());
		assert_int_equal(p.width, sizes[i][0]);
		assert_int_equal(p.height, sizes[i][1]);
		assert_sizes(&p);
	}
}

static void a_photograph_is_small_enough_for_slow_networks(void **state)
{
	(void)state;
	/* Nothing has more detail than noise. */
	struct picture p = make_bytes(png(1920, 1280, PAINT_NOISE, 0));
	assert_int_equal(p.state, PICTURE_READY);
	assert_int_equal(p.form, PICTURE_JPEG);
	assert_true(size_of(&p, 480) < 100 * 1000);
	assert_true(size_of(&p, 960) < 200 * 1000);
	assert_true(size_of(&p, PICTURE_SHARE_WIDTH) < 300 * 1000);
}

/* The markers of its segments, up to its data, are none but those of coding and JFIF. */
static void assert_bare_jpeg(const char *name)
{
	struct str file = { folder_read(&folder, name), 0 };
	struct stat st;
	assert_int_equal(fstatat(folder.fd, name, &st, 0), 0);
	file.n = (size_t)st.st_size;
	for (size_t at = 2; at + 4 < file.n;) {
		unsigned char marker = (unsigned char)file.p[at + 1];
		assert_int_equal((unsigned char)file.p[at], 0xff);
		if ((marker >= 0xe1 && marker <= 0xef) || marker == 0xfe)
			fail_msg("%s: a segment %02x", name, marker);
		if (marker == 0xda)
			break;
		at += 2 + (size_t)((unsigned char)file.p[at + 2] << 8) + (unsigned char)file.p[at + 3];
	}
	assert_null(memmem(file.p, file.n, "secret", 6));
}

static void copies_say_nothing_but_their_pixels(void **state)
{
	(void)state;
	char name[PICTURE_STORE_NAME_MAX];
	struct str jpeg = with_orientation(seed("rgb.jpg"), 6);
	jpeg = with_segment(jpeg, 0xfe, STR("secret remark"));
	jpeg = with_segment(jpeg, 0xe1, STR("http://ns.adobe.com/xap/1.0/\0<secret/>"));
	jpeg = with_segment(jpeg, 0xe2, STR("ICC_PROFILE\0\1\1secret profile that is none"));
	jpeg = with_segment(jpeg, 0xed, STR("Photoshop 3.0\0secret"));
	struct picture p = make_bytes(jpeg);
	assert_int_equal(p.state, PICTURE_READY);
	picture_store_copy(&p, 48, name);
	assert_bare_jpeg(name);
}

static void an_animation_is_kept_as_it_is(void **state)
{
	(void)state;
	static const char *const names[] = { "moving.gif", "moving.webp" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct picture p = make_seed(names[i]), kept;
		assert_int_equal(p.state, PICTURE_READY);
		assert_int_equal(p.form, PICTURE_MOVING);
		assert_int_equal(p.width, 64);
		assert_true(p.full && p.full_size > 100);
		assert_int_equal(
		    picture_store_read(folder.fd, p.digest, PICTURE_OF_ITEM, &kept, &failure), 1);
	}
}

static void what_is_in_the_store_is_not_made_again(void **state)
{
	(void)state;
	char name[PICTURE_STORE_NAME_MAX];
	struct stat before, after;
	struct picture p = make_seed("rgb.jpg");
	picture_store_copy(&p, 64, name);
	assert_int_equal(fstatat(folder.fd, name, &before, 0), 0);
	assert_false(p.full);
	p = make_fd(file_of(seed("rgb.jpg")), true);
	assert_int_equal(p.state, PICTURE_READY);
	assert_true(p.full && p.full_size > 0);
	assert_int_equal(fstatat(folder.fd, name, &after, 0), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	picture_store_full(&p, name);
	assert_true(folder_has(&folder, name));
	p = make_seed("rgb.jpg");
	assert_true(p.full);
}

static void assert_fault(const char *what, struct picture p, enum picture_fault fault)
{
	enum picture_state state = fault == FAULT_CHANGED || fault == FAULT_STORE ? PICTURE_WAITING
	                                                                          : PICTURE_FAILED;
	if (p.fault != fault || p.state != state)
		fail_msg("%s: state %d, fault %d (%s), not %d", what, p.state, p.fault, raster_why(), fault);
}

static void no_pixel_is_decoded_of_what_is_too_large(void **state)
{
	(void)state;
	static const char gif[] =
	    "GIF89a\xff\xff\xff\xff\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\xff\xff\xff\xff\0\2\2L\1\0;";
	assert_fault("PNG", make_bytes(png(10, 10, PAINT_FLAT, 100000)), FAULT_PIXELS);
	assert_fault("PNG", make_bytes(png(10, 10, PAINT_FLAT, 10001)), FAULT_PIXELS);
	assert_fault("GIF", make_bytes((struct str){ gif, sizeof gif - 1 }), FAULT_PIXELS);
	int fd = file_of(seed("rgb.jpg"));
	assert_int_equal(ftruncate(fd, PICTURE_BYTES_MAX + 1), 0);
	assert_fault("bytes", make_fd(fd, false), FAULT_BYTES);
}

static void what_is_cut_is_never_half_a_picture(void **state)
{
	(void)state;
	static const char *const names[] = { "rgb.png", "rgb.jpg", "progressive.jpg", "still.gif",
		"moving.gif", "still.webp", "moving.webp", "rgb.heic", "rgb.avif", "rgb.tif", "sixteen.tif" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		for (size_t part = 1; part < 10; part++) {
			struct str all = seed(names[i]);
			struct picture p = make_bytes(str_sub(all, 0, all.n * part / 10));
			if (p.state != PICTURE_FAILED && p.state != PICTURE_NONE)
				fail_msg("%s, %zu tenths: state %d", names[i], part, p.state);
		}
	assert_fault("empty", make_bytes(STR("")), FAULT_EMPTY);
	struct str all = png(2000, 500, PAINT_NOISE, 0);
	assert_fault("cut", make_bytes(str_sub(all, 0, all.n - 2000)), FAULT_CUT);
}

static void what_is_no_picture_is_left_alone(void **state)
{
	(void)state;
	struct picture p = make_bytes(STR("Just a text.\n"));
	assert_int_equal(p.state, PICTURE_NONE);
	assert_int_equal(p.fault, FAULT_NONE);
}

static void a_jpeg_of_a_hundred_scans_is_refused(void **state)
{
	(void)state;
	struct str jpeg = seed("progressive.jpg");
	const char *scan = memmem(jpeg.p, jpeg.n, "\xff\xda", 2);
	struct buf b;
	buf_init(&b, 1 << 20);
	buf_add_str(&b, str_sub(jpeg, 0, jpeg.n - 2));
	for (int i = 0; i < 200; i++)
		buf_add_str(&b, str_sub(jpeg, (size_t)(scan - jpeg.p), jpeg.n - 2));
	buf_add(&b, "\xff\xd9", 2);
	assert_fault("scans", make_bytes(buf_str(&b)), FAULT_FORMAT);
	buf_release(&b);
}

static void damaged_data_are_a_fault(void **state)
{
	(void)state;
	struct str all = png(300, 200, PAINT_NOISE, 0);
	bytes.data[all.n / 2] ^= 0x55;
	assert_fault("PNG", make_bytes(all), FAULT_FORMAT);
	/* libjpeg makes up what is missing. */
	all = seed("rgb.jpg");
	char *frame = memmem(bytes.data, bytes.len, "\xff\xc0", 2);
	assert_non_null(frame);
	memcpy(frame + 5, "\4\0\4\0", 4);
	assert_fault("JPEG", make_bytes(all), FAULT_CUT);
}

static void a_file_that_changes_meanwhile_is_looked_at_once_more(void **state)
{
	(void)state;
	struct picture kept;
	int fd = file_of(png(600, 400, PAINT_NOISE, 0));
	touched = dup(fd);
	struct picture p = make_fd(fd, false);
	assert_int_equal(touched, -1);
	assert_fault("changed", p, FAULT_CHANGED);
	assert_int_equal(picture_store_read(folder.fd, p.digest, PICTURE_OF_ITEM, &kept, &failure), 0);
	cut_at = 100 * 1000;
	p = make_bytes(png(600, 400, PAINT_NOISE, 0));
	cut_at = 0;
	assert_fault("cut meanwhile", p, FAULT_CHANGED);
}

static void what_cannot_be_written_is_tried_again(void **state)
{
	(void)state;
	int null = open("/dev/null", O_RDWR | O_CLOEXEC), fd = file_of(seed("rgb.jpg"));
	const struct picture_job job = { .fd = fd, .folder = null };
	struct picture p;
	failure.text[0] = 0;
	picture_make(&job, &p, &failure);
	close(fd);
	close(null);
	assert_fault("no folder", p, FAULT_STORE);
	assert_true(failure.text[0]);
}

/* --- icon and logo of the site ------------------------------------------------------------------ */

static struct picture make_of_site(struct str content, enum picture_role role)
{
	const struct picture_job job = { .fd = file_of(content), .folder = folder.fd, .role = role };
	struct picture p;
	picture_make(&job, &p, &failure);
	close(job.fd);
	assert_int_equal(p.role, role);
	return p;
}

static const char *site_copy(const struct picture *p, int copy)
{
	static char name[PICTURE_STORE_NAME_MAX];
	picture_store_copy(p, copy, name);
	return name;
}

/* What a browser shows around it: nothing, or white. */
static bool is_opaque(const char *name)
{
	struct raster_reader r = { 0 };
	bool alpha;
	raster_free(raster_opaque(raster_to_memory(open_copy(name, TYPE_PNG, &r)), &alpha));
	close(r.fd);
	return !alpha;
}

static void assert_squares(const struct picture *p)
{
	static const int squares[] = { PICTURE_ICON_32, PICTURE_ICON_180, PICTURE_ICON_192,
		PICTURE_ICON_512 };
	for (size_t i = 0; i < ARRAY_SIZE(squares); i++) {
		unsigned width, height;
		picture_copy_size(p, squares[i], &width, &height);
		assert_int_equal(width, height);
		assert_size(site_copy(p, squares[i]), TYPE_PNG, width, height);
	}
	assert_true(is_opaque(site_copy(p, PICTURE_ICON_180)));
}

static void an_icon_becomes_squares_of_the_sizes_that_browsers_ask_for(void **state)
{
	(void)state;
	static const struct {
		unsigned width, height;
		bool padded; /* that of 192 */
	} cases[] = { { 512, 512, false }, { 600, 600, false }, { 700, 300, true }, { 20, 200, true },
		{ 64, 64, true } };
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct picture p = make_of_site(
		    png(cases[i].width, cases[i].height, PAINT_FLAT, 0), PICTURE_ICON);
		assert_int_equal(p.state, PICTURE_READY);
		assert_int_equal(p.form, PICTURE_PNG);
		assert_int_equal(p.width, cases[i].width);
		assert_squares(&p);
		assert_int_equal(is_opaque(site_copy(&p, PICTURE_ICON_192)), !cases[i].padded);
	}
	/* A large one is a cover too, which is white where it is transparent. */
	struct picture large = make_of_site(png(1500, 700, PAINT_FLAT, 0), PICTURE_ICON);
	assert_squares(&large);
	assert_size(site_copy(&large, PICTURE_ICON_1400), TYPE_JPEG, 1400, 1400);
	/* Of other formats too; a gray one with alpha becomes one of colour. */
	struct picture p = make_of_site(seed("rgb.jpg"), PICTURE_ICON);
	assert_int_equal(p.state, PICTURE_READY);
	assert_squares(&p);
	p = make_of_site(seed("still.webp"), PICTURE_ICON);
	assert_squares(&p);
	p = make_of_site(seed("alpha.png"), PICTURE_ICON);
	assert_squares(&p);
}

static void the_favicon_is_the_small_icon_in_a_container(void **state)
{
	(void)state;
	struct picture p = make_of_site(png(512, 512, PAINT_FLAT, 0), PICTURE_ICON);
	const char *ico = folder_read(&folder, site_copy(&p, PICTURE_FAVICON));
	static const unsigned char head[] = { 0, 0, 1, 0, 1, 0, 32, 32, 0, 0, 1, 0, 32, 0 };
	assert_memory_equal(ico, head, sizeof head);
	struct buf png32;
	buf_init(&png32, 1 << 16);
	OK(file_read(folder.fd, site_copy(&p, PICTURE_ICON_32), 1 << 16, &png32, &failure));
	const unsigned char *size = (const unsigned char *)ico + 14;
	assert_int_equal(size[0] | size[1] << 8 | size[2] << 16, png32.len);
	assert_int_equal(size[4], 22);
	assert_memory_equal(ico + 22, png32.data, png32.len);
	buf_release(&png32);
}

static void a_logo_is_small_and_in_the_format_that_is_smaller(void **state)
{
	(void)state;
	struct picture p = make_of_site(png(960, 480, PAINT_FLAT, 0), PICTURE_LOGO);
	assert_int_equal(p.form, PICTURE_PNG);
	assert_size(site_copy(&p, PICTURE_LOGO_96), TYPE_PNG, 192, 96);
	p = make_of_site(png(960, 480, PAINT_NOISE, 0), PICTURE_LOGO);
	assert_int_equal(p.form, PICTURE_JPEG);
	assert_size(site_copy(&p, PICTURE_LOGO_96), TYPE_JPEG, 192, 96);
	p = make_of_site(png(3000, 30, PAINT_FLAT, 0), PICTURE_LOGO);
	assert_size(site_copy(&p, PICTURE_LOGO_96), TYPE_PNG, 960, 10);
	p = make_of_site(png(40, 20, PAINT_FLAT, 0), PICTURE_LOGO);
	assert_size(site_copy(&p, PICTURE_LOGO_96), TYPE_PNG, 40, 20);
}

static void a_drawing_is_kept_as_it_is_or_refused(void **state)
{
	(void)state;
	struct str good = STR("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 240 48\"/>");
	char name[PICTURE_STORE_NAME_MAX];
	struct picture p = make_of_site(good, PICTURE_LOGO);
	assert_int_equal(p.state, PICTURE_READY);
	assert_int_equal(p.form, PICTURE_DRAWING);
	assert_true(p.width == 240 && p.height == 48 && p.full_size == (int64_t)good.n);
	picture_store_full(&p, name);
	assert_string_equal(folder_read(&folder, name), good.p);
	p = make_of_site(STR("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x\"/>"), PICTURE_LOGO);
	assert_int_equal(p.state, PICTURE_FAILED);
	assert_int_equal(p.fault, FAULT_SVG_SCRIPT);
	/* It is nothing to an item. */
	assert_int_equal(make_bytes(good).state, PICTURE_NONE);
}

static void what_is_no_still_picture_is_no_icon(void **state)
{
	(void)state;
	assert_fault("moving", make_of_site(seed("moving.gif"), PICTURE_ICON), FAULT_STILL);
	assert_fault("nothing", make_of_site(STR(""), PICTURE_ICON), FAULT_EMPTY);
	assert_fault("words", make_of_site(STR("Жарчы"), PICTURE_LOGO), FAULT_FORMAT);
}

/* The copies of the same bytes do not take the place of one another. */
static void one_file_may_be_icon_logo_and_picture(void **state)
{
	(void)state;
	struct picture item = make_bytes(png(600, 600, PAINT_NOISE, 0)), kept;
	struct picture icon = make_of_site(png(600, 600, PAINT_NOISE, 0), PICTURE_ICON);
	struct picture logo = make_of_site(png(600, 600, PAINT_NOISE, 0), PICTURE_LOGO);
	assert_string_equal(item.digest, icon.digest);
	assert_sizes(&item);
	assert_squares(&icon);
	assert_size(site_copy(&logo, PICTURE_LOGO_96), TYPE_JPEG, 96, 96);
	assert_int_equal(picture_store_read(folder.fd, icon.digest, PICTURE_ICON, &kept, &failure), 1);
	assert_int_equal(kept.role, PICTURE_ICON);
	assert_int_equal(kept.form, PICTURE_PNG);
	/* All that they name is there, or nothing is. */
	assert_int_equal(unlinkat(folder.fd, site_copy(&icon, PICTURE_FAVICON), 0), 0);
	assert_int_equal(picture_store_read(folder.fd, icon.digest, PICTURE_ICON, &kept, &failure), 0);
	assert_int_equal(picture_store_read(folder.fd, icon.digest, PICTURE_LOGO, &kept, &failure), 1);
	icon = make_of_site(png(600, 600, PAINT_NOISE, 0), PICTURE_ICON);
	assert_squares(&icon);
}

/* In a process of its own that can open no file by its path, and let no code in. */
static void nothing_need_be_loaded_once_it_is_running(void **state)
{
	(void)state;
	static const char *const names[] = { "rgb.heic", "rgb.avif", "alpha.avif", "rgb.jpg", "cmyk.jpg",
		"alpha.png", "sixteen.tif", "coded.tif", "moving.webp", "still.webp", "moving.gif" };
	int files[ARRAY_SIZE(names)], status = -1;
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		files[i] = file_of(seed(names[i]));
	pid_t child = fork();
	if (child == 0) {
		scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
		bool ok = picture_load(&failure) && ctx &&
		          seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(openat), 1,
		              SCMP_A0(SCMP_CMP_MASKED_EQ, 0xffffffffU, (uint32_t)AT_FDCWD)) == 0 &&
		          seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(execve), 0) == 0 &&
		          seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(mmap), 1,
		              SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)) == 0 &&
		          seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EACCES), SCMP_SYS(mprotect), 1,
		              SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, PROT_EXEC)) == 0 &&
		          seccomp_load(ctx) == 0;
		for (size_t i = 0; ok && i < ARRAY_SIZE(names); i++)
			ok = make_fd(files[i], false).state == PICTURE_READY;
		static const enum picture_role roles[] = { PICTURE_ICON, PICTURE_LOGO };
		for (size_t i = 0; ok && i < ARRAY_SIZE(roles); i++)
			ok = make_of_site(STR("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), roles[i])
			             .state == PICTURE_READY &&
			     make_of_site(png(30, 20, PAINT_FLAT, 0), roles[i]).state == PICTURE_READY;
		_exit(ok ? 0 : 1);
	}
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		close(files[i]);
	assert_true(child > 0 && waitpid(child, &status, 0) == child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, load_and_set_up, tear_down)
	const struct CMUnitTest tests[] = {
		/* First: before there are threads. */
		cmocka_unit_test_setup_teardown(nothing_need_be_loaded_once_it_is_running, set_up, tear_down),
		TEST(each_format_becomes_copies_of_the_same_colours),
		TEST(only_what_is_transparent_keeps_alpha),
		TEST(copies_are_upright_for_each_orientation),
		TEST(copies_have_the_sizes_that_pages_say),
		TEST(a_photograph_is_small_enough_for_slow_networks),
		TEST(copies_say_nothing_but_their_pixels),
		TEST(an_animation_is_kept_as_it_is),
		TEST(what_is_in_the_store_is_not_made_again),
		TEST(no_pixel_is_decoded_of_what_is_too_large),
		TEST(what_is_cut_is_never_half_a_picture),
		TEST(what_is_no_picture_is_left_alone),
		TEST(a_jpeg_of_a_hundred_scans_is_refused),
		TEST(damaged_data_are_a_fault),
		TEST(a_file_that_changes_meanwhile_is_looked_at_once_more),
		TEST(what_cannot_be_written_is_tried_again),
		TEST(an_icon_becomes_squares_of_the_sizes_that_browsers_ask_for),
		TEST(the_favicon_is_the_small_icon_in_a_container),
		TEST(a_logo_is_small_and_in_the_format_that_is_smaller),
		TEST(a_drawing_is_kept_as_it_is_or_refused),
		TEST(what_is_no_still_picture_is_no_icon),
		TEST(one_file_may_be_icon_logo_and_picture),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
