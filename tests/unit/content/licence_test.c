/*
 * licence_test: which licences lead to their terms.
 */
#include "content/licence.h"
#include "unit/support/test.h"

static struct arena arena;

static int set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

#define CC "https://creativecommons.org/"

static void names_of_creative_commons_lead_to_their_terms(void **state)
{
	(void)state;
	static const char *const names[][2] = {
		{ "CC BY 4.0", CC "licenses/by/4.0/" },
		{ "cc by-sa 3.0", CC "licenses/by-sa/3.0/" },
		{ "CC-BY-NC-ND-4.0", CC "licenses/by-nc-nd/4.0/" },
		{ " CC BY-NC-SA 2.5 ", CC "licenses/by-nc-sa/2.5/" },
		{ "CC_BY_ND 1.0", CC "licenses/by-nd/1.0/" },
		{ "CC BY-NC 4.0 International", CC "licenses/by-nc/4.0/" },
		{ "Creative Commons Attribution-ShareAlike 4.0 International License",
		    CC "licenses/by-sa/4.0/" },
		{ "Creative Commons Attribution NonCommercial NoDerivatives 4.0",
		    CC "licenses/by-nc-nd/4.0/" },
		{ "CC0", CC "publicdomain/zero/1.0/" },
		{ "CC0 1.0 Universal", CC "publicdomain/zero/1.0/" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		assert_string_equal(licence_uri(&arena, names[i][0]), names[i][1]);
}

static void an_address_within_the_text_is_taken(void **state)
{
	(void)state;
	assert_string_equal(licence_uri(&arena, "https://example.org/terms"), "https://example.org/terms");
	assert_string_equal(
	    licence_uri(&arena, "CC BY 4.0, see http://example.org/terms."), "http://example.org/terms");
}

static void what_does_not_say_enough_leads_nowhere(void **state)
{
	(void)state;
	static const char *const names[] = { "", " ", "CC", "CC BY", "BY 4.0", "CC 4.0", "CC SA 4.0",
		"CC BY-SA-ND 4.0", "CC BY 5.0", "CC BY 4.0 or later", "CC0 BY 1.0", "CC0 4.0",
		"All rights reserved", "© 2024 Жарчы", "CC BY 4.0 4.0", "CC\tBY 4.0", "mailto:a@example.org",
		"-", "4.0" };
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (licence_uri(&arena, names[i]))
			fail_msg("%s leads to %s", names[i], licence_uri(&arena, names[i]));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_of_creative_commons_lead_to_their_terms),
		TEST(an_address_within_the_text_is_taken),
		TEST(what_does_not_say_enough_leads_nowhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
