#include "unit/support/test.h"

#include "base/buf.h"
#include "content/gemtext.h"

static const char *const names[] = { "text", "heading", "list", "quote", "link", "pre", "table" };

/* One line a block: "line type level [text] [url] [alt] open". */
static void expect_blocks(const char *text, const char *want)
{
	struct gemtext_reader r;
	struct gemtext g;
	struct buf out;
	buf_init(&out, 4096);
	gemtext_start(&r, str_of(text));
	while (gemtext_next(&r, &g))
		buf_printf(&out, "%d %s %d [%.*s] [%.*s] [%.*s]%s\n", g.line, names[g.type], g.level,
		    STR_ARG(g.text), STR_ARG(g.url), STR_ARG(g.alt), g.open ? " open" : "");
	assert_string_equal(out.data, want);
	buf_release(&out);
}

static void each_line_type_is_told_from_the_others(void **state)
{
	(void)state;
	expect_blocks("# A\n##B\n### C\n#### D\n\n  \ntext  \n* one\n*two\n> said\n=> /x y z\n=>/x\n=>\n",
	    "1 heading 1 [A] [] []\n"
	    "2 heading 2 [B] [] []\n"
	    "3 heading 3 [C] [] []\n"
	    "4 heading 3 [# D] [] []\n"
	    "7 text 0 [text] [] []\n"
	    "8 list 0 [one] [] []\n"
	    "9 text 0 [*two] [] []\n"
	    "10 quote 0 [said] [] []\n"
	    "11 link 0 [y z] [/x] []\n"
	    "12 link 0 [] [/x] []\n"
	    "13 link 0 [] [] []\n");
}

static void a_fence_is_one_block_with_its_alt_text(void **state)
{
	(void)state;
	expect_blocks("```  art \n# no\n\n=> no\n```ignored\nafter", "1 pre 0 [# no\n\n=> no] [] [art]\n"
	                                                             "6 text 0 [after] [] []\n");
	expect_blocks("```table\na | b\n```\n", "1 table 0 [a | b] [] [table]\n");
	expect_blocks("```\n```\nx\n", "1 pre 0 [] [] []\n3 text 0 [x] [] []\n");
}

static void a_fence_that_does_not_close_is_open_to_the_end(void **state)
{
	(void)state;
	expect_blocks("a\n```x\nb\n", "1 text 0 [a] [] []\n2 pre 0 [b] [] [x] open\n");
	expect_blocks("```", "1 pre 0 [] [] [] open\n");
}

static void an_empty_text_has_no_blocks(void **state)
{
	(void)state;
	expect_blocks("", "");
	expect_blocks("\n \n\t\n", "");
}

static void expect_table(const char *text, size_t columns, size_t rows, const char *want)
{
	struct arena a = { 0 };
	struct table t;
	struct buf out;
	buf_init(&out, 4096);
	gemtext_table(&a, str_of(text), &t);
	assert_int_equal(t.columns, columns);
	assert_int_equal(t.rows, rows);
	for (size_t i = 0; i < t.rows * t.columns; i++)
		buf_printf(&out, "[%s]", t.cells[i]);
	assert_string_equal(out.data, want);
	buf_release(&out);
	arena_release(&a);
}

static void rows_of_a_table_are_as_long_as_the_first(void **state)
{
	(void)state;
	expect_table("time | what\n9:00 | tea\n10:00\n\n11:00 | a | b\n", 2, 4,
	    "[time][what][9:00][tea][10:00][][11:00][a | b]");
	expect_table("one\n| two\n", 1, 2, "[one][| two]");
	expect_table("a | b\n | c\n", 2, 2, "[a][b][][c]");
}

static void outer_bars_and_the_ruler_of_markdown_are_dropped(void **state)
{
	(void)state;
	expect_table("| a | b |\n|---|:--|\n| 1 | |\n2 | 3\n", 2, 3, "[a][b][1][][2][3]");
	expect_table("| a | b |\n", 2, 1, "[a][b]");
	expect_table("a | b\n--- | ---\n", 2, 1, "[a][b]");
}

static void an_empty_table_has_no_cells(void **state)
{
	(void)state;
	expect_table("", 0, 0, "");
	expect_table(" \n\n", 0, 0, "");
}

static void a_header_of_bars_alone_does_not_eat_memory(void **state)
{
	(void)state;
	struct arena a = { 0 };
	struct buf b;
	struct table t;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 200000; i++)
		buf_add_char(&b, '|');
	for (int i = 0; i < 200000; i++)
		buf_puts(&b, "\nx");
	gemtext_table(&a, buf_str(&b), &t);
	assert_int_equal(t.rows, 200001);
	assert_true(t.columns <= 64);
	arena_release(&a);
	buf_release(&b);
}

static void expect_resolved(const char *url, const char *base, bool folder, const char *want)
{
	struct arena a = { 0 };
	const char *got = gemtext_resolve(&a, str_of(url), base, folder);
	if (want)
		assert_non_null(got);
	else
		assert_null(got);
	if (want)
		assert_string_equal(got, want);
	arena_release(&a);
}

static void links_resolve_as_rfc_3986_says(void **state)
{
	(void)state;
	expect_resolved("https://dpi.kg/a b", "/ky/p/x", false, "https://dpi.kg/a b");
	expect_resolved("mailto:a@dpi.kg", "/ky/p/x", false, "mailto:a@dpi.kg");
	expect_resolved("/ru/p/", "/ky/p/x", false, "/ru/p/");
	expect_resolved("y", "/ky/p/x", false, "/ky/p/y");
	expect_resolved("../q/", "/ky/p/x", false, "/ky/q/");
	expect_resolved("./y", "/ky/p/", false, "/ky/p/y");
	expect_resolved("%D2%A3.pdf", "/ky/p/x", false, "/ky/p/ң.pdf");
	expect_resolved("ң.pdf", "/ky/p/x", false, "/ky/p/ң.pdf");
	expect_resolved("#part", "/ky/p/x", false, "/ky/p/x");
	expect_resolved("y?q#part", "/ky/p/x", false, "/ky/p/y");
}

static void files_of_a_bundle_resolve_within_it(void **state)
{
	(void)state;
	expect_resolved("programme.pdf", "/ky/p/x", true, "/ky/p/x/programme.pdf");
	expect_resolved("programme.pdf", "/ky/p/x/", true, "/ky/p/x/programme.pdf");
	expect_resolved("../y", "/ky/p/x", true, "/ky/p/y");
	expect_resolved("/en/", "/ky/p/x", true, "/en/");
	expect_resolved("#part", "/ky/p/x", true, "/ky/p/x");
}

static void links_that_climb_or_are_malformed_lead_nowhere(void **state)
{
	(void)state;
	expect_resolved("../../../../etc/passwd", "/ky/p/x", false, NULL);
	expect_resolved("/../x", "/ky/p/x", false, NULL);
	expect_resolved("%2e%2e/%2e%2e/%2e%2e/%2e%2e/x", "/ky/p/x", false, NULL);
	expect_resolved("%zz", "/ky/p/x", false, NULL);
	expect_resolved("a%00", "/ky/p/x", false, NULL);
	expect_resolved("//dpi.kg/x", "/ky/p/x", false, NULL);
	expect_resolved("", "/ky/p/x", false, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_type_is_told_from_the_others),
		cmocka_unit_test(a_fence_is_one_block_with_its_alt_text),
		cmocka_unit_test(a_fence_that_does_not_close_is_open_to_the_end),
		cmocka_unit_test(an_empty_text_has_no_blocks),
		cmocka_unit_test(rows_of_a_table_are_as_long_as_the_first),
		cmocka_unit_test(outer_bars_and_the_ruler_of_markdown_are_dropped),
		cmocka_unit_test(an_empty_table_has_no_cells),
		cmocka_unit_test(a_header_of_bars_alone_does_not_eat_memory),
		cmocka_unit_test(links_resolve_as_rfc_3986_says),
		cmocka_unit_test(files_of_a_bundle_resolve_within_it),
		cmocka_unit_test(links_that_climb_or_are_malformed_lead_nowhere),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
