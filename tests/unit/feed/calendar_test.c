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

/* The one event of the project "voda" with these keys, and how a calendar has it; release the calendar. */
static icalcomponent *only_event(struct world *w, const char *keys, icalcomponent **calendar)
{
	struct buf text;
	buf_init(&text, 2000);
	buf_printf(&text, "---\ntitle: Дни\nkind: event\n%s---\nТекст.\n", keys);
	world_write(w, "voda/2023-09-07-dayless.ru.gmi", text.data);
	buf_release(&text);
	world_publish_changes(w);
	*calendar = icalparser_parse_string(world_feed(w, "ru/voda/events.ics"));
	assert_non_null(*calendar);
	assert_true(icalrestriction_check(*calendar));
	return icalcomponent_get_first_component(*calendar, ICAL_VEVENT_COMPONENT);
}

static void assert_times(struct world *w, const char *keys, const char *from, const char *to)
{
	icalcomponent *c, *e = only_event(w, keys, &c);
	assert_time(icalcomponent_get_dtstart(e), from);
	if (*to)
		assert_time(icalcomponent_get_dtend(e), to);
	else
		assert_null(icalcomponent_get_first_property(e, ICAL_DTEND_PROPERTY));
	icalcomponent_free(c);
}

static void an_hour_is_kept_whatever_the_other_end_has(void **state)
{
	struct world *w = *state;
	assert_times(w, "event_start: 2026-12-31 22:00\nevent_end: 2027-01-01 03:00\n", "20261231T160000Z",
	    "20261231T210000Z");
	assert_times(w, "event_start: 2026-12-30 10:00\nevent_end: 2026-12-31\n", "20261230T040000Z",
	    "20261231T180000Z");
	assert_times(w, "event_start: 2026-12-31 10:00\nevent_end: 2026-12-31\n", "20261231T040000Z", "");
	assert_times(
	    w, "event_start: 2026-12-31 10:00\nevent_end: 2026-12-31 10:00\n", "20261231T040000Z", "");
	assert_times(w, "event_start: 2026-12-31\nevent_end: 2026-12-31 17:00\n", "20261230T180000Z",
	    "20261231T110000Z");
	assert_times(w, "event_start: 2026-12-31\nevent_end: 2026-12-31\n", "20261231", "20270101");
}

static void assert_status(icalcomponent *e, icalproperty_status status, int sequence, const char *modified)
{
	assert_int_equal(icalcomponent_get_status(e), status);
	assert_int_equal(icalcomponent_get_sequence(e), sequence);
	assert_time(icalcomponent_get_dtstamp(e), modified);
	icalproperty *p = icalcomponent_get_first_property(e, ICAL_LASTMODIFIED_PROPERTY);
	assert_non_null(p);
	assert_time(icalproperty_get_lastmodified(p), modified);
}

static void a_cancelled_event_keeps_its_uid_and_is_a_later_version(void **state)
{
	icalcomponent *c, *e;
	e = only_event(*state, "event_start: 2023-09-29\n", &c);
	assert_status(e, ICAL_STATUS_CONFIRMED, 0, "20230906T180000Z");
	char uid[200];
	snprintf(uid, sizeof uid, "%s", icalcomponent_get_uid(e));
	icalcomponent_free(c);
	e = only_event(*state, "event_start: 2023-09-29\nstatus: cancelled\n", &c);
	assert_status(e, ICAL_STATUS_CANCELLED, 1, "20230906T180000Z");
	assert_string_equal(icalcomponent_get_uid(e), uid);
	assert_string_equal(icalcomponent_get_summary(e), "Отменено: Дни");
	icalcomponent_free(c);
	e = only_event(*state, "event_start: 2023-09-29\nstatus: postponed\nupdated: 2023-09-08 00:00\n", &c);
	assert_status(e, ICAL_STATUS_TENTATIVE, 1441, "20230907T180000Z");
	assert_string_equal(icalcomponent_get_uid(e), uid);
	icalcomponent_free(c);
	e = only_event(*state, "event_start: 2023-10-29\nupdated: 2023-09-09 00:00\n", &c);
	assert_status(e, ICAL_STATUS_CONFIRMED, 2880, "20230908T180000Z");
	icalcomponent_free(c);
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
		TEST(an_hour_is_kept_whatever_the_other_end_has),
		TEST(a_cancelled_event_keeps_its_uid_and_is_a_later_version),
		TEST(lines_are_folded_and_end_as_the_standard_asks),
		TEST(there_is_no_calendar_without_events),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
