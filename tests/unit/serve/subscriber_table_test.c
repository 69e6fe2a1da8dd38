#include "unit/support/test.h"

#include "base/str.h"
#include "serve/subscriber_table.h"

enum { DAY = 20000 };

struct world {
	struct subscriber_table a;
	struct subscriber_table_batch b;
};

static int setup(void **state)
{
	struct world *w = xcalloc(1, sizeof *w);
	subscriber_table_init(&w->a);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	free(*state);
	return 0;
}

static void note(struct world *w, const char *path, const char *agent, uint32_t day)
{
	subscriber_table_note(&w->a, str_of(path), str_of(agent), day);
}

static size_t collect(struct world *w)
{
	subscriber_table_collect(&w->a, &w->b);
	return w->b.n;
}

static size_t take(struct world *w)
{
	size_t n = collect(w);
	subscriber_table_acknowledge(&w->a, &w->b);
	return n;
}

static void a_note_is_taken_once_whoever_polls_again(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 1000; i++)
		note(w, "/ru/atom.xml", "Feedbin feed-id:7 - 102 subscribers", DAY);
	assert_int_equal(take(w), 1);
	const struct subscriber_note *n = &w->b.notes[0];
	assert_string_equal(n->path, "/ru/atom.xml");
	assert_string_equal(n->agent, "Feedbin");
	assert_string_equal(n->id, "7");
	assert_int_equal(n->count, 102);
	assert_int_equal(n->day, DAY);
	note(w, "/ru/atom.xml", "Feedbin feed-id:7 - 102 subscribers", DAY);
	assert_int_equal(take(w), 0);
}

static void the_newest_number_of_a_service_takes_the_place_of_the_last(void **state)
{
	struct world *w = *state;
	note(w, "/ru/atom.xml", "Feedly/1.0 5 subscribers", DAY);
	note(w, "/ru/atom.xml", "Feedly/1.0 4 subscribers", DAY);
	assert_int_equal(take(w), 1);
	assert_int_equal(w->b.notes[0].count, 4);
	note(w, "/ru/atom.xml", "Feedly/1.0 4 subscribers", DAY + 1);
	assert_int_equal(take(w), 1);
	assert_int_equal(w->b.notes[0].day, DAY + 1);
}

static void each_feed_service_and_number_of_a_feed_is_noted(void **state)
{
	struct world *w = *state;
	note(w, "/ru/atom.xml", "Feedly 5 subscribers", DAY);
	note(w, "/ky/atom.xml", "Feedly 5 subscribers", DAY);
	note(w, "/ru/atom.xml", "Feedbin 5 subscribers", DAY);
	note(w, "/ru/atom.xml", "Feedbin feed-id:1 5 subscribers", DAY);
	note(w, "/ru/atom.xml", "Feedbin feed-id:2 5 subscribers", DAY);
	note(w, "/ru/atom.xml", "Firefox", DAY);
	assert_int_equal(take(w), 5);
}

static void what_was_not_kept_stays_for_the_next_time(void **state)
{
	struct world *w = *state;
	note(w, "/ru/atom.xml", "Feedly 5 subscribers", DAY);
	assert_int_equal(collect(w), 1);
	assert_int_equal(collect(w), 1);
	note(w, "/ru/atom.xml", "Feedly 6 subscribers", DAY);
	subscriber_table_acknowledge(&w->a, &w->b);
	assert_int_equal(take(w), 1);
	assert_int_equal(w->b.notes[0].count, 6);
}

/* Of a worker that was killed while it wrote any of the words. */
static void half_a_note_is_none_and_its_place_is_used_again(void **state)
{
	struct world *w = *state;
	for (size_t i = 0; i < SUBSCRIBER_TABLE_WORDS; i++) {
		note(w, "/ru/atom.xml", "Feedly 5 subscribers", DAY);
		assert_int_equal(collect(w), 1);
		w->a.cells[w->b.from[0].cell].words[i] ^= 1;
		assert_int_equal(collect(w), 0);
	}
	note(w, "/ru/atom.xml", "Feedly 5 subscribers", DAY);
	assert_int_equal(take(w), 1);
	size_t used = 0;
	for (size_t i = 0; i < SUBSCRIBER_TABLE_CELLS; i++)
		used += w->a.cells[i].seal != 0;
	assert_int_equal(used, 1);
}

static void a_flood_of_agents_takes_no_place_of_a_note_that_waits(void **state)
{
	struct world *w = *state;
	note(w, "/ru/atom.xml", "Feedly 5 subscribers", DAY);
	for (int i = 0; i < 10000; i++) {
		char agent[64];
		snprintf(agent, sizeof agent, "Invented %d / 1 subscribers", i);
		note(w, "/ru/atom.xml", agent, DAY);
	}
	assert_in_range(take(w), SUBSCRIBER_TABLE_CELLS / 2, SUBSCRIBER_TABLE_CELLS);
	bool found = false;
	for (size_t i = 0; i < w->b.n; i++)
		found = found || !strcmp(w->b.notes[i].agent, "Feedly");
	assert_true(found);
	/* Those that were taken make room. */
	note(w, "/ru/atom.xml", "Newcomer 5 subscribers", DAY);
	assert_int_equal(take(w), 1);
}

static void texts_that_do_not_fit_are_left_out(void **state)
{
	struct world *w = *state;
	char path[200];
	memset(path, 'a', sizeof path);
	for (size_t n = 90; n < sizeof path; n++)
		subscriber_table_note(&w->a, (struct str){ path, n }, STR("Feedly 5 subscribers"), DAY);
	assert_int_equal(collect(w), 6);
	for (size_t i = 0; i < w->b.n; i++)
		assert_in_range(strlen(w->b.notes[i].path), 90, 95);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_note_is_taken_once_whoever_polls_again, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    the_newest_number_of_a_service_takes_the_place_of_the_last, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    each_feed_service_and_number_of_a_feed_is_noted, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_not_kept_stays_for_the_next_time, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    half_a_note_is_none_and_its_place_is_used_again, setup, teardown),
		cmocka_unit_test_setup_teardown(
		    a_flood_of_agents_takes_no_place_of_a_note_that_waits, setup, teardown),
		cmocka_unit_test_setup_teardown(texts_that_do_not_fit_are_left_out, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
