#include "unit/support/documents.h"

#include <stdlib.h>
#include <string.h>

#define HEAD "---\ntitle: A\n---\n"

static void nothing_given_is_told_apart_from_everything(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, ITEM, "# A\n");
	const struct document *d = &p.doc;
	assert_true(p.good);
	assert_int_equal(d->role, ROLE_ITEM);
	assert_string_equal(d->project, "p");
	assert_string_equal(d->stem, "2023-09-08-forum");
	assert_string_equal(d->lang, "ky");
	assert_string_equal(d->short_title, "");
	assert_string_equal(d->summary, "");
	assert_string_equal(d->id, "");
	assert_string_equal(d->reason, "");
	assert_string_equal(d->body, "");
	assert_int_equal(d->kind, KIND_NEWS);
	assert_true(d->updated == INSTANT_NONE && d->publish == INSTANT_NONE && d->expires == INSTANT_NONE);
	assert_true(d->withdrawn == INSTANT_NONE && d->event_start.at == INSTANT_NONE);
	assert_true(d->event_end.at == INSTANT_NONE);
	assert_int_equal(d->value_count, 0);
	parsed_release(&p);
}

static void the_date_comes_from_the_name_and_is_midnight_of_the_site(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, ITEM, "# A\n");
	assert_int_equal(p.doc.date.at, 1694109600); /* 2023-09-08T00:00:00+06:00 */
	assert_false(p.doc.date.has_time);
	parsed_release(&p);
}

static void another_day_than_the_name_says_is_a_warning(void **state)
{
	(void)state;
	expect_report(ITEM, "---\ntitle: A\ndate: 2023-09-09\n---\n",
	    ":3: warning: the date is 2023-09-09, but the file's name says 2023-09-08: is one of them a "
	    "mistake?\n");
	/* It is the site's day that counts. */
	expect_report(ITEM, "---\ntitle: A\ndate: 2023-09-07 23:00 Z\n---\n", "");
	expect_report(ITEM, "---\ntitle: A\ndate: 2023-09-08 23:59\n---\n", "");
}

static void expect_body(const char *text, const char *title, const char *body, int line)
{
	struct parsed p;
	parsed_init(&p, ITEM, text);
	assert_string_equal(p.report.data, "");
	assert_string_equal(p.doc.title, title);
	assert_string_equal(p.doc.body, body);
	assert_int_equal(p.doc.body_line, line);
	parsed_release(&p);
}

static void a_first_heading_that_repeats_the_title_is_dropped(void **state)
{
	(void)state;
	expect_body("# A\n\nText\n", "A", "Text\n", 3);
	expect_body(HEAD "\n#  A \n\nText\n", "A", "Text\n", 7);
	expect_body(HEAD "# B\nText\n", "A", "# B\nText\n", 4);
	expect_body(HEAD "## A\nText\n", "A", "## A\nText\n", 4);
	expect_body(HEAD "Text\n# A\n", "A", "Text\n# A\n", 4);
	expect_body("## S\n# A\nText\n", "A", "## S\n# A\nText\n", 1);
	expect_body(HEAD "\n\nText", "A", "Text", 6);
	expect_body(HEAD, "A", "", 4);
}

static void crlf_and_a_byte_order_mark_are_accepted(void **state)
{
	(void)state;
	expect_body("\xEF\xBB\xBF---\r\ntitle: A\r\n---\r\n# A\r\nText\r\n\r\n```\r\nx\r\n```\r\n", "A",
	    "Text\n\n```\nx\n```\n", 5);
	expect_body("\xEF\xBB\xBF# A\r\n", "A", "", 2);
	/* Of an old Mac. */
	expect_body("---\rtitle: A\r---\rText\r\rmore\r", "A", "Text\n\nmore\n", 4);
}

static void bytes_that_are_not_utf8_are_told_with_line_and_column(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, ITEM, "---\ntitle: Жа\xEF\xFFр\n---\nok\nө\xC0\n");
	assert_string_equal(p.report.data,
	    ":2:10: the byte 0xEF is not UTF-8: save the file with the encoding UTF-8\n"
	    ":5:2: the byte 0xC0 is not UTF-8: save the file with the encoding UTF-8\n");
	assert_string_equal(p.doc.title, "Жа??р");
	assert_string_equal(p.doc.body, "ok\nө?\n");
	parsed_release(&p);
	expect_report(ITEM, "\xFF\xFE#\n",
	    ": the file is saved as UTF-16 (\"Unicode\"): save it with the encoding UTF-8 (in Notepad: Save "
	    "As, Encoding)\n");
}

static void control_characters_are_told_with_line_and_column(void **state)
{
	(void)state;
	struct parsed p;
	struct str text = STR("# A\nab\x07"
	                      "c\x01\n\xEF\xBF\xBE\nd\re\n\0\n");
	parsed_bytes(&p, ITEM, text);
	assert_string_equal(p.report.data,
	    ":2:3: the invisible control character U+0007 is not allowed here: delete it\n"
	    ":3:1: the invisible control character U+FFFE is not allowed here: delete it\n"
	    ":4:2: the invisible control character U+000D is not allowed here: delete it\n"
	    ":5:1: the invisible control character U+0000 is not allowed here: delete it\n");
	assert_string_equal(p.doc.body, "ab c \n   \nd e\n \n");
	parsed_release(&p);
	expect_report(ITEM, "# A\ta\ttab\n", "");
	parsed_init(&p, ITEM, "# A\nb\rc\x01\n");
	assert_string_equal(
	    p.report.data, ":2:2: the invisible control character U+000D is not allowed here: delete it\n");
	assert_string_equal(p.doc.body, "b c \n");
	parsed_release(&p);
}

static void a_file_that_is_no_text_gives_few_problems(void **state)
{
	(void)state;
	struct buf b;
	struct parsed p;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 1000; i++)
		buf_puts(&b, "\xFF\n");
	parsed_bytes(&p, ITEM, buf_str(&b));
	assert_int_equal(p.problems.n, 22);
	assert_string_equal(p.problems.v[0].text,
	    "980 more lines hold such bytes: is this a text file, saved with the encoding UTF-8?");
	parsed_release(&p);
	buf_release(&b);
}

static void a_file_that_is_empty_is_told_as_that(void **state)
{
	(void)state;
	static const char *const texts[] = { "", "\xEF\xBB\xBF", " \r\n\n" };
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct parsed p;
		parsed_bytes(&p, ITEM, str_of(texts[i]));
		assert_string_equal(
		    p.report.data, ": this file is empty: wait until all of it is here, or write its text\n");
		parsed_release(&p);
	}
}

static void a_text_has_at_most_a_mebibyte(void **state)
{
	(void)state;
	struct parsed p;
	char *text = malloc(DOCUMENT_MAX + 1);
	memset(text, 'a', DOCUMENT_MAX + 1);
	memcpy(text, "# A\n", 4);
	parsed_bytes(&p, ITEM, (struct str){ text, DOCUMENT_MAX });
	assert_string_equal(p.report.data, "");
	parsed_release(&p);
	parsed_bytes(&p, ITEM, (struct str){ text, DOCUMENT_MAX + 1 });
	assert_string_equal(
	    p.report.data, ": a text may have at most 1 MiB: put long documents beside it as attachments\n");
	assert_string_equal(p.doc.title, "");
	parsed_release(&p);
	free(text);
}

static void markdown_has_a_limit_of_its_own(void **state)
{
	(void)state;
	struct parsed p;
	size_t n = (128 << 10) + 1;
	char *text = xmalloc(n);
	memset(text, 'a', n);
	parsed_bytes(&p, "p/2023-09-08-x.ky.md", (struct str){ text, n });
	assert_string_equal(p.report.data,
	    ": a text in Markdown may have at most 128 KiB: write it as gemtext "
	    "(.gmi), or put it beside the item as an attachment\n");
	parsed_release(&p);
	text[0] = '#';
	text[1] = ' ';
	parsed_bytes(&p, "p/2023-09-08-x.ky.md", (struct str){ text, n - 1 });
	assert_true(p.good);
	parsed_release(&p);
	free(text);
}

static void two_versions_put_together_are_one_mistake_whatever_they_hold(void **state)
{
	(void)state;
#define VERSIONS(a, b) "<<<<<<< HEAD\n" a "=======\n" b ">>>>>>> aida\n"
#define TOLD                                                                                                 \
	"two versions of the text were put together here: keep one of the two, and delete the lines that "   \
	"begin "                                                                                             \
	"with <<<<<<<, ======= and >>>>>>>\n"
	expect_report(ITEM, HEAD VERSIONS("a\n", "b\n"), ":4: " TOLD);
	expect_report(ITEM, "---\n" VERSIONS("title: A\n", "titel: B\n") "---\n", ":2: " TOLD);
	expect_report(ITEM, HEAD "```\n" VERSIONS("a\n", "```\n"), ":5: " TOLD);
	expect_report(ITEM, HEAD "<<<<<<<\nthe other mark is gone\n", ":4: " TOLD);
	expect_report(ITEM, HEAD "a\n=======\nb\n>>>>>>> aida\n", ":5: " TOLD);
	expect_report("p/2023-09-08-forum.ky.md", HEAD VERSIONS("a\n", "b\n"), ":4: " TOLD);
	/* A line, and a quote of a quote. */
	expect_report(ITEM, HEAD "=======\n", "");
	expect_report(ITEM, HEAD ">>>>>>> a\n<<<<<<<< b\n", "");
#undef TOLD
#undef VERSIONS
}

static void an_unbalanced_fence_is_told_where_it_opens(void **state)
{
	(void)state;
	expect_report(ITEM, HEAD "```\na\n```\n```b\n=>\n",
	    ":7: the fence that opens here does not close: put a line \"```\" after its last line\n");
}

static void links_are_looked_at_outside_of_fences(void **state)
{
	(void)state;
	expect_report(ITEM,
	    HEAD "=>\n=> www.dpi.kg Site\n=> dpi.kg/ru\n=> a@dpi.kg\n=> https://[x Bad\n```\n=>\n```\n",
	    ":4: this link has no address: write it as in \"=> https://dpi.kg The institute\"\n"
	    ":5:4: warning: \"www.dpi.kg\" is taken for an address of the web: write \"https://www.dpi.kg\"\n"
	    ":6:4: warning: \"dpi.kg/ru\" is taken for an address of the web: write \"https://dpi.kg/ru\"\n"
	    ":7:4: warning: \"a@dpi.kg\" is taken for a mail address: write \"mailto:a@dpi.kg\"\n"
	    ":8:4: warning: \"https://[x\" is not a valid address: copy it again from the browser\n");
	expect_report(ITEM,
	    HEAD "=> /ky/p/\n=> ../x\n=> programme.pdf P\n=> #a\n=> https://dpi.kg\n=> mailto:a@dpi.kg\n"
	         "=> ./www.x\n=> www.\n",
	    "");
}

static void a_host_that_can_be_none_is_told_with_the_reason(void **state)
{
	(void)state;
	expect_report(ITEM,
	    "---\ntitle: A\ncontact: Aigul, https://мо\u200eст.kg/x, a@мост.kg\n---\n"
	    "=> https://мост.kg/путь?q=й#я\n=> https://a..kg/\n=> https://xn--zzzzzz99999--.kg\n"
	    "=> https://-мост.kg\n=> tg://a..b\n=> https://a_b.kg/ Fine\n",
	    ":3: warning: contact: \"https://мо\u200eст.kg/x\": the host's name has a character that no name "
	    "may "
	    "have, maybe one that is not seen: type it again\n"
	    ":6:4: warning: \"https://a..kg/\": there is nothing between two dots of the host's name: copy "
	    "it "
	    "again from the browser\n"
	    ":7:4: warning: \"https://xn--zzzzzz99999--.kg\": a part of the host's name begins with \"xn--\" "
	    "and "
	    "is the code of no name: copy it again from the browser\n"
	    ":8:4: warning: \"https://-мост.kg\": a part of the host's name begins or ends with a hyphen, or "
	    "has "
	    "two of them after its second letter: copy it again from the browser\n");
	expect_report(ITEM, "---\ntitle: A\nsource: https://-мост.kg/\n---\nText.\n",
	    ":3:9: source: \"https://-мост.kg/\": a part of the host's name begins or ends with a hyphen, or "
	    "has "
	    "two of them after its second letter: copy it again from the browser\n");
}

static void warnings_have_the_rules_that_others_count_on(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, ITEM,
	    "# 1234567890123456789012345678901234567890123456789012345678901234567890\n=> www.dpi.kg\n");
	assert_int_equal(p.problems.n, 2);
	assert_string_equal(p.problems.v[0].rule, "long-title");
	assert_string_equal(p.problems.v[1].rule, "scheme-less-link");
	assert_true(p.good);
	parsed_release(&p);
}

static void a_title_over_67_columns_wants_a_short_one(void **state)
{
	(void)state;
#define SIXTY "ааааааааааббббббббббввввввввввггггггггггддддддддддееееееееее"
	static const char wish[] =
	    ":2: warning: \"title\" takes more than 67 columns: add a shorter \"short_title\" for menus\n";
	expect_report(ITEM, "---\ntitle: " SIXTY "7654321\n---\n", "");
	expect_report(ITEM, "---\ntitle: " SIXTY "87654321\n---\n", wish);
	expect_report(ITEM, "---\ntitle: " SIXTY "87654321\nshort_title: A\n---\n", "");
	expect_report(SITE, "---\ntitle: " SIXTY "87654321\n---\n", "");
	expect_report(ITEM, "---\ntitle: A\nshort_title: " SIXTY "87654321\n---\n",
	    ":3: warning: \"short_title\" takes more than 67 columns: shorten it\n");
}

static void the_summary_is_the_first_paragraph_unless_given(void **state)
{
	(void)state;
	struct parsed p;
	parsed_init(&p, ITEM, HEAD "## S\n* list\n```\nfence\n```\n> quote\nFirst one.\nSecond.\n");
	assert_string_equal(p.doc.summary, "First one.");
	parsed_release(&p);
	parsed_init(&p, ITEM, "---\ntitle: A\nsummary: Given\n---\nFirst one.\n");
	assert_string_equal(p.doc.summary, "Given");
	parsed_release(&p);
}

static void every_prefix_of_a_file_is_survived(void **state)
{
	(void)state;
	static const char text[] = "\xEF\xBB\xBF---\r\ntitle: Жарчы\r\nkind: event\r\ntopic: a\r\n---\r\n"
	                           "# Жарчы\r\n=> x y\r\n```table\r\na|b\r\n```\r\n\x01\xFF\r";
	for (size_t n = 0; n < sizeof text; n++) {
		struct parsed p;
		char *exact = malloc(n ? n : 1);
		memcpy(exact, text, n);
		parsed_bytes(&p, ITEM, (struct str){ exact, n });
		free(exact);
		assert_int_equal(p.good, p.problems.errors == 0);
		parsed_release(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_given_is_told_apart_from_everything),
		cmocka_unit_test(the_date_comes_from_the_name_and_is_midnight_of_the_site),
		cmocka_unit_test(another_day_than_the_name_says_is_a_warning),
		cmocka_unit_test(a_first_heading_that_repeats_the_title_is_dropped),
		cmocka_unit_test(crlf_and_a_byte_order_mark_are_accepted),
		cmocka_unit_test(bytes_that_are_not_utf8_are_told_with_line_and_column),
		cmocka_unit_test(control_characters_are_told_with_line_and_column),
		cmocka_unit_test(a_file_that_is_no_text_gives_few_problems),
		cmocka_unit_test(a_file_that_is_empty_is_told_as_that),
		cmocka_unit_test(a_text_has_at_most_a_mebibyte),
		cmocka_unit_test(markdown_has_a_limit_of_its_own),
		cmocka_unit_test(two_versions_put_together_are_one_mistake_whatever_they_hold),
		cmocka_unit_test(an_unbalanced_fence_is_told_where_it_opens),
		cmocka_unit_test(links_are_looked_at_outside_of_fences),
		cmocka_unit_test(a_host_that_can_be_none_is_told_with_the_reason),
		cmocka_unit_test(warnings_have_the_rules_that_others_count_on),
		cmocka_unit_test(a_title_over_67_columns_wants_a_short_one),
		cmocka_unit_test(the_summary_is_the_first_paragraph_unless_given),
		cmocka_unit_test(every_prefix_of_a_file_is_survived),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
