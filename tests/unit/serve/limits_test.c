#include "unit/support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/str.h"
#include "serve/limits.h"

static uint64_t v4(const char *text)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	assert_int_equal(inet_pton(AF_INET, text, &a.sin_addr), 1);
	return limits_key((const struct sockaddr *)&a);
}

static uint64_t v6(const char *text)
{
	struct sockaddr_in6 a = { .sin6_family = AF_INET6 };
	assert_int_equal(inet_pton(AF_INET6, text, &a.sin6_addr), 1);
	return limits_key((const struct sockaddr *)&a);
}

static void an_address_is_one_ipv4_or_one_network_of_ipv6(void **state)
{
	(void)state;
	assert_true(v4("192.0.2.1") != v4("192.0.2.2"));
	assert_true(v6("2001:db8::1") == v6("2001:db8::ffff:1"));
	assert_true(v6("2001:db8::1") != v6("2001:db8:0:1::1"));
	assert_true(v6("::ffff:192.0.2.1") == v4("192.0.2.1"));
	assert_true(v6("::1") != LIMITS_UNCOUNTED);
	assert_int_equal(limits_key(&(struct sockaddr){ .sa_family = AF_UNIX }), LIMITS_UNCOUNTED);
}

static void no_address_gets_more_than_its_share(void **state)
{
	struct limits l;
	(void)state;
	limits_init(&l, 100, 2);
	assert_true(limits_enter(&l, 7));
	assert_true(limits_enter(&l, 7));
	assert_false(limits_enter(&l, 7));
	assert_true(limits_enter(&l, 8));
	limits_leave(&l, 7);
	assert_true(limits_enter(&l, 7));
	limits_release(&l);
}

static void all_together_get_no_more_than_the_whole(void **state)
{
	struct limits l;
	(void)state;
	limits_init(&l, 3, 2);
	assert_true(limits_enter(&l, LIMITS_UNCOUNTED));
	assert_true(limits_enter(&l, LIMITS_UNCOUNTED));
	assert_true(limits_enter(&l, LIMITS_UNCOUNTED));
	assert_false(limits_enter(&l, 1));
	limits_leave(&l, LIMITS_UNCOUNTED);
	assert_true(limits_enter(&l, 1));
	limits_release(&l);
}

static void a_move_counts_at_the_new_address_only(void **state)
{
	struct limits l;
	(void)state;
	limits_init(&l, 10, 1);
	assert_true(limits_enter(&l, LIMITS_UNCOUNTED));
	assert_true(limits_move(&l, LIMITS_UNCOUNTED, 5));
	assert_false(limits_enter(&l, 5));
	assert_true(limits_enter(&l, LIMITS_UNCOUNTED));
	assert_false(limits_move(&l, LIMITS_UNCOUNTED, 5));
	assert_int_equal(l.total, 2);
	limits_release(&l);
}

/* Against counts kept in a plain array: the table shifts entries back when one goes. */
static void the_table_counts_rightly_whatever_comes_and_goes(void **state)
{
	enum { KEYS = 64, STEPS = 200000 };
	struct limits l;
	unsigned counts[KEYS] = { 0 }, total = 0;
	uint64_t random = 1;
	(void)state;
	limits_init(&l, 40, 3);
	for (int i = 0; i < STEPS; i++) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		unsigned k = (unsigned)(random >> 40) % KEYS;
		if (random >> 63) {
			bool fits = total < 40 && counts[k] < 3;
			assert_int_equal(limits_enter(&l, k + 1), fits);
			counts[k] += fits;
			total += fits;
		} else if (counts[k]) {
			limits_leave(&l, k + 1);
			counts[k]--;
			total--;
		}
		assert_int_equal(l.total, total);
	}
	limits_release(&l);
}

static void overload_replies_are_few_at_once_and_few_in_a_second(void **state)
{
	struct overload_replies c = { 0 };
	(void)state;
	for (int i = 0; i < OVERLOAD_REPLIES_AT_ONCE; i++)
		assert_true(overload_reply_begin(&c, 7));
	assert_false(overload_reply_begin(&c, 7));
	assert_false(overload_reply_begin(&c, 8));
	for (int i = 0; i < OVERLOAD_REPLIES_AT_ONCE; i++)
		overload_reply_end(&c);
	/* However soon they go. */
	unsigned replies = 0;
	while (overload_reply_begin(&c, 10)) {
		overload_reply_end(&c);
		replies++;
	}
	assert_int_equal(replies, OVERLOAD_REPLIES_A_SECOND);
	assert_true(overload_reply_begin(&c, 11));
}

static void one_beyond_the_limits_is_counted_and_goes(void **state)
{
	struct limits l;
	(void)state;
	limits_init(&l, 1, 1);
	assert_true(limits_enter(&l, 1));
	limits_exceed(&l);
	limits_leave(&l, 1);
	assert_false(limits_enter(&l, 1));
	limits_leave(&l, LIMITS_UNCOUNTED);
	assert_true(limits_enter(&l, 1));
	limits_release(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_is_one_ipv4_or_one_network_of_ipv6),
		cmocka_unit_test(no_address_gets_more_than_its_share),
		cmocka_unit_test(all_together_get_no_more_than_the_whole),
		cmocka_unit_test(a_move_counts_at_the_new_address_only),
		cmocka_unit_test(the_table_counts_rightly_whatever_comes_and_goes),
		cmocka_unit_test(overload_replies_are_few_at_once_and_few_in_a_second),
		cmocka_unit_test(one_beyond_the_limits_is_counted_and_goes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
