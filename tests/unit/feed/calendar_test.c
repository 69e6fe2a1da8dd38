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
	assert_status(e, ICAL_STATUS_CONFIRMED, 0, "20230907T060000Z");
	char uid[200];
	snprintf(uid, sizeof uid, "%s", icalcomponent_get_uid(e));
	icalcomponent_free(c);
	e = only_event(*state, "event_start: 2023-09-29\nstatus: cancelled\n", &c);
	assert_status(e, ICAL_STATUS_CANCELLED, 1, "20230907T060000Z");
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

/* The calendar of the one event at this place, as readers get it; the caller frees it. */
static char *own_calendar(struct world *w, const char *project, const char *stem)
{
	struct feed_source s;
	struct buf out;
	struct entry e;
	buf_init(&out, 1 << 20);
	OK(feed_source_init(&s, &w->site, writer_catalog(w->c.writer), lang_of("ru"), &failure));
	assert_int_equal(catalog_entry(s.catalog, project, stem, "ru", &s.arena, &e, &failure), 1);
	OK(feed_event_calendar(&s, &e, &out, &failure));
	feed_source_release(&s);
	return buf_detach(&out);
}

/* Of one that is downloaded nothing is asked again. */
static void a_calendar_that_is_subscribed_to_says_how_often_to_ask(void **state)
{
	const char *text = world_feed(*state, "ru/les/events.ics");
	char *own = own_calendar(*state, "les", "2023-09-08-forum");
	assert_non_null(strstr(text, "\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\n"));
	assert_null(strstr(own, "REFRESH-INTERVAL"));
	assert_null(strstr(own, "X-PUBLISHED-TTL"));
	free(own);
}

static void without_the_web_an_event_leads_to_its_page_elsewhere(void **state)
{
	struct world *w = *state;
	w->site.unreachable[SCHEME_HTTP] = w->site.unreachable[SCHEME_GEMINI] = true;
	world_publish_all(w);
	icalcomponent *c = icalparser_parse_string(world_feed(w, "ru/les/events.ics"));
	icalcomponent *e = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
	icalproperty *url = icalcomponent_get_first_property(e, ICAL_URL_PROPERTY);
	assert_string_equal(icalproperty_get_url(url), "gopher://news.example/0/ru/les/2023-09-08-forum");
	icalcomponent_free(c);
}

static void what_would_end_or_break_a_line_comes_back_as_it_was(void **state)
{
	static const char *const hostile[] = { "\\n", "\\; \\, \\\\ \\N", "END:VEVENT", "a,b;c:d \"q\"",
		"\U0001F30A\U0001F30A и\u0306 \u202Eabc\u202C" };
	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		icalcomponent *c, *e;
		char keys[256];
		snprintf(keys, sizeof keys, "event_start: 2026-03-01\nsummary: %s\nevent_place: %s\n",
		    hostile[i], hostile[i]);
		e = only_event(*state, keys, &c);
		assert_string_equal(icalcomponent_get_description(e), hostile[i]);
		assert_string_equal(icalcomponent_get_location(e), hostile[i]);
		assert_int_equal(icalcomponent_count_components(c, ICAL_VEVENT_COMPONENT), 1);
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

static void an_event_has_a_calendar_of_its_own_that_says_the_same(void **state)
{
	static const struct {
		const char *project, *stem, *feed;
	} events[] = {
		{ "les", "2023-09-08-forum", "ru/les/events.ics" },
		{ "les", "2023-09-07-days", "ru/events.ics" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(events); i++) {
		char *text = own_calendar(*state, events[i].project, events[i].stem);
		icalcomponent *own = icalparser_parse_string(text);
		assert_true(icalrestriction_check(own));
		assert_int_equal(icalcomponent_count_components(own, ICAL_VEVENT_COMPONENT), 1);
		assert_null(strstr(text, "X-WR-CALNAME"));
		/* Word for word, so that the one takes the place of the other. */
		const char *begin = strstr(text, "BEGIN:VEVENT"), *end = strstr(text, "END:VCALENDAR");
		char *event = xstrndup(begin, (size_t)(end - begin));
		assert_non_null(strstr(world_feed(*state, events[i].feed), event));
		icalcomponent_free(own);
		free(event);
		free(text);
	}
}

static void topics_and_files_go_with_an_event(void **state)
{
	struct world *w = *state;
	world_write(w, "site.ru.gmi",
	    "---\ntitle: Сайт\ntopic_name: water Вода, земля; лес,поле\nplace_name: naryn Нарын\n---\n");
	world_write(w, "les/2023-09-10-talk/index.ru.gmi",
	    "---\ntitle: Беседа\nkind: event\nevent_start: 2023-09-20 10:00\ntopic: water\ntopic: fish\n"
	    "place: naryn\nattachment: plan 1.pdf План\n---\nТекст.\n");
	world_write(w, "les/2023-09-10-talk/plan 1.pdf", "%PDF-1.4\n");
	world_publish_changes(w);
	char *text = own_calendar(w, "les", "2023-09-10-talk");
	icalcomponent *c = icalparser_parse_string(text);
	icalcomponent *e = icalcomponent_get_first_component(c, ICAL_VEVENT_COMPONENT);
	static const char *const names[] = { "Вода земля лес поле", "fish", "Нарын" };
	icalproperty *p = icalcomponent_get_first_property(e, ICAL_CATEGORIES_PROPERTY);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		assert_string_equal(icalproperty_get_categories(p), names[i]);
		p = icalcomponent_get_next_property(e, ICAL_CATEGORIES_PROPERTY);
	}
	assert_null(p);
	p = icalcomponent_get_first_property(e, ICAL_ATTACH_PROPERTY);
	icalparameter *type = icalproperty_get_first_parameter(p, ICAL_FMTTYPE_PARAMETER);
	assert_string_equal(icalparameter_get_fmttype(type), "application/pdf");
	assert_string_equal(icalattach_get_url(icalproperty_get_attach(p)),
	    "http://news.example/ru/les/2023-09-10-talk/plan%201.pdf");
	icalcomponent_free(c);
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_calendar_read_back_says_what_the_items_say),
		TEST(an_hour_is_kept_whatever_the_other_end_has),
		TEST(a_cancelled_event_keeps_its_uid_and_is_a_later_version),
		TEST(an_event_has_a_calendar_of_its_own_that_says_the_same),
		TEST(topics_and_files_go_with_an_event),
		TEST(a_calendar_that_is_subscribed_to_says_how_often_to_ask),
		TEST(without_the_web_an_event_leads_to_its_page_elsewhere),
		TEST(what_would_end_or_break_a_line_comes_back_as_it_was),
		TEST(lines_are_folded_and_end_as_the_standard_asks),
		TEST(there_is_no_calendar_without_events),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
