#include "unit/support/test.h"

#include "content/key.h"

static void every_key_is_found_and_unlike_the_others(void **state)
{
	(void)state;
	for (const struct key *k = content_keys; k->name; k++) {
		assert_ptr_equal(key_find(str_of(k->name)), k);
		assert_true(k->of & (OF_SITE | OF_PROJECT | OF_ITEM | OF_PAGE));
		assert_true(!(k->of & OF_EVENT) || (k->of & OF_ITEM));
		assert_true(strlen(k->help) > 0);
		/* A field holds one value. */
		assert_true(k->field < 0 || !k->repeated);
	}
}

static void the_table_is_that_of_the_manual(void **state)
{
	(void)state;
	static const struct {
		const char *names;
		unsigned of;
	} rows[] = {
		{ "title licence", OF_SITE | OF_ITEM | OF_PAGE },
		{ "summary contact short_title", OF_SITE | OF_PROJECT | OF_ITEM | OF_PAGE },
		{ "alias", OF_ITEM | OF_PROJECT | OF_PAGE },
		{ "date updated id author source attachment draft publish expires", OF_ITEM | OF_PAGE },
		{ "correction kind topic place project withdrawn reason", OF_ITEM },
		{ "menu", OF_PAGE },
		{ "event_start event_end event_place status", OF_ITEM | OF_EVENT },
		{ "name donor implementer partner area budget period website predecessor", OF_PROJECT },
		{ "feed_alias podcast", OF_SITE | OF_PROJECT },
		{ "topic_name place_name place_alias rename description footer channel", OF_SITE },
	};
	size_t named = 0, known = 0;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str rest = str_of(rows[i].names), word;
		for (bool more = true; more; named++) {
			more = str_cut(rest, ' ', &word, &rest);
			assert_non_null(key_find(word));
			assert_int_equal(key_find(word)->of, rows[i].of);
		}
	}
	while (content_keys[known].name)
		known++;
	assert_int_equal(named, known);
}

static void what_is_no_key_is_not_found(void **state)
{
	(void)state;
	assert_null(key_find(STR("")));
	assert_null(key_find(STR("Title")));
	assert_null(key_find(STR("titl")));
	assert_null(key_find(STR("titles")));
}

static void expect_period(const char *s, int fy, int fm, int ty, int tm)
{
	struct period p;
	assert_true(period_parse(str_of(s), &p));
	assert_int_equal(p.from_year, fy);
	assert_int_equal(p.from_month, fm);
	assert_int_equal(p.to_year, ty);
	assert_int_equal(p.to_month, tm);
}

static void a_period_may_lack_one_end(void **state)
{
	(void)state;
	expect_period("2021-09 .. 2025-09", 2021, 9, 2025, 9);
	expect_period("2021-09..2025-12", 2021, 9, 2025, 12);
	expect_period("2021-09 ..", 2021, 9, 0, 0);
	expect_period(".. 2025-01", 0, 0, 2025, 1);
	expect_period("2021-09 .. 2021-09", 2021, 9, 2021, 9);
}

static void years_alone_and_dashes_make_a_period(void **state)
{
	(void)state;
	expect_period("2011", 2011, 0, 2011, 0);
	expect_period("2021-09", 2021, 9, 2021, 9);
	expect_period("2011 ..", 2011, 0, 0, 0);
	expect_period(".. 2015", 0, 0, 2015, 0);
	expect_period("2011 .. 2015", 2011, 0, 2015, 0);
	expect_period("2011 .. 2011", 2011, 0, 2011, 0);
	expect_period("2011-03 .. 2011", 2011, 3, 2011, 0);
	expect_period("2011-2015", 2011, 0, 2015, 0);
	expect_period("2011–2015", 2011, 0, 2015, 0);
	expect_period("2011 —", 2011, 0, 0, 0);
	expect_period("2011-", 2011, 0, 0, 0);
	expect_period("2011 …", 2011, 0, 0, 0);
	expect_period("2021-09 - 2025-09", 2021, 9, 2025, 9);
	expect_period("09.2021 – 12.2025", 2021, 9, 2025, 12);
}

static void what_is_no_period_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "..", "2021-09 . 2025-09", "2021-13 .. 2025-09", "2021-00 ..",
		"2025 .. 2021", "2021-09-2025-09", "13.2021 ..", "2025-09 .. 2021-09", "2021-9 .. 2025-09",
		"0000-01 ..", "2021-09 .. x", "2021-09 ... 2025-09", "." };
	struct period p = { 1, 2, 3, 4 };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(period_parse(str_of(bad[i]), &p));
	assert_int_equal(p.from_year, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_key_is_found_and_unlike_the_others),
		cmocka_unit_test(the_table_is_that_of_the_manual),
		cmocka_unit_test(what_is_no_key_is_not_found),
		cmocka_unit_test(a_period_may_lack_one_end),
		cmocka_unit_test(years_alone_and_dashes_make_a_period),
		cmocka_unit_test(what_is_no_period_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
