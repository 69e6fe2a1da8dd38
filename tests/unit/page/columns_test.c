/*
 * columns_test: tables as lines of plain text.
 */
#include "unit/support/pages.h"

#include "page/columns.h"

static bool add_table(const char **cells, size_t columns, size_t rows, size_t width, const char *expected)
{
	struct page p;
	struct buf out;
	sample_page(&p, PAGE_TEXT);
	sample_table(&p, cells, columns, rows);
	buf_init(&out, 1 << 16);
	bool aligned = columns_add(&p.blocks[0], p.lang, width, &out);
	assert_string_equal(out.data, expected);
	buf_release(&out);
	page_release(&p);
	return aligned;
}

static void the_width_can_be_reached_exactly(void **state)
{
	(void)state;
	const char *cells[] = { "ab", "cde", "f", "g" };
	assert_true(add_table(cells, 2, 2, 7, "ab  cde\n--  ---\nf   g\n"));
	assert_false(add_table(cells, 2, 2, 6, "ab: f\ncde: g\n"));
}

static void wide_characters_take_two_columns(void **state)
{
	(void)state;
	const char *cells[] = { "日本", "x", "abc", "y" };
	assert_true(add_table(cells, 2, 2, 67, "日本  x\n----  -\nabc   y\n"));
}

static void pairs_leave_out_empty_cells_and_part_the_rows(void **state)
{
	(void)state;
	const char *cells[] = { "A", "", "1", "2", "", "4" };
	assert_false(add_table(cells, 2, 3, 1, "A: 1\n2\n\n4\n"));
}

static void a_header_alone_is_shown(void **state)
{
	(void)state;
	const char *cells[] = { "A", "B" };
	assert_false(add_table(cells, 2, 1, 1, "A\nB\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_width_can_be_reached_exactly),
		cmocka_unit_test(wide_characters_take_two_columns),
		cmocka_unit_test(pairs_leave_out_empty_cells_and_part_the_rows),
		cmocka_unit_test(a_header_alone_is_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
