#include "unit/support/folder.h"

#include "content/filetype.h"

static const char globs[] = "# the database\n"
                            "80:text/html:*.html\n"
                            "50:application/xhtml+xml:*.html\n"
                            "50:application/pdf:*.pdf\n"
                            "50:image/png:*.png\n"
                            "50:text/plain:*.txt\n"
                            "50:application/gzip:*.gz\n"
                            "50:application/x-compressed-tar:*.tar.gz\n"
                            "50:text/x-hidden:*.C:cs\n"
                            "50:text/x-pattern:*.[1-9]\n"
                            "50:audio/x-b:*.tied\n"
                            "50:application/a:*.tied\n"
                            "50:application/pdf:*.tied\n"
                            "101:text/x-bad:*.bad\n"
                            "50:text/x-cut";

struct fixture {
	struct file_types *types;
	struct folder folder;
	int dir; /* its descriptor */
};

static int set_up(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	folder_init(&f->folder);
	f->dir = f->folder.fd;
	f->types = file_types_new(str_of(globs));
	*state = f;
	return 0;
}

static int tear_down(void **state)
{
	struct fixture *f = *state;
	file_types_free(f->types);
	folder_release(&f->folder);
	free(f);
	return 0;
}

static bool write_and_find(struct fixture *f, const char *name, struct str bytes, const char *mime)
{
	folder_write_bytes(&f->folder, name, bytes);
	struct file_type t = file_types_find(f->types, f->dir, name);
	assert_string_equal(t.mime, mime);
	folder_remove(&f->folder, name);
	return t.utf8;
}

static void a_name_decides_by_its_longest_ending_in_any_case(void **state)
{
	static const char *const cases[][2] = { { "plan.pdf", "application/pdf" },
		{ "A B.v2.PDF", "application/pdf" }, { "план.pdf", "application/pdf" },
		{ "a.gz", "application/gzip" }, { "a.tar.gz", "application/x-compressed-tar" },
		{ "a.html", "text/html" }, { "p/2024-01-01-a/site.gmi", "text/gemini" } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fixture *f = *state;
		assert_string_equal(file_types_find(f->types, f->dir, cases[i][0]).mime, cases[i][1]);
	}
}

static void a_name_that_says_nothing_and_no_content_are_bytes(void **state)
{
	static const char *const names[] = { "pdf", "a.", "a.xyz", "a.C", "a.1", "a.bad", "x.pdf/none", "",
		"a.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	struct fixture *f = *state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		assert_string_equal(
		    file_types_find(f->types, f->dir, names[i]).mime, "application/octet-stream");
	assert_false(write_and_find(f, "empty", STR(""), "application/octet-stream"));
}

static void content_decides_where_the_name_says_nothing(void **state)
{
	write_and_find(*state, "plan", STR("%PDF-1.4\n%\xe2\xe3\n"), "application/pdf");
	write_and_find(*state, "page.xyz", STR("<!DOCTYPE html>\n<html><body>"), "text/html");
}

static void content_chooses_among_types_that_share_an_ending(void **state)
{
	write_and_find(*state, "a.tied", STR("%PDF-1.4\n"), "application/pdf");
	write_and_find(*state, "a.tied", STR("nothing of these\n"), "application/a");
}

static void content_does_not_overrule_the_name(void **state)
{
	write_and_find(*state, "evil.png", STR("<!DOCTYPE html>\n<script>alert(1)</script>"), "image/png");
}

static void only_text_in_utf8_is_said_to_be_so(void **state)
{
	assert_true(write_and_find(*state, "a.txt", STR("Жарчы\n"), "text/plain"));
	assert_true(write_and_find(*state, "a.txt", STR(""), "text/plain"));
	assert_false(write_and_find(*state, "a.txt", STR("\xc6\xe0\xf0\xf7\xfb\n"), "text/plain"));
	assert_false(write_and_find(*state, "a.pdf", STR("%PDF-1.4\n"), "application/pdf"));
}

static void a_letter_cut_in_two_at_the_end_of_what_is_read_does_no_harm(void **state)
{
	enum { HEAD = 1 << 16 };
	char *text = xmalloc(HEAD + 1);
	memset(text, 'a', HEAD + 1);
	memcpy(text + HEAD - 1, "ж", 2);
	assert_true(write_and_find(*state, "a.txt", (struct str){ text, HEAD + 1 }, "text/plain"));
	memcpy(text + HEAD - 5, "\xff", 1);
	assert_false(write_and_find(*state, "a.txt", (struct str){ text, HEAD + 1 }, "text/plain"));
	free(text);
}

static void another_database_has_another_mark(void **state)
{
	struct fixture *f = *state;
	struct file_types *other = file_types_new(STR("50:application/pdf:*.pdf\n"));
	assert_true(file_types_mark(other) != file_types_mark(f->types));
	file_types_free(other);
}

static void this_machine_knows_what_editors_attach(void **state)
{
	static const char *const cases[][2] = { { "a.pdf", "application/pdf" }, { "a.jpg", "image/jpeg" },
		{ "a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
		{ "a.xls", "application/vnd.ms-excel" }, { "a.mp3", "audio/mpeg" }, { "a.mp4", "video/mp4" },
		{ "a.csv", "text/csv" }, { "a.svg", "image/svg+xml" }, { "a.json", "application/json" },
		{ "a.ogg", "audio/ogg" }, { "a.djvu", "image/vnd.djvu" }, { "a.zip", "application/zip" } };
	struct fixture *f = *state;
	struct err err = { .text = "" };
	bool whole;
	struct file_types *t = file_types_load(&whole, &err);
	assert_string_equal(err.text, "");
	assert_true(whole);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(file_types_find(t, f->dir, cases[i][0]).mime, cases[i][1]);
	file_types_free(t);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_name_decides_by_its_longest_ending_in_any_case),
		TEST(a_name_that_says_nothing_and_no_content_are_bytes),
		TEST(content_decides_where_the_name_says_nothing),
		TEST(content_chooses_among_types_that_share_an_ending),
		TEST(content_does_not_overrule_the_name),
		TEST(only_text_in_utf8_is_said_to_be_so),
		TEST(a_letter_cut_in_two_at_the_end_of_what_is_read_does_no_harm),
		TEST(another_database_has_another_mark),
		TEST(this_machine_knows_what_editors_attach),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
