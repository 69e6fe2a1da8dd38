#include "unit/support/shell.h"

#include "command/import.h"
#include "content/name.h"

/* 2024-03-05 08:00 UTC. */
enum { NOW = 1709625600 };
#define LETTER "A bridge is open\n\nPeople crossed the new bridge over the river today and were glad of it.\n"

/* Imports the file, whose name is below the folder. */
static int import(struct shell *s, const char *file, struct import_options o)
{
	char path[96], *files[] = { path };
	snprintf(path, sizeof path, "%s/%s", s->folder.path, file);
	o.files = files;
	o.file_count = 1;
	o.now = NOW;
	printed_begin(&s->printed);
	int status = import_run(&s->config, &o);
	shell_printed(s);
	return status;
}

static void put_feed(struct shell *s, const char *title, const char *id)
{
	char feed[1024];
	snprintf(feed, sizeof feed,
	    "<rss><channel><language>en</language><item><title>%s</title><guid>%s</guid>"
	    "<pubDate>05 Mar 2024 10:00:00 GMT</pubDate></item></channel></rss>",
	    title, id);
	folder_write(&s->folder, "feed.xml", feed);
}

static void a_dry_run_prints_the_file_and_writes_nothing(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "letter.txt", LETTER);
	assert_int_equal(
	    import(s, "letter.txt", (struct import_options){ .dry_run = true, .project = "p" }), 0);
	assert_true(str_starts(
	    buf_str(&s->printed.out), "== content/p/2024-03-05-a-bridge-is-open.en.gmi\n---\n# check: "));
	assert_non_null(strstr(s->printed.out.data, "\ntitle: A bridge is open\n"));
	assert_int_not_equal(
	    faccessat(s->folder.fd, "content/p/2024-03-05-a-bridge-is-open.en.gmi", F_OK, 0), 0);
}

static void without_a_project_items_are_of_imported(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "letter.txt", LETTER);
	assert_int_equal(import(s, "letter.txt", (struct import_options){ 0 }), 0);
	assert_string_equal(s->printed.out.data, "content/imported/2024-03-05-a-bridge-is-open.en.gmi\n");
	assert_int_equal(import(s, "letter.txt", (struct import_options){ 0 }), 0);
	expect_printed(s, "",
	    "jarchy: content/imported/2024-03-05-a-bridge-is-open.en.gmi is there already: left alone\n"
	    "items imported: 0; to be published: 0, drafts: 0\n  imported before, left alone: 1\n");
}

static void a_language_that_is_said_is_not_guessed(void **state)
{
	struct shell *s = *state;
	const struct lang *ru = s->config.site.langs[1];
	folder_write(&s->folder, "letter.txt", LETTER);
	assert_int_equal(import(s, "letter.txt", (struct import_options){ .lang = ru, .project = "p" }), 0);
	assert_string_equal(s->printed.out.data, "content/p/2024-03-05-a-bridge-is-open.ru.gmi\n");
	assert_null(strstr(s->printed.err.data, "language"));
}

static void a_language_that_the_site_lacks_is_the_first_and_doubted(void **state)
{
	struct shell *s = *state;
	folder_write(&s->folder, "feed.xml",
	    "<rss><channel><language>ky</language><item><title>A</title><guid>urn:x:1</guid>"
	    "</item></channel></rss>");
	assert_int_equal(import(s, "feed.xml", (struct import_options){ .dry_run = true }), 0);
	assert_true(str_starts(buf_str(&s->printed.out), "== content/imported/2024-03-05-a.en.gmi\n"));
	assert_non_null(strstr(s->printed.out.data, "\n# check: which language is this? "));
}

static void a_title_in_quotes_is_written_so_that_it_is_read_back(void **state)
{
	struct shell *s = *state;
	put_feed(s, "\"It's open\"", "urn:x:1");
	assert_int_equal(import(s, "feed.xml", (struct import_options){ .dry_run = true }), 0);
	assert_non_null(strstr(s->printed.out.data, "\ntitle: '\"It's open\"'\n"));
}

static void names_that_are_taken_by_other_items_get_a_number(void **state)
{
	struct shell *s = *state;
	char title[300] = "";
	for (int i = 0; i < SLUG_MAX; i++)
		strcat(title, "a");
	for (int i = 1; i <= 100; i++) {
		char id[32];
		snprintf(id, sizeof id, "urn:x:%d", i);
		put_feed(s, title, id);
		int status = import(s, "feed.xml", (struct import_options){ .project = "p" });
		assert_int_equal(status, i < 100 ? 0 : 2);
		if (i == 99) {
			assert_non_null(strstr(s->printed.out.data, "aaa-99.en.gmi\n"));
			struct content_name name;
			struct err err = { .text = "" };
			s->printed.out.data[s->printed.out.len - 1] = '\0';
			content_name(s->printed.out.data + strlen("content/"), &name, &err);
			assert_string_equal(err.text, "");
		}
	}
	assert_non_null(strstr(s->printed.err.data, ": too many items of this name\n"));
}

static void a_project_that_cannot_be_is_refused_before_a_file_is_read(void **state)
{
	static const char *const names[] = { "archive", "ru", "_p", "../p", "P" };
	struct shell *s = *state;
	folder_write(&s->folder, "letter.txt", LETTER);
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		assert_int_equal(import(s, "letter.txt", (struct import_options){ .project = names[i] }), 2);
		char quoted[32];
		snprintf(quoted, sizeof quoted, "jarchy: error: \"%s\" ", names[i]);
		assert_true(str_starts(buf_str(&s->printed.err), quoted));
		assert_string_equal(s->printed.out.data, "");
	}
}

static void the_words_and_values_of_the_command_are_looked_at(void **state)
{
	struct shell *s = *state;
	assert_int_equal(shell_run(s, &import_command, NULL), 2);
	expect_printed(s, "",
	    "jarchy: error: import: name the files: exports of WordPress, feeds, HTML pages, documents of "
	    "Word or LibreOffice, plain text, directories or addresses of sites (see \"jarchy import "
	    "--help\")\n");
	assert_int_equal(shell_run(s, &import_command, "--lang", "ky", "a.txt", NULL), 2);
	expect_printed(s, "",
	    "jarchy: error: import: --lang \"ky\" is not one of the site's languages (see \"jarchy import "
	    "--help\")\n");
	assert_int_equal(shell_run(s, &import_command, "/no/such/file", NULL), 2);
	expect_printed(s, "", "jarchy: error: cannot read /no/such/file: No such file or directory\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_dry_run_prints_the_file_and_writes_nothing),
		TEST(without_a_project_items_are_of_imported),
		TEST(a_language_that_is_said_is_not_guessed),
		TEST(a_language_that_the_site_lacks_is_the_first_and_doubted),
		TEST(a_title_in_quotes_is_written_so_that_it_is_read_back),
		TEST(names_that_are_taken_by_other_items_get_a_number),
		TEST(a_project_that_cannot_be_is_refused_before_a_file_is_read),
		TEST(the_words_and_values_of_the_command_are_looked_at),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
