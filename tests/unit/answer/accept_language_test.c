/*
 * accept_language_test: the order of languages for a reader.
 */
#include "unit/support/test.h"

#include "answer/accept_language.h"

static void order_is(const char *field, const char *expected)
{
	const struct site site = {
		.langs = { lang_find(STR("ky")), lang_find(STR("ru")), lang_find(STR("en")) }, .lang_count = 3
	};
	const struct lang *out[SITE_LANGS_MAX + 1];
	struct buf tags;
	accept_language_order(&site, str_of(field), out);
	buf_init(&tags, 100);
	for (size_t i = 0; out[i]; i++)
		buf_printf(&tags, "%s%s", i ? " " : "", out[i]->tag);
	assert_string_equal(tags.data, expected);
	buf_release(&tags);
}

static void languages_are_ordered_by_weight(void **state)
{
	(void)state;
	order_is("en", "en ky ru");
	order_is("en;q=0.5, ru", "ru en ky");
	order_is("ru-RU,ru;q=0.9,en-US;q=0.8,en;q=0.7", "ru en ky");
	order_is("en ; q=0.123 , ky;q=0.12", "en ky ru");
	order_is("de, en;q=0.1, *;q=0.05", "en ky ru");
}

static void what_is_not_accepted_or_malformed_changes_nothing(void **state)
{
	(void)state;
	order_is("", "ky ru en");
	order_is("ru;q=0", "ky ru en");
	order_is("ru;q=x", "ky ru en");
	order_is("ru;w=1", "ky ru en");
	order_is(",,;;q=,en;q", "ky ru en");
	order_is("ru;q=9.9, en", "ru en ky");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(languages_are_ordered_by_weight),
		cmocka_unit_test(what_is_not_accepted_or_malformed_changes_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
