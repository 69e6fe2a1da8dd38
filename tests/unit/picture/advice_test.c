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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_picture_that_is_as_it_should_be_is_not_spoken_of),
		cmocka_unit_test(what_is_told_are_places_sizes_and_widths),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
