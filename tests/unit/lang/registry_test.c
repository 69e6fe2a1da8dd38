/*
 * Any language is there when a site has it; what no site asked for is not.
 */
#include "unit/support/test.h"

#include "lang/lang.h"
#include "lang/plural.h"

static const struct lang *take(const char *tag, bool expected)
{
	bool has_pack = !expected;
	const struct lang *l = lang_take(str_of(tag), &has_pack);
	assert_non_null(l);
	assert_int_equal(has_pack, expected);
	return l;
}

static void assert_day(const struct lang *l, const char *expected)
{
	struct civil d = { .year = 2022, .month = 3, .day = 3 };
	struct buf out;
	buf_init(&out, 200);
	lang_day(l, &d, &out);
	assert_string_equal(out.data, expected);
	buf_release(&out);
}

static void a_tag_is_as_short_as_it_can_be(void **state)
{
	(void)state;
	assert_string_equal(take("ky-KG", true)->tag, "ky");
	assert_string_equal(take("ru_RU", true)->tag, "ru");
	assert_string_equal(take("EN-gb", true)->tag, "en");
	assert_string_equal(take("ky-Cyrl-KG", true)->tag, "ky");
	assert_string_equal(take("sr-Latn", false)->tag, "sr-latn");
	assert_string_equal(take("sr-Cyrl-RS", false)->tag, "sr");
	assert_string_equal(take("ky-Arab-CN", true)->tag, "ky-arab");
	bool has_pack;
	assert_null(lang_take(STR("kyrgyzcha"), &has_pack));
	assert_null(lang_take(STR("k"), &has_pack));
	assert_null(lang_take(STR("ky-"), &has_pack));
}

static void a_language_without_a_pack_has_what_icu_knows(void **state)
{
	(void)state;
	const struct lang *l = take("lt", false);
	assert_string_equal(l->name, "Lietuvių");
	assert_string_equal(l->dir, "ltr");
	assert_string_equal(l->locale, "lt_LT");
	assert_string_equal(l->words[WORD_HOME], lang_default()->words[WORD_HOME]);
	assert_day(l, "2022 m. kovo 3 d.");
	l = take("he", false);
	assert_string_equal(l->dir, "rtl");
	assert_ptr_equal(l, take("he-IL", false));
	/* Whatever calendar it has besides, and with its digits. */
	assert_day(take("th", false), "3 มีนาคม 2022");
	assert_day(take("mr", false), "३ मार्च, २०२२");
	assert_day(take("zz", false), "2022-03-03");
}

static void another_script_has_the_words_of_its_language(void **state)
{
	(void)state;
	const struct lang *l = take("ky-Arab", true);
	assert_string_equal(l->words[WORD_HOME], lang_find(STR("ky"))->words[WORD_HOME]);
	assert_string_equal(l->dir, "rtl");
	assert_null(l->search.paths[0].slots);
}

static void only_languages_of_the_site_and_the_usual_ones_are_known(void **state)
{
	(void)state;
	const struct lang *site[] = { take("zh-TW", lang_find(STR("zh")) != NULL), take("lt", false), NULL };
	assert_null(lang_find(STR("lt")));
	lang_show(site);
	assert_ptr_equal(lang_find(STR("lt-LT")), site[1]);
	assert_string_equal(site[0]->tag, "zh-hant");
	assert_ptr_equal(lang_find(STR("zh-TW")), site[0]);
	assert_ptr_equal(lang_find(STR("ZH_hant")), site[0]);
	assert_null(lang_find(STR("zh")));
	assert_ptr_equal(lang_nearest(STR("zh-CN")), site[0]);
	assert_null(lang_nearest(STR("de")));
	assert_int_equal(lang_count(), 5);
	for (size_t i = 1; i < lang_count(); i++)
		assert_true(strcmp(lang_at(i - 1)->tag, lang_at(i)->tag) < 0);
	lang_show(NULL);
	assert_null(lang_find(STR("lt")));
}

static void large_numbers_count_by_their_last_two_digits(void **state)
{
	(void)state;
	assert_int_equal(plural_of("ar", 1), PLURAL_ONE);
	assert_int_equal(plural_of("ar", 1001), PLURAL_OTHER);
	assert_int_equal(plural_of("ar", 1003), PLURAL_FEW);
	assert_int_equal(plural_of("ru", 1011), PLURAL_MANY);
	assert_int_equal(plural_of("ru", 1021), PLURAL_ONE);
	assert_int_equal(plural_of("fr", 2000000), PLURAL_MANY);
	assert_true(plural_is_of_one("ar", PLURAL_TWO));
	assert_false(plural_is_of_one("fr", PLURAL_ONE));
	assert_false(plural_is_of_one("ru", PLURAL_ONE));
}

static void names_are_in_the_order_of_their_language(void **state)
{
	(void)state;
	const struct lang *sv = take("sv", false), *de = take("de", lang_find(STR("de")) != NULL);
	assert_true(lang_compare(sv, STR("ärlig"), STR("zon")) > 0);
	assert_true(lang_compare(de, STR("ärlich"), STR("Zone")) < 0);
	assert_true(lang_compare(lang_find(STR("ru")), STR("Z"), STR("а")) < 0);
	assert_int_equal(lang_compare(sv, STR("a"), STR("a")), 0);
}

static void packs_of_an_operator_are_read_again_when_they_change(void **state)
{
	(void)state;
	static const char one[] = "21 zz.lang\n[words]\nhome = First\n",
	                  other[] = "22 zz.lang\n[words]\nhome = Second\n";
	lang_use_packs("langs", STR(one), NULL);
	const struct lang *first = take("zz", true);
	assert_string_equal(first->words[WORD_HOME], "First");
	lang_use_packs("langs", STR(other), NULL);
	assert_string_equal(take("zz", true)->words[WORD_HOME], "Second");
	assert_string_equal(first->words[WORD_HOME], "First");
	lang_use_packs("langs", STR(one), NULL);
	assert_ptr_equal(take("zz", true), first);
	lang_use_packs("", STR(""), NULL);
	assert_string_equal(take("zz", false)->words[WORD_HOME], lang_default()->words[WORD_HOME]);
}

static void a_script_has_the_words_of_the_pack_that_counts(void **state)
{
	(void)state;
	const struct lang *before = take("ky-Arab", true);
	lang_use_packs("langs", STR("21 ky.lang\n[words]\nhome = First\n"), NULL);
	assert_string_equal(take("ky-Arab", true)->words[WORD_HOME], "First");
	lang_use_packs("", STR(""), NULL);
	assert_ptr_equal(take("ky-Arab", true), before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tag_is_as_short_as_it_can_be),
		cmocka_unit_test(a_language_without_a_pack_has_what_icu_knows),
		cmocka_unit_test(another_script_has_the_words_of_its_language),
		cmocka_unit_test(only_languages_of_the_site_and_the_usual_ones_are_known),
		cmocka_unit_test(large_numbers_count_by_their_last_two_digits),
		cmocka_unit_test(names_are_in_the_order_of_their_language),
		cmocka_unit_test(a_script_has_the_words_of_the_pack_that_counts),
		cmocka_unit_test(packs_of_an_operator_are_read_again_when_they_change),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
