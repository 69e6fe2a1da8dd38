#include "unit/support/test.h"

#include "base/date.h"
#include "publish/report.h"

static struct problems problems;
static struct folder_reports reports;

static int set_up(void **state)
{
	(void)state;
	problems_init(&problems);
	assert_true(date_set_zone("UTC", NULL));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	folder_reports_release(&reports);
	problems_release(&problems);
	return 0;
}

static void add(enum severity severity, const char *file, int line, const char *rule, const char *text)
{
	problem_add(&problems, severity, file, line, 0, rule, "%s", text);
}

static const char *printed(size_t which, int64_t now)
{
	static struct buf out;
	buf_release(&out);
	buf_init(&out, REPORT_MAX);
	assert_true(which < reports.n);
	report_print(&reports.v[which], lang_at(0), now, &out);
	return out.data;
}

static void a_name_cannot_break_the_lines(void **state)
{
	(void)state;
	add(SEVERITY_ERROR, "w/a\n=== \x1b[2J.gmi", 0, "file-name", "rename it");
	folder_reports_make(&reports, &problems);
	assert_non_null(strstr(printed(0, 0), "a ===  [2J.gmi:\r\n    rename it\r\n"));
}

static void the_cure_is_first_and_errors_before_warnings_and_questions(void **state)
{
	(void)state;
	add(SEVERITY_WARNING, "w/a.ru.gmi", 4, "doubt", "is this: the day?");
	add(SEVERITY_WARNING, "w/a.ru.gmi", 3, "bullet", "\"a: b\" is no mark: begin with \"* \"");
	add(SEVERITY_ERROR, "w/b.ru.docx", 2, "bad-line", "this is wrong");
	folder_reports_make(&reports, &problems);
	assert_int_equal(reports.n, 1);
	assert_string_equal(reports.v[0].folder, "w");
	assert_string_equal(printed(0, 1795000000),
	    "\xEF\xBB\xBF=== jarchy ===\r\n"
	    "2026-11-18 11:06\r\n"
	    "\r\n"
	    "PLEASE CORRECT. Until then readers see the last good version of these, or nothing.\r\n"
	    "\r\n"
	    "b.ru.docx, paragraph 2:\r\n"
	    "    this is wrong\r\n"
	    "\r\n"
	    "PLEASE LOOK. These are published, but something in them may be wrong.\r\n"
	    "\r\n"
	    "a.ru.gmi, line 3:\r\n"
	    "    begin with \"* \"\r\n"
	    "    (\"a: b\" is no mark)\r\n"
	    "\r\n"
	    "PLEASE ANSWER, then take out the line \"# check:\" with the question.\r\n"
	    "\r\n"
	    "a.ru.gmi, line 4:\r\n"
	    "    is this: the day?\r\n"
	    "\r\n"
	    "jarchy removes this file when all of this is corrected. Do not write into it: that would be "
	    "lost.\r\n");
}

static void each_folder_has_its_own_and_those_that_are_well_none(void **state)
{
	(void)state;
	add(SEVERITY_ERROR, "w/c/x.png", 0, "file-name", "x");
	add(SEVERITY_ERROR, "w/z.gmi", 0, "file-name", "x");
	add(SEVERITY_ERROR, "w/a.gmi", 0, "file-name", "x");
	add(SEVERITY_ERROR, "w-2/a.gmi", 0, "file-name", "x");
	add(SEVERITY_ERROR, "a.gmi", 0, "file-name", "x");
	add(SEVERITY_WARNING, "q/a.gmi", 0, "no-id", "asks nobody for anything");
	folder_reports_make(&reports, &problems);
	assert_int_equal(reports.n, 4);
	assert_string_equal(reports.v[0].folder, "");
	assert_string_equal(reports.v[1].folder, "w");
	assert_int_equal(reports.v[1].n, 2);
	assert_string_equal(reports.v[2].folder, "w-2");
	assert_string_equal(reports.v[3].folder, "w/c");
}

static void one_that_says_the_same_at_another_time_is_the_same(void **state)
{
	(void)state;
	add(SEVERITY_ERROR, "w/a.gmi", 0, "file-name", "x");
	add(SEVERITY_ERROR, "z/a.gmi", 0, "file-name", "another");
	folder_reports_make(&reports, &problems);
	char *first = xstrdup(printed(0, 1000000)), *later = xstrdup(printed(0, 2000000));
	assert_string_not_equal(first, later);
	assert_true(report_is_ours(str_of(first)));
	assert_true(report_is_ours(str_of(first + 3))); /* a program took the byte order mark away */
	assert_true(report_same(str_of(first), str_of(later)));
	assert_false(report_same(str_of(first), str_of(printed(1, 1000000))));
	assert_false(report_same(STR("a note\n"), STR("a note\n")));
	assert_false(report_is_ours(STR("a note of === jarchy ===\n")));
	assert_false(report_is_ours(STR("")));
	free(first);
	free(later);
}

static void a_crowd_of_problems_is_cut_and_counted(void **state)
{
	(void)state;
	for (int i = 0; i < 1000; i++)
		add(SEVERITY_ERROR, "w/a.gmi", i + 1, "bad-line", "x");
	folder_reports_make(&reports, &problems);
	const char *text = printed(0, 0);
	assert_non_null(strstr(text, "line 40:"));
	assert_null(strstr(text, "line 41:"));
	assert_non_null(strstr(text, "In all: 1000."));
	assert_non_null(strstr(text, "jarchy removes this file"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_cure_is_first_and_errors_before_warnings_and_questions),
		TEST(a_name_cannot_break_the_lines),
		TEST(each_folder_has_its_own_and_those_that_are_well_none),
		TEST(one_that_says_the_same_at_another_time_is_the_same),
		TEST(a_crowd_of_problems_is_cut_and_counted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
