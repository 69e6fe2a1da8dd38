#include "unit/support/test.h"

#include "base/str.h"

#define assert_str(s, want)                                                                                  \
	do {                                                                                                 \
		struct str got_ = (s);                                                                       \
		assert_int_equal(got_.n, strlen(want));                                                      \
		assert_memory_equal(got_.p ? got_.p : "", want, got_.n);                                     \
	} while (0)

static void null_is_the_empty_slice(void **state)
{
	(void)state;
	struct str none = str_of(NULL);
	assert_int_equal(none.n, 0);
	assert_true(str_eq(none, STR("")));
	assert_true(str_is(none, ""));
	assert_true(str_starts(none, ""));
	assert_false(str_starts(none, "a"));
	assert_str(str_trim(none), "");
	assert_str(str_sub(none, 3, 9), "");
	assert_int_equal(str_find(none, 'x'), 0);
}

static void comparing_sees_every_byte(void **state)
{
	(void)state;
	assert_true(str_eq(STR("a\0b"), STR("a\0b")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_false(str_is(STR("a\0"), "a"));
	assert_false(str_is(STR("ab"), "abc"));
	assert_true(str_starts(STR("gemini://x"), "gemini:"));
	assert_false(str_starts(STR("gem"), "gemini"));
	assert_true(str_ends(STR("news.ru.gmi"), ".gmi"));
	assert_false(str_ends(STR("gmi"), ".gmi"));
}

static void only_ascii_letters_compare_without_case(void **state)
{
	(void)state;
	assert_true(str_is_nocase(STR("Content-LENGTH"), "content-length"));
	assert_false(str_is_nocase(STR("["), "{"));
	assert_false(str_is_nocase(STR("Я"), "я"));
	assert_false(str_is_nocase(STR("a"), "ab"));
}

static void trimming_takes_blanks_from_both_ends(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t a b\r")), "a b");
	assert_str(str_trim(STR(" \t\r ")), "");
	assert_str(str_trim(STR("\na\n")), "\na\n");
}

static void a_part_is_clamped_to_the_slice(void **state)
{
	(void)state;
	assert_str(str_sub(STR("abcdef"), 1, 3), "bc");
	assert_str(str_sub(STR("abcdef"), 4, 99), "ef");
	assert_str(str_sub(STR("abcdef"), 9, 99), "");
	assert_str(str_sub(STR("abcdef"), 4, 2), "");
	assert_str(str_sub(STR("abcdef"), SIZE_MAX, SIZE_MAX), "");
}

static void cutting_tells_whether_the_separator_was_there(void **state)
{
	(void)state;
	struct str head, tail;
	assert_true(str_cut(STR("a=b=c"), '=', &head, &tail));
	assert_str(head, "a");
	assert_str(tail, "b=c");
	assert_true(str_cut(STR("a="), '=', &head, &tail));
	assert_str(tail, "");
	assert_false(str_cut(STR("abc"), '=', &head, &tail));
	assert_str(head, "abc");
	assert_str(tail, "");
}

static void cutting_may_write_over_its_own_input(void **state)
{
	(void)state;
	struct str s = STR("a/b"), head;
	assert_true(str_cut(s, '/', &head, &s));
	assert_str(head, "a");
	assert_str(s, "b");
}

static void lines_end_in_lf_or_crlf_or_nothing(void **state)
{
	(void)state;
	struct str rest = STR("one\r\n\ntwo\rstill\nlast\r"), line;
	assert_true(str_next_line(&rest, &line));
	assert_str(line, "one");
	assert_true(str_next_line(&rest, &line));
	assert_str(line, "");
	assert_true(str_next_line(&rest, &line));
	assert_str(line, "two\rstill");
	assert_true(str_next_line(&rest, &line));
	assert_str(line, "last\r");
	assert_false(str_next_line(&rest, &line));
}

static void an_empty_tail_is_no_line(void **state)
{
	(void)state;
	struct str rest = STR("one\n"), line;
	assert_true(str_next_line(&rest, &line));
	assert_false(str_next_line(&rest, &line));
}

static void hexadecimal_digits_have_values(void **state)
{
	(void)state;
	static const char digits[] = "0123456789abcdef0123456789ABCDEF";
	for (int c = 1; c < 256; c++) {
		const char *at = strchr(digits, c);
		assert_int_equal(str_hex_digit((char)c), at ? (at - digits) % 16 : -1);
	}
	assert_int_equal(str_hex_digit('\0'), -1);
}

static void numbers_stay_within_their_maximum(void **state)
{
	(void)state;
	uint64_t v = 7;
	assert_true(str_to_uint(STR("0"), 0, &v) && v == 0);
	assert_true(str_to_uint(STR("00065535"), 65535, &v) && v == 65535);
	assert_true(str_to_uint(STR("18446744073709551615"), UINT64_MAX, &v) && v == UINT64_MAX);
	v = 7;
	assert_false(str_to_uint(STR("65536"), 65535, &v));
	assert_false(str_to_uint(STR("18446744073709551616"), UINT64_MAX, &v));
	assert_false(str_to_uint(STR("9"), 5, &v));
	assert_int_equal(v, 7);
}

static void numbers_are_digits_only(void **state)
{
	(void)state;
	static const char *const bad[] = { "", " 1", "1 ", "+1", "-1", "0x1", "1.0", "١" };
	uint64_t v;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(str_to_uint(str_of(bad[i]), UINT64_MAX, &v));
}

static void a_misspelt_word_finds_its_neighbour(void **state)
{
	(void)state;
	static const char *const words[] = { "title", "date", "updated", "expires", "attachments", NULL };
	assert_string_equal(str_nearest(STR("tilte"), words), "title");
	assert_string_equal(str_nearest(STR("update"), words), "updated");
	assert_string_equal(str_nearest(STR("attachment"), words), "attachments");
	assert_string_equal(str_nearest(STR("expirse"), words), "expires");
	assert_string_equal(str_nearest(STR("date"), words), "date");
}

static void a_strange_word_finds_nothing(void **state)
{
	(void)state;
	static const char *const words[] = { "title", "date", NULL };
	char longest[200];
	memset(longest, 'x', sizeof longest);
	assert_null(str_nearest(STR("colour"), words));
	assert_null(str_nearest(STR("dat3x"), words));
	assert_null(str_nearest(STR(""), words));
	assert_null(str_nearest((struct str){ longest, sizeof longest }, words));
}

static void allocating_nothing_gives_something_to_free(void **state)
{
	(void)state;
	void *a = xmalloc(0), *b = xcalloc(0, 8), *c = xrealloc(NULL, 0);
	assert_true(a && b && c);
	free(a);
	free(b);
	free(c);
	char *nothing = xstrndup(NULL, 0);
	assert_string_equal(nothing, "");
	free(nothing);
	char *copy = xstrndup("abcdef", 3);
	assert_string_equal(copy, "abc");
	free(copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(null_is_the_empty_slice),
		cmocka_unit_test(comparing_sees_every_byte),
		cmocka_unit_test(only_ascii_letters_compare_without_case),
		cmocka_unit_test(trimming_takes_blanks_from_both_ends),
		cmocka_unit_test(a_part_is_clamped_to_the_slice),
		cmocka_unit_test(cutting_tells_whether_the_separator_was_there),
		cmocka_unit_test(cutting_may_write_over_its_own_input),
		cmocka_unit_test(lines_end_in_lf_or_crlf_or_nothing),
		cmocka_unit_test(an_empty_tail_is_no_line),
		cmocka_unit_test(hexadecimal_digits_have_values),
		cmocka_unit_test(numbers_stay_within_their_maximum),
		cmocka_unit_test(numbers_are_digits_only),
		cmocka_unit_test(a_misspelt_word_finds_its_neighbour),
		cmocka_unit_test(a_strange_word_finds_nothing),
		cmocka_unit_test(allocating_nothing_gives_something_to_free),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
