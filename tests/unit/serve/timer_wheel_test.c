#include "unit/support/test.h"

#include <event2/event.h>

#include "serve/timer_wheel.h"

static struct timer timers[4];
static unsigned fired[4];
static struct timer_wheel wheel;
static struct timer *arm_in_callback, *disarm_in_callback;

static void on_expired(struct timer *t)
{
	fired[t - timers]++;
	if (arm_in_callback)
		timer_wheel_arm(&wheel, arm_in_callback, wheel.turned + TIMER_WHEEL_SLOTS);
	if (disarm_in_callback)
		timer_wheel_disarm(&wheel, disarm_in_callback);
}

static int start(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		timers[i] = (struct timer){ 0 };
		fired[i] = 0;
	}
	arm_in_callback = disarm_in_callback = NULL;
	timer_wheel_init(&wheel, 1000, on_expired);
	return 0;
}

static void a_timer_fires_once_when_it_is_due(void **state)
{
	(void)state;
	timer_wheel_arm(&wheel, &timers[0], 1005);
	timer_wheel_turn(&wheel, 1004);
	assert_int_equal(fired[0], 0);
	timer_wheel_turn(&wheel, 1005);
	timer_wheel_turn(&wheel, 1006);
	assert_int_equal(fired[0], 1);
}

static void one_that_is_more_than_a_turn_away_waits(void **state)
{
	(void)state;
	timer_wheel_arm(&wheel, &timers[0], 1005 + 3 * TIMER_WHEEL_SLOTS);
	for (uint64_t t = 1001; t < 1005 + 3 * TIMER_WHEEL_SLOTS; t++)
		timer_wheel_turn(&wheel, t);
	assert_int_equal(fired[0], 0);
	timer_wheel_turn(&wheel, 1005 + 3 * TIMER_WHEEL_SLOTS);
	assert_int_equal(fired[0], 1);
}

static void a_long_sleep_misses_none(void **state)
{
	(void)state;
	timer_wheel_arm(&wheel, &timers[0], 1001);
	timer_wheel_arm(&wheel, &timers[1], 1000 + TIMER_WHEEL_SLOTS);
	timer_wheel_arm(&wheel, &timers[2], 1000 + 5 * TIMER_WHEEL_SLOTS);
	timer_wheel_turn(&wheel, 1000 + 4 * TIMER_WHEEL_SLOTS);
	assert_int_equal(fired[0] + fired[1], 2);
	assert_int_equal(fired[2], 0);
}

static void arming_again_moves_it(void **state)
{
	(void)state;
	timer_wheel_arm(&wheel, &timers[0], 1002);
	timer_wheel_arm(&wheel, &timers[0], 1010);
	timer_wheel_turn(&wheel, 1009);
	assert_int_equal(fired[0], 0);
	timer_wheel_disarm(&wheel, &timers[0]);
	timer_wheel_turn(&wheel, 1020);
	assert_int_equal(fired[0], 0);
}

static void a_callback_may_arm_and_disarm_in_the_same_slot(void **state)
{
	(void)state;
	timer_wheel_arm(&wheel, &timers[1], 1003);
	timer_wheel_arm(&wheel, &timers[0], 1003);
	arm_in_callback = &timers[2];
	disarm_in_callback = &timers[1];
	timer_wheel_turn(&wheel, 1003);
	assert_int_equal(fired[0], 1);
	assert_int_equal(fired[1], 0);
	assert_int_equal(fired[2], 0);
	timer_wheel_turn(&wheel, 1003 + TIMER_WHEEL_SLOTS);
	assert_int_equal(fired[2], 1);
}

static void it_wakes_the_loop_only_while_a_timer_is_armed(void **state)
{
	struct event_base *base = event_base_new();
	(void)state;
	timer_wheel_init(&wheel, timer_wheel_clock(), on_expired);
	assert_true(timer_wheel_attach(&wheel, base));
	assert_int_equal(event_base_dispatch(base), 1); /* nothing to wait for */
	timer_wheel_arm(&wheel, &timers[0], timer_wheel_clock() + 2);
	timer_wheel_arm(&wheel, &timers[1], timer_wheel_clock() + 1);
	timer_wheel_disarm(&wheel, &timers[1]);
	assert_int_equal(event_base_dispatch(base), 1); /* returns when no event is left */
	assert_int_equal(fired[0], 1);
	assert_int_equal(fired[1], 0);
	timer_wheel_arm(&wheel, &timers[1], timer_wheel_clock() + 1);
	assert_int_equal(event_base_dispatch(base), 1);
	assert_int_equal(fired[1], 1);
	timer_wheel_release(&wheel);
	event_base_free(base);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_timer_fires_once_when_it_is_due, start),
		cmocka_unit_test_setup(one_that_is_more_than_a_turn_away_waits, start),
		cmocka_unit_test_setup(a_long_sleep_misses_none, start),
		cmocka_unit_test_setup(arming_again_moves_it, start),
		cmocka_unit_test_setup(a_callback_may_arm_and_disarm_in_the_same_slot, start),
		cmocka_unit_test_setup(it_wakes_the_loop_only_while_a_timer_is_armed, start),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
