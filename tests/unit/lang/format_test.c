/*
 * Dates, counts, numbers and sizes as writers of each language write them.
 */
#include "unit/support/test.h"

#include "lang/lang.h"

#define NBSP "\u00A0"

static const struct lang *ky, *ru, *en;
static struct buf out;

static int setup(void **state)
{
	(void)state;
	ky = lang_find(STR("ky"));
	ru = lang_find(STR("ru"));
	en = lang_find(STR("en"));
	buf_init(&out, 1000);
	return ky && ru && en && date_set_zone("Asia/Bishkek", NULL) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static struct civil civil(int year, int month, int day)
{
	return (struct civil){ .year = year, .month = month, .day = day };
}

static void assert_day(const struct lang *l, struct civil d, const char *expected)
{
	buf_reset(&out);
	lang_day(l, &d, &out);
	assert_string_equal(out.data, expected);
}

static void assert_month(const struct lang *l, struct civil d, const char *expected)
{
	buf_reset(&out);
	lang_month(l, &d, &out);
	assert_string_equal(out.data, expected);
}

static void assert_interval(const struct lang *l, struct civil from, struct civil to, const char *expected)
{
	buf_reset(&out);
	lang_days(l, &from, &to, &out);
	assert_string_equal(out.data, expected);
}

static void days_and_months_follow_each_language(void **state)
{
	(void)state;
	assert_day(ky, civil(2022, 3, 3), "2022-жылдын 3-марты");
	assert_day(ru, civil(2022, 3, 3), "3 марта 2022 г.");
	assert_day(en, civil(2022, 3, 3), "3 March 2022");
	assert_month(ky, civil(2022, 3, 1), "2022-жылдын марты");
	assert_month(ru, civil(2022, 3, 1), "март 2022 г.");
	assert_month(en, civil(2022, 3, 1), "March 2022");
}

static void intervals_inside_a_month_name_it_once_in_russian_and_english(void **state)
{
	(void)state;
	struct civil from = civil(2022, 3, 3), to = civil(2022, 3, 5);
	assert_interval(ky, from, to, "2022-жылдын 3-мартынан 5-мартына чейин");
	assert_interval(ru, from, to, "3–5 марта 2022 г.");
	assert_interval(en, from, to, "3–5 March 2022");
}

static void intervals_inside_a_year_name_it_once(void **state)
{
	(void)state;
	struct civil from = civil(2022, 2, 28), to = civil(2022, 3, 3);
	assert_interval(ky, from, to, "2022-жылдын 28-февралынан 3-мартына чейин");
	assert_interval(ru, from, to, "28 февраля – 3 марта 2022 г.");
	assert_interval(en, from, to, "28 February – 3 March 2022");
}

static void intervals_over_new_year_name_both_years(void **state)
{
	(void)state;
	struct civil from = civil(2021, 12, 28), to = civil(2022, 1, 3);
	assert_interval(ky, from, to, "2021-жылдын 28-декабрынан 2022-жылдын 3-январына чейин");
	assert_interval(ru, from, to, "28 декабря 2021 г. – 3 января 2022 г.");
	assert_interval(en, from, to, "28 December 2021 – 3 January 2022");
	/* The same day and month of two years is not one day. */
	assert_interval(ru, civil(2021, 3, 3), civil(2022, 3, 3), "3 марта 2021 г. – 3 марта 2022 г.");
}

static void an_interval_of_one_day_is_that_day(void **state)
{
	(void)state;
	struct civil d = civil(2023, 9, 8);
	assert_interval(ky, d, d, "2023-жылдын 8-сентябры");
	assert_interval(ru, d, d, "8 сентября 2023 г.");
	assert_interval(en, d, d, "8 September 2023");
}

static void kyrgyz_from_and_until_follow_vowel_harmony(void **state)
{
	(void)state;
	assert_interval(ky, civil(2023, 4, 1), civil(2023, 6, 2), "2023-жылдын 1-апрелинен 2-июнуна чейин");
	assert_interval(ky, civil(2023, 6, 1), civil(2023, 7, 2), "2023-жылдын 1-июнунан 2-июлуна чейин");
	assert_interval(ky, civil(2023, 7, 1), civil(2023, 8, 2), "2023-жылдын 1-июлунан 2-августуна чейин");
	assert_interval(ky, civil(2023, 1, 1), civil(2023, 4, 2), "2023-жылдын 1-январынан 2-апрелине чейин");
	assert_interval(ky, civil(2023, 5, 1), civil(2023, 10, 2), "2023-жылдын 1-майынан 2-октябрына чейин");
}

static void the_first_of_a_month_is_an_ordinal_in_french(void **state)
{
	(void)state;
	const struct lang *fr = lang_find(STR("fr"));
	struct civil first = { .year = 2022, .month = 3, .day = 1 },
	             second = { .year = 2022, .month = 3, .day = 2 },
	             later = { .year = 2022, .month = 4, .day = 1 };
	assert_day(fr, first, "1er mars 2022");
	assert_day(fr, second, "2 mars 2022");
	assert_interval(fr, first, second, "du 1er au 2 mars 2022");
	assert_interval(fr, second, later, "du 2 mars au 1er avril 2022");
}

static void an_instant_is_shown_in_the_zone_of_the_site(void **state)
{
	(void)state;
	int64_t at = 1694152200; /* 2023-09-08T05:50:00Z */
	buf_reset(&out);
	lang_date(ru, at, true, &out);
	assert_string_equal(out.data, "8 сентября 2023 г., 11:50");
	buf_reset(&out);
	lang_date(ky, at, true, &out);
	assert_string_equal(out.data, "2023-жылдын 8-сентябры, 11:50");
	buf_reset(&out);
	lang_date(en, at + 13 * 3600, false, &out);
	assert_string_equal(out.data, "9 September 2023");
}

static void assert_counted(const struct lang *l, enum counted what, uint64_t n, const char *expected)
{
	buf_reset(&out);
	lang_counted(l, what, n, &out);
	assert_string_equal(out.data, expected);
}

static void russian_counts_have_three_forms(void **state)
{
	(void)state;
	assert_counted(ru, COUNT_ITEMS, 1, "1" NBSP "материал");
	assert_counted(ru, COUNT_ITEMS, 2, "2" NBSP "материала");
	assert_counted(ru, COUNT_ITEMS, 4, "4" NBSP "материала");
	assert_counted(ru, COUNT_ITEMS, 5, "5" NBSP "материалов");
	assert_counted(ru, COUNT_ITEMS, 0, "0" NBSP "материалов");
	assert_counted(ru, COUNT_ITEMS, 11, "11" NBSP "материалов");
	assert_counted(ru, COUNT_ITEMS, 12, "12" NBSP "материалов");
	assert_counted(ru, COUNT_ITEMS, 14, "14" NBSP "материалов");
	assert_counted(ru, COUNT_ITEMS, 21, "21" NBSP "материал");
	assert_counted(ru, COUNT_ITEMS, 111, "111" NBSP "материалов");
	assert_counted(ru, COUNT_NEWS, 1, "1" NBSP "новость");
	assert_counted(ru, COUNT_NEWS, 22, "22" NBSP "новости");
	assert_counted(ru, COUNT_NEWS, 5, "5" NBSP "новостей");
	assert_counted(ru, COUNT_PROJECTS, 1022, "1" NBSP "022" NBSP "проекта");
}

static void kyrgyz_and_english_counts_have_two_forms(void **state)
{
	(void)state;
	assert_counted(en, COUNT_ITEMS, 1, "1" NBSP "item");
	assert_counted(en, COUNT_ITEMS, 0, "0" NBSP "items");
	assert_counted(en, COUNT_RESULTS, 21, "21" NBSP "results");
	assert_counted(ky, COUNT_ITEMS, 1, "1" NBSP "материал");
	assert_counted(ky, COUNT_PROJECTS, 5, "5" NBSP "долбоор");
}

static void assert_number(const struct lang *l, uint64_t n, const char *expected)
{
	buf_reset(&out);
	lang_number(l, n, &out);
	assert_string_equal(out.data, expected);
}

static void numbers_are_grouped_by_thousands(void **state)
{
	(void)state;
	assert_number(ru, 0, "0");
	assert_number(ru, 999, "999");
	assert_number(ru, 1000, "1" NBSP "000");
	assert_number(ky, 1234567, "1" NBSP "234" NBSP "567");
	assert_number(en, 700000, "700,000");
	assert_number(en, UINT64_MAX, "18,446,744,073,709,551,615");
}

static void assert_size(const struct lang *l, uint64_t bytes, const char *expected)
{
	buf_reset(&out);
	lang_size(l, bytes, &out);
	assert_string_equal(out.data, expected);
}

static void sizes_carry_a_decimal_only_while_it_matters(void **state)
{
	(void)state;
	assert_size(ru, 0, "0" NBSP "Б");
	assert_size(ru, 1023, "1" NBSP "023" NBSP "Б");
	assert_size(ru, 1024, "1,0" NBSP "КБ");
	assert_size(ky, 5837, "5,7" NBSP "КБ");
	assert_size(en, 5837, "5.7" NBSP "KB");
	assert_size(en, 10188, "9.9" NBSP "KB");
	assert_size(en, 10239, "10" NBSP "KB");
	assert_size(en, 115712, "113" NBSP "KB");
}

static void sizes_round_up_into_the_next_unit(void **state)
{
	(void)state;
	assert_size(en, 1024 * 1024 - 513, "1,023" NBSP "KB");
	assert_size(en, 1024 * 1024 - 512, "1.0" NBSP "MB");
	assert_size(en, UINT64_C(3) << 30, "3.0" NBSP "GB");
	assert_size(en, UINT64_MAX, "16,777,216" NBSP "TB");
}

static void assert_event(const struct lang *l, const char *start, const char *end, const char *expected)
{
	struct moment from, to = { .at = INT64_MIN };
	struct err err;
	assert_true(date_parse(str_of(start), &from, &err));
	if (*end)
		assert_true(date_parse(str_of(end), &to, &err));
	buf_reset(&out);
	lang_event(l, from, to, &out);
	assert_string_equal(out.data, expected);
}

static void hours_of_an_event_are_kept_over_midnight_and_new_year(void **state)
{
	(void)state;
	static const char start[] = "2026-12-31 22:00", end[] = "2027-01-01 03:00";
	assert_event(ru, start, end, "31 декабря 2026 г., 22:00 – 1 января 2027 г., 03:00");
	assert_event(ky, start, end, "2026-жылдын 31-декабры, 22:00 – 2027-жылдын 1-январы, 03:00");
	assert_event(en, start, end, "31 December 2026, 22:00 – 1 January 2027, 03:00");
	assert_event(ru, "2026-07-31 22:00", "2026-08-01 03:00", "31 июля, 22:00 – 1 августа 2026 г., 03:00");
	assert_event(
	    ky, "2026-07-31 22:00", "2026-08-01 03:00", "2026-жылдын 31-июлу, 22:00 – 1-августу, 03:00");
	assert_event(en, "2026-07-30 22:00", "2026-07-31 03:00", "30 July, 22:00 – 31 July 2026, 03:00");
}

static void an_hour_of_an_event_that_only_one_end_has_is_kept(void **state)
{
	(void)state;
	assert_event(ru, "2026-07-30 10:00", "2026-07-31", "30 июля, 10:00 – 31 июля 2026 г.");
	assert_event(ky, "2026-07-30", "2026-07-31 17:00", "2026-жылдын 30-июлу – 31-июлу, 17:00");
	assert_event(en, "2026-07-30 10:00", "2026-07-30", "30 July 2026, 10:00");
	assert_event(en, "2026-07-30", "2026-07-30 17:00", "30 July 2026, until 17:00");
	assert_event(ru, "2026-07-30", "2026-07-30 17:00", "30 июля 2026 г., до 17:00");
	assert_event(ky, "2026-07-30", "2026-07-30 17:00", "2026-жылдын 30-июлу, 17:00гө чейин");
	assert_event(ky, "2026-07-30", "2026-07-30 17:30", "2026-жылдын 30-июлу, 17:30га чейин");
	assert_event(ky, "2026-07-30", "2026-07-30 17:45", "2026-жылдын 30-июлу, 17:45ке чейин");
}

static void an_event_without_hours_or_an_end_is_said_in_days(void **state)
{
	(void)state;
	assert_event(ru, "2026-07-30", "", "30 июля 2026 г.");
	assert_event(ru, "2026-07-30 10:00", "", "30 июля 2026 г., 10:00");
	assert_event(ru, "2026-07-30 10:00", "2026-07-30 17:30", "30 июля 2026 г., 10:00–17:30");
	assert_event(ru, "2026-07-30", "2026-08-01", "30 июля – 1 августа 2026 г.");
	assert_event(ru, "2026-07-30", "2026-07-30", "30 июля 2026 г.");
}

/* A month 0 is a year alone, a year 0 an end that is not there. */
static void assert_period(
    const struct lang *l, int year, int month, int to_year, int to_month, const char *expected)
{
	struct civil from = civil(year, month, 1), to = civil(to_year, to_month, 1);
	buf_reset(&out);
	lang_period(l, year ? &from : NULL, to_year ? &to : NULL, &out);
	assert_string_equal(out.data, expected);
}

static void an_open_period_says_since_when_or_until_when(void **state)
{
	(void)state;
	assert_period(en, 2011, 0, 0, 0, "since 2011");
	assert_period(ru, 2011, 0, 0, 0, "с 2011 г.");
	assert_period(ky, 2011, 0, 0, 0, "2011-жылдан бери");
	assert_period(en, 2011, 3, 0, 0, "since March 2011");
	assert_period(ru, 2011, 3, 0, 0, "с марта 2011 г.");
	assert_period(ky, 2011, 3, 0, 0, "2011-жылдын мартынан бери");
	assert_period(en, 0, 0, 2015, 0, "until 2015");
	assert_period(ru, 0, 0, 2015, 0, "по 2015 г.");
	assert_period(ky, 0, 0, 2015, 0, "2015-жылга чейин");
	assert_period(en, 0, 0, 2015, 4, "until April 2015");
	assert_period(ru, 0, 0, 2015, 4, "по апрель 2015 г.");
	assert_period(ky, 0, 0, 2015, 4, "2015-жылдын апрелине чейин");
}

static void a_period_may_be_of_years(void **state)
{
	(void)state;
	assert_period(en, 2011, 0, 2015, 0, "2011–2015");
	assert_period(ru, 2011, 0, 2015, 0, "2011–2015 гг.");
	assert_period(ky, 2011, 0, 2015, 0, "2011–2015-жылдар");
	assert_period(en, 2011, 0, 2011, 0, "2011");
	assert_period(ru, 2011, 0, 2011, 0, "2011 г.");
	assert_period(ky, 2011, 0, 2011, 0, "2011-жыл");
	assert_period(ru, 2011, 3, 2015, 0, "март 2011 г. – 2015 г.");
	assert_period(ru, 2011, 3, 2011, 3, "март 2011 г.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_and_months_follow_each_language),
		cmocka_unit_test(intervals_inside_a_month_name_it_once_in_russian_and_english),
		cmocka_unit_test(intervals_inside_a_year_name_it_once),
		cmocka_unit_test(intervals_over_new_year_name_both_years),
		cmocka_unit_test(an_interval_of_one_day_is_that_day),
		cmocka_unit_test(hours_of_an_event_are_kept_over_midnight_and_new_year),
		cmocka_unit_test(an_hour_of_an_event_that_only_one_end_has_is_kept),
		cmocka_unit_test(an_event_without_hours_or_an_end_is_said_in_days),
		cmocka_unit_test(an_open_period_says_since_when_or_until_when),
		cmocka_unit_test(a_period_may_be_of_years),
		cmocka_unit_test(kyrgyz_from_and_until_follow_vowel_harmony),
		cmocka_unit_test(the_first_of_a_month_is_an_ordinal_in_french),
		cmocka_unit_test(an_instant_is_shown_in_the_zone_of_the_site),
		cmocka_unit_test(russian_counts_have_three_forms),
		cmocka_unit_test(kyrgyz_and_english_counts_have_two_forms),
		cmocka_unit_test(numbers_are_grouped_by_thousands),
		cmocka_unit_test(sizes_carry_a_decimal_only_while_it_matters),
		cmocka_unit_test(sizes_round_up_into_the_next_unit),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
