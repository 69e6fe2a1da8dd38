/* What files beside items say in words: bounded, valid, and nothing of what cannot be read. */
#include <dlfcn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "extract/extract.h"
#include "extract/pdf.h"
#include "unit/support/office.h"
#include "unit/support/pdf.h"

static struct buf words, made;

const char *__asan_default_options(void);

/* What Poppler does not free of bad files is its own. */
const char *__asan_default_options(void)
{
	return "detect_leaks=0";
}

static int set_up(void **state)
{
	(void)state;
	buf_init(&words, EXTRACT_TEXT_MAX);
	buf_init(&made, 64 << 20);
	OK(extract_load(&failure));
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	buf_release(&words);
	buf_release(&made);
	return 0;
}

static const char *extract(enum extract_kind kind, struct str bytes)
{
	int fd = memfd_create("file", MFD_CLOEXEC);
	assert_true(fd >= 0 && file_write_all(fd, bytes));
	buf_reset(&words);
	extract_words(fd, kind, &words);
	close(fd);
	assert_true(utf8_valid(buf_str(&words), NULL));
	return words.data;
}

static void expect(enum extract_kind kind, const char *bytes, const char *text)
{
	assert_string_equal(extract(kind, str_of(bytes)), text);
}

/* --- kinds ------------------------------------------------------------------------------------- */

static void the_ending_says_the_kind(void **state)
{
	(void)state;
	assert_int_equal(extract_kind_of("report.pdf"), EXTRACT_PDF);
	assert_int_equal(extract_kind_of("Отчёт.PDF"), EXTRACT_PDF);
	assert_int_equal(extract_kind_of("a.docx"), EXTRACT_OFFICE);
	assert_int_equal(extract_kind_of("a.odt"), EXTRACT_OFFICE);
	assert_int_equal(extract_kind_of("a.csv"), EXTRACT_PLAIN);
	assert_int_equal(extract_kind_of("a.zip"), EXTRACT_NONE);
	assert_int_equal(extract_kind_of("pdf"), EXTRACT_NONE);
}

/* --- texts ------------------------------------------------------------------------------------- */

static void each_line_of_a_text_is_a_paragraph(void **state)
{
	(void)state;
	expect(EXTRACT_PLAIN,
	    "\xEF\xBB\xBF"
	    "One\r\n\r\n  two\x01\tthree \n=> x",
	    "One\ntwo three\n=> x\n");
	expect(EXTRACT_PLAIN, "", "");
	expect(EXTRACT_PLAIN,
	    "a\xEF\xBF\xBF"
	    "b\xEF\xBF\xBE",
	    "ab\n");
}

static void texts_in_the_encodings_of_the_region_are_read(void **state)
{
	(void)state;
	static const char utf16[] = "\xFF\xFE"
	                            "A\0 \0\x32\x04\0";
	expect(EXTRACT_PLAIN, "\xCE\xF2\xF7\xB8\xF2 \xEE \xE2\xEE\xE4\xE5 \xE8 \xE4\xEE\xF0\xEE\xE3\xE0\xF5",
	    "Отчёт о воде и дорогах\n");
	assert_string_equal(extract(EXTRACT_PLAIN, (struct str){ utf16, 8 }), "A в\n");
}

static void bytes_that_are_no_text_have_no_words(void **state)
{
	(void)state;
	static const char bytes[] = "ab\0cd words and more words, and a zero between them";
	assert_string_equal(extract(EXTRACT_PLAIN, (struct str){ bytes, sizeof bytes - 1 }), "");
	expect(EXTRACT_PLAIN, "PK\3\4 a zip with a wrong name", "");
	expect(EXTRACT_OFFICE, "no zip", "");
	expect(EXTRACT_PDF, "no PDF", "");
	expect(EXTRACT_PDF, "", "");
}

static void a_text_is_cut_at_a_character(void **state)
{
	(void)state;
	for (size_t i = 0; i < EXTRACT_TEXT_MAX; i++)
		buf_puts(&made, i % 100 ? "я" : "\n");
	size_t n = strlen(extract(EXTRACT_PLAIN, buf_str(&made)));
	assert_in_range(n, EXTRACT_TEXT_MAX - 1, EXTRACT_TEXT_MAX);
	buf_reset(&made);
	buf_puts(&made, "x");
	for (size_t i = 0; i < EXTRACT_TEXT_MAX; i++)
		buf_puts(&made, "я");
	n = strlen(extract(EXTRACT_PLAIN, buf_str(&made)));
	assert_in_range(n, EXTRACT_TEXT_MAX - 1, EXTRACT_TEXT_MAX);
	/* Bytes that are no characters get longer. */
	buf_reset(&made);
	for (size_t i = 0; i < 2 * EXTRACT_TEXT_MAX; i++)
		buf_puts(&made, "a\xFF");
	n = strlen(extract(EXTRACT_PLAIN, buf_str(&made)));
	assert_in_range(n, EXTRACT_TEXT_MAX - 3, EXTRACT_TEXT_MAX);
}

/* --- documents --------------------------------------------------------------------------------- */

static void of_a_document_title_and_text_are_read_and_no_addresses(void **state)
{
	(void)state;
	const struct docx_parts p = { .styles = "",
		.links = "<Relationship Id=\"l\" Type=\"" RELS "hyperlink\" Target=\"https://example.org/x\""
		         " TargetMode=\"External\"/>",
		.body = P("PRESS RELEASE")
		    P("The water came to Naryn.") "<w:p><w:hyperlink r:id=\"l\"><w:r><w:t>The "
		                                  "plan</w:t></w:r></w:hyperlink></w:p>" };
	struct zip_made z;
	const char *text = extract(EXTRACT_OFFICE, docx_make(&z, &p));
	assert_non_null(strstr(text, "PRESS RELEASE\n"));
	assert_non_null(strstr(text, "The water came to Naryn.\n"));
	assert_non_null(strstr(text, "The plan\n"));
	assert_null(strstr(text, "example.org"));
	zip_release(&z);
}

/* --- PDF --------------------------------------------------------------------------------------- */

#define PAGES(...)                                                                                           \
	(const char *const[])                                                                                \
	{                                                                                                    \
		__VA_ARGS__, NULL, NULL                                                                      \
	}

static const char *extract_pages(const char *const *lines, const char *extra)
{
	buf_reset(&made);
	pdf_make(&made, lines, extra);
	return extract(EXTRACT_PDF, buf_str(&made));
}

static void lines_of_a_page_are_put_together_again(void **state)
{
	(void)state;
	assert_string_equal(extract_pages(PAGES("Report on wa-", "ter of Naryn.", "Second", "part"), ""),
	    "Report on water of Naryn.\nSecond part\n");
	assert_string_equal(
	    extract_pages(PAGES("Стро-", "ительство водо-", "Провода"), ""), "Строительство водо- Провода\n");
	assert_string_equal(extract_pages(PAGES("2020 -", "two, 10-", "a"), ""), "2020 - two, 10- a\n");
}

static void each_page_begins_a_paragraph(void **state)
{
	(void)state;
	assert_string_equal(extract_pages(PAGES("One", NULL, "two", NULL, "three"), ""), "One\ntwo\nthree\n");
}

static void a_pdf_under_a_password_has_no_words(void **state)
{
	(void)state;
	static const char locked[] = "/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4"
	                             "/O<000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f>"
	                             "/U<000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f>>>";
	assert_string_equal(extract_pages(PAGES("secret"), locked), "");
}

static void of_a_pdf_that_ends_too_early_what_is_there_is_read(void **state)
{
	(void)state;
	buf_reset(&made);
	pdf_make(&made, PAGES("One", NULL, "two"), "");
	for (size_t n = 0; n < made.len; n += 7)
		extract(EXTRACT_PDF, str_sub(buf_str(&made), 0, n));
}

static void pages_and_bytes_of_a_pdf_are_bounded(void **state)
{
	(void)state;
	enum { PAGES_MADE = PDF_PAGES_MAX + 5, LINES = 40 };
	static const char *lines[PAGES_MADE * 2 + 2];
	static const char *many[100 * (LINES + 1) + 1];
	static char line[200];
	for (size_t i = 0; i < PAGES_MADE; i++)
		lines[2 * i] = i == PDF_PAGES_MAX ? "unread" : "page";
	assert_null(strstr(extract_pages(lines, ""), "unread"));
	assert_int_equal(words.len, 5 * PDF_PAGES_MAX);
	memset(line, 'a', sizeof line - 1);
	for (size_t i = 0; i < 100; i++)
		for (size_t k = 0; k < LINES; k++)
			many[i * (LINES + 1) + k] = line;
	extract_pages(many, "");
	assert_in_range(words.len, EXTRACT_TEXT_MAX - 1, EXTRACT_TEXT_MAX);
}

static void a_page_that_holds_itself_ends(void **state)
{
	(void)state;
	static const char loop[] = "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
	                           "2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R 3 0 R]/Count 99999999>>endobj\n"
	                           "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 "
	                           "R/Resources<</XObject<</X 4 0 R>>>>>>"
	                           "endobj\n4 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 9 "
	                           "9]/Resources<</XObject<</X 4 0 R>>>>/Length 6"
	                           ">>stream\n/X Do \nendstream endobj\ntrailer<</Root 1 0 R>>\n";
	expect(EXTRACT_PDF, loop, "");
}

static void nothing_is_said_of_bad_files(void **state)
{
	(void)state;
	int was[] = { dup(STDOUT_FILENO), dup(STDERR_FILENO) };
	int heard = memfd_create("heard", MFD_CLOEXEC);
	fflush(stdout);
	assert_true(heard >= 0 && dup2(heard, STDOUT_FILENO) >= 0 && dup2(heard, STDERR_FILENO) >= 0);
	expect(EXTRACT_PDF, "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 9 0 R>>\ntrailer<</Root 1 0 R>>", "");
	expect(EXTRACT_PDF, "%PDF-1.4 and nothing more", "");
	of_a_pdf_that_ends_too_early_what_is_there_is_read(state);
	fflush(stdout);
	dup2(was[0], STDOUT_FILENO);
	dup2(was[1], STDERR_FILENO);
	close(was[0]);
	close(was[1]);
	assert_int_equal(lseek(heard, 0, SEEK_END), 0);
	close(heard);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void)
{
	/* Whoever looks for faults elsewhere gets nothing of ours. */
	setenv("G_MESSAGES_DEBUG", "all", 1);
	const struct CMUnitTest tests[] = {
		TEST(the_ending_says_the_kind),
		TEST(each_line_of_a_text_is_a_paragraph),
		TEST(texts_in_the_encodings_of_the_region_are_read),
		TEST(bytes_that_are_no_text_have_no_words),
		TEST(a_text_is_cut_at_a_character),
		TEST(of_a_document_title_and_text_are_read_and_no_addresses),
		TEST(lines_of_a_page_are_put_together_again),
		TEST(each_page_begins_a_paragraph),
		TEST(a_pdf_under_a_password_has_no_words),
		TEST(of_a_pdf_that_ends_too_early_what_is_there_is_read),
		TEST(pages_and_bytes_of_a_pdf_are_bounded),
		TEST(a_page_that_holds_itself_ends),
		TEST(nothing_is_said_of_bad_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
