#include "serve/counters.h"

#include <string.h>

#include "unit/support/test.h"

static uint64_t count_of(const struct serve_counters *c, const char *status)
{
	char text[STATUS_MAX_LEN + 1];
	for (size_t i = 0; i < STATUS_KINDS; i++) {
		status_text(&c->services[SERVICE_HTTP].statuses[i], text);
		if (!strcmp(text, status))
			return c->services[SERVICE_HTTP].statuses[i].n;
	}
	return 0;
}

static void responses_are_counted_by_status_and_duration(void **state)
{
	struct serve_counters c = { 0 };
	const struct service_counters *s = &c.services[SERVICE_HTTP];
	(void)state;
	serve_counters_note(&c, SERVICE_HTTP, "200", 0);
	serve_counters_note(&c, SERVICE_HTTP, "200", duration_bounds[0].us);
	serve_counters_note(&c, SERVICE_HTTP, "404", duration_bounds[0].us + 1);
	serve_counters_note(&c, SERVICE_HTTP, "a-long-status", 1 << 30);
	assert_int_equal(count_of(&c, "200"), 2);
	assert_int_equal(count_of(&c, "404"), 1);
	assert_int_equal(count_of(&c, "a-long-s"), 1);
	assert_int_equal(s->durations[0], 2); /* a bound belongs to what is below it */
	assert_int_equal(s->durations[1], 1);
	assert_int_equal(s->durations[DURATIONS], 1);
	assert_int_equal(s->us, 2 * duration_bounds[0].us + 1 + (1 << 30));
}

static void bounds_of_durations_rise_and_say_what_they_are(void **state)
{
	(void)state;
	for (size_t i = 0; i < DURATIONS; i++) {
		assert_true(
		    strtod(duration_bounds[i].seconds, NULL) * 1e6 - (double)duration_bounds[i].us < 0.5);
		assert_true(i == 0 || duration_bounds[i].us > duration_bounds[i - 1].us);
	}
}

static void more_statuses_than_there_is_room_for_are_one(void **state)
{
	struct serve_counters c = { 0 };
	char status[8];
	(void)state;
	for (int i = 0; i < STATUS_KINDS + 10; i++) {
		snprintf(status, sizeof status, "%d", 100 + i);
		serve_counters_note(&c, SERVICE_HTTP, status, 1);
	}
	assert_int_equal(count_of(&c, "100"), 1);
	assert_int_equal(count_of(&c, "other"), 11);
}

static void a_sum_has_what_each_counted_in_whatever_order(void **state)
{
	struct serve_counters a = { 0 }, b = { 0 }, sum = { 0 };
	(void)state;
	serve_counters_note(&a, SERVICE_HTTP, "200", 5);
	serve_counters_note(&a, SERVICE_HTTP, "404", 5);
	serve_counters_note(&b, SERVICE_HTTP, "404", 7);
	serve_counters_note(&b, SERVICE_HTTP, "200", 7);
	counter_add(&a.refused[REFUSED_ADDRESS], 3);
	counter_add(&b.cache_hits, 2);
	counter_add(&b.services[SERVICE_HTTP].bytes, 9);
	serve_counters_add(&sum, &a);
	serve_counters_add(&sum, &b);
	assert_int_equal(count_of(&sum, "200"), 2);
	assert_int_equal(count_of(&sum, "404"), 2);
	assert_int_equal(sum.services[SERVICE_HTTP].us, 24);
	assert_int_equal(sum.services[SERVICE_HTTP].bytes, 9);
	assert_int_equal(sum.refused[REFUSED_ADDRESS], 3);
	assert_int_equal(sum.cache_hits, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(responses_are_counted_by_status_and_duration),
		cmocka_unit_test(bounds_of_durations_rise_and_say_what_they_are),
		cmocka_unit_test(more_statuses_than_there_is_room_for_are_one),
		cmocka_unit_test(a_sum_has_what_each_counted_in_whatever_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
