#include "unit/support/test.h"

#include "lang/found_date.h"
#include "lang/lang.h"

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

/* Alone, and in a line where a date of another day is read by its digits. */
static void expect_again(const struct lang *l, const struct civil *day, bool month, struct str text)
{
	struct found_date d = { 0 }, other, all[8];
	bool whole = month ? found_month_whole(text, &d) : found_date_whole(text, &d, &other) == WHOLE_DATE;
	bool same = whole && d.year == day->year && d.month == day->month && d.day == (month ? 0 : day->day);
	struct buf line;

	buf_init(&line, 1000);
	buf_printf(&line, "x %.*s, 2021-05-06", STR_ARG(text));
	size_t n = found_dates(buf_str(&line), all, ARRAY_SIZE(all)), in_line = 0;
	for (size_t i = 0; i < n; i++)
		in_line += all[i].year == day->year && all[i].month == day->month &&
		           all[i].day == (month ? 0 : day->day);
	buf_release(&line);
	if (!same || in_line != 1)
		fail_msg("%s: %.*s: alone %d-%d-%d, in a line %zu times", l->tag, STR_ARG(text), d.year,
		    d.month, d.day, in_line);
}

static void what_pages_show_is_found_again(void **state)
{
	static const int days[] = { 1, 2, 3, 11, 21, 28 };
	struct buf text;

	(void)state;
	buf_init(&text, 1000);
	for (size_t i = 0; i < lang_count() * 12 * ARRAY_SIZE(days); i++) {
		const struct lang *l = lang_at(i / (12 * ARRAY_SIZE(days)));
		struct civil d = { .year = 2022,
			.month = (int)(i / ARRAY_SIZE(days) % 12) + 1,
			.day = days[i % ARRAY_SIZE(days)],
			.hour = 9,
			.minute = 5 };
		buf_reset(&text);
		lang_day(l, &d, &text);
		expect_again(l, &d, false, buf_str(&text));
		buf_reset(&text);
		lang_month(l, &d, &text);
		expect_again(l, &d, true, buf_str(&text));
		if (l->calendar != CALENDAR_GREGORIAN)
			continue;
		buf_reset(&text);
		pattern_write(&l->dates[DATE_DAY_SHORT],
		    &(struct pattern_values){ .dates = { &d }, .digits = l->digits }, &text);
		buf_printf(&text, " %d", d.year);
		expect_again(l, &d, false, buf_str(&text));
	}
	buf_release(&text);
}

static void dates_of_other_scripts_are_read_as_people_write_them(void **state)
{
	static const char *const days[] = { "1er mars 2022", "1ER MARS 2022", "1 mars 2022",
		"1 de marzo de 2022", "2022年3月1日", "2022 年 3 月 1 日", "2022年03月01日", "١ مارس ٢٠٢٢",
		"1 مارس 2022", "۱۰ اسفند ۱۴۰۰", "۱ مارس ۲۰۲۲", "2022/03/01", "٢٠٢٢/٠٣/٠١", "1. März 2022",
		"1 березня 2022 р.", "1 березня 2022", "2022 жылғы 1 наурыз", "2022-yil 1-mart",
		"2022 йил 1 март", "1 марти соли 2022", "1 Mart 2022" };

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(days); i++)
		expect(days[i], "2022-03-01", "");
	expect("1er mars 2022, 11h50", "2022-03-01 11:50", "");
	expect("2022年3月1日 11:50", "2022-03-01 11:50", "");
	expect("١ مارس ٢٠٢٢، ١١:٥٠", "2022-03-01 11:50", "");
	expect("15 juin 2022", "2022-06-15", "");
	expect("15 juillet 2022", "2022-07-15", "");
	expect("15 jui 2022", "", "");
	expect("2022-yil 15-iyul", "2022-07-15", "");
	/* A day that is none, and more than a date. */
	static const char *const none[] = { "2022年2月30日", "۳۰ اسفند ۱۴۰۰", "2022年3月1日会议",
		"会议2022年3月1日", "١ مارس ٢٠٢٢ اجتماع", "2022-03-01 اجتماع", "31 de febrero de 2022",
		"1 de marzo", "3月1日" };
	for (size_t i = 0; i < ARRAY_SIZE(none); i++)
		expect(none[i], "", "");
	expect_all("会议于2022年3月1日至2022年4月5日举行", "2022-03-01 2022-04-05");
	expect_all("de marzo de 2022 al 3 de abril de 2022", "2022-03 2022-04-03");
	expect_all("در ۱۲ اسفند ۱۴۰۰ و مه ۲۰۲۲", "2022-03-03 2022-05");
	expect_all("عقد في ٣ مارس ٢٠٢٢", "2022-03-03");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_dates_of_a_line_are_found),
		cmocka_unit_test(a_month_may_be_all_of_a_text),
		cmocka_unit_test(dates_as_people_write_them_are_read),
		cmocka_unit_test(a_date_of_two_readings_gives_both),
		cmocka_unit_test(what_pages_show_is_found_again),
		cmocka_unit_test(dates_of_other_scripts_are_read_as_people_write_them),
		cmocka_unit_test(what_is_more_or_less_than_a_date_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
