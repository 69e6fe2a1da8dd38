#include "unit/support/test.h"

#include <sys/socket.h>

#include "base/ip.h"

static void an_address_of_each_family_is_read_in_network_order(void **state)
{
	(void)state;
	unsigned char bytes[16];
	assert_true(ip_parse(AF_INET, STR("192.0.2.7"), bytes));
	assert_memory_equal(bytes, "\xC0\x00\x02\x07", 4);
	assert_true(ip_parse(AF_INET6, STR("2001:db8::1"), bytes));
	assert_memory_equal(bytes, "\x20\x01\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\x01", 16);
	assert_true(ip_parse(AF_INET6, STR("ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"), bytes));
}

static void the_end_of_the_slice_is_the_end_of_the_address(void **state)
{
	(void)state;
	unsigned char bytes[4];
	assert_true(ip_parse(AF_INET, str_sub(STR("192.0.2.77"), 0, 9), bytes));
	assert_int_equal(bytes[3], 7);
}

static void other_texts_are_no_address(void **state)
{
	(void)state;
	unsigned char bytes[16];
	assert_false(ip_parse(AF_INET, (struct str){ NULL, 0 }, bytes));
	assert_false(ip_parse(AF_INET, STR("192.0.2"), bytes));
	assert_false(ip_parse(AF_INET, STR("192.0.2.7 "), bytes));
	assert_false(ip_parse(AF_INET, STR("192.0.2.7\0"), bytes));
	assert_false(ip_parse(AF_INET, STR("2001:db8::1"), bytes));
	assert_false(ip_parse(AF_INET6, STR("192.0.2.7"), bytes));
	assert_false(ip_parse(AF_INET6, STR("0000:0000:0000:0000:0000:0000:0000:0000:0000:0000"), bytes));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_of_each_family_is_read_in_network_order),
		cmocka_unit_test(the_end_of_the_slice_is_the_end_of_the_address),
		cmocka_unit_test(other_texts_are_no_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
