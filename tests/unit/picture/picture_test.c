#include "unit/support/test.h"

#include "picture/picture.h"

static struct arena arena;

static int drop(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct picture of(unsigned width, unsigned height, enum picture_form form)
{
	return (struct picture){ .state = PICTURE_READY, .form = form, .width = width, .height = height };
}

static void copies_are_never_larger_than_the_original(void **state)
{
	(void)state;
	unsigned w[PICTURE_WIDTHS_MAX];
	struct picture p = of(4000, 3000, PICTURE_JPEG);
	assert_int_equal(picture_widths(&p, w), 3);
	assert_int_equal(w[0], 480);
	assert_int_equal(w[2], 1600);
	assert_int_equal(picture_height(&p, 480), 360);
	p = of(960, 7, PICTURE_JPEG);
	assert_int_equal(picture_widths(&p, w), 2);
	assert_int_equal(w[1], 960);
	assert_int_equal(picture_height(&p, 480), 4);
	p = of(30, 1, PICTURE_JPEG);
	assert_int_equal(picture_widths(&p, w), 1);
	assert_int_equal(w[0], 30);
	p = of(65000, 1, PICTURE_JPEG);
	assert_int_equal(picture_height(&p, 480), 1);
}

static void the_crop_for_sharing_has_one_shape(void **state)
{
	(void)state;
	unsigned w, h;
	struct picture p = of(4000, 3000, PICTURE_JPEG);
	assert_true(picture_share(&p, &w, &h));
	assert_int_equal(w, 1200);
	assert_int_equal(h, 630);
	p = of(4000, 315, PICTURE_JPEG);
	assert_true(picture_share(&p, &w, &h));
	assert_int_equal(w, 600);
	assert_int_equal(h, 315);
	p = of(4000, 100, PICTURE_JPEG);
	assert_false(picture_share(&p, &w, &h));
	p = of(199, 4000, PICTURE_JPEG);
	assert_false(picture_share(&p, &w, &h));
}

static void names_of_copies_can_be_taken_apart(void **state)
{
	(void)state;
	static const struct {
		const char *file;
		enum picture_form form;
		int width;
		const char *copy, *base;
	} cases[] = {
		{ "photo.jpg", PICTURE_JPEG, PICTURE_LARGEST, "photo.jpg", "photo.jpg" },
		{ "photo.jpg", PICTURE_JPEG, 480, "photo-480w.jpg", "photo.jpg" },
		{ "Фото 1.JPEG", PICTURE_JPEG, 960, "Фото 1-960w.JPEG", "Фото 1.JPEG" },
		{ "IMG_1.HEIC", PICTURE_JPEG, PICTURE_LARGEST, "IMG_1.jpg", "IMG_1.jpg" },
		{ "IMG_1.HEIC", PICTURE_JPEG, PICTURE_SHARE_WIDTH, "IMG_1-share.jpg", "IMG_1.jpg" },
		{ "chart.webp", PICTURE_PNG, 480, "chart-480w.png", "chart.png" },
		{ "none", PICTURE_JPEG, 480, "none-480w.jpg", "none.jpg" },
		{ "a.b.gif", PICTURE_MOVING, PICTURE_LARGEST, "a.b.gif", "a.b.gif" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct picture p = of(4000, 3000, cases[i].form);
		int width;
		assert_string_equal(picture_name(&arena, &p, cases[i].file, cases[i].width), cases[i].copy);
		struct str base = picture_name_parse(&arena, str_of(cases[i].copy), &width);
		assert_true(str_is(base, cases[i].base));
		assert_int_equal(width, cases[i].width);
	}
}

static void other_names_have_no_width(void **state)
{
	(void)state;
	static const char *const names[] = { "a-w.jpg", "-480w.jpg", "a-0w.jpg", "a-007w.jpg", "a-1601w.jpg",
		"a-99999999999999999999w.jpg", "a480w.jpg", "w", "", "-share", "a-48 0w.jpg" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		int width = 5;
		assert_true(str_is(picture_name_parse(&arena, str_of(names[i]), &width), names[i]));
		assert_int_equal(width, PICTURE_LARGEST);
	}
}

static void each_fault_has_words(void **state)
{
	(void)state;
	for (int i = FAULT_NONE + 1; i < FAULT_COUNT; i++)
		assert_non_null(picture_fault_words((enum picture_fault)i));
	assert_null(picture_fault_words(FAULT_NONE));
}

/* --- icon and logo of the site ------------------------------------------------------------- */

static void the_path_tells_what_a_picture_is_for(void **state)
{
	(void)state;
	assert_int_equal(picture_role_of("site/icon.png"), PICTURE_ICON);
	assert_int_equal(picture_role_of("site/logo.svg"), PICTURE_LOGO);
	assert_int_equal(picture_role_of("site/picture.jpg"), PICTURE_OF_ITEM);
	assert_int_equal(picture_role_of("site/icons.png"), PICTURE_OF_ITEM);
	assert_int_equal(picture_role_of("p/2024-01-01-a/icon.png"), PICTURE_OF_ITEM);
	assert_int_equal(picture_role_of("site/2024-01-01-a/logo.png"), PICTURE_OF_ITEM);
}

static void each_copy_of_an_icon_or_logo_is_found_by_its_name(void **state)
{
	(void)state;
	static const struct {
		struct picture picture;
		const char *names; /* each with a space after it */
	} cases[] = {
		{ { .role = PICTURE_ICON, .form = PICTURE_PNG },
		    "icon-32.png icon-180.png icon-192.png icon-512.png favicon.ico " },
		{ { .role = PICTURE_ICON, .form = PICTURE_PNG, .width = 1399, .height = 1399 },
		    "icon-32.png icon-180.png icon-192.png icon-512.png favicon.ico " },
		{ { .role = PICTURE_ICON, .form = PICTURE_PNG, .width = 1400, .height = 700 },
		    "icon-32.png icon-180.png icon-192.png icon-512.png icon-1400.jpg favicon.ico " },
		{ { .role = PICTURE_LOGO, .form = PICTURE_PNG }, "logo-96.png " },
		{ { .role = PICTURE_LOGO, .form = PICTURE_JPEG }, "logo-96.jpg " },
		{ { .role = PICTURE_LOGO, .form = PICTURE_DRAWING }, "" },
		{ { .role = PICTURE_OF_ITEM, .form = PICTURE_PNG }, "" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct picture p = cases[i].picture;
		int copies[PICTURE_SITE_COPIES_MAX];
		char names[200] = "";
		assert_int_equal(picture_site_copies(&p, copies), 0);
		p.state = PICTURE_READY;
		size_t n = picture_site_copies(&p, copies);
		for (size_t k = 0; k < n; k++) {
			const char *name = picture_copy_name(&p, copies[k]);
			assert_int_equal(picture_copy_find(&p, str_of(name)), copies[k]);
			assert_non_null(picture_copy_mime(&p, copies[k]));
			snprintf(names + strlen(names), sizeof names - strlen(names), "%s ", name);
		}
		assert_string_equal(names, cases[i].names);
		assert_int_equal(picture_copy_find(&p, STR("icon-64.png")), 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(copies_are_never_larger_than_the_original),
		cmocka_unit_test(the_crop_for_sharing_has_one_shape),
		cmocka_unit_test(names_of_copies_can_be_taken_apart),
		cmocka_unit_test(other_names_have_no_width),
		cmocka_unit_test(each_fault_has_words),
		cmocka_unit_test(the_path_tells_what_a_picture_is_for),
		cmocka_unit_test(each_copy_of_an_icon_or_logo_is_found_by_its_name),
	};
	return cmocka_run_group_tests(tests, NULL, drop);
}
