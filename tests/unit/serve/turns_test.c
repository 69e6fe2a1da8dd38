#include "serve/turns.h"

#include <event2/event.h>

#include "base/str.h"
#include "unit/support/test.h"

enum { MANY = 32 };

static struct event_base *base;
static struct turns turns;
static uint64_t served[MANY];
static size_t served_count;

static void go(struct turn *t)
{
	assert_true(served_count < MANY);
	served[served_count++] = t->key;
}

static int open_turns(void **state)
{
	(void)state;
	base = event_base_new();
	served_count = 0;
	assert_true(turns_init(&turns, base, go));
	turns_begin(&turns);
	return 0;
}

static int close_turns(void **state)
{
	(void)state;
	turns_release(&turns);
	event_base_free(base);
	return 0;
}

static void what_was_taken_fades(void **state)
{
	struct usage u;
	(void)state;
	usage_init(&u);
	usage_add(&u, 7, 1000, 8000);
	usage_add(&u, 7, 1000, 8000);
	assert_int_equal(usage_of(&u, 7, 1000), 16000);
	assert_int_equal(usage_of(&u, 7, 5000), 8000);
	assert_int_equal(usage_of(&u, 7, 7000), 6000);
	assert_int_equal(usage_of(&u, 7, 1 << 30), 0);
	assert_int_equal(usage_of(&u, 8, 1000), 0);
	usage_add(&u, 0, 1000, 8000);
	assert_int_equal(usage_of(&u, 0, 1000), 0);
	usage_release(&u);
}

static void a_crowd_of_addresses_does_not_hide_the_one_that_took_much(void **state)
{
	struct usage u;
	(void)state;
	usage_init(&u);
	usage_add(&u, 7, 1000, 1000000);
	for (uint64_t key = 8; key < 100000; key++)
		usage_add(&u, key, 1000, 100);
	assert_int_equal(usage_of(&u, 7, 1000), 1000000);
	usage_release(&u);
}

static void who_took_little_goes_first_and_dear_answers_go_later(void **state)
{
	struct turn t[6] = { 0 };
	(void)state;
	turns_charge(&turns, 1, 1000000);
	turns_charge(&turns, 2, 20000);
	turns_wait(&turns, &t[0], 1, false);
	turns_wait(&turns, &t[1], 2, true);
	turns_wait(&turns, &t[2], 3, true);
	turns_wait(&turns, &t[3], 2, false);
	turns_wait(&turns, &t[4], 3, false);
	turns_wait(&turns, &t[5], 4, false);
	turns_leave(&turns, &t[5]);
	while (turns.waiting)
		event_base_loop(base, EVLOOP_ONCE);
	static const uint64_t order[] = { 3, 3, 2, 1, 2 };
	assert_int_equal(served_count, ARRAY_SIZE(order));
	for (size_t i = 0; i < ARRAY_SIZE(order); i++)
		assert_int_equal(served[i], order[i]);
}

static void who_has_taken_much_meanwhile_goes_back(void **state)
{
	struct turn t[2] = { 0 };
	(void)state;
	turns_wait(&turns, &t[0], 1, false);
	turns_wait(&turns, &t[1], 2, false);
	turns_charge(&turns, 1, 1000000);
	while (turns.waiting)
		event_base_loop(base, EVLOOP_ONCE);
	assert_int_equal(served[0], 2);
	assert_int_equal(served[1], 1);
}

static void dear_answers_leave_half_of_the_time_to_others(void **state)
{
	struct turn t = { 0 };
	(void)state;
	assert_int_equal(turns_permit(&turns, true), PERMIT_ALL);
	turns_answered(&turns, 4 * DEAR_BURST_US);
	assert_int_equal(turns_permit(&turns, true), PERMIT_PLAIN);
	assert_int_equal(turns_permit(&turns, false), PERMIT_NONE);
	turns_wait(&turns, &t, 1, true);
	int64_t began = turns_clock();
	while (turns.waiting)
		event_base_loop(base, EVLOOP_ONCE);
	assert_true(turns_clock() - began > DEAR_BURST_US);
	assert_int_equal(turns_permit(&turns, true), PERMIT_ALL);
}

static void a_turn_of_the_loop_is_known_from_the_next_one_however_soon_that_comes(void **state)
{
	(void)state;
	for (int i = 0; i < MANY; i++) {
		turns_begin(&turns);
		assert_int_equal(turns_permit(&turns, false), PERMIT_ALL);
		turns_answered(&turns, TURN_US);
		turns_begin(&turns);
		assert_int_equal(turns_permit(&turns, false), PERMIT_NONE);
		event_base_loop(base, EVLOOP_NONBLOCK);
	}
}

static void while_others_wait_nobody_is_answered_out_of_turn(void **state)
{
	struct turn t = { 0 };
	(void)state;
	assert_int_equal(turns_permit(&turns, false), PERMIT_ALL);
	turns_wait(&turns, &t, 1, false);
	assert_int_equal(turns_permit(&turns, false), PERMIT_NONE);
	assert_int_equal(turns_permit(&turns, true), PERMIT_ALL);
	turns_leave(&turns, &t);
	turns_leave(&turns, &t);
	assert_int_equal(turns.waiting, 0);
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, open_turns, close_turns)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_taken_fades),
		cmocka_unit_test(a_crowd_of_addresses_does_not_hide_the_one_that_took_much),
		TEST(who_took_little_goes_first_and_dear_answers_go_later),
		TEST(who_has_taken_much_meanwhile_goes_back),
		TEST(dear_answers_leave_half_of_the_time_to_others),
		TEST(a_turn_of_the_loop_is_known_from_the_next_one_however_soon_that_comes),
		TEST(while_others_wait_nobody_is_answered_out_of_turn),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
