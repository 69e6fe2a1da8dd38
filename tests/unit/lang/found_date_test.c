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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_as_people_write_them_are_read),
		cmocka_unit_test(a_date_of_two_readings_gives_both),
		cmocka_unit_test(what_is_more_or_less_than_a_date_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
