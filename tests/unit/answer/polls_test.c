/*
 * polls_test: the allowance of a client that polls.
 */
#include "unit/support/test.h"

#include "answer/polls.h"

enum { START = 1000000 };

static unsigned take(struct polls *p, uint64_t address, const char *agent, uint64_t now)
{
	return polls_take(p, address, str_of(agent), STR("/en/atom.xml"), now);
}

static void an_hours_polls_are_allowed_at_once_and_then_as_they_come_back(void **state)
{
	struct polls p;
	(void)state;
	polls_init(&p, 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(take(&p, 1, "reader", START), 0);
	assert_int_equal(take(&p, 1, "reader", START), 1200);
	assert_int_equal(take(&p, 1, "reader", START + 1199 * 1000), 1);
	assert_int_equal(take(&p, 1, "reader", START + 1200 * 1000), 0);
	assert_int_equal(take(&p, 1, "reader", START + 1200 * 1000), 1200);
	polls_release(&p);
}

static void another_address_agent_or_feed_is_another_client(void **state)
{
	struct polls p;
	(void)state;
	polls_init(&p, 1);
	assert_int_equal(take(&p, 1, "reader", START), 0);
	assert_int_equal(take(&p, 1, "reader", START), 3600);
	assert_int_equal(take(&p, 2, "reader", START), 0);
	assert_int_equal(take(&p, 1, "another", START), 0);
	assert_int_equal(polls_take(&p, 1, STR("reader"), STR("/ru/atom.xml"), START), 0);
	polls_release(&p);
}

static void a_flood_of_agents_neither_grows_memory_nor_refuses_a_first_poll(void **state)
{
	struct polls p;
	(void)state;
	polls_init(&p, 2);
	for (int i = 0; i < 100000; i++) {
		char agent[24];
		snprintf(agent, sizeof agent, "%d", i);
		assert_int_equal(take(&p, 1, agent, START), 0);
	}
	polls_release(&p);
}

static void a_rate_of_zero_allows_everything(void **state)
{
	struct polls p;
	(void)state;
	polls_init(&p, 0);
	for (int i = 0; i < 1000; i++)
		assert_int_equal(take(&p, 1, "reader", START), 0);
	polls_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_hours_polls_are_allowed_at_once_and_then_as_they_come_back),
		cmocka_unit_test(another_address_agent_or_feed_is_another_client),
		cmocka_unit_test(a_flood_of_agents_neither_grows_memory_nor_refuses_a_first_poll),
		cmocka_unit_test(a_rate_of_zero_allows_everything),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
