#include "unit/support/test.h"

#include "base/buf.h"

static void an_empty_buffer_is_an_empty_string(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 10);
	assert_string_equal(b.data, "");
	buf_truncate(&b, 0);
	buf_consume(&b, 0);
	buf_reset(&b);
	assert_int_equal(buf_str(&b).n, 0);
	buf_release(&b);
	buf_release(&b);
}

static void every_addition_ends_in_a_nul(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1000);
	assert_true(buf_add(&b, "abc", 2));
	assert_string_equal(b.data, "ab");
	assert_true(buf_add_char(&b, 'c'));
	assert_string_equal(b.data, "abc");
	assert_true(buf_add_str(&b, STR("de")));
	assert_true(buf_puts(&b, "f"));
	assert_true(buf_printf(&b, "%d", 42));
	assert_string_equal(b.data, "abcdef42");
	assert_int_equal(b.len, 8);
	assert_true(buf_add(&b, NULL, 0));
	buf_release(&b);
}

static void the_maximum_can_be_reached_exactly(void **state)
{
	(void)state;
	struct buf b;
	for (size_t max = 0; max < 600; max++) {
		buf_init(&b, max);
		for (size_t i = 0; i < max; i++)
			assert_true(buf_add_char(&b, 'x'));
		assert_false(b.full);
		assert_false(buf_add_char(&b, 'y'));
		assert_true(b.full);
		assert_int_equal(b.len, max);
		assert_int_equal(strlen(b.data), max);
		assert_true(b.cap <= max + 1);
		buf_release(&b);
	}
}

static void what_does_not_fit_is_not_added_at_all(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 5);
	assert_true(buf_puts(&b, "abc"));
	assert_false(buf_puts(&b, "def"));
	assert_string_equal(b.data, "abc");
	assert_false(buf_printf(&b, "%s", "def"));
	assert_string_equal(b.data, "abc");
	assert_null(buf_reserve(&b, 3));
	assert_true(b.full);
	assert_true(buf_printf(&b, "%s", "de"));
	assert_string_equal(b.data, "abcde");
	assert_true(b.full);
	buf_reset(&b);
	assert_false(b.full);
	assert_string_equal(b.data, "");
	buf_release(&b);
}

static void a_huge_maximum_does_not_overflow(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, SIZE_MAX);
	assert_true(buf_puts(&b, "abc"));
	assert_null(buf_reserve(&b, SIZE_MAX));
	assert_null(buf_reserve(&b, SIZE_MAX - 3));
	assert_string_equal(b.data, "abc");
	buf_release(&b);
}

static void printing_grows_as_far_as_needed(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 100000);
	for (int n = 0; n < 300; n++)
		assert_true(buf_printf(&b, "%*d", n, 7));
	assert_int_equal(b.len, strlen(b.data));
	assert_int_equal(b.len, 1 + 299 * 300 / 2);
	buf_release(&b);
}

static void reserved_room_counts_when_committed(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1000);
	char *p = buf_reserve(&b, 500);
	assert_non_null(p);
	memset(p, 'z', 500);
	assert_int_equal(b.len, 0);
	buf_commit(&b, 3);
	assert_string_equal(b.data, "zzz");
	buf_release(&b);
}

static void consuming_moves_the_rest_to_the_front(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 100);
	buf_puts(&b, "GET / HTTP");
	buf_consume(&b, 4);
	assert_string_equal(b.data, "/ HTTP");
	buf_truncate(&b, 1);
	assert_string_equal(b.data, "/");
	buf_truncate(&b, 50);
	assert_int_equal(b.len, 1);
	buf_consume(&b, 1);
	assert_string_equal(b.data, "");
	buf_release(&b);
}

static void detached_bytes_belong_to_the_caller(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 4);
	char *none = buf_detach(&b);
	assert_string_equal(none, "");
	free(none);
	buf_puts(&b, "mine");
	char *mine = buf_detach(&b);
	assert_int_equal(b.len, 0);
	assert_string_equal(b.data, "");
	assert_true(buf_puts(&b, "next"));
	assert_string_equal(mine, "mine");
	free(mine);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_is_an_empty_string),
		cmocka_unit_test(every_addition_ends_in_a_nul),
		cmocka_unit_test(the_maximum_can_be_reached_exactly),
		cmocka_unit_test(what_does_not_fit_is_not_added_at_all),
		cmocka_unit_test(a_huge_maximum_does_not_overflow),
		cmocka_unit_test(printing_grows_as_far_as_needed),
		cmocka_unit_test(reserved_room_counts_when_committed),
		cmocka_unit_test(consuming_moves_the_rest_to_the_front),
		cmocka_unit_test(detached_bytes_belong_to_the_caller),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
