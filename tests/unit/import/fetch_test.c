#include "unit/support/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "import/fetch.h"

static bool is_private(const char *text)
{
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		return fetch_is_private((struct sockaddr *)&four);
	assert_int_equal(inet_pton(AF_INET6, text, &six.sin6_addr), 1);
	return fetch_is_private((struct sockaddr *)&six);
}

static void private_addresses_are_known_in_every_spelling(void **state)
{
	static const char *const privates[] = { "127.0.0.1", "0.0.0.0", "10.1.2.3", "172.16.0.1",
		"172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "198.18.0.1", "224.0.0.1",
		"255.255.255.255", "::", "::1", "fe80::1", "fd00::1", "fec0::1", "ff02::1",
		"::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:a00:1::" };
	static const char *const publics[] = { "8.8.8.8", "172.32.0.1", "172.15.0.1", "100.128.0.1",
		"223.255.255.1", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::" };
	for (size_t i = 0; i < ARRAY_SIZE(privates); i++)
		if (!is_private(privates[i]))
			fail_msg("%s is taken for public", privates[i]);
	for (size_t i = 0; i < ARRAY_SIZE(publics); i++)
		if (is_private(publics[i]))
			fail_msg("%s is taken for private", publics[i]);
	(void)state;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(private_addresses_are_known_in_every_spelling) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
