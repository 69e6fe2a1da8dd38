#include "unit/support/test.h"

#include "base/utf8.h"
#include "content/problem.h"

static void print_all(struct problems *p, struct buf *out)
{
	problems_sort(p);
	for (size_t i = 0; i < p->n; i++) {
		problem_print(&p->v[i], NULL, out);
		buf_add_char(out, '\n');
	}
}

static void problems_come_by_file_line_column_and_text(void **state)
{
	(void)state;
	struct problems p;
	struct buf out;
	problems_init(&p);
	buf_init(&out, 4096);
	problem_add(&p, SEVERITY_ERROR, "b.gmi", 1, 0, "r", "one");
	problem_add(&p, SEVERITY_WARNING, "a.gmi", 10, 0, "r", "two %d", 2);
	problem_add(&p, SEVERITY_ERROR, "a.gmi", 9, 7, "r", "three");
	problem_add(&p, SEVERITY_ERROR, "a.gmi", 9, 5, "r", "four");
	problem_add(&p, SEVERITY_ERROR, "a.gmi", 0, 0, "r", "six");
	problem_add(&p, SEVERITY_ERROR, "a.gmi", 0, 0, "r", "five");
	print_all(&p, &out);
	assert_string_equal(out.data, "a.gmi: error: five [r]\n"
	                              "a.gmi: error: six [r]\n"
	                              "a.gmi:9:5: error: four [r]\n"
	                              "a.gmi:9:7: error: three [r]\n"
	                              "a.gmi:10: warning: two 2 [r]\n"
	                              "b.gmi:1: error: one [r]\n");
	assert_int_equal(p.errors, 5);
	assert_int_equal(p.n, 6);
	buf_release(&out);
	problems_release(&p);
}

static void a_long_text_is_not_cut_within_a_character(void **state)
{
	(void)state;
	struct problems p;
	char text[4096] = "";
	for (size_t i = 1; i + 2 < sizeof text; i += 2)
		memcpy(text + i, "ө", 2);
	text[0] = '-';
	problems_init(&p);
	problem_add(&p, SEVERITY_ERROR, "a", 1, 0, "r", "%s", text);
	problem_add(&p, SEVERITY_ERROR, "a", 1, 0, "r", "%s", text + 1);
	for (size_t i = 0; i < p.n; i++) {
		assert_true(utf8_valid(str_of(p.v[i].text), NULL));
		assert_true(strlen(p.v[i].text) > 1000);
	}
	problems_release(&p);
}

static void a_problem_is_in_the_language_in_which_it_is_shown(void **state)
{
	(void)state;
	static const struct message_text texts[] = {
		{ "\"%s\" has %d", "%2$d: «%1$s»" },
		{ "paragraph %d", "%d-абзац" },
		{ "warning", "эскертүү" },
	};
	const struct messages language = { texts, ARRAY_SIZE(texts) };
	struct problems p, copy;
	struct buf out;
	problems_init(&p);
	problems_init(&copy);
	buf_init(&out, 4096);
	problem_add(&p, SEVERITY_WARNING, "p/a.docx", 3, 0, "r", "\"%s\" has %d", "x", 2);
	problems_append(&copy, &p);
	problem_print(&copy.v[0], &language, &out);
	assert_string_equal(out.data, "p/a.docx: 3-абзац: эскертүү: 2: «x» [r]");
	buf_reset(&out);
	problem_print(&copy.v[0], NULL, &out);
	assert_string_equal(out.data, "p/a.docx: paragraph 3: warning: \"x\" has 2 [r]");
	buf_reset(&out);
	problem_add(&p, SEVERITY_ERROR, "p/a\x1b[2J\n.gmi", 0, 0, "r", "rename it");
	problem_print(&p.v[1], NULL, &out);
	assert_string_equal(out.data, "p/a [2J .gmi: error: rename it [r]");
	buf_release(&out);
	problems_release(&copy);
	problems_release(&p);
}

static void none_is_fine(void **state)
{
	(void)state;
	struct problems p;
	problems_init(&p);
	problems_sort(&p);
	assert_int_equal(p.n, 0);
	problems_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(problems_come_by_file_line_column_and_text),
		cmocka_unit_test(a_long_text_is_not_cut_within_a_character),
		cmocka_unit_test(a_problem_is_in_the_language_in_which_it_is_shown),
		cmocka_unit_test(none_is_fine),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
