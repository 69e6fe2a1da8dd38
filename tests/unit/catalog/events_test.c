#include "unit/support/catalogue.h"

#include "catalog/events.h"

static const char *events(struct catalogue *c, enum event_time when, size_t limit)
{
	struct buf text;
	struct entries list;

	buf_init(&text, 1000);
	OK(catalog_events(writer_catalog(c->writer), when, "water", "ru", limit, &c->arena, &list, &failure));
	for (size_t i = 0; i < list.n; i++)
		buf_printf(&text, "%s%s", i ? " " : "", list.v[i].title);
	const char *names = arena_str(&c->arena, buf_str(&text));
	buf_release(&text);
	return names;
}

static void put_events(struct catalogue *c)
{
	begin(c);
	PUT(c, "water/2100-01-01-late.ru.gmi", "late", .kind = KIND_EVENT, .event_start = "2101-03-20 10:00");
	PUT(c, "water/2100-01-02-soon.ru.gmi", "soon", .kind = KIND_EVENT, .event_start = "2101-03-10 10:00");
	PUT(c, "water/2100-01-03-dayless.ru.gmi", "dayless", .kind = KIND_EVENT);
	PUT(c, "water/2100-01-04-news.ru.gmi", "news", .event_start = "2101-03-10 10:00");
	PUT(c, "water/2100-01-05-english.en.gmi", "english", .kind = KIND_EVENT,
	    .event_start = "2101-03-20 10:00");
}

static void the_soonest_event_comes_first_and_those_that_are_over_last(void **state)
{
	struct catalogue *c = *state;

	put_events(c);
	commit_at(c, "2101-03-01");
	assert_string_equal(events(c, EVENTS_COMING, 9), "soon late");
	assert_string_equal(events(c, EVENTS_COMING, 1), "soon");
	assert_string_equal(events(c, EVENTS_OVER, 9), "dayless");
}

static void an_event_is_over_when_its_day_is_and_not_before(void **state)
{
	struct catalogue *c = *state;

	put_events(c);
	assert_int_equal(commit_at(c, "2101-03-10 09:00"), at("2101-03-11"));
	begin(c);
	commit_at(c, "2101-03-10 23:59");
	assert_false(writer_touched(c->writer).any);
	assert_string_equal(events(c, EVENTS_COMING, 9), "soon late");
	begin(c);
	assert_int_equal(commit_at(c, "2101-03-11"), at("2101-03-21"));
	assert_true(writer_touched(c->writer).any);
	assert_string_equal(events(c, EVENTS_COMING, 9), "late");
	assert_string_equal(events(c, EVENTS_OVER, 9), "dayless soon");
}

static void only_events_that_name_a_day_make_a_calendar(void **state)
{
	struct catalogue *c = *state;
	static const struct {
		const char *project, *lang;
		int has;
	} cases[] = { { "water", "ru", 1 }, { "", "ru", 1 }, { "water", "en", 1 }, { "water", "ky", 0 },
		{ "roads", "ru", 0 } };

	put_events(c);
	PUT(c, "roads/2100-01-03-dayless.ru.gmi", "dayless", .kind = KIND_EVENT);
	commit_at(c, "2102-01-01");
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(
		    catalog_has_days(writer_catalog(c->writer), cases[i].project, cases[i].lang, &failure),
		    cases[i].has);
}

static void days_without_an_event_change_nothing(void **state)
{
	struct catalogue *c = *state;
	int64_t was, is;

	put_events(c);
	commit_at(c, "2101-03-11 12:00");
	OK(catalog_version(writer_catalog(c->writer), &was, &failure));
	begin(c);
	assert_int_equal(commit_at(c, "2101-03-15"), at("2101-03-21"));
	OK(catalog_version(writer_catalog(c->writer), &is, &failure));
	assert_int_equal(was, is);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, catalogue_set_up_in_memory, catalogue_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_soonest_event_comes_first_and_those_that_are_over_last),
		TEST(an_event_is_over_when_its_day_is_and_not_before),
		TEST(only_events_that_name_a_day_make_a_calendar),
		TEST(days_without_an_event_change_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
