#include "unit/support/test.h"

#include "serve/throughput.h"
#include "serve/timer_wheel.h"

enum { S = TIMER_WHEEL_SECOND };

/* 10 s without progress, 1,000 bytes a second over 30 s. */
static const struct serve_limits limits = { .progress_seconds = 10, .rate_bytes = 1000, .rate_seconds = 30 };

/* Looks each second from `from` to before `to`; the first verdict that is not good, and when. */
static enum throughput_verdict look(
    struct throughput *p, unsigned from, unsigned to, uint64_t (*queued)(unsigned second), unsigned *when)
{
	for (*when = from; *when < to; ++*when) {
		enum throughput_verdict v = throughput_look(p, &limits, queued(*when), *when * S);
		if (v != THROUGHPUT_OK)
			return v;
	}
	return THROUGHPUT_OK;
}

static uint64_t nothing_moves(unsigned second)
{
	(void)second;
	return 500000;
}

static uint64_t moves_to_the_tenth_second(unsigned second)
{
	return second < 10 ? 1000000 - second * 50000 : 500000;
}

static uint64_t two_thousand_a_second(unsigned second)
{
	return 1000000 - second * 2000;
}

static uint64_t nine_hundred_a_second(unsigned second)
{
	return 1000000 - second * 900;
}

static uint64_t a_good_start_only(unsigned second)
{
	return second < 10 ? 1000000 - second * 9000 : 1000000 - 90000 - second;
}

static struct throughput begin(void)
{
	struct throughput p = { .sent = 1000000 };
	throughput_wait(&p, 0);
	return p;
}

static void who_takes_nothing_is_stalled(void **state)
{
	(void)state;
	unsigned when;
	struct throughput p = begin();
	p.delivered = 500000;
	assert_int_equal(look(&p, 1, 100, nothing_moves, &when), THROUGHPUT_STALLED);
	assert_int_equal(when, 11);
}

static void the_seconds_count_from_the_last_progress(void **state)
{
	(void)state;
	unsigned when;
	struct throughput p = begin();
	assert_int_equal(look(&p, 1, 100, moves_to_the_tenth_second, &when), THROUGHPUT_STALLED);
	assert_int_equal(when, 21);
}

static void who_takes_a_little_and_again_is_slow(void **state)
{
	(void)state;
	unsigned when;
	struct throughput p = begin();
	assert_int_equal(look(&p, 1, 100, nine_hundred_a_second, &when), THROUGHPUT_SLOW);
	assert_int_equal(when, 30);
}

/* The kernel reports no room all the while: what counts is that its queue gets shorter. */
static void who_takes_enough_is_let_alone(void **state)
{
	(void)state;
	unsigned when;
	struct throughput p = begin();
	assert_int_equal(look(&p, 1, 500, two_thousand_a_second, &when), THROUGHPUT_OK);
}

static void a_good_start_does_not_last(void **state)
{
	(void)state;
	unsigned when;
	struct throughput p = begin();
	assert_int_equal(look(&p, 1, 100, a_good_start_only, &when), THROUGHPUT_SLOW);
	assert_int_equal(when, 60);
}

static void more_in_the_queue_than_was_sent_is_nothing_delivered(void **state)
{
	(void)state;
	struct throughput p = { .sent = 100 };
	throughput_wait(&p, 0);
	assert_int_equal(throughput_look(&p, &limits, 5000, S), THROUGHPUT_OK);
	assert_int_equal(p.delivered, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_takes_nothing_is_stalled),
		cmocka_unit_test(the_seconds_count_from_the_last_progress),
		cmocka_unit_test(who_takes_a_little_and_again_is_slow),
		cmocka_unit_test(who_takes_enough_is_let_alone),
		cmocka_unit_test(a_good_start_does_not_last),
		cmocka_unit_test(more_in_the_queue_than_was_sent_is_nothing_delivered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
