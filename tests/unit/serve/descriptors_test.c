#include "serve/descriptors.h"

#include <sys/resource.h>

#include "unit/support/test.h"

static struct rlimit before;

static int start(void **state)
{
	(void)state;
	return getrlimit(RLIMIT_NOFILE, &before);
}

static int stop(void **state)
{
	(void)state;
	return setrlimit(RLIMIT_NOFILE, &before);
}

static void the_shares_never_take_the_last_descriptors(void **state)
{
	(void)state;
	for (rlim_t n = 64; n <= before.rlim_max && n <= 65536; n *= 2) {
		setrlimit(RLIMIT_NOFILE, &(struct rlimit){ n, before.rlim_max });
		assert_true(descriptors_for_connections() + descriptors_for_cache() + 24 <= n);
		assert_true(descriptors_for_connections() >= n / 2);
		assert_true(n < 512 ? descriptors_for_cache() == 0 : descriptors_for_cache() >= 32);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_shares_never_take_the_last_descriptors, start, stop),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
