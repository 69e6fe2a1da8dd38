#include "unit/support/test.h"

#include "base/ascii.h"

static void every_byte_is_in_the_classes_of_the_c_locale(void **state)
{
	static const char digits[] = "0123456789", lower[] = "abcdefghijklmnopqrstuvwxyz",
	                  upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
	(void)state;
	for (int c = 1; c < 256; c++) {
		assert_int_equal(ascii_is_digit((char)c), strchr(digits, c) != NULL);
		assert_int_equal(ascii_is_lower((char)c), strchr(lower, c) != NULL);
		assert_int_equal(ascii_is_upper((char)c), strchr(upper, c) != NULL);
		assert_int_equal(ascii_is_letter((char)c), strchr(lower, c) || strchr(upper, c));
		assert_int_equal(
		    ascii_is_alnum((char)c), ascii_is_digit((char)c) || ascii_is_letter((char)c));
	}
}

static void only_letters_of_ascii_change_their_case(void **state)
{
	(void)state;
	for (int c = 0; c < 256; c++) {
		char letter = (char)c;
		assert_int_equal(ascii_lower(letter), ascii_is_upper(letter) ? letter + 32 : letter);
		assert_int_equal(ascii_upper(letter), ascii_is_lower(letter) ? letter - 32 : letter);
	}
}

static void a_code_point_beyond_a_byte_is_in_no_class(void **state)
{
	(void)state;
	assert_false(ascii_is_alnum(0x100 + 'a'));
	assert_false(ascii_is_alnum(0x10000 + '0'));
	assert_false(ascii_is_alnum(UINT32_MAX));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_is_in_the_classes_of_the_c_locale),
		cmocka_unit_test(only_letters_of_ascii_change_their_case),
		cmocka_unit_test(a_code_point_beyond_a_byte_is_in_no_class),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
