#include "unit/support/catalogue.h"

static void state_is(struct catalogue *c, const char *stem, enum item_state state)
{
	struct entry e;

	assert_int_equal(
	    catalog_entry(writer_catalog(c->writer), "water", stem, "ru", &c->arena, &e, &failure), 1);
	assert_int_equal(e.state, state);
}

static int64_t advance(struct catalogue *c, const char *now)
{
	begin(c);
	return commit_at(c, now);
}

static void an_item_opens_expires_and_is_withdrawn_in_turn(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2101-01-01-a.ru.gmi", "a", .publish = "2101-02-01", .expires = "2101-03-01",
	    .withdrawn = "2101-04-01");
	assert_int_equal(commit_at(c, "2101-01-01"), at("2101-02-01"));
	state_is(c, "2101-01-01-a", STATE_SCHEDULED);
	assert_string_equal(LISTED(c, .lang = "ru"), "");
	assert_string_equal(LISTED(c, .lang = "ru", .state = STATE_SCHEDULED), "a");
	assert_int_equal(advance(c, "2101-02-01"), at("2101-03-01"));
	assert_string_equal(LISTED(c, .lang = "ru"), "a");
	assert_string_equal(LISTED(c, .lang = "ru", .project = "water"), "a");
	assert_int_equal(advance(c, "2101-03-01"), at("2101-04-01"));
	state_is(c, "2101-01-01-a", STATE_EXPIRED);
	assert_string_equal(LISTED(c, .lang = "ru"), "");
	assert_true(advance(c, "2101-04-01") == INSTANT_NONE);
	state_is(c, "2101-01-01-a", STATE_WITHDRAWN);
	assert_string_equal(LISTED(c, .lang = "ru", .state = STATE_WITHDRAWN), "a");
}

static void an_item_dated_in_the_future_waits_for_its_date(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2101-05-01-a.ru.gmi", "a");
	PUT(c, "water/2101-06-01-b.ru.gmi", "b", .publish = "2020-01-01");
	assert_int_equal(commit_at(c, "2101-01-01"), at("2101-05-01"));
	state_is(c, "2101-05-01-a", STATE_SCHEDULED);
	assert_int_equal(advance(c, "2101-05-01"), at("2101-06-01"));
	assert_string_equal(LISTED(c, .lang = "ru"), "a");
}

static void a_draft_stays_one_whatever_else_it_says(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "x", .draft = true, .withdrawn = "2023-02-01",
	    .expires = "2030-01-01");
	assert_true(commit_at(c, "2025-01-01") == INSTANT_NONE);
	state_is(c, "2023-01-01-a", STATE_DRAFT);
}

static void a_clock_that_is_set_back_takes_states_back(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	PUT(c, "water/2101-05-01-a.ru.gmi", "a", .expires = "2101-07-01");
	commit_at(c, "2101-06-01");
	assert_string_equal(LISTED(c, .lang = "ru"), "a");
	catalogue_reopen(c);
	assert_int_equal(advance(c, "2101-04-01"), at("2101-05-01"));
	assert_string_equal(LISTED(c, .lang = "ru"), "");
	assert_int_equal(advance(c, "2101-08-01"), INSTANT_NONE);
	state_is(c, "2101-05-01-a", STATE_EXPIRED);
	assert_int_equal(advance(c, "2101-06-01"), at("2101-07-01"));
	assert_string_equal(LISTED(c, .lang = "ru"), "a");
}

static void nothing_due_changes_nothing(void **state)
{
	struct catalogue *c = *state;
	int64_t before, after, next;

	begin(c);
	PUT(c, "water/2101-05-01-a.ru.gmi", "a");
	commit_at(c, "2101-01-01");
	OK(catalog_version(writer_catalog(c->writer), &before, &failure));
	begin(c);
	OK(writer_advance(c->writer, at("2101-02-01"), &next, &failure));
	assert_false(writer_touched(c->writer).any);
	OK(writer_commit(c->writer, &failure));
	OK(catalog_version(writer_catalog(c->writer), &after, &failure));
	assert_int_equal(before, after);
	assert_int_equal(next, at("2101-05-01"));
}

static void a_change_of_state_touches_the_projects_of_its_item(void **state)
{
	struct catalogue *c = *state;
	struct touched t;
	int64_t next;

	begin(c);
	PUT(c, "water/2101-05-01-a.ru.gmi", "x", .values = { "project air" });
	PUT(c, "roads/2101-05-02-a.ru.gmi", "x");
	commit_at(c, "2101-01-01");
	begin(c);
	OK(writer_advance(c->writer, at("2101-05-01"), &next, &failure));
	t = writer_touched(c->writer);
	assert_int_equal(t.n, 2);
	assert_string_equal(t.projects[0], "air");
	assert_string_equal(t.projects[1], "water");
	assert_false(t.all);
	OK(writer_commit(c->writer, &failure));
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_item_opens_expires_and_is_withdrawn_in_turn),
		TEST(an_item_dated_in_the_future_waits_for_its_date),
		TEST(a_draft_stays_one_whatever_else_it_says),
		TEST(a_clock_that_is_set_back_takes_states_back),
		TEST(nothing_due_changes_nothing),
		TEST(a_change_of_state_touches_the_projects_of_its_item),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
