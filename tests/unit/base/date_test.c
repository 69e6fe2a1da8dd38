#include "unit/support/test.h"

#include <time.h>

#include "base/date.h"

static void use_zone(const char *name)
{
	struct err e;
	if (!date_set_zone(name, &e))
		fail_msg("%s", e.text);
}

static int64_t instant(const char *text)
{
	struct moment m;
	struct err e;
	if (!date_parse(str_of(text), &m, &e))
		fail_msg("%s", e.text);
	return m.at;
}

static void unknown_zones_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "Asia/Nowhere", "UTC+6", "../zoneinfo/UTC",
		"/usr/share/zoneinfo/UTC", "Asia", "zone.tab", "Asia/../UTC", "<+06>-6", ":UTC" };
	struct err e;
	use_zone("Asia/Bishkek");
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(date_set_zone(bad[i], &e));
	assert_non_null(strstr(e.text, "\":UTC\""));
	assert_int_equal(date_civil(0).offset, 360);
}

static void civil_dates_are_those_of_the_zone(void **state)
{
	(void)state;
	use_zone("Asia/Bishkek");
	struct civil c = date_civil(1694152200);
	assert_true(
	    c.year == 2023 && c.month == 9 && c.day == 8 && c.hour == 11 && c.minute == 50 && c.second == 0);
	assert_int_equal(c.offset, 360);
	assert_int_equal(date_instant(&c), 1694152200);
	use_zone("UTC");
	c = date_civil(1694152200);
	assert_true(c.hour == 5 && c.offset == 0);
}

static void every_form_of_a_date_is_read(void **state)
{
	(void)state;
	use_zone("Asia/Bishkek");
	assert_int_equal(instant("2023-09-08 11:50"), 1694152200);
	assert_int_equal(instant("2023-09-08 11:50:30"), 1694152230);
	assert_int_equal(instant("2023-09-08 08:50 +03:00"), 1694152200);
	assert_int_equal(instant("2023-09-08 08:50+03:00"), 1694152200);
	assert_int_equal(instant("2023-09-08 00:20:00 -05:30"), 1694152200);
	assert_int_equal(instant("2023-09-08 05:50Z"), 1694152200);
	assert_int_equal(instant("2023-09-08T05:50:00Z"), 1694152200);
	assert_int_equal(instant("2023-09-08T11:50:00.999+06:00"), 1694152200);
	assert_int_equal(instant("2023-09-08t05:50:00z"), 1694152200);
	assert_int_equal(instant("2023-09-08"), 1694152200 - 11 * 3600 - 50 * 60);
	assert_int_equal(instant("2016-12-31T23:59:60Z"), instant("2017-01-01T00:00:00Z"));
}

static void a_day_alone_has_no_time(void **state)
{
	(void)state;
	struct moment m;
	assert_true(date_parse(STR("2023-09-08"), &m, NULL) && !m.has_time);
	assert_true(date_parse(STR("2023-09-08 00:00"), &m, NULL) && m.has_time);
}

static void what_is_no_date_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		"2023",
		"2023-9-8",
		"2023-09-08 ",
		" 2023-09-08",
		"2023-09-08T",
		"2023-09-08 11",
		"2023-09-08 11:5",
		"2023-09-08 11:50:",
		"2023-09-08 11:50:00.",
		"2023-09-08 11:50 ",
		"2023-09-08 11:50 06:00",
		"2023-09-08 11:50 +0600",
		"2023-09-08 11:50 +6:00",
		"2023-09-08 11:50 +24:00",
		"2023-09-08 11:50 +06:60",
		"2023-09-08 11:50  +06:00",
		"2023-09-08 11:50 Zulu",
		"2023-09-08_11:50",
		"2023-09-08 24:00",
		"2023-09-08 11:60",
		"2023-09-08 11:50:61",
		"2023-02-29",
		"1900-02-29",
		"2023-00-01",
		"2023-13-01",
		"2023-04-31",
		"2023-01-00",
		"1969-12-31",
		"08.09.2023",
		"+023-09-08",
		"2023-09-08 11:50 +06:00 x",
	};
	struct moment m = { 42, true };
	struct err e;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (date_parse(str_of(bad[i]), &m, &e))
			fail_msg("accepted: %s", bad[i]);
	assert_int_equal(m.at, 42);
	assert_false(date_parse((struct str){ 0 }, &m, &e));
	assert_false(date_parse(STR("2023-02-29"), &m, &e));
	assert_string_equal(e.text, "\"2023-02-29\" is a day that does not exist");
}

static void a_day_is_read_only_when_it_exists(void **state)
{
	(void)state;
	struct civil c = { .year = 1 };
	assert_true(date_parse_day(STR("2024-02-29"), &c));
	assert_true(c.year == 2024 && c.month == 2 && c.day == 29 && c.hour == 0);
	assert_true(date_parse_day(STR("2000-02-29"), &c));
	c.year = 1;
	assert_false(date_parse_day(STR("2100-02-29"), &c));
	assert_false(date_parse_day(STR("2024-02-29 10:00"), &c));
	assert_false(date_parse_day(STR("2024-02-2"), &c));
	assert_int_equal(c.year, 1);
}

static void dates_are_written_as_on_the_wire(void **state)
{
	(void)state;
	char text[DATE_TEXT_MAX];
	use_zone("Asia/Bishkek");
	date_rfc3339(1694152200, text);
	assert_string_equal(text, "2023-09-08T11:50:00+06:00");
	date_rfc822(1694152200, text);
	assert_string_equal(text, "Fri, 08 Sep 2023 11:50:00 +0600");
	date_http(1694152200, text);
	assert_string_equal(text, "Fri, 08 Sep 2023 05:50:00 GMT");
	date_day(1694152200 + 12 * 3600 + 600, text);
	assert_string_equal(text, "2023-09-09");
	use_zone("America/St_Johns");
	date_rfc3339(1700000000, text);
	assert_string_equal(text, "2023-11-14T18:43:20-03:30");
	date_rfc822(1700000000, text);
	assert_string_equal(text, "Tue, 14 Nov 2023 18:43:20 -0330");
}

static void the_ends_of_the_range_are_written_in_four_digits(void **state)
{
	(void)state;
	static const int64_t ends[] = { INT64_MIN, -1, 0, 253402300799, 253402300800, INT64_MAX };
	static const char *const zones[] = { "UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago" };
	char text[DATE_TEXT_MAX];
	for (size_t z = 0; z < 3; z++) {
		use_zone(zones[z]);
		for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
			date_rfc3339(ends[i], text);
			assert_int_equal(strlen(text), 25);
			assert_true(strcmp(text, "1969-12-30") > 0 && strcmp(text, "9999-12-32") < 0);
			date_http(ends[i], text);
			assert_int_equal(strlen(text), 29);
		}
	}
	use_zone("UTC");
	date_rfc822(0, text);
	assert_string_equal(text, "Thu, 01 Jan 1970 00:00:00 +0000");
	date_http(253402300799, text);
	assert_string_equal(text, "Fri, 31 Dec 9999 23:59:59 GMT");
}

static void the_three_forms_of_http_are_read(void **state)
{
	(void)state;
	int64_t at = 0;
	assert_true(date_parse_http(STR("Sun, 06 Nov 1994 08:49:37 GMT"), &at) && at == 784111777);
	at = 0;
	assert_true(date_parse_http(STR("Sunday, 06-Nov-94 08:49:37 GMT"), &at) && at == 784111777);
	at = 0;
	assert_true(date_parse_http(STR("Sun Nov  6 08:49:37 1994"), &at) && at == 784111777);
	assert_true(date_parse_http(STR("Wed Nov 16 08:49:37 1994"), &at) && at == 784111777 + 10 * 86400);
	assert_true(date_parse_http(STR("Friday, 08-Sep-23 05:50:00 GMT"), &at) && at == 1694152200);
}

static void other_dates_in_http_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "Sun", "Sun, 06 Nov 1994 08:49:37",
		"Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:37 GMT ",
		"Sun, 6 Nov 1994 08:49:37 GMT", "sun, 06 nov 1994 08:49:37 gmt",
		"Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 25:49:37 GMT",
		"Sun, 06 Nov 94 08:49:37 GMT", "Sunday, 06-Nov-1994 08:49:37 GMT", "Sun Nov 6 08:49:37 1994",
		"Xyz, 06 Nov 1994 08:49:37 GMT", "784111777", "Sun, 06 Nov 1969 08:49:37 GMT",
		"1994-11-06T08:49:37Z" };
	int64_t at = 5;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (date_parse_http(str_of(bad[i]), &at))
			fail_msg("accepted: %s", bad[i]);
	assert_int_equal(at, 5);
}

static void http_dates_written_are_read_again(void **state)
{
	(void)state;
	char text[DATE_TEXT_MAX];
	for (int64_t at = 0; at < 253402300799; at += 86400 * 37 + 12345) {
		int64_t back = -1;
		date_http(at, text);
		assert_true(date_parse_http(str_of(text), &back));
		assert_int_equal(back, at);
	}
}

static void an_instant_written_is_read_again_in_every_zone(void **state)
{
	(void)state;
	static const char *const zones[] = { "UTC", "Asia/Bishkek", "America/St_Johns", "Australia/Lord_Howe",
		"Europe/Dublin", "Africa/Casablanca", "Pacific/Apia" };
	char text[DATE_TEXT_MAX];
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		use_zone(zones[z]);
		for (int64_t at = 86400; at < 4102444800; at += 7 * 86400 + 3601) {
			date_rfc3339(at, text);
			assert_int_equal(instant(text), at);
		}
	}
}

static void an_hour_that_occurs_twice_is_the_first(void **state)
{
	(void)state;
	use_zone("Europe/Berlin");
	/* Asked from both sides: the answer must not depend on what was asked before. */
	for (int round = 0; round < 3; round++) {
		instant(round == 1 ? "2023-01-15 12:00" : "2023-07-15 12:00");
		assert_int_equal(instant("2023-10-29 02:30"), instant("2023-10-29 02:30 +02:00"));
	}
	assert_int_equal(instant("2023-10-29 01:59:59"), instant("2023-10-29 01:59:59 +02:00"));
	assert_int_equal(instant("2023-10-29 03:00"), instant("2023-10-29 03:00 +01:00"));
}

static void an_hour_that_does_not_occur_is_taken_as_before_the_change(void **state)
{
	(void)state;
	use_zone("Europe/Berlin");
	assert_int_equal(instant("2023-03-26 02:30"), instant("2023-03-26 02:30 +01:00"));
	assert_int_equal(instant("2023-03-26 01:59:59"), instant("2023-03-26 01:59:59 +01:00"));
	assert_int_equal(instant("2023-03-26 03:00"), instant("2023-03-26 03:00 +02:00"));
}

static void civil_times_agree_with_the_system(void **state)
{
	(void)state;
	static const char *const zones[] = { "Asia/Bishkek", "Europe/Berlin", "Pacific/Chatham",
		"America/Havana" };
	for (size_t z = 0; z < sizeof zones / sizeof *zones; z++) {
		use_zone(zones[z]);
		for (int64_t at = 86400; at < 2000000000; at += 6 * 3600 + 1800) {
			struct civil c = date_civil(at);
			time_t t = (time_t)at;
			struct tm tm;
			localtime_r(&t, &tm);
			assert_true(c.hour == tm.tm_hour && c.minute == tm.tm_min && c.day == tm.tm_mday);
			int64_t back = date_instant(&c);
			assert_true(back == at || at - back == 3600); /* the second of two */
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unknown_zones_are_refused),
		cmocka_unit_test(civil_dates_are_those_of_the_zone),
		cmocka_unit_test(every_form_of_a_date_is_read),
		cmocka_unit_test(a_day_alone_has_no_time),
		cmocka_unit_test(what_is_no_date_is_refused),
		cmocka_unit_test(a_day_is_read_only_when_it_exists),
		cmocka_unit_test(dates_are_written_as_on_the_wire),
		cmocka_unit_test(the_ends_of_the_range_are_written_in_four_digits),
		cmocka_unit_test(the_three_forms_of_http_are_read),
		cmocka_unit_test(other_dates_in_http_are_refused),
		cmocka_unit_test(http_dates_written_are_read_again),
		cmocka_unit_test(an_instant_written_is_read_again_in_every_zone),
		cmocka_unit_test(an_hour_that_occurs_twice_is_the_first),
		cmocka_unit_test(an_hour_that_does_not_occur_is_taken_as_before_the_change),
		cmocka_unit_test(civil_times_agree_with_the_system),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
