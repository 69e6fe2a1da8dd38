/* JSON as pages have it. */
#include "unit/support/test.h"

#include "base/buf.h"
#include "markup/json_read.h"

static void members_are_found_by_name(void **state)
{
	(void)state;
	struct arena a = { 0 };
	const struct json_value *v = json_read(
	    &a, STR("{\"a\": \"one\", \"b\": {\"c\": [1, true, null, -2.5e3]}, \"d\": \"\"}"));
	const struct json_value *list = json_member(json_member(v, "b"), "c");
	assert_string_equal(json_member_text(v, "a"), "one");
	assert_string_equal(json_member_text(v, "d"), "");
	assert_string_equal(json_member_text(v, "e"), "");
	assert_string_equal(json_member_text(NULL, "e"), "");
	assert_int_equal(list->type, JSON_ARRAY);
	assert_string_equal(list->first->text, "1");
	assert_int_equal(list->first->next->type, JSON_TRUE);
	assert_int_equal(list->first->next->next->type, JSON_NULL);
	assert_string_equal(list->first->next->next->next->text, "-2.5e3");
	arena_release(&a);
}

static void expect_text(const char *json, const char *text)
{
	struct arena a = { 0 };
	const struct json_value *v = json_read(&a, str_of(json));
	if (!v)
		fail_msg("%s cannot be read", json);
	assert_string_equal(v->text, text);
	arena_release(&a);
}

static void escapes_become_characters(void **state)
{
	(void)state;
	expect_text("\"\\\"\\\\\\/\\n\\t\"", "\"\\/\n\t");
	expect_text("\"\\u043c\\u043E\"", "мо");
	expect_text("\"\\ud83d\\ude00\"", "😀");
	expect_text("\"\\ud83d-\\ude00\"", "\uFFFD-\uFFFD");
	expect_text("\"a\\u0000b\"", "a\uFFFDb");
	expect_text("\"\\q\\u12\"", "q12");
}

static void mistakes_that_are_common_are_forgiven(void **state)
{
	(void)state;
	struct arena a = { 0 };
	expect_text("\"two\nlines\"", "two\nlines");
	expect_text(" /* for robots */ // and more\n\"x\"", "x");
	const struct json_value *v = json_read(&a, STR("{\"a\": \"1\",, \"b\": [1,2,],} trash"));
	assert_string_equal(json_member_text(v, "a"), "1");
	assert_string_equal(json_member(v, "b")->first->next->text, "2");
	arena_release(&a);
}

static void what_has_no_end_is_not_read(void **state)
{
	(void)state;
	static const char *const broken[] = { "", " ", "{", "[", "\"abc", "{\"a\"", "{\"a\":", "{\"a\":1",
		"[1", "{a:1}", "}", "[\"\\" };
	for (size_t i = 0; i < ARRAY_SIZE(broken); i++) {
		struct arena a = { 0 };
		if (json_read(&a, str_of(broken[i])))
			fail_msg("%s was read", broken[i]);
		arena_release(&a);
	}
}

static void depth_and_size_are_bounded(void **state)
{
	(void)state;
	struct arena a = { 0 };
	struct buf json;
	buf_init(&json, 1 << 20);
	for (int i = 0; i < 100000; i++)
		buf_add_char(&json, '[');
	assert_null(json_read(&a, buf_str(&json)));
	buf_reset(&json);
	buf_add_char(&json, '[');
	for (int i = 0; i < JSON_VALUES_MAX; i++)
		buf_puts(&json, "1,");
	buf_add_char(&json, ']');
	assert_null(json_read(&a, buf_str(&json)));
	buf_release(&json);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(members_are_found_by_name),
		cmocka_unit_test(escapes_become_characters),
		cmocka_unit_test(mistakes_that_are_common_are_forgiven),
		cmocka_unit_test(what_has_no_end_is_not_read),
		cmocka_unit_test(depth_and_size_are_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
