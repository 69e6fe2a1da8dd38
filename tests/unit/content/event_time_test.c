#include "unit/support/test.h"

#include "content/document.h"
#include "content/event_time.h"

/* "2026-05-12 17:00 .. 2026-05-12 19:00" */
static const char *written(struct arena *a, struct moment m)
{
	struct civil c = date_civil(m.at);
	const char *day = arena_printf(a, "%04d-%02d-%02d", c.year, c.month, c.day);
	return m.has_time ? arena_printf(a, "%s %02d:%02d", day, c.hour, c.minute) : day;
}

static void expect_span(const char *text, const char *from, const char *to)
{
	struct arena a = { 0 };
	struct moment start, end;
	if (!event_span_read(str_of(text), &start, &end))
		fail_msg("%s: nothing", text);
	if (strcmp(written(&a, start), from) || strcmp(written(&a, end), to))
		fail_msg("%s: %s .. %s", text, written(&a, start), written(&a, end));
	arena_release(&a);
}

static void both_ends_may_be_in_one_line(void **state)
{
	(void)state;
	static const char *const days[] = { "12–14 May 2026", "12-14 May 2026", "May 12–14, 2026",
		"12–14 мая 2026 г.", "12 – 14 мая 2026", "2026-жылдын 12–14-майы", "12-14.05.2026",
		"12.05–14.05.2026", "12.05.2026 – 14.05.2026", "12.05.2026-14.05.2026",
		"2026-05-12 .. 2026-05-14", "2026-05-12..14", "2026-05-12 - 2026-05-14",
		"12 May – 14 May 2026", "12 мая — 14 мая 2026 г.", "с 12 по 14 мая 2026 г.",
		"from 12 to 14 May 2026" };
	for (size_t i = 0; i < ARRAY_SIZE(days); i++)
		expect_span(days[i], "2026-05-12", "2026-05-14");
	static const char *const hours[] = { "2026-05-12 17:00–19:00", "2026-05-12 17:00-19:00",
		"2026-05-12 17:00 - 19:00", "12 May 2026, 17:00–19:00", "12.05.2026 17.00–19.00",
		"12 мая 2026 г., 17.00-19.00", "12 мая 2026 г., с 17:00 до 19:00", "12 May 2026, 5 pm – 7 pm",
		"12 May 2026 from 17:00 to 19:00", "2026-05-12 17:00 .. 2026-05-12 19:00" };
	for (size_t i = 0; i < ARRAY_SIZE(hours); i++)
		expect_span(hours[i], "2026-05-12 17:00", "2026-05-12 19:00");
	expect_span("30 December 2026 – 2 January 2027", "2026-12-30", "2027-01-02");
	expect_span("28 апреля – 3 мая 2026 г.", "2026-04-28", "2026-05-03");
	expect_span("2026-05-12 22:00–03:00", "2026-05-12 22:00", "2026-05-13 03:00");
}

static void what_has_not_two_ends_in_their_order_is_no_span(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "-", "–", "12", "12–14", "2026-05-12", "17:00–19:00",
		"14–12 May 2026", "12 May 2026, 17:00–15:00", "2026-05-12 17:00 +06:00", "12 or 14 May 2026",
		"12–14–16 May 2026", "\xE2\x80\x93\xFF", "12–34 May 2026", "2026-05-12 – soon" };
	struct moment start, end;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		if (event_span_read(str_of(texts[i]), &start, &end))
			fail_msg("%s", texts[i]);
}

static void expect_event(const char *keys, const char *from, const char *to)
{
	struct arena a = { 0 };
	struct problems p;
	struct document d;
	struct content_name name;
	problems_init(&p);
	content_name("p/2026-05-01-a.en.gmi", &name, &failure);
	document_parse("p/2026-05-01-a.en.gmi", &name,
	    str_of(arena_printf(&a, "---\ntitle: A\nkind: event\n%s\n---\nText.\n", keys)), &d, &p);
	if (p.n)
		fail_msg("%s: %s", keys, p.v[0].text);
	const char *end = d.event_end.at == INSTANT_NONE ? "" : written(&a, d.event_end);
	if (strcmp(written(&a, d.event_start), from) || strcmp(end, to))
		fail_msg("%s: %s .. %s", keys, written(&a, d.event_start), end);
	document_release(&d);
	problems_release(&p);
	arena_release(&a);
}

static void an_hour_alone_is_on_the_day_on_which_the_event_begins(void **state)
{
	(void)state;
	static const char *const ends[] = { "17:00", "17.00", "5 pm", "5:00 p.m.", "17 ч", "до 17:00",
		"в 17.00 ч.", "саат 17:00" };
	struct arena a = { 0 };
	for (size_t i = 0; i < ARRAY_SIZE(ends); i++) {
		expect_event(arena_printf(&a, "event_start: 2026-05-12 10:00\nevent_end: %s", ends[i]),
		    "2026-05-12 10:00", "2026-05-12 17:00");
		expect_event(arena_printf(&a, "event_end: %s\nevent_start: 12 May 2026", ends[i]),
		    "2026-05-12", "2026-05-12 17:00");
	}
	arena_release(&a);
	expect_event(
	    "event_start: 2026-05-12 22:00\nevent_end: 2:30", "2026-05-12 22:00", "2026-05-13 02:30");
	expect_event("event_start: 2026-05-12 10:00–17:00", "2026-05-12 10:00", "2026-05-12 17:00");
	/* Its own key counts. */
	expect_event("event_start: 12–14 May 2026\nevent_end: 2026-05-13", "2026-05-12", "2026-05-13");
}

static void expect_refused(const char *keys)
{
	struct problems p;
	struct document d;
	struct content_name name;
	char text[256];
	problems_init(&p);
	content_name("p/2026-05-01-a.en.gmi", &name, &failure);
	snprintf(text, sizeof text, "---\ntitle: A\nkind: event\n%s\n---\nText.\n", keys);
	document_parse("p/2026-05-01-a.en.gmi", &name, str_of(text), &d, &p);
	if (!p.errors)
		fail_msg("%s", keys);
	document_release(&d);
	problems_release(&p);
}

static void what_may_be_a_slip_is_refused(void **state)
{
	(void)state;
	expect_refused("event_start: 2026-05-12 17:00\nevent_end: 15:00");
	expect_refused("event_start: 2026-05-12 10:00\nevent_end: 17");
	expect_refused("event_start: 2026-05-12 10:00\nevent_end: 25:00");
	expect_refused("event_start: 17:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(both_ends_may_be_in_one_line),
		cmocka_unit_test(what_has_not_two_ends_in_their_order_is_no_span),
		cmocka_unit_test(an_hour_alone_is_on_the_day_on_which_the_event_begins),
		cmocka_unit_test(what_may_be_a_slip_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
