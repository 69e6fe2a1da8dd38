#include "unit/support/test.h"

#include "picture/advice.h"

/* The rules that are said of it, one after the other. */
static void says(struct picture_head head, int64_t size, const char *expected)
{
	struct problems p;
	char rules[256] = "";
	problems_init(&p);
	picture_advise(&head, size, "p/2024-01-01-a/photo.jpg", &p);
	for (size_t i = 0; i < p.n; i++) {
		assert_string_equal(p.v[i].file, "p/2024-01-01-a/photo.jpg");
		assert_int_equal(p.v[i].severity, SEVERITY_WARNING);
		snprintf(rules + strlen(rules), sizeof rules - strlen(rules), "%s ", p.v[i].rule);
	}
	assert_string_equal(rules, expected);
	problems_release(&p);
}

static void a_picture_that_is_as_it_should_be_is_not_spoken_of(void **state)
{
	(void)state;
	says((struct picture_head){ TYPE_JPEG, 480, 300, .orientation = 1 }, ADVICE_PICTURE, "");
	says((struct picture_head){ TYPE_GIF, 480, 300, .moving = true }, ADVICE_ANIMATION, "");
	says((struct picture_head){ .type = TYPE_FILM }, ADVICE_FILM, "");
	says((struct picture_head){ .type = TYPE_OTHER }, INT64_C(1) << 40, "");
}

static void what_is_told_are_places_sizes_and_widths(void **state)
{
	(void)state;
	says((struct picture_head){ TYPE_JPEG, 480, 300, .place = true }, 1, "picture-place ");
	says((struct picture_head){ .type = TYPE_FILM, .place = true }, ADVICE_FILM + 1,
	    "picture-place large-film ");
	says((struct picture_head){ TYPE_PNG, 479, 300, .alpha = true }, ADVICE_PICTURE + 1,
	    "large-picture narrow-picture ");
	says((struct picture_head){ TYPE_GIF, 480, 300, .moving = true }, ADVICE_ANIMATION + 1,
	    "large-animation ");
	says((struct picture_head){ TYPE_GIF, 480, 300, .orientation = 1 }, ADVICE_ANIMATION + 1, "");
	/* Wide as it lies, narrow as it is shown. */
	says((struct picture_head){ TYPE_JPEG, 640, 400, .orientation = 6 }, 1, "narrow-picture ");
	says((struct picture_head){ TYPE_JPEG, 400, 640, .orientation = 6 }, 1, "");
}

static void says_of_sound(const char *mime, bool known, int64_t seconds, const char *expected)
{
	struct problems p;
	problems_init(&p);
	sound_advise(&(struct sound){ known, seconds }, mime, "p/2024-01-01-a/talk", &p);
	assert_int_equal(p.n, *expected ? 1 : 0);
	assert_int_equal(p.errors, 0);
	if (p.n)
		assert_non_null(strstr(p.v[0].text, expected));
	problems_release(&p);
}

static void a_sound_is_told_of_when_its_length_is_not_known(void **state)
{
	(void)state;
	says_of_sound("audio/mpeg", true, 90, "");
	says_of_sound("audio/mpeg", true, 0, "or it is cut");
	says_of_sound("audio/mp4", false, 0, "its name says");
	/* Of formats that are not looked at nothing is known, and nothing said. */
	says_of_sound("audio/midi", false, 0, "");
	says_of_sound("video/mp4", true, 0, "");
	says_of_sound("application/pdf", false, 0, "");
}

static void says_of_site(struct picture picture, bool has_pixels, const char *expected)
{
	struct problems p;
	problems_init(&p);
	picture_advise_site(&picture, has_pixels, "site/icon.png", &p);
	assert_int_equal(p.n, *expected ? 1 : 0);
	if (p.n)
		assert_non_null(strstr(p.v[0].text, expected));
	problems_release(&p);
}

static void an_icon_is_told_of_when_telephones_show_it_badly(void **state)
{
	(void)state;
	const struct picture icon = { .role = PICTURE_ICON, .form = PICTURE_PNG };
	struct picture p = icon;
	p.width = p.height = PICTURE_ICON_LEAST;
	says_of_site(p, true, "");
	p.width = p.height = PICTURE_ICON_LEAST - 1;
	says_of_site(p, true, "179 × 179 pixels, which is small");
	p.width = 512;
	says_of_site(p, true, "512 × 179 pixels and gets a border");
	p.form = PICTURE_DRAWING;
	says_of_site(p, true, "");
	says_of_site(p, false, "put icon.png beside it");
}

static void a_logo_is_told_of_when_it_is_low(void **state)
{
	(void)state;
	struct picture p = {
		.role = PICTURE_LOGO, .form = PICTURE_JPEG, .width = 500, .height = PICTURE_LOGO_LEAST
	};
	says_of_site(p, false, "");
	p.height--;
	says_of_site(p, false, "this logo is 95 pixels high");
	p.form = PICTURE_DRAWING;
	says_of_site(p, false, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_picture_that_is_as_it_should_be_is_not_spoken_of),
		cmocka_unit_test(what_is_told_are_places_sizes_and_widths),
		cmocka_unit_test(a_sound_is_told_of_when_its_length_is_not_known),
		cmocka_unit_test(an_icon_is_told_of_when_telephones_show_it_badly),
		cmocka_unit_test(a_logo_is_told_of_when_it_is_low),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
