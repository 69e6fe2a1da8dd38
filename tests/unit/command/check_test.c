#include "unit/support/shell.h"

#include "command/check.h"
#include "content/rule.h"

/* Ids are of one file. */
#define HEAD(id) "---\ntitle: A\nid: urn:x:" id "\n"
#define GOOD(id) HEAD(id) "---\nText.\n"

static void good_content_is_a_count_and_status_0(void **state)
{
	struct shell *s = *state;
	assert_int_equal(shell_run(s, &check_command, NULL), 0);
	expect_printed(s, "files: 4, errors: 0, warnings: 0\n", "");
	assert_int_equal(shell_run(s, &check_command, "-q", NULL), 0);
	expect_printed(s, "", "");
	assert_int_equal(shell_run(s, &check_command, "--json", NULL), 0);
	expect_printed(s, "[]\n\n", "");
}

static void warnings_alone_are_status_0_and_an_error_is_1(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "content/p/2024-01-01-a.en.gmi", GOOD("en"));
	assert_int_equal(shell_run(s, &check_command, NULL), 0);
	expect_printed(s, "files: 5, errors: 0, warnings: 1\n",
	    "content/p/2024-01-01-a.en.gmi: warning: has no translation into ru [missing-translation]\n");
	folder_write(&s->folder, "content/p/2024-01-01-a.ru.gmi", HEAD("ru") "draft: perhaps\n---\nText.\n");
	assert_int_equal(shell_run(s, &check_command, NULL), 1);
	assert_string_equal(s->printed.out.data, "files: 6, errors: 1, warnings: 1\n");
}

static void json_has_the_place_the_rule_and_the_message_of_each(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "content/p/2024-01-01-a.ru.gmi", GOOD("ru"));
	folder_write(&s->folder, "content/p/2024-01-01-a.en.gmi", HEAD("en") "draft: \"a\\b\"\n---\nText.\n");
	folder_write(&s->folder, "content/p/Bad.en.gmi", "Text.\n");
	assert_int_equal(shell_run(s, &check_command, "--json", "content/p/2024-01-01-a.en.gmi", NULL), 2);
	char path[80];
	snprintf(path, sizeof path, "%s/content/p/2024-01-01-a.en.gmi", s->folder.path);
	assert_int_equal(shell_run(s, &check_command, "--json", path, NULL), 1);
	expect_printed(s,
	    "[\n {\n  \"file\": \"content/p/2024-01-01-a.en.gmi\",\n  \"line\": 4,\n  \"column\": 9,\n"
	    "  \"severity\": \"error\",\n  \"rule\": \"bad-value\",\n"
	    "  \"message\": \"draft: \\\"a\\\\b\\\" is neither yes nor no: write one of these\"\n }\n]\n\n",
	    "");
	assert_int_equal(shell_run(s, &check_command, "--json", "p/Bad.en.gmi", NULL), 1);
	assert_non_null(strstr(s->printed.out.data,
	    "\"line\": 0,\n  \"column\": 0,\n  \"severity\": \"error\",\n  \"rule\": \"file-name\""));
}

static void only_what_lies_at_or_below_the_paths_counts(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "content/p2/project.en.gmi", "---\nname: P\n---\nText.\n");
	folder_write(&s->folder, "content/p2/project.ru.gmi", "---\nnaem: P\n---\nText.\n");
	assert_int_equal(shell_run(s, &check_command, "-q", NULL), 1);
	assert_int_equal(shell_run(s, &check_command, "-q", "p", NULL), 0);
	expect_printed(s, "", "");
	assert_int_equal(shell_run(s, &check_command, "-q", "p", "p2/project.ru.gmi", NULL), 1);
	expect_printed(s, "",
	    "content/p2/project.ru.gmi:2: error: unknown key \"naem\": did you mean \"name\"? "
	    "[unknown-key]\n");
}

static void a_path_outside_the_content_is_status_2(void **state)
{
	struct shell *s = *state;
	static const char *const paths[] = { "jarchy.conf", "..", "/etc", "p/no-such-file", "../content2" };
	folder_write(&s->folder, "content2/a", "");
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		assert_int_equal(shell_run(s, &check_command, "p", paths[i], NULL), 2);
		assert_string_equal(s->printed.out.data, "");
		assert_non_null(strstr(s->printed.err.data, "\" is not in the content directory \""));
	}
}

static void a_dead_link_of_markdown_is_told_with_the_line_of_the_file(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "content/p/2024-01-01-a.ru.gmi", GOOD("ru"));
	folder_write(&s->folder, "content/p/2024-01-01-a.en.md",
	    HEAD("en") "---\n\nA paragraph\nof three\nlines.\n\n[There](/en/p/2024-01-02-none)\n");
	assert_int_equal(shell_run(s, &check_command, "-q", NULL), 0);
	assert_true(str_starts(buf_str(&s->printed.err), "content/p/2024-01-01-a.en.md:10: warning: "));
	assert_non_null(strstr(s->printed.err.data, " [dead-link]\n"));
	assert_ptr_equal(strchr(s->printed.err.data, '\n') + 1, s->printed.err.data + s->printed.err.len);
}

static void a_file_is_named_by_an_attachment_or_a_link_of_any_language(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "content/p/2024-01-01-a/index.en.gmi",
	    HEAD("en") "attachment: a.txt A\n---\nText.\n");
	folder_write(&s->folder, "content/p/2024-01-01-a/index.ru.gmi", HEAD("ru") "---\n=> b.txt B\n");
	folder_write(&s->folder, "content/p/2024-01-01-a/a.txt", "a");
	folder_write(&s->folder, "content/p/2024-01-01-a/b.txt", "b");
	folder_write(&s->folder, "content/p/2024-01-01-a/a.txt.txt", "c");
	folder_write(&s->folder, "content/p/2024-01-02-b/d.txt", "d");
	assert_int_equal(shell_run(s, &check_command, "-q", NULL), 0);
	expect_printed(s, "",
	    "content/p/2024-01-01-a/a.txt.txt: warning: readers see only the name of this file: write "
	    "\"attachment: a.txt.txt …\" with its title [unused-attachment]\n"
	    "content/p/2024-01-02-b/d.txt: warning: readers see no file of this folder: write its text "
	    "beside it, as index.<language>.gmi [no-text]\n");
}

static void the_rules_are_listed_with_their_severity(void **state)
{
	struct shell *s = *state;
	size_t lines = 0, rules = 0;
	assert_int_equal(shell_run(s, &check_command, "--rules", NULL), 0);
	for (const char *at = s->printed.out.data; (at = strchr(at, '\n')); at++)
		lines++;
	while (content_rules[rules].name)
		rules++;
	assert_int_equal(lines, rules);
	assert_non_null(
	    strstr(s->printed.out.data, "\nbad-line               error          a line of front matter"));
}

static void what_harms_readers_is_first_and_what_is_frequent_is_one_line(void **state)
{
	struct shell *s = *state;
	char name[80], text[200];
	for (int i = 1; i <= 5; i++) {
		snprintf(name, sizeof name, "content/p/2024-01-0%d-a.en.gmi", i);
		snprintf(text, sizeof text, "---\ntitle: A\nid: urn:x:%d\n---\n%s\n", i,
		    i == 4 ? "=> /no" : "Text.");
		folder_write(&s->folder, name, text);
	}
	folder_write(&s->folder, "content/p/2024-01-05-b.en.gmi", HEAD("b") "draft: perhaps\n---\nText.\n");
	assert_int_equal(shell_run(s, &check_command, "-q", NULL), 1);
	expect_printed(s, "",
	    "content/p/2024-01-05-b.en.gmi:4:8: error: draft: \"perhaps\" is neither yes nor no: write one "
	    "of these "
	    "[bad-value]\n"
	    "content/p/2024-01-04-a.en.gmi:5:4: warning: the link /no leads nowhere [dead-link]\n"
	    "content/p: warning: has no translation into ru: 5 (2024-01-01-a.en.gmi, 2024-01-02-a.en.gmi, "
	    "2024-01-03-a.en.gmi, …) [missing-translation]\n");
	assert_int_equal(shell_run(s, &check_command, "-q", "--all", NULL), 1);
	assert_non_null(strstr(s->printed.err.data,
	    "content/p/2024-01-05-a.en.gmi: warning: has no translation into ru [missing-translation]\n"));
	assert_int_equal(shell_run(s, &check_command, "--json", NULL), 1);
	assert_non_null(strstr(s->printed.out.data, "content/p/2024-01-05-a.en.gmi"));
}

static void content_that_cannot_be_looked_at_is_status_2(void **state)
{
	struct shell *s = *state;
	assert_int_equal(renameat(s->folder.fd, "content", s->folder.fd, "elsewhere"), 0);
	assert_int_equal(shell_run(s, &check_command, NULL), 2);
	assert_string_equal(s->printed.out.data, "");
	assert_true(str_starts(buf_str(&s->printed.err), "jarchy: error: content"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(good_content_is_a_count_and_status_0),
		TEST(warnings_alone_are_status_0_and_an_error_is_1),
		TEST(json_has_the_place_the_rule_and_the_message_of_each),
		TEST(only_what_lies_at_or_below_the_paths_counts),
		TEST(a_path_outside_the_content_is_status_2),
		TEST(a_dead_link_of_markdown_is_told_with_the_line_of_the_file),
		TEST(a_file_is_named_by_an_attachment_or_a_link_of_any_language),
		TEST(the_rules_are_listed_with_their_severity),
		TEST(what_harms_readers_is_first_and_what_is_frequent_is_one_line),
		TEST(content_that_cannot_be_looked_at_is_status_2),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
