#include "daemon/shared.h"

#include "daemon/pulse.h"
#include "unit/support/test.h"

static struct memfile memory;
static struct shared *shared;

static int set_up(void **state)
{
	(void)state;
	struct err err;
	shared = shared_new(&memory, &err);
	return shared ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	memfile_release(&memory);
	return 0;
}

/* As the supervisor does it for a worker of this number. */
static unsigned place_for(pid_t pid)
{
	unsigned place = shared_take_place(shared);
	shared_name_place(shared, place, pid);
	return place;
}

static uint64_t counted(void)
{
	struct serve_counters *sum = xcalloc(1, sizeof *sum);
	shared_sum(shared, sum);
	uint64_t n = sum->requests;
	free(sum);
	return n;
}

static void what_a_worker_counted_is_kept_when_it_has_ended(void **state)
{
	(void)state;
	unsigned one = place_for(1001), other = place_for(1002);
	assert_int_not_equal(one, other);
	counter_add(&shared->places[one].counters.requests, 3);
	counter_add(&shared->places[one].counters.open, 2);
	counter_add(&shared->places[other].counters.requests, 4);
	assert_int_equal(counted(), 7);
	shared_leave_place(shared, 1001);
	assert_int_equal(counted(), 7);
	assert_int_equal(shared->ended.open, 0);
	assert_int_equal(place_for(1003), one);
	assert_int_equal(shared->places[one].counters.requests, 0);
	counter_add(&shared->places[one].counters.requests, 1);
	assert_int_equal(counted(), 8);
	shared_leave_place(shared, 4711); /* of no worker */
	assert_int_equal(counted(), 8);
}

static void one_that_could_not_be_started_leaves_its_place(void **state)
{
	(void)state;
	unsigned place = shared_take_place(shared);
	shared_name_place(shared, place, 0);
	assert_int_equal(shared_take_place(shared), place);
}

static void more_workers_than_places_share_the_last_one(void **state)
{
	uint64_t turns;
	(void)state;
	for (int i = 0; i < PLACES + 2; i++)
		place_for(2000 + i);
	assert_true(shared_turns(shared, 2000, &turns));
	assert_false(shared_turns(
	    shared, 2000 + PLACES, &turns)); /* it is not watched, rather than taken for silent */
	assert_int_equal(place_for(9000), PLACES - 1);
}

static void a_worker_counts_some_times_before_it_is_taken_for_silent(void **state)
{
	(void)state;
	assert_int_equal(pulse_interval(0), 0);
	for (unsigned seconds = 1; seconds <= 3600; seconds++) {
		int64_t ms = pulse_interval(seconds);
		assert_true(ms >= 200 && ms <= 5000 && ms * 4 <= (int64_t)seconds * 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    what_a_worker_counted_is_kept_when_it_has_ended, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    one_that_could_not_be_started_leaves_its_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    more_workers_than_places_share_the_last_one, set_up, tear_down),
		cmocka_unit_test(a_worker_counts_some_times_before_it_is_taken_for_silent),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
