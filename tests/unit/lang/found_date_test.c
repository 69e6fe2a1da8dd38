#include "unit/support/test.h"

#include "lang/found_date.h"

static void expect(const char *text, const char *first, const char *second)
{
	struct found_date d, other;
	struct arena a = { 0 };
	enum whole_date kind = found_date_whole(str_of(text), &d, &other);
	const char *one = kind == WHOLE_NONE ? "" : found_date_text(&a, &d);
	const char *two = kind == WHOLE_DOUBTFUL ? found_date_text(&a, &other) : "";
	if (strcmp(one, first) || strcmp(two, second))
		fail_msg("%s: \"%s\", \"%s\", not \"%s\", \"%s\"", text, one, two, first, second);
	arena_release(&a);
}

static void dates_as_people_write_them_are_read(void **state)
{
	(void)state;
	static const char *const days[] = { "20 ноября 2026 г.", "20 ноября 2026", "20 ноября 2026 года",
		"20.11.2026", "20.11.2026 г.", "2026.11.20", "2026/11/20", "2026-11-20",
		"2026-жылдын 20-ноябры", "20-ноябрь 2026", "20-ноябрь, 2026-жыл", "November 20, 2026",
		"20 November 2026", "Nov 20 2026", "20. November 2026", "Friday, November 20, 2026",
		"пятница, 20 ноября 2026 г.", "20/11/2026", "11/20/2026", "20-11-2026",
		"20\u00a0ноября\u00a02026" };
	for (size_t i = 0; i < ARRAY_SIZE(days); i++)
		expect(days[i], "2026-11-20", "");
	static const char *const times[] = { "20.11.2026 14:30", "20.11.2026, 14:30", "20.11.2026 в 14:30",
		"20.11.2026 в 14:30 ч.", "20 ноября 2026 года, 14:30", "2026-11-20 14.30",
		"20 November 2026 at 2:30 pm" };
	for (size_t i = 0; i < ARRAY_SIZE(times); i++)
		expect(times[i], "2026-11-20 14:30", "");
	expect("Fri, 20 Nov 2026 14:00:00 +0600", "2026-11-20 14:00 +06:00", "");
}

static void a_date_of_two_readings_gives_both(void **state)
{
	(void)state;
	expect("03/04/2026", "2026-04-03", "2026-03-04");
	expect("3-4-2026", "2026-04-03", "2026-03-04");
	expect("03/04/2026 10:00", "2026-04-03 10:00", "2026-03-04 10:00");
	expect("20.11.26", "2026-11-20", "2020-11-26");
	/* Where dots are written, the day comes first; there is no 13th month. */
	expect("03.04.2026", "2026-04-03", "");
	expect("13/04/2026", "2026-04-13", "");
	expect("04/13/2026", "2026-04-13", "");
	expect("05/05/2026", "2026-05-05", "");
}

static void what_is_more_or_less_than_a_date_is_none(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "сегодня", "20 ноября", "2026", "ноябрь 2026", "31.02.2026",
		"2026-02-30", "20 или 21 ноября 2026", "20 ноября 2026 или 21", "20–22 ноября 2026",
		"20 ноября 2026 - 25 ноября 2026", "20.11.2026 99:99", "call 20.11.2026 now", "1.2.3.4",
		"20.11.2026 20.12.2026", "12:30", "\xFF\xFE" };
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		expect(texts[i], "", "");
}

/* "2022-03-03 2022-04": all dates of the line. */
static void expect_all(const char *line, const char *wanted)
{
	struct found_date d[8];
	struct arena a = { 0 };
	const char *all = "";
	size_t n = found_dates(str_of(line), d, ARRAY_SIZE(d));

	for (size_t i = 0; i < n; i++) {
		all = arena_printf(&a, "%s%s%04d-%02d", all, i ? " " : "", d[i].year, d[i].month);
		if (d[i].day)
			all = arena_printf(&a, "%s-%02d", all, d[i].day);
	}
	if (strcmp(all, wanted) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", line, all, wanted);
	arena_release(&a);
}

static void all_dates_of_a_line_are_found(void **state)
{
	char far[2000] = "";

	(void)state;
	expect_all("С 3 марта 2022 г. по 05.04.2022", "2022-03-03 2022-04-05");
	expect_all("2022-жылдын 3-мартынан 2022-жылдын 7-мартына чейин", "2022-03-03 2022-03-07");
	expect_all("В марте 2022 года и в июне 2023 года", "2022-03 2023-06");
	expect_all("2022-жылдын мартында, 2023-ж. июнда; June 2024", "2022-03 2023-06 2024-06");
	expect_all("31 февраля 2022, 31.02.2022", "2022-02");
	expect_all("Мария 2022, Марк 2022, 2022 декан, 2022 марка", "");
	expect_all("3 марта, 1234 сома, 12345", "");
	for (int i = 0; i < 60; i++)
		strcat(far, "слово ");
	strcat(far, "3 марта 2022");
	expect_all(far, "2022-03-03");
	/* Of 48 tokens the last begin one. */
	for (size_t words = 43; words < 49; words++) {
		*far = '\0';
		for (size_t i = 0; i < words; i++)
			strcat(far, "слово ");
		strcat(far, "2022-жылдын 3-марты");
		expect_all(far, "2022-03-03");
	}
}

static void a_month_may_be_all_of_a_text(void **state)
{
	static const char *const months[] = { "март 2022", "марта 2022 г.", "в марте 2022 года", "March 2022",
		"2022-жылдын марты", "2022-ж. март", "2022-март" };
	static const char *const others[] = { "март", "2022", "март 22", "Марк 2022", "март 2022 сессия",
		"" };
	struct found_date d;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(months); i++)
		if (!found_month_whole(str_of(months[i]), &d) || d.year != 2022 || d.month != 3 || d.day)
			fail_msg("%s", months[i]);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		if (found_month_whole(str_of(others[i]), &d))
			fail_msg("%s", others[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_dates_of_a_line_are_found),
		cmocka_unit_test(a_month_may_be_all_of_a_text),
		cmocka_unit_test(dates_as_people_write_them_are_read),
		cmocka_unit_test(a_date_of_two_readings_gives_both),
		cmocka_unit_test(what_is_more_or_less_than_a_date_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
