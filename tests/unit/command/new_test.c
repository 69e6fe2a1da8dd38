#include "unit/support/shell.h"

#include "command/new.h"

/* 2024-03-05 08:00 UTC. */
enum { NOW = 1709625600 };
#define ITEM "p/2024-03-05-"

static const char *const hostile[] = {
	"\"Quoted\" news: part #1",
	"\"Quoted news\"",
	"'Quoted news'",
	"\"It's quoted\"",
	"'\"It's\" quoted'",
	"\"Quoted\" and \"quoted\"",
	"\"An open quote",
	"'An apostrophe",
	"«Жаңы көпүрө»",
	"# A comment",
	"A #comment",
	"- A list",
	"* A list",
	"[a, list]",
	"{a: map}",
	"| a block",
	"> a block",
	"title: A",
	"A: B: C",
	"--- a",
	"=> /a link",
	"A\\nB",
	"%s%n a",
	"a & <b>",
	"路 a",
};

static bool item(struct shell *s, const char *project, const char *title, struct err *err)
{
	struct new_item n = { .project = project,
		.title = title,
		.langs = { s->config.site.langs[0] },
		.lang_count = 1,
		.now = NOW };
	printed_begin(&s->printed);
	bool good = new_item(&s->config, &n, err);
	shell_printed(s);
	return good;
}

static bool project(struct shell *s, const char *slug, const char *name, struct err *err)
{
	printed_begin(&s->printed);
	bool good = new_project(&s->config, slug, name, s->config.site.langs, 2, err);
	shell_printed(s);
	return good;
}

/* The title of this file below content/, which check finds nothing wrong with; the file is removed. */
static char *take_title(struct shell *s, const char *path)
{
	struct content_name name;
	struct document d;
	struct problems problems;
	struct err err;
	char under[128];
	snprintf(under, sizeof under, "content/%s", path);
	const char *text = folder_read(&s->folder, under);
	assert_non_null(text);
	content_name(path, &name, &err);
	problems_init(&problems);
	assert_true(document_parse(path, &name, str_of(text), &d, &problems));
	assert_int_equal(problems.n, 0);
	char *title = xstrdup(d.title);
	document_release(&d);
	problems_release(&problems);
	folder_remove(&s->folder, under);
	return title;
}

static const char *printed_path(struct shell *s)
{
	size_t before = strlen("content/");
	assert_true(s->printed.out.len > before);
	s->printed.out.data[strcspn(s->printed.out.data, "\n")] = '\0';
	return s->printed.out.data + before;
}

static void expect_title(struct shell *s, const char *given, const char *read)
{
	struct err err = { .text = "" };
	if (!item(s, "p", given, &err))
		fail_msg("%s: %s", given, err.text);
	char *title = take_title(s, printed_path(s));
	assert_string_equal(title, read);
	free(title);
}

static void every_title_is_read_back_as_it_was_given(void **state)
{
	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++)
		expect_title(*state, hostile[i], hostile[i]);
}

static void every_name_of_a_project_is_read_back_in_each_language(void **state)
{
	struct shell *s = *state;
	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		struct err err = { .text = "" };
		if (!project(s, "wells", hostile[i], &err))
			fail_msg("%s: %s", hostile[i], err.text);
		char *name = take_title(s, "wells/project.en.gmi");
		char *translated = take_title(s, "wells/project.ru.gmi");
		assert_string_equal(name, hostile[i]);
		assert_string_equal(translated, hostile[i]);
		free(name);
		free(translated);
	}
}

static void spaces_and_tabs_around_a_title_are_no_part_of_it(void **state)
{
	expect_title(*state, "  A pump \t", "A pump");
	expect_title(*state, " \"A pump\" ", "\"A pump\"");
}

static void what_cannot_be_a_title_is_refused_and_nothing_is_written(void **state)
{
	static const char *const bad[][2] = {
		{ "", "\"\" is no title or name: write one line of text" },
		{ " \t ", "\" \t \" is no title or name: write one line of text" },
		{ "A\nB", "\"A\nB\" is no title or name: write one line of text" },
		{ "A\n", "\"A\n\" is no title or name: write one line of text" },
		{ "A\rB", "\"A\rB\" is no title or name: write one line of text" },
		{ "A\tB", "this title or name contains the control character U+0009: take it out" },
		{ "A\033[2J", "this title or name contains the control character U+001B: take it out" },
		{ "A\x7f", "this title or name contains the control character U+007F: take it out" },
		{ "A\xc2\x85", "this title or name contains the control character U+0085: take it out" },
		{ "A\uFFFF", "this title or name contains the control character U+FFFF: take it out" },
		{ "A\xff", "this title or name is not in UTF-8: set the terminal to this encoding" },
		{ "#", "no file name can be made from the title \"#\": give one with --slug" },
	};
	struct shell *s = *state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct err err = { .text = "" };
		assert_false(item(s, "p", bad[i][0], &err));
		assert_string_equal(err.text, bad[i][1]);
		assert_string_equal(s->printed.out.data, "");
	}
	struct err err = { .text = "" };
	assert_false(project(s, "wells", "A\tB", &err));
	assert_string_equal(
	    err.text, "this title or name contains the control character U+0009: take it out");
	assert_int_not_equal(faccessat(s->folder.fd, "content/wells", F_OK, 0), 0);
}

static void a_title_longer_than_a_content_file_is_refused(void **state)
{
	struct shell *s = *state;
	struct err err = { .text = "" };
	char *title = xmalloc(DOCUMENT_MAX + 1);
	memset(title, 'a', DOCUMENT_MAX);
	title[DOCUMENT_MAX] = '\0';
	assert_false(item(s, "p", title, &err));
	assert_string_equal(err.text, "the title is too long");
	assert_false(project(s, "wells", title, &err));
	assert_string_equal(err.text, "the project's name is too long");
	free(title);
}

static void a_name_that_no_project_can_have_is_refused_by_name(void **state)
{
	static const char *const bad[][2] = {
		{ "archive", "\"archive\" is the address of a page of the site" },
		{ "feeds", "\"feeds\" is the address of a page of the site" },
		{ "elsewhere", "\"elsewhere\" is the address of a page of the site" },
		{ "tr", "\"tr\" is the address of a page of the site" },
		{ "ru", "\"ru\" is the name of a language" },
		{ "Big", "\"Big\" cannot be the name of a project" },
		{ "-p", "\"-p\" cannot be the name of a project" },
		{ "_p", "\"_p\" would be ignored" },
		{ ".", "\".\" would be ignored" },
		{ "", "\"\" would be ignored" },
		{ "../p", "\"../p\" is a path" },
		{ "p/2020-01-01-a", "\"p/2020-01-01-a\" is a path" },
		{ "p/", "\"p/\" is a path" },
	};
	struct shell *s = *state;
	for (size_t i = 0; i < ARRAY_SIZE(bad); i++) {
		struct err as_project = { .text = "" }, as_item = { .text = "" };
		assert_false(project(s, bad[i][0], "N", &as_project));
		assert_false(item(s, bad[i][0], "A pump", &as_item));
		assert_true(str_starts(str_of(as_project.text), bad[i][1]));
		assert_string_equal(as_project.text, as_item.text);
		assert_string_equal(s->printed.out.data, "");
	}
}

static void when_one_file_is_there_no_other_is_written(void **state)
{
	struct shell *s = *state;
	struct err err = { .text = "" };
	struct new_item n = { .project = "p",
		.title = "A pump",
		.bundle = true,
		.now = NOW,
		.langs = { s->config.site.langs[0], s->config.site.langs[1] },
		.lang_count = 2 };
	folder_write(&s->folder, "content/" ITEM "a-pump/index.ru.gmi", "kept");
	printed_begin(&s->printed);
	bool good = new_item(&s->config, &n, &err);
	shell_printed(s);
	assert_false(good);
	assert_non_null(strstr(err.text, "a-pump/index.ru.gmi: File exists"));
	assert_string_equal(s->printed.out.data, "");
	const char *kept = folder_read(&s->folder, "content/" ITEM "a-pump/index.ru.gmi");
	assert_string_equal(kept, "kept");
	assert_int_not_equal(faccessat(s->folder.fd, "content/" ITEM "a-pump/index.en.gmi", F_OK, 0), 0);
}

static void a_short_name_that_is_given_is_that_of_the_file(void **state)
{
	struct shell *s = *state;
	assert_int_equal(shell_run(s, &new_command, "p", "#", "--slug", "bridge", NULL), COMMAND_GOOD);
	assert_non_null(strstr(s->printed.out.data, "-bridge.en.gmi\n"));
	assert_int_equal(shell_run(s, &new_command, "p", "A", "--slug", "The Bridge", NULL), COMMAND_FAILED);
	assert_non_null(strstr(s->printed.err.data, "\"The Bridge\" is no short name"));
	assert_string_equal(s->printed.out.data, "");
}

static void a_new_draft_has_no_date(void **state)
{
	struct shell *s = *state;
	struct err err = { .text = "" };
	assert_true(item(s, "p", "A pump", &err));
	const char *text = folder_read(&s->folder, "content/" ITEM "a-pump.en.gmi");
	assert_null(strstr(text, "\ndate:"));
	assert_non_null(strstr(text, "\ndraft: yes\n"));
}

static void a_link_that_leads_nowhere_is_not_followed(void **state)
{
	struct shell *s = *state;
	struct err err = { .text = "" };
	assert_int_equal(symlinkat("/nowhere", s->folder.fd, "content/" ITEM "a-pump.en.gmi"), 0);
	assert_false(item(s, "p", "A pump", &err));
	assert_non_null(strstr(err.text, "File exists"));
}

static void every_id_is_a_new_random_uuid(void **state)
{
	(void)state;
	char last[64] = "";
	for (int i = 0; i < 100; i++) {
		struct buf id;
		struct err err;
		buf_init(&id, 64);
		assert_true(new_id(&id, &err));
		assert_int_equal(id.len, strlen("urn:uuid:00000000-0000-4000-8000-000000000000"));
		assert_true(str_starts(buf_str(&id), "urn:uuid:"));
		assert_int_equal(id.data[strlen("urn:uuid:00000000-0000-")], '4');
		assert_non_null(strchr("89ab", id.data[strlen("urn:uuid:00000000-0000-4000-")]));
		assert_string_not_equal(id.data, last);
		snprintf(last, sizeof last, "%s", id.data);
		buf_release(&id);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_title_is_read_back_as_it_was_given),
		TEST(every_name_of_a_project_is_read_back_in_each_language),
		TEST(spaces_and_tabs_around_a_title_are_no_part_of_it),
		TEST(what_cannot_be_a_title_is_refused_and_nothing_is_written),
		TEST(a_title_longer_than_a_content_file_is_refused),
		TEST(a_name_that_no_project_can_have_is_refused_by_name),
		TEST(when_one_file_is_there_no_other_is_written),
		TEST(a_short_name_that_is_given_is_that_of_the_file),
		TEST(a_new_draft_has_no_date),
		TEST(a_link_that_leads_nowhere_is_not_followed),
		cmocka_unit_test(every_id_is_a_new_random_uuid),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
