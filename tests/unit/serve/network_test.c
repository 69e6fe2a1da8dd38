#include "unit/support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "serve/network.h"

static bool holds(const char *network, const char *address)
{
	struct network n;
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };
	assert_true(network_parse(network, &n));
	if (inet_pton(AF_INET, address, &v4.sin_addr) == 1)
		return networks_hold(&n, 1, (struct sockaddr *)&v4);
	assert_int_equal(inet_pton(AF_INET6, address, &v6.sin6_addr), 1);
	return networks_hold(&n, 1, (struct sockaddr *)&v6);
}

static void a_network_holds_its_own_addresses_only(void **state)
{
	(void)state;
	assert_true(holds("192.0.2.0/24", "192.0.2.255"));
	assert_false(holds("192.0.2.0/24", "192.0.3.0"));
	assert_true(holds("192.0.2.128/25", "192.0.2.128"));
	assert_false(holds("192.0.2.128/25", "192.0.2.127"));
	assert_true(holds("127.0.0.1", "127.0.0.1"));
	assert_false(holds("127.0.0.1", "127.0.0.2"));
	assert_true(holds("0.0.0.0/0", "198.51.100.7"));
	assert_false(holds("0.0.0.0/0", "::1"));
	assert_true(holds("2001:db8::/33", "2001:db8:7fff::1"));
	assert_false(holds("2001:db8::/33", "2001:db8:8000::1"));
	assert_false(holds("::/0", "127.0.0.1"));
}

static void no_network_holds_nothing(void **state)
{
	const struct sockaddr_in any = { .sin_family = AF_INET };
	(void)state;
	assert_false(networks_hold(NULL, 0, (const struct sockaddr *)&any));
}

static void what_is_no_network_is_refused(void **state)
{
	static const char *const bad[] = { "", "/8", "localhost", "192.0.2.0/33", "192.0.2.0/",
		"192.0.2.1/24", "192.0.2", "2001:db8::/129", "2001:db8::1/64", "192.0.2.0/24/24",
		"192.0.2.0/-1", "1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb/64" };
	struct network n;
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (network_parse(bad[i], &n))
			fail_msg("%s was taken", bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_network_holds_its_own_addresses_only),
		cmocka_unit_test(no_network_holds_nothing),
		cmocka_unit_test(what_is_no_network_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
