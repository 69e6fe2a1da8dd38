/*
 * Each file in tests/content/import/ becomes exactly what is in the file of the same name and ".expected"
 * there; with GOLDEN_WRITE in the environment those are written again. What is made is content without an error.
 */
#include "unit/support/test.h"

#include <dirent.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "content/document.h"
#include "import/import.h"
#include "lang/lang.h"

#define CASES "tests/content/import"

static void must_be_content(struct str text, bool markdown)
{
	struct content_name name;
	struct problems problems;
	struct document d;
	problems_init(&problems);
	content_name(markdown ? "p/2023-09-08-x.ru.md" : "p/2023-09-08-x.ru.gmi", &name, NULL);
	assert_true(document_parse("x", &name, text, &d, &problems));
	document_release(&d);
	problems_release(&problems);
}

static void print_list(struct buf *out, const char *what, const struct imported_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		buf_printf(out, "%s: %s\n", what, list->v[i]);
}

static bool print_part(void *user, struct import *part, struct err *err)
{
	struct buf one, *out = user;
	(void)err;
	buf_init(&one, 1 << 20);
	for (size_t i = 0; i < part->n; i++) {
		const struct imported *item = &part->v[i];
		buf_reset(&one);
		import_write(item, "urn:x:minted", &one);
		must_be_content(buf_str(&one), item->markdown);
		buf_printf(out, "== %s%s%s\n", item->lang, *item->pair ? " of the pair " : "", item->pair);
		if (item->unsure || item->unsure_lang)
			buf_puts(out, "in doubt\n");
		print_list(out, "topic", &item->topics);
		print_list(out, "named topic", &item->named_topics);
		buf_puts(out, one.data);
	}
	print_list(out, "left out", &part->report);
	print_list(out, "feed", &part->feed_aliases);
	buf_release(&one);
	return true;
}

static void print_import(struct str bytes, struct buf *out)
{
	struct err err;
	if (!import_each(bytes, print_part, out, &err))
		buf_printf(out, "error: %s\n", err.text);
}

static void run_case(int dir, const char *name)
{
	struct buf bytes, got, want, expected;
	struct err err;
	buf_init(&bytes, 1 << 20);
	buf_init(&got, 1 << 20);
	buf_init(&want, 1 << 20);
	buf_init(&expected, 512);
	buf_printf(&expected, "%s.expected", name);
	assert_true(file_read(dir, name, 1 << 20, &bytes, &err));
	print_import(buf_str(&bytes), &got);
	if (getenv("GOLDEN_WRITE"))
		assert_int_not_equal(
		    file_replace(dir, expected.data, buf_str(&got), 0644, &err), FILE_FAILED);
	assert_true(file_read(dir, expected.data, 1 << 20, &want, &err));
	if (strcmp(got.data, want.data) != 0)
		fail_msg("%s became:\n%s", name, got.data);
	buf_release(&bytes);
	buf_release(&got);
	buf_release(&want);
	buf_release(&expected);
}

static void every_file_becomes_exactly_what_is_expected(void **state)
{
	(void)state;
	struct err err;
	size_t count = 0;
	DIR *cases = opendir(CASES);
	if (!cases)
		fail_msg("run this in the top folder of the source: there is no %s here", CASES);
	assert_true(date_set_zone("Asia/Bishkek", &err));
	for (struct dirent *e; (e = readdir(cases));) {
		if (e->d_name[0] == '.' || str_ends(str_of(e->d_name), ".expected"))
			continue;
		run_case(dirfd(cases), e->d_name);
		count++;
	}
	closedir(cases);
	assert_true(count >= 10);
}

static void expect_error(struct str bytes, const char *text)
{
	struct import import;
	struct err err;
	assert_false(import_read(bytes, &import, &err));
	assert_string_equal(err.text, text);
	import_release(&import);
}

static void what_cannot_be_read_is_told(void **state)
{
	(void)state;
	expect_error(STR(""), "the file is empty");
	expect_error(STR(" \n\n"), "there is no text in it");
	expect_error(STR("PK\3\4\0\0"), "the document is not whole: was it copied to its end? Save it again");
	expect_error(
	    STR("GIF89a\0\0\1\2\3\4\5\6\7\10\11\12"), "this is no text: save it as text or HTML first");
	expect_error(STR(" {\"version\": 1}"), "this is JSON: take the RSS or Atom feed of that site");
	expect_error(STR("<?xml version=\"1.0\"?><opml/>"), "this XML is neither RSS nor Atom nor a page");
	expect_error(STR("<rss><channel><item><title/></item></channel></rss>"), "the feed has no entries");
	expect_error(STR("<rss><channel>"), "this feed is not well-formed XML");
	expect_error(STR("<rss></rss>"), "the feed has no entries");
	expect_error(STR("<!DOCTYPE rss [<!ENTITY a \"b\">]><rss><item>&a;</item></rss>"),
	    "a feed that declares entities of its own is not read");
	expect_error(STR("<html></html>"), "the page has neither a title nor a heading");
}

static void expect_bound(struct buf *page, const char *text)
{
	struct timespec before, after;
	buf_puts(page, "<p>Text.</p></body></html>");
	struct import import;
	struct err err = { .text = "" };
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
	bool good = import_read(buf_str(page), &import, &err);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
	if (*text) {
		assert_false(good);
		assert_string_equal(err.text, text);
	} else {
		assert_true(good);
		assert_non_null(strstr(import.v[0].body, "Text."));
	}
	import_release(&import);
	buf_reset(page);
	buf_puts(page, "<!DOCTYPE html><html><head><title>Bounds</title></head><body>");
	/* A quadratic reader takes minutes. */
	assert_true(after.tv_sec - before.tv_sec < 20);
}

static void many(struct buf *page, int n, const char *text)
{
	for (int i = 0; i < n; i++)
		buf_puts(page, text);
}

static void pages_without_end_take_seconds(void **state)
{
	(void)state;
	struct buf page;
	buf_init(&page, 80 << 20);
	buf_puts(&page, "<!DOCTYPE html><html><head><title>Bounds</title></head><body>");
	buf_puts(&page, "<p");
	for (int i = 0; i < 200000; i++)
		buf_printf(&page, " a%d=\"1\"", i);
	buf_puts(&page, ">");
	expect_bound(&page, "");
	many(&page, 100000, "<div>");
	expect_bound(&page, "");
	many(&page, 100000, "<b><p>");
	expect_bound(&page, "");
	many(&page, 100000, "<table><tr><td><ul><li>");
	expect_bound(&page, "the page has more than 400000 tags: take the part with the text");
	many(&page, 1000, "<table><tr><td><ul><li>");
	many(&page, 150000, "</a></li>");
	expect_bound(&page, "");
	many(&page, 300000, "&nosuch;&zwnj;");
	expect_bound(&page, "the page has more than 400000 entities: save it as UTF-8");
	many(&page, 1 << 20, "&#1084;&#1086;");
	expect_bound(&page, "the page has more than 8 MiB of text: divide it");
	many(&page, 1 << 19, "<!--<script></script></a <![CDATA[");
	buf_puts(&page, "-->");
	expect_bound(&page, "");
	many(&page, 50 << 16, "0123456789abcdef");
	expect_bound(&page, "the file has more than 32 MiB");
	buf_release(&page);
}

static void expect_date(const char *text, const char *date)
{
	struct import import;
	struct buf whole;
	struct err err;
	buf_init(&whole, 4096);
	buf_printf(&whole, "Title of it\n\n%s\n\nText.\n", text);
	assert_true(import_read(buf_str(&whole), &import, &err));
	assert_string_equal(import.v[0].date, date);
	import_release(&import);
	buf_release(&whole);
}

static void dates_are_found_in_every_form(void **state)
{
	(void)state;
	expect_date("09.04.2018 11:22", "2018-04-09 11:22");
	expect_date("9/4/2018", "2018-04-09");
	expect_date("2018-04-09", "2018-04-09");
	expect_date("Опубликовано: 08 Сентября 2023 г.", "2023-09-08");
	expect_date("17 сентября 2019 года", "2019-09-17");
	expect_date("8 СЕНТЯБРЯ, 2023", "2023-09-08");
	expect_date("2022-жылдын 3-марты.", "2022-03-03");
	expect_date("2022-жылдын 3-майы, 10:05", "2022-05-03 10:05");
	expect_date("3 Sep 2022", "2022-09-03");
	expect_date("June 3, 2022", "2022-06-03");
	expect_date("Fri, 08 Sep 2023 11:50:00 +0600", "2023-09-08 11:50 +06:00");
	expect_date("2023-09-08T05:50:00Z", "2023-09-08 05:50 +00:00");
	expect_date("2023-09-08T05:50:00.123-03:30", "2023-09-08 05:50 -03:30");
	expect_date("Nov. 18, 2019 7:04 pm", "2019-11-18 19:04");
	expect_date("November 18, 2019 at 12:30 a.m.", "2019-11-18 00:30");
	expect_date("18.11.2019 12:30 PM", "2019-11-18 12:30");
	expect_date("18.11.2019 19:30 PM", "2019-11-18 19:30");
	/* What is none. */
	expect_date("31.02.2018", "");
	expect_date("12 апельсинов 2019", "");
	expect_date("с 2018 по 2025 годы", "");
	expect_date("10.04", "");
}

int main(void)
{
	const struct lang *none = NULL;
	lang_show(&none); /* what is in these files does not change with each new pack */
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_becomes_exactly_what_is_expected),
		cmocka_unit_test(what_cannot_be_read_is_told),
		cmocka_unit_test(pages_without_end_take_seconds),
		cmocka_unit_test(dates_are_found_in_every_form),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
