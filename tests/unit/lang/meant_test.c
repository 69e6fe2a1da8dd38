/*
 * What is meant by a code that is none of a language: the language of the country, or its right code.
 */
#include "unit/support/test.h"

#include "lang/meant.h"

static void assert_meant(const char *tag, enum meant how, const char *expected)
{
	char right[MEANT_BYTES] = "";
	assert_int_equal(lang_meant(str_of(tag), right), how);
	assert_string_equal(right, expected);
}

static void show(const char *const tags[], size_t n)
{
	const struct lang *site[8] = { NULL };
	bool has_pack;
	for (size_t i = 0; i < n; i++)
		site[i] = lang_take(str_of(tags[i]), &has_pack);
	lang_show(site);
}

static void a_country_is_told_from_its_language(void **state)
{
	(void)state;
	static const char *const tags[] = { "ky", "ru", "kk", "uk", "zh", "uz-Cyrl" };
	show(tags, ARRAY_SIZE(tags));
	assert_meant("kg", MEANT_COUNTRY, "ky");
	assert_meant("KZ", MEANT_COUNTRY, "kk");
	assert_meant("ua", MEANT_COUNTRY, "uk");
	assert_meant("cn", MEANT_COUNTRY, "zh");
	assert_meant("kgz", MEANT_COUNTRY, "ky");
	assert_meant("us", MEANT_COUNTRY, "en");
	assert_meant("uzb", MEANT_CODE, "uz-cyrl");
	assert_meant("zz", MEANT_NOTHING, "");
}

static void other_codes_of_a_language_are_known(void **state)
{
	(void)state;
	static const char *const tags[] = { "ky", "he", "id", "de", "zh" };
	show(tags, ARRAY_SIZE(tags));
	assert_meant("kir", MEANT_CODE, "ky");
	assert_meant("rus", MEANT_CODE, "ru");
	assert_meant("rus-RU", MEANT_CODE, "ru");
	assert_meant("iw", MEANT_CODE, "he");
	assert_meant("in", MEANT_CODE, "id");
	assert_meant("ger", MEANT_CODE, "de");
	assert_meant("chi", MEANT_CODE, "zh");
	assert_meant("Kyrgyz", MEANT_CODE, "ky");
	assert_meant("english", MEANT_CODE, "en");
}

static void languages_of_no_page_here_are_named_by_their_right_tag(void **state)
{
	(void)state;
	static const char *const tags[] = { "ky" };
	show(tags, ARRAY_SIZE(tags));
	assert_meant("kk", MEANT_ELSEWHERE, "kk");
	assert_meant("kaz", MEANT_ELSEWHERE, "kk");
	assert_meant("kz", MEANT_ELSEWHERE, "kk");
	assert_meant("uz-Latn", MEANT_ELSEWHERE, "uz");
	assert_meant("uk", MEANT_ELSEWHERE, "uk");
	assert_meant("xx", MEANT_NOTHING, "");
	assert_meant("laptop", MEANT_NOTHING, "");
	assert_meant("a", MEANT_NOTHING, "");
	assert_meant("", MEANT_NOTHING, "");
	assert_meant("\xff\xfe", MEANT_NOTHING, "");
	assert_meant("ky-abcdefghijklmnop", MEANT_NOTHING, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_country_is_told_from_its_language),
		cmocka_unit_test(other_codes_of_a_language_are_known),
		cmocka_unit_test(languages_of_no_page_here_are_named_by_their_right_tag),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
