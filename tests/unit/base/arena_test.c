#include "unit/support/test.h"

#include <stdalign.h>

#include "base/arena.h"

static void memory_is_zeroed_and_aligned(void **state)
{
	(void)state;
	struct arena a = { 0 };
	for (int round = 0; round < 3; round++) {
		for (size_t n = 0; n < 3000; n += 7) {
			char *p = arena_alloc(&a, n);
			assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
			for (size_t i = 0; i < n; i++)
				assert_int_equal(p[i], 0);
			memset(p, 0xEE, n);
			assert_string_equal(arena_strdup(&a, "odd"), "odd");
		}
		arena_reset(&a);
		assert_int_equal(a.used, 0);
	}
	arena_release(&a);
}

static void allocations_do_not_overlap(void **state)
{
	(void)state;
	enum { COUNT = 500 };
	struct arena a;
	arena_init(&a);
	unsigned char *parts[COUNT];
	for (size_t i = 0; i < COUNT; i++) {
		size_t n = i % 50 == 0 ? 100000 : i;
		parts[i] = arena_alloc(&a, n);
		memset(parts[i], (int)(i & 0xFF), n);
	}
	for (size_t i = 0; i < COUNT; i++)
		for (size_t k = 0; k < (i % 50 == 0 ? 100000 : i); k++)
			if (parts[i][k] != (i & 0xFF))
				fail();
	arena_release(&a);
}

static void a_big_allocation_does_not_waste_the_block_in_use(void **state)
{
	(void)state;
	struct arena a = { 0 };
	char *before = arena_str(&a, STR("a"));
	arena_alloc(&a, 1000000);
	char *after = arena_str(&a, STR("b"));
	assert_ptr_equal(after, before + 2);
	arena_release(&a);
}

static void strings_are_copied_with_a_nul(void **state)
{
	(void)state;
	struct arena a = { 0 };
	assert_string_equal(arena_str(&a, str_sub(STR("abcdef"), 1, 3)), "bc");
	assert_string_equal(arena_str(&a, (struct str){ 0 }), "");
	assert_null(arena_strdup(&a, NULL));
	arena_release(&a);
}

static void printing_has_no_longest_text(void **state)
{
	(void)state;
	struct arena a = { 0 };
	for (int n = 1; n < 600; n++) {
		const char *text = arena_printf(&a, "%*d!", n, 5);
		assert_int_equal(strlen(text), n + 1);
		assert_string_equal(text + n - 1, "5!");
	}
	arena_release(&a);
}

struct pair {
	int a;
	char b[20];
};

static void pushing_keeps_what_is_there_and_zeroes_what_is_new(void **state)
{
	(void)state;
	struct arena a = { 0 };
	struct pair *pairs = NULL;
	size_t n = 0;
	for (int i = 0; i < 1000; i++) {
		struct pair *p = ARENA_PUSH(&a, pairs, n);
		assert_ptr_equal(p, pairs + i);
		assert_int_equal(p->a, 0);
		assert_int_equal(p->b[19], 0);
		*p = (struct pair){ i, "text" };
		memset(arena_alloc(&a, 100), 0xEE, 100);
	}
	assert_int_equal(n, 1000);
	for (int i = 0; i < 1000; i++) {
		assert_int_equal(pairs[i].a, i);
		assert_string_equal(pairs[i].b, "text");
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_and_aligned),
		cmocka_unit_test(allocations_do_not_overlap),
		cmocka_unit_test(a_big_allocation_does_not_waste_the_block_in_use),
		cmocka_unit_test(strings_are_copied_with_a_nul),
		cmocka_unit_test(printing_has_no_longest_text),
		cmocka_unit_test(pushing_keeps_what_is_there_and_zeroes_what_is_new),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
