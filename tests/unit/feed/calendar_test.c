/*
 * calendar_test: iCalendar files, read back by libical.
 */
#include "unit/support/feeds.h"

#include <libical/ical.h>

#include "base/utf8.h"

#define FORUM "les/2023-09-08-forum.ru.gmi"
#define EVENT "---\ntitle: Форум; вода, земля\nkind: event\nsummary: Кто придёт?\nupdated: 2023-09-09 06:00\n"

static int set_up(void **state)
{
	struct world *w = world_of_feeds();
	*state = w;
	world_write(w, "site.ru.gmi", "---\ntitle: Сайт\n---\n");
	world_write(w, "les/project.ru.gmi", "---\nname: Лес\n---\n");
	world_write(w, "voda/project.ru.gmi", "---\nname: Вода\n---\n");
	world_write(w, FORUM,
	    EVENT "event_start: 2023-09-20 10:00\nevent_end: 2023-09-20 17:30\nevent_place: Нарын, дом "
	          "1\n---\nТекст.\n");
	world_write(w, "les/2023-09-07-days.ru.gmi",
	    "---\ntitle: Дни\nkind: event\nevent_start: 2023-09-29\nevent_end: 2023-09-30\n---\nТекст.\n");
	world_write(w, "voda/2023-09-07-dayless.ru.gmi", "---\ntitle: Без дня\nkind: event\n---\nТекст.\n");
	world_publish_changes(w);
	return 0;
}

static void assert_time(struct icaltimetype t, const char *expected)
{
	char *text = icaltime_as_ical_string_r(t);
	assert_string_equal(text, expected);
	icalmemory_free_buffer(text);
}

static void a_calendar_read_back_says_what_the_items_say(void **state)
{
	static const char *const paths[] = { "ru/les/events.ics", "ru/events.ics" };
	for (size_t i = 0; i < 2; i++) {
		icalcomponent *c = icalparser_parse_string(world_feed(*state, paths[i]));
		assert_non_null(c);
		assert_int_equal(icalcomponent_count_errors(c), 0);
		assert_true(icalrestriction_check(c));
		assert_int_equal(icalcomponent_count_components(c, ICAL_VEVENT_COMPONENT), 2);
		icalcomponent *e = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
		assert_string_equal(icalcomponent_get_uid(e), "tag:example.org,2023:les/2023-09-08-forum/ru");
		assert_string_equal(icalcomponent_get_summary(e), "Форум; вода, земля");
		assert_string_equal(icalcomponent_get_description(e), "Кто придёт?");
		assert_string_equal(icalcomponent_get_location(e), "Нарын, дом 1");
		assert_time(icalcomponent_get_dtstart(e), "20230920T040000Z");
		assert_time(icalcomponent_get_dtend(e), "20230920T113000Z");
		assert_time(icalcomponent_get_dtstamp(e), "20230909T000000Z");
		e = icalcomponent_get_next_component(c, ICAL_VEVENT_COMPONENT);
		assert_time(icalcomponent_get_dtstart(e), "20230929");
		assert_time(icalcomponent_get_dtend(e), "20231001");
		icalcomponent_free(c);
	}
}

static void lines_are_folded_and_end_as_the_standard_asks(void **state)
{
	struct str rest = str_of(world_feed(*state, "ru/les/events.ics")), line;
	while (str_cut(rest, '\n', &line, &rest)) {
		assert_true(line.n > 1 && line.n <= 76);
		assert_int_equal(line.p[line.n - 1], '\r');
		assert_true(utf8_valid(line, NULL));
	}
	assert_int_equal(rest.n, 0);
}

static void there_is_no_calendar_without_events(void **state)
{
	struct world *w = *state;
	assert_false(world_has(w, "ru/voda/events.ics"));
	assert_false(world_has(w, "ky/events.ics"));
	world_remove(w, FORUM);
	world_publish_changes(w);
	assert_true(world_has(w, "ru/les/events.ics"));
	world_remove(w, "les/2023-09-07-days.ru.gmi");
	world_publish_changes(w);
	assert_false(world_has(w, "ru/les/events.ics"));
	assert_false(world_has(w, "ru/events.ics"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_calendar_read_back_says_what_the_items_say),
		TEST(lines_are_folded_and_end_as_the_standard_asks),
		TEST(there_is_no_calendar_without_events),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
