#include "unit/support/test.h"

#include <errno.h>

#include "base/err.h"
#include "base/utf8.h"

static void setting_returns_false(void **state)
{
	(void)state;
	struct err e;
	assert_false(err_set(&e, "%s: %d", "line", 3));
	assert_string_equal(e.text, "line: 3");
	assert_false(err_set(NULL, "nobody listens"));
	assert_false(err_errno(NULL, "nobody listens"));
	assert_false(err_prefix(NULL, "nobody listens"));
}

static void errno_is_told_in_words(void **state)
{
	(void)state;
	struct err e;
	errno = ENOENT;
	assert_false(err_errno(&e, "cannot open %s", "x"));
	assert_string_equal(e.text, "cannot open x: No such file or directory");
}

static void a_prefix_stands_before_the_text(void **state)
{
	(void)state;
	struct err e;
	err_set(&e, "no title");
	assert_false(err_prefix(&e, "%s:%d", "a.gmi", 4));
	assert_string_equal(e.text, "a.gmi:4: no title");
}

static void the_text_itself_may_be_an_argument(void **state)
{
	(void)state;
	struct err e;
	err_set(&e, "inner");
	err_set(&e, "outer (%s)", e.text);
	assert_string_equal(e.text, "outer (inner)");
	err_prefix(&e, "<%s>", e.text);
	assert_string_equal(e.text, "<outer (inner)>: outer (inner)");
}

static void a_long_text_is_cut_between_characters(void **state)
{
	(void)state;
	struct err e;
	char text[2000];
	for (size_t shift = 0; shift < 4; shift++) {
		memset(text, 'x', shift);
		for (size_t i = shift; i + 3 < sizeof text; i += 3)
			memcpy(text + i, "\xE2\x84\x96", 4);
		err_set(&e, "%s", text);
		assert_true(strlen(e.text) > sizeof e.text - 4);
		assert_true(utf8_valid(str_of(e.text), NULL));
		err_prefix(&e, "%s", "where");
		assert_true(strlen(e.text) > sizeof e.text - 4);
		assert_true(utf8_valid(str_of(e.text), NULL));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(setting_returns_false),
		cmocka_unit_test(errno_is_told_in_words),
		cmocka_unit_test(a_prefix_stands_before_the_text),
		cmocka_unit_test(the_text_itself_may_be_an_argument),
		cmocka_unit_test(a_long_text_is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
