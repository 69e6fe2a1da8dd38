#include "unit/support/pictures.h"

#include "picture/probe.h"

static struct folder folder;
static struct buf b;

static int begin(void **state)
{
	(void)state;
	folder_init(&folder);
	buf_init(&b, PICTURES_MAX);
	return 0;
}

static int end(void **state)
{
	(void)state;
	buf_release(&b);
	folder_release(&folder);
	return 0;
}

static struct picture_head probe(struct str bytes)
{
	struct picture_head head;
	folder_write_bytes(&folder, "file", bytes);
	int fd = open(folder_path(&folder, "file"), O_RDONLY | O_CLOEXEC);
	picture_probe(fd, &head);
	assert_int_equal(lseek(fd, 0, SEEK_CUR), 0);
	close(fd);
	return head;
}

/*
 * The file in b, whole and cut at each of its bytes: what is cut is called so, or is no longer of that
 * type.
 */
static struct picture_head whole_and_cut(enum picture_type type)
{
	struct picture_head head = probe(buf_str(&b));
	assert_int_equal(head.type, type);
	assert_false(head.cut);
	for (size_t n = 0; n < b.len; n++) {
		struct picture_head part = probe(str_sub(buf_str(&b), 0, n));
		if (part.type != TYPE_OTHER && !part.cut)
			fail_msg("not cut at %zu of %zu", n, b.len);
		assert_true(n < 16 || part.type == type);
	}
	return head;
}

static void is(const struct picture_head *head, unsigned orientation)
{
	assert_int_equal(head->width, 640);
	assert_int_equal(head->height, 480);
	assert_int_equal(head->orientation, orientation);
	assert_true(head->place);
	assert_true(head->private_data);
}

static void a_jpeg_says_its_size_its_turn_and_its_place(void **state)
{
	(void)state;
	put_jpeg(&b, 6, false);
	struct picture_head head = whole_and_cut(TYPE_JPEG);
	is(&head, 6);
	assert_false(head.moving || head.alpha);
}

static void a_film_after_a_jpeg_is_something_private(void **state)
{
	(void)state;
	put_bytes(&b, STR("\xff\xd8"));
	put_segment(&b, 0xc0, STR("\x08\x01\xe0\x02\x80\x01\x01\x11\0"));
	put_segment(&b, 0xda, STR("\x01\x01\0\0\x3f\0"));
	put_bytes(&b, STR(PIXELS "\xff\xd9"));
	assert_false(probe(buf_str(&b)).private_data);
	put_bytes(&b, STR("....ftyp\xff\x55"));
	struct picture_head head = probe(buf_str(&b));
	assert_true(head.private_data);
	assert_false(head.cut);
	/* Longer than what is looked at: it is no scan. */
	while (b.len < 300000)
		put_bytes(&b, STR("mdat\xff\x55"));
	head = probe(buf_str(&b));
	assert_true(head.private_data);
	assert_false(head.cut);
}

static void a_jpeg_that_is_padded_is_whole(void **state)
{
	(void)state;
	put_jpeg(&b, 6, false);
	while (b.len < 200000)
		put_big(&b, 8, 0);
	struct picture_head head = probe(buf_str(&b));
	assert_false(head.cut);
	assert_true(head.private_data);
	/* One whose end never came. */
	buf_reset(&b);
	put_bytes(&b, STR("\xff\xd8"));
	put_segment(&b, 0xc0, STR("\x08\x01\xe0\x02\x80\x01\x01\x11\0"));
	put_segment(&b, 0xda, STR("\x01\x01\0\0\x3f\0"));
	put_bytes(&b, STR(PIXELS));
	while (b.len < 200000)
		put_big(&b, 8, 0);
	assert_true(probe(buf_str(&b)).cut);
}

static void a_png_says_that_it_moves(void **state)
{
	(void)state;
	put_png(&b, 8);
	struct picture_head head = whole_and_cut(TYPE_PNG);
	is(&head, 8);
	assert_true(head.moving && head.alpha);
}

static void a_gif_moves_with_its_second_picture(void **state)
{
	(void)state;
	put_gif(&b, 2);
	struct picture_head head = whole_and_cut(TYPE_GIF);
	is(&head, 1);
	assert_true(head.moving && head.alpha);
	buf_reset(&b);
	put_gif(&b, 1);
	assert_false(probe(buf_str(&b)).moving);
}

static void a_gif_of_long_pictures_moves_if_it_says_how_often(void **state)
{
	(void)state;
	for (int loops = 0; loops < 2; loops++) {
		buf_reset(&b);
		put_bytes(&b, STR("GIF89a\x80\x02\xe0\x01\0\0\0"));
		if (loops)
			put_extension(&b, 0xff, STR("NETSCAPE2.0"), STR("\x01\0\0"));
		put_bytes(&b, STR(",\0\0\0\0\x80\x02\xe0\x01\0\x02"));
		while (b.len < PICTURES_MAX - 100)
			put_big(&b, 2, 0x0100);
		put_bytes(&b, STR("\0;"));
		struct picture_head head = probe(buf_str(&b));
		assert_int_equal(head.moving, loops);
		assert_false(head.cut);
	}
}

static void a_webp_says_that_it_moves(void **state)
{
	(void)state;
	put_webp(&b, 3);
	struct picture_head head = whole_and_cut(TYPE_WEBP);
	is(&head, 3);
	assert_true(head.moving && head.alpha);
}

static void a_tiff_is_known_by_its_first_page(void **state)
{
	(void)state;
	put_tiff(&b, 5);
	struct picture_head head = whole_and_cut(TYPE_TIFF);
	is(&head, 5);
}

static void a_heif_is_turned_by_its_property_alone(void **state)
{
	(void)state;
	/* Quarters against the clock; Exif in it says 6. */
	static const unsigned turns[] = { 1, 8, 3, 6 };
	for (unsigned i = 0; i < ARRAY_SIZE(turns); i++) {
		char rotation[] = { (char)(i | 4), 0 };
		buf_reset(&b);
		put_heif(&b, rotation);
		struct picture_head head = probe(buf_str(&b));
		is(&head, turns[i]);
		assert_false(head.moving || head.cut);
	}
	/* What comes after the tables is a box of its own. */
	b.len -= 8 + sizeof SECRET - 1;
	whole_and_cut(TYPE_HEIF);
}

static void a_film_says_its_place(void **state)
{
	(void)state;
	put_film(&b, true);
	b.len -= 24 + sizeof SECRET - 1;
	struct picture_head head = whole_and_cut(TYPE_FILM);
	assert_true(head.place && head.private_data);
}

static void other_files_are_none_of_these(void **state)
{
	(void)state;
	static const struct str others[] = {
		{ "", 0 },
		{ "%PDF-1.7\nmdat", 13 },
		{ "RIFF\x10\0\0\0WAVEfmt ", 16 },
		{ "Thisfree text is no film", 24 },
		{ "\0\0\0\x18"
		  "ftypcrx \0\0\0\x01"
		  "crx isom",
		    24 },
		{ "ID3\x04\0\0\0\0\0\0", 10 },
	};
	for (size_t i = 0; i < ARRAY_SIZE(others); i++) {
		struct picture_head head = probe(others[i]);
		assert_int_equal(head.type, TYPE_OTHER);
		assert_int_equal(head.orientation, 1);
		assert_false(head.private_data || head.cut || head.place);
	}
}

static void a_head_that_lies_is_read_as_far_as_it_goes(void **state)
{
	(void)state;
	/* 100,000 × 100,000. */
	put_bytes(&b, STR("\x89PNG\r\n\x1a\n"));
	put_chunk(&b, "IHDR", STR("\0\x01\x86\xa0\0\x01\x86\xa0\x08\x02\0\0\0"));
	put_big(&b, 4, UINT32_MAX);
	put_bytes(&b, STR("IDAT"));
	struct picture_head head = probe(buf_str(&b));
	assert_int_equal(head.width, 100000);
	assert_true(head.cut);
	/* A directory that is its own next, with a position that is itself. */
	buf_reset(&b);
	put_bytes(&b, STR("MM\0*\0\0\0\x08\0\x02"));
	put_entry(&b, 256, 3, 1, 640);
	put_entry(&b, 34853, 4, 1, 8);
	put_big(&b, 4, 8);
	head = probe(buf_str(&b));
	assert_int_equal(head.type, TYPE_TIFF);
	assert_int_equal(head.width, 640);
	/* Boxes without a length, and with less than a head. */
	buf_reset(&b);
	put_box(&b, "ftyp", STR("heic\0\0\0\0mif1heic"));
	put_bytes(&b, STR("\0\0\0\x01meta\0\0\0\0\0\0\0\x03"));
	head = probe(buf_str(&b));
	assert_int_equal(head.type, TYPE_HEIF);
	buf_reset(&b);
	put_box(&b, "ftyp", STR("mp42\0\0\0\0isom"));
	put_bytes(&b, STR("\0\0\0\x01moov\xff\xff\xff\xff\xff\xff\xff\xff"));
	assert_true(probe(buf_str(&b)).cut);
}

static void a_million_parts_are_not_all_read(void **state)
{
	(void)state;
	put_bytes(&b, STR("\x89PNG\r\n\x1a\n"));
	put_chunk(&b, "IHDR", STR("\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0"));
	while (b.len < PICTURES_MAX - 100)
		put_chunk(&b, "IDAT", STR(""));
	put_chunk(&b, "tEXt", STR("a" SECRET));
	assert_true(probe(buf_str(&b)).cut);
	put_chunk(&b, "IEND", STR(""));
	struct picture_head head = probe(buf_str(&b));
	assert_int_equal(head.width, 640);
	assert_false(head.cut);
	assert_false(head.private_data); /* so far it was not read */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_jpeg_says_its_size_its_turn_and_its_place, begin, end),
		cmocka_unit_test_setup_teardown(a_film_after_a_jpeg_is_something_private, begin, end),
		cmocka_unit_test_setup_teardown(a_jpeg_that_is_padded_is_whole, begin, end),
		cmocka_unit_test_setup_teardown(a_png_says_that_it_moves, begin, end),
		cmocka_unit_test_setup_teardown(a_gif_moves_with_its_second_picture, begin, end),
		cmocka_unit_test_setup_teardown(
		    a_gif_of_long_pictures_moves_if_it_says_how_often, begin, end),
		cmocka_unit_test_setup_teardown(a_webp_says_that_it_moves, begin, end),
		cmocka_unit_test_setup_teardown(a_tiff_is_known_by_its_first_page, begin, end),
		cmocka_unit_test_setup_teardown(a_heif_is_turned_by_its_property_alone, begin, end),
		cmocka_unit_test_setup_teardown(a_film_says_its_place, begin, end),
		cmocka_unit_test_setup_teardown(other_files_are_none_of_these, begin, end),
		cmocka_unit_test_setup_teardown(a_head_that_lies_is_read_as_far_as_it_goes, begin, end),
		cmocka_unit_test_setup_teardown(a_million_parts_are_not_all_read, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
