#include "unit/support/test.h"

#include "command/items.h"

static void translations_of_one_item_are_next_to_each_other(void **state)
{
	(void)state;
	struct item v[] = {
		{ .project = "p", .stem = "a", .lang = "en" },
		{ .project = "p", .stem = "a", .lang = "ru" },
		{ .project = "p", .stem = "b", .lang = "en" },
		{ .project = "q", .stem = "b", .lang = "en" },
	};
	struct items items = { .v = v, .n = 4 };
	assert_int_equal(items_end(&items, 0), 2);
	assert_int_equal(items_end(&items, 2), 3);
	assert_int_equal(items_end(&items, 3), 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(translations_of_one_item_are_next_to_each_other),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
