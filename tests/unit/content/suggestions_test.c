#include "unit/support/test.h"

#include "content/suggestions.h"

static void keys_of_other_programs_and_languages_are_known(void **state)
{
	(void)state;
	static const char *const item[] = { "title", "topic", "place", NULL }, *const project[] = { "name",
		NULL };
	assert_string_equal(suggest_key(STR("Tags"), item), "topic");
	assert_string_equal(suggest_key(STR("НАЗВАНИЕ"), item), "title");
	assert_string_equal(suggest_key(STR("название"), project), "name");
	assert_string_equal(suggest_key(STR("жери"), item), "place");
	assert_null(suggest_key(STR("tags"), project));
	assert_null(suggest_key(STR("colour"), item));
	assert_null(suggest_key(STR(""), item));
	assert_true(suggest_is_name(STR("Lang")));
	assert_false(suggest_is_name(STR("title")));
}

static void date_says(const char *text, const char *message)
{
	struct err err = { .text = "as before" };
	assert_false(suggest_date(str_of(text), &err));
	assert_string_equal(err.text, message);
}

static void a_date_in_another_form_is_written_in_the_usual_one(void **state)
{
	(void)state;
	date_says("07.04.2024", "\"07.04.2024\" is not a date: write 2024-04-07");
	date_says("7 апреля 2024 г.", "\"7 апреля 2024 г.\" is not a date: write 2024-04-07");
	date_says("April 7, 2024 10:30", "\"April 7, 2024 10:30\" is not a date: write 2024-04-07 10:30");
	date_says("31.02.2024", "\"31.02.2024\" is a day that does not exist: write one as in 2023-09-08");
	date_says("2024-04-07 25:00", "as before");
	date_says("tomorrow", "as before");
	date_says("", "as before");
	date_says("\xff\xff", "as before");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_of_other_programs_and_languages_are_known),
		cmocka_unit_test(a_date_in_another_form_is_written_in_the_usual_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
