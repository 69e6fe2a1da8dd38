#include "unit/support/test.h"

#include "serve/guesses.h"

static struct guesses g;

static int set_up(void **state)
{
	(void)state;
	g = (struct guesses){ 0 };
	return 0;
}

static void an_address_that_guesses_is_kept_out_for_a_while_with_its_right_ones(void **state)
{
	(void)state;
	for (unsigned i = 0; i < GUESSES_OF_ONE; i++) {
		assert_true(guesses_allow(&g, 7, 1000 + i));
		guesses_note(&g, 7, 1000 + i, i == 3);
	}
	assert_true(guesses_allow(&g, 7, 2000));
	guesses_note(&g, 7, 2000, false);
	assert_false(guesses_allow(&g, 7, 2000));
	assert_true(guesses_allow(&g, 8, 2000));
	assert_false(guesses_allow(&g, 7, 1000 + GUESSES_MS - 1));
	assert_true(guesses_allow(&g, 7, 1000 + GUESSES_MS));
}

static void a_crowd_of_addresses_has_few_tries_too_but_keeps_no_editor_out(void **state)
{
	(void)state;
	guesses_note(&g, 1, 1000, true);
	for (uint64_t i = 0; i < GUESSES_OF_ALL; i++) {
		assert_true(guesses_allow(&g, 100 + i % 100, 1000));
		guesses_note(&g, 100 + i % 100, 1000, false);
	}
	assert_false(guesses_allow(&g, 5000, 1001));
	assert_true(guesses_allow(&g, 1, 1001));
	assert_true(guesses_allow(&g, 5000, 1000 + GUESSES_MS));
}

static void the_table_stays_as_it_is_whoever_comes(void **state)
{
	(void)state;
	for (uint64_t i = 0; i < 10 * GUESSES_ADDRESSES; i++)
		guesses_note(&g, i + 1, 1000 + i, false);
	assert_false(guesses_allow(&g, 1, 1000 + 10 * GUESSES_ADDRESSES));
}

#define TEST(name) cmocka_unit_test_setup(name, set_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_address_that_guesses_is_kept_out_for_a_while_with_its_right_ones),
		TEST(a_crowd_of_addresses_has_few_tries_too_but_keeps_no_editor_out),
		TEST(the_table_stays_as_it_is_whoever_comes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
