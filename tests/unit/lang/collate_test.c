/*
 * The order of names.
 */
#include "unit/support/test.h"

#include "lang/lang.h"

/* Each before all that follow, in both directions. */
static void assert_order(const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			int c = lang_compare(lang_default(), str_of(names[i]), str_of(names[j]));
			if ((c > 0) - (c < 0) != (i > j) - (i < j))
				fail_msg("\"%s\" and \"%s\" compare as %d", names[i], names[j], c);
		}
}
#define ASSERT_ORDER(...)                                                                                    \
	do {                                                                                                 \
		const char *const names[] = { __VA_ARGS__ };                                                 \
		assert_order(names, sizeof names / sizeof *names);                                           \
	} while (0)

static void the_alphabet_holds(void **state)
{
	(void)state;
	ASSERT_ORDER("а", "б", "в", "г", "д", "е", "ё", "ж", "з", "и", "й", "к", "л", "м", "н", "ң", "о", "ө",
	    "п", "р", "с", "т", "у", "ү", "ф", "х", "ц", "ч", "ш", "щ", "ъ", "ы", "ь", "э", "ю", "я");
}

static void names_of_places_follow_it(void **state)
{
	(void)state;
	ASSERT_ORDER("Алай", "Араван", "Жалал-Абад", "Нарын", "Ноокат", "Оргочор", "Ош", "Өзгөн", "Талас",
	    "Чүй", "Ысык-Көл");
	ASSERT_ORDER("ел", "елка", "ёлка", "жук");
}

static void case_does_not_count(void **state)
{
	(void)state;
	assert_int_equal(lang_compare(lang_default(), STR("ОШ ӨҮҢЁ Osh É"), STR("ош өүңё oSH é")), 0);
	ASSERT_ORDER("нарын", "Ош", "талас");
}

static void signs_digits_and_latin_come_before_cyrillic(void **state)
{
	(void)state;
	ASSERT_ORDER("", "-", "1", "2", "Bishkek", "Éva", "Osh", "Zug", "Алай", "日");
}

static void a_prefix_comes_first(void **state)
{
	(void)state;
	ASSERT_ORDER("Аймак", "Аймак 2", "Аймакка");
}

static void quotation_marks_do_not_count(void **state)
{
	(void)state;
	ASSERT_ORDER("Алай", "«Голос граждан»", "Успешный аймак", "«Успешный аймак 2»");
}

static void letters_compare_however_they_are_stored(void **state)
{
	(void)state;
	assert_int_equal(lang_compare(lang_default(), STR("Чуй"), STR("Чуи\u0306")), 0);
	ASSERT_ORDER("чуи", "чуи\u0306", "чук");
}

static void broken_bytes_have_a_place_too(void **state)
{
	(void)state;
	ASSERT_ORDER("Ош", "\xff", "\xff\xff");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_alphabet_holds),
		cmocka_unit_test(names_of_places_follow_it),
		cmocka_unit_test(case_does_not_count),
		cmocka_unit_test(signs_digits_and_latin_come_before_cyrillic),
		cmocka_unit_test(a_prefix_comes_first),
		cmocka_unit_test(quotation_marks_do_not_count),
		cmocka_unit_test(letters_compare_however_they_are_stored),
		cmocka_unit_test(broken_bytes_have_a_place_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
