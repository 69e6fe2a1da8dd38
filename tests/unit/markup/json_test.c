#include "unit/support/test.h"

#include "markup/json.h"

static struct buf out;
static struct json j;

static int start(void **state)
{
	(void)state;
	buf_init(&out, 1 << 16);
	json_init(&j, &out);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static void assert_string_written(const char *value, const char *expected)
{
	buf_reset(&out);
	json_init(&j, &out);
	json_string(&j, NULL, value);
	assert_string_equal(out.data, expected);
}

static void quotes_backslashes_and_controls_are_escaped(void **state)
{
	(void)state;
	assert_string_written("a\"b\\c", "\"a\\\"b\\\\c\"");
	assert_string_written("\t\r\n\x01\x1f\x7f", "\"\\u0009\\u000d\\u000a\\u0001\\u001f\\u007f\"");
	assert_string_written("\u2028\u2029", "\"\\u2028\\u2029\"");
}

static void letters_emoji_and_markup_stay_as_they_are(void **state)
{
	(void)state;
	assert_string_written(
	    "Ысык-Көл \U0001F30A </script>\u202E", "\"Ысык-Көл \U0001F30A </script>\u202E\"");
}

static void bytes_that_are_not_utf8_become_replacement_characters(void **state)
{
	(void)state;
	assert_string_written("a\xFFz\xD0", "\"a\uFFFDz\uFFFD\"");
}

static void values_are_separated_by_commas_at_every_depth(void **state)
{
	(void)state;
	json_open(&j, NULL, '{');
	json_open(&j, "empty", '[');
	json_close(&j, ']');
	json_open(&j, "list", '[');
	json_string(&j, NULL, "a");
	json_open(&j, NULL, '{');
	json_number(&j, "n", -5);
	json_close(&j, '}');
	json_close(&j, ']');
	json_number(&j, "big", INT64_MAX);
	json_close(&j, '}');
	assert_string_equal(out.data, "{\n"
	                              " \"empty\": [],\n"
	                              " \"list\": [\n"
	                              "  \"a\",\n"
	                              "  {\n"
	                              "   \"n\": -5\n"
	                              "  }\n"
	                              " ],\n"
	                              " \"big\": 9223372036854775807\n"
	                              "}\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(quotes_backslashes_and_controls_are_escaped, start, stop),
		cmocka_unit_test_setup_teardown(letters_emoji_and_markup_stay_as_they_are, start, stop),
		cmocka_unit_test_setup_teardown(
		    bytes_that_are_not_utf8_become_replacement_characters, start, stop),
		cmocka_unit_test_setup_teardown(values_are_separated_by_commas_at_every_depth, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
