#include "unit/support/pictures.h"

#include <errno.h>

#include "picture/clean.h"

static struct folder folder;
static struct buf b, out;

static int begin(void **state)
{
	(void)state;
	folder_init(&folder);
	buf_init(&b, PICTURES_MAX);
	buf_init(&out, PICTURES_MAX);
	return 0;
}

static int end(void **state)
{
	(void)state;
	buf_release(&b);
	buf_release(&out);
	folder_release(&folder);
	return 0;
}

/* The cleaned file goes into out. */
static enum picture_fault clean(struct str bytes, enum picture_type type)
{
	folder_write_bytes(&folder, "from", bytes);
	int from = open(folder_path(&folder, "from"), O_RDONLY | O_CLOEXEC);
	int to = open(folder_path(&folder, "to"), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(from >= 0 && to >= 0);
	enum picture_fault fault = picture_clean(from, type, to);
	close(from);
	close(to);
	buf_reset(&out);
	OK(file_read(folder.fd, "to", PICTURES_MAX, &out, &failure));
	return fault;
}

static struct picture_head probe(const char *name)
{
	struct picture_head head;
	int fd = open(folder_path(&folder, name), O_RDONLY | O_CLOEXEC);
	picture_probe(fd, &head);
	close(fd);
	return head;
}

static size_t times(struct str s, const char *word)
{
	size_t n = 0, length = strlen(word);
	for (const char *p; (p = memmem(s.p, s.n, word, length)) != NULL; n++)
		s = str_sub(s, (size_t)(p - s.p) + length, s.n);
	return n;
}

/* Of the file in b: what is private goes, all else stays, and a second time changes nothing. */
static void cleans(enum picture_type type)
{
	assert_int_equal(clean(buf_str(&b), type), FAULT_NONE);
	struct picture_head before = probe("from"), after = probe("to");
	assert_true(before.private_data);
	assert_false(after.private_data || after.place || after.cut);
	assert_int_equal(after.type, type);
	assert_int_equal(after.width, before.width);
	assert_int_equal(after.height, before.height);
	assert_int_equal(after.orientation, before.orientation);
	assert_int_equal(after.moving, before.moving);
	assert_int_equal(after.alpha, before.alpha);
	assert_int_equal(times(buf_str(&out), SECRET), 0);
	assert_int_equal(times(buf_str(&out), PIXELS), times(buf_str(&b), PIXELS));
	assert_int_equal(times(buf_str(&out), "COLOURS"), times(buf_str(&b), "COLOURS"));

	struct buf once = out;
	buf_init(&out, PICTURES_MAX);
	assert_int_equal(clean(buf_str(&once), type), FAULT_NONE);
	assert_int_equal(once.len, out.len);
	assert_memory_equal(once.data, out.data, out.len);
	buf_release(&once);
}

/* A file that is cut is never taken for a whole one. */
static void refuses_parts(enum picture_type type)
{
	for (size_t n = 0; n < b.len; n++)
		if (clean(str_sub(buf_str(&b), 0, n), type) == FAULT_NONE)
			fail_msg("cut at %zu of %zu", n, b.len);
}

static void a_jpeg_keeps_its_scans_its_colours_and_its_turn(void **state)
{
	(void)state;
	for (unsigned orientation = 1; orientation <= 8; orientation++) {
		buf_reset(&b);
		put_jpeg(&b, orientation, true);
		cleans(TYPE_JPEG);
		assert_int_equal(times(buf_str(&out), "Exif"), orientation > 1);
	}
	/* From the first scan to the end, but for what lies between the scans. */
	const char *scans = memmem(out.data, out.len, "\xff\xda", 2);
	assert_memory_equal(
	    scans, "\xff\xda\0\x08\x01\x01\0\0\x3f\0" PIXELS "\xff\0\xff\xd0" PIXELS "\xff\xda", 56);
	assert_memory_equal(out.data + out.len - 2, "\xff\xd9", 2);
	buf_reset(&b);
	put_jpeg(&b, 6, false);
	refuses_parts(TYPE_JPEG);
}

static void an_odd_jpeg_is_put_right(void **state)
{
	(void)state;
	/* Fill bytes, bytes between segments, Adobe's and JFIF's with more than belongs there, each twice. */
	put_bytes(&b, STR("\xff\xd8\xff\xff\xff\xff" SECRET));
	put_segment(&b, 0xee, STR("Adobe\0\x64\0\0\0\0\x01" SECRET));
	put_segment(&b, 0xe0, STR("JFIF\0\x01\x01\0\0\x01\0\x01\0\0" SECRET));
	put_segment(&b, 0xe0, STR("JFIF\0\x01\x01\0\0\x01\0\x01\0\0" SECRET));
	put_segment(&b, 0xe0, STR("JFXX\0\x10" SECRET));
	put_segment(&b, 0xc0, STR("\x08\x01\xe0\x02\x80\x01\x01\x11\0"));
	put_segment(&b, 0xda, STR("\x01\x01\0\0\x3f\0"));
	put_bytes(&b, STR(PIXELS "\xff\xff\xd9"));
	cleans(TYPE_JPEG);
	assert_int_equal(times(buf_str(&out), "JFIF"), 1);
	assert_int_equal(clean(STR("\xff\xd8\xff\xd9"), TYPE_JPEG), FAULT_FORMAT);
}

static void a_png_keeps_its_chunks_for_pixels(void **state)
{
	(void)state;
	put_png(&b, 6);
	cleans(TYPE_PNG);
	/* The checksum that libpng makes of this chunk. */
	const char *exif = memmem(out.data, out.len, "eXIfMM\0*", 8);
	assert_non_null(exif);
	assert_memory_equal(exif + 30, "\xd6\x67\x4b\x69", 4);
	refuses_parts(TYPE_PNG);
	put_bytes(&b, STR(SECRET));
	cleans(TYPE_PNG);
	buf_reset(&b);
	put_png(&b, 1);
	cleans(TYPE_PNG);
	assert_int_equal(times(buf_str(&out), "eXIf"), 0);
}

static void a_gif_keeps_its_pictures_and_how_often_they_are_shown(void **state)
{
	(void)state;
	put_gif(&b, 2);
	refuses_parts(TYPE_GIF);
	put_bytes(&b, STR(SECRET));
	cleans(TYPE_GIF);
	assert_int_equal(times(buf_str(&out), "NETSCAPE2.0"), 1);
	assert_int_equal(times(buf_str(&out), "XMP"), 0);
	/* A control at the very end, of no picture. */
	buf_reset(&b);
	put_gif(&b, 1);
	b.len--;
	put_bytes(&b, STR("\x21\xf9\x04\0\0\0\0\0;"));
	cleans(TYPE_GIF);
	assert_memory_equal(out.data + out.len - 9, "\x21\xf9\x04\0\0\0\0\0;", 9);
}

static void a_webp_says_its_new_length(void **state)
{
	(void)state;
	put_webp(&b, 6);
	refuses_parts(TYPE_WEBP);
	put_bytes(&b, STR(SECRET));
	cleans(TYPE_WEBP);
	assert_int_equal(*(unsigned char *)(out.data + 20), 0x3a); /* neither XMP nor what is not there */
	buf_reset(&b);
	put_webp(&b, 1);
	cleans(TYPE_WEBP);
	assert_int_equal(*(unsigned char *)(out.data + 20), 0x32);
	assert_int_equal(times(buf_str(&out), "EXIF"), 0);
}

static void a_tiff_is_written_again_without_what_no_tag_names(void **state)
{
	(void)state;
	put_tiff(&b, 6);
	cleans(TYPE_TIFF);
	refuses_parts(TYPE_TIFF);
	/* A raw photograph: the first page is the thumbnail. */
	buf_reset(&b);
	put_bytes(&b, STR("MM\0*\0\0\0\x08\0\x01"));
	put_entry(&b, 254, 4, 1, 1);
	put_big(&b, 4, 0);
	assert_int_equal(clean(buf_str(&b), TYPE_TIFF), FAULT_FORMAT);
}

static void a_heif_keeps_its_length_and_its_picture(void **state)
{
	(void)state;
	put_heif(&b, "\x01");
	cleans(TYPE_HEIF);
	assert_int_equal(out.len, b.len);
	assert_int_equal(
	    times(buf_str(&out), "thmb") + times(buf_str(&out), "Exif") + times(buf_str(&out), "mime"), 0);
	b.len -= 8 + sizeof SECRET - 1;
	refuses_parts(TYPE_HEIF);
}

static void a_film_keeps_its_offsets_and_its_sound_and_pictures(void **state)
{
	(void)state;
	put_film(&b, true);
	cleans(TYPE_FILM);
	assert_int_equal(out.len, b.len);
	assert_int_equal(times(buf_str(&out), "trak"), 1);
	assert_int_equal(
	    times(buf_str(&out), "udta") + times(buf_str(&out), "uuid") + times(buf_str(&out), "xyz"), 0);
	/* What a phone puts after the last box. */
	put_bytes(&b, STR(SECRET SECRET SECRET));
	cleans(TYPE_FILM);
	buf_reset(&b);
	put_film(&b, true);
	put_bytes(&b, STR(SECRET));
	cleans(TYPE_FILM);
	b.len -= 2 * (sizeof SECRET - 1) + 24;
	refuses_parts(TYPE_FILM);
}

static void a_file_of_another_type_is_not_cleaned(void **state)
{
	(void)state;
	put_gif(&b, 1);
	assert_int_equal(clean(buf_str(&b), TYPE_JPEG), FAULT_FORMAT);
	assert_int_equal(clean(STR("ID3"), TYPE_OTHER), FAULT_FORMAT);
	assert_int_equal(clean(STR(""), TYPE_JPEG), FAULT_EMPTY);
}

static void tables_that_name_the_same_bytes_again_and_again_write_no_more(void **state)
{
	(void)state;
	/* Two hundred strips of all of the file. */
	put_bytes(&b, STR("MM\0*\0\0\0\x08\0\x04"));
	put_entry(&b, 256, 3, 1, 640);
	put_entry(&b, 257, 3, 1, 480);
	put_entry(&b, 273, 4, 200, 100);
	put_entry(&b, 279, 4, 200, 900);
	put_big(&b, 4, 0);
	while (b.len < 2000)
		put_big(&b, 1, 0);
	for (size_t i = 0; i < 200; i++)
		set_big(&b, 900 + 4 * i, 4, 2000);
	assert_int_equal(clean(buf_str(&b), TYPE_TIFF), FAULT_FORMAT);
	assert_true(out.len < 4000);
}

static void a_track_that_says_to_be_the_file_itself_is_refused(void **state)
{
	(void)state;
	put_film(&b, true);
	/* The places of the chunks of the second track, which is one of positions. */
	char *first = memmem(b.data, b.len, "stco", 4);
	char *second = memmem(first + 4, b.len - (size_t)(first + 4 - b.data), "stco", 4);
	set_big(&b, (size_t)(second - b.data) + 12, 4, 4);
	assert_int_equal(clean(buf_str(&b), TYPE_FILM), FAULT_FORMAT);
}

static void a_full_disk_is_no_fault_of_the_picture(void **state)
{
	(void)state;
	put_jpeg(&b, 6, true);
	folder_write_bytes(&folder, "from", buf_str(&b));
	int from = open(folder_path(&folder, "from"), O_RDONLY | O_CLOEXEC), to = open("/dev/full", O_WRONLY);
	assert_int_equal(picture_clean(from, TYPE_JPEG, to), FAULT_STORE);
	close(from);
	close(to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_jpeg_keeps_its_scans_its_colours_and_its_turn, begin, end),
		cmocka_unit_test_setup_teardown(an_odd_jpeg_is_put_right, begin, end),
		cmocka_unit_test_setup_teardown(a_png_keeps_its_chunks_for_pixels, begin, end),
		cmocka_unit_test_setup_teardown(
		    a_gif_keeps_its_pictures_and_how_often_they_are_shown, begin, end),
		cmocka_unit_test_setup_teardown(a_webp_says_its_new_length, begin, end),
		cmocka_unit_test_setup_teardown(
		    a_tiff_is_written_again_without_what_no_tag_names, begin, end),
		cmocka_unit_test_setup_teardown(a_heif_keeps_its_length_and_its_picture, begin, end),
		cmocka_unit_test_setup_teardown(
		    a_film_keeps_its_offsets_and_its_sound_and_pictures, begin, end),
		cmocka_unit_test_setup_teardown(a_file_of_another_type_is_not_cleaned, begin, end),
		cmocka_unit_test_setup_teardown(
		    tables_that_name_the_same_bytes_again_and_again_write_no_more, begin, end),
		cmocka_unit_test_setup_teardown(
		    a_track_that_says_to_be_the_file_itself_is_refused, begin, end),
		cmocka_unit_test_setup_teardown(a_full_disk_is_no_fault_of_the_picture, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
