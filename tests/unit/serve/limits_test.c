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
	struct limits_place one, two, other;
	(void)state;
	limits_init(&l, 100, 2);
	limits_enter(&l, &one, 7);
	assert_true(limits_fit(&l, 7));
	limits_enter(&l, &two, 7);
	assert_false(limits_fit(&l, 7));
	assert_true(limits_fit(&l, 8));
	limits_enter(&l, &other, 8);
	limits_leave(&l, &one);
	assert_true(limits_fit(&l, 7));
	assert_ptr_equal(limits_first(&l, 7), &two);
	assert_ptr_equal(limits_first(&l, 8), &other);
	assert_null(limits_first(&l, 9));
	limits_release(&l);
}

static void all_together_get_no_more_than_the_whole(void **state)
{
	struct limits l;
	struct limits_place p[3];
	(void)state;
	limits_init(&l, 3, 2);
	for (int i = 0; i < 3; i++) {
		assert_true(limits_fit(&l, LIMITS_UNCOUNTED));
		limits_enter(&l, &p[i], LIMITS_UNCOUNTED);
	}
	assert_false(limits_fit(&l, 1));
	limits_leave(&l, &p[1]);
	assert_true(limits_fit(&l, 1));
	limits_release(&l);
}

static void a_move_counts_at_the_new_address_only(void **state)
{
	struct limits l;
	struct limits_place one, two;
	(void)state;
	limits_init(&l, 10, 1);
	limits_enter(&l, &one, LIMITS_UNCOUNTED);
	assert_true(limits_move(&l, &one, 5));
	assert_false(limits_fit(&l, 5));
	limits_enter(&l, &two, LIMITS_UNCOUNTED);
	assert_false(limits_move(&l, &two, 5));
	assert_int_equal(l.total, 2);
	limits_leave(&l, &one);
	assert_true(limits_move(&l, &two, 5));
	assert_ptr_equal(limits_first(&l, 5), &two);
	limits_release(&l);
}

enum { KEYS = 64, PLACES = 40, STEPS = 200000 };

static size_t listed(const struct limits *l, uint64_t key)
{
	size_t n = 0;
	for (const struct limits_place *p = limits_first(l, key); p; p = p->next) {
		assert_int_equal(p->key, key);
		assert_true(!p->next || p->next->prev == p);
		n++;
	}
	return n;
}

/* Against counts kept in a plain array: the table shifts entries back when one goes. */
static void the_table_counts_rightly_whatever_comes_and_goes(void **state)
{
	struct limits l;
	struct limits_place places[PLACES] = { 0 };
	bool used[PLACES] = { false };
	unsigned counts[KEYS + 1] = { 0 }, total = 0;
	uint64_t random = 1;
	(void)state;
	limits_init(&l, PLACES, 3);
	for (int i = 0; i < STEPS; i++) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		uint64_t k = (random >> 40) % KEYS + 1;
		size_t at = (random >> 50) % PLACES;
		if (used[at]) {
			counts[places[at].key]--;
			total--;
			limits_leave(&l, &places[at]);
			used[at] = false;
		} else {
			bool fits = total < PLACES && counts[k] < 3;
			assert_int_equal(limits_fit(&l, k), fits);
			if (!fits)
				continue;
			limits_enter(&l, &places[at], k);
			used[at] = true;
			counts[k]++;
			total++;
		}
		assert_int_equal(l.total, total);
		assert_int_equal(listed(&l, k), counts[k]);
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
	struct limits_place one, beyond;
	(void)state;
	limits_init(&l, 1, 1);
	limits_enter(&l, &one, 1);
	limits_enter(&l, &beyond, LIMITS_UNCOUNTED);
	limits_leave(&l, &one);
	assert_false(limits_fit(&l, 1));
	limits_leave(&l, &beyond);
	assert_true(limits_fit(&l, 1));
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
