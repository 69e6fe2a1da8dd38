/*
 * direction_test: pages of a language from right to left, in HTML and in gemtext.
 */
#include "unit/support/pages.h"

#include "page/gemtext_marks.h"
#include "page/html_numbers.h"

static struct lang arabic; /* English words, as if they were Arabic ones */

static void arabic_page(struct page *p)
{
	arabic = *lang_of("en");
	arabic.tag = "ar";
	arabic.dir = "rtl";
	arabic.search.script = SCRIPT_ARABIC;
	sample_page(p, PAGE_MENU);
	p->lang = &arabic;
	p->title = "جسر";
}

static void assert_has(struct page *p, const char *const *parts, size_t n)
{
	char *html = sample_render(p, render_html);

	for (size_t i = 0; i < n; i++)
		if (!strstr(html, parts[i]))
			fail_msg("%s is not in %s", parts[i], html);
	free(html);
}

static void a_name_in_latin_letters_does_not_turn_a_title(void **state)
{
	(void)state;
	struct page p;
	arabic_page(&p);
	page_link(&p, LINK_ITEM, "/ar/x/a", "USAID: جسر جديد");
	page_link(&p, LINK_ITEM, "/ar/x/b", "Successful Aimak 2");
	page_add(&p, BLOCK_TEXT, "UNICEF: جسر جديد");
	static const char *const parts[] = {
		"<a href=\"/ar/x/a\">USAID: جسر جديد</a>",
		"<a href=\"/ar/x/b\" dir=\"auto\">Successful Aimak 2</a>",
		"<p>UNICEF: جسر جديد</p>",
	};
	assert_has(&p, parts, ARRAY_SIZE(parts));
}

static void numbers_and_addresses_run_from_left_to_right(void **state)
{
	(void)state;
	struct page p;
	arabic_page(&p);
	page_link(&p, LINK_OUTSIDE, "tel:+996312905205", "+996 (312) 90-52-05");
	struct block *b = page_add(&p, BLOCK_ADDRESS, "https://example.org/ar/");
	b->label = "جسر";
	page_fact(&p, "موقع", "Aimak");
	static const char *const parts[] = {
		"<a href=\"tel:+996312905205\" dir=\"ltr\">",
		"<code class=\"copy\" dir=\"ltr\">https://example.org/ar/</code>",
		"<dd><span dir=\"auto\">Aimak</span></dd>",
	};
	assert_has(&p, parts, ARRAY_SIZE(parts));
}

/* Parts of one number; a range of two is read from the right, as words are. */
static void numbers_of_several_parts_are_not_turned(void **state)
{
	(void)state;
	static const struct {
		const char *text, *html;
	} cases[] = {
		{ "هاتف +996 (312) 90-52-05.", "هاتف <bdi dir=\"ltr\">+996 (312) 90-52-05</bdi>." },
		{ "هاتف (+996 312 90-52-05)", "هاتف (<bdi dir=\"ltr\">+996 312 90-52-05</bdi>)" },
		{ "هاتف 90-52-05", "هاتف <bdi dir=\"ltr\">90-52-05</bdi>" },
		{ "كلفة 1 250 000 دولار", "كلفة <bdi dir=\"ltr\">1 250 000</bdi> دولار" },
		{ "كلفة 1\u00a0250 دولار", "كلفة <bdi dir=\"ltr\">1\u00a0250</bdi> دولار" },
		{ "يوم ٢٠٢٤-٠٥-٠٦", "يوم <bdi dir=\"ltr\">٢٠٢٤-٠٥-٠٦</bdi>" },
		{ "من 2011–2015 و3-5", "من 2011–2015 و3-5" },
		{ "1 250 و2015 130 و12 3456", "<bdi dir=\"ltr\">1 250</bdi> و2015 130 و12 3456" },
		{ "اقرأ https://example.org/2024-05-06-a و a-1-2-3",
		    "اقرأ https://example.org/2024-05-06-a و a-1-2-3" },
		{ "كلفة -1 020 300", "كلفة <bdi dir=\"ltr\">-1 020 300</bdi>" },
		{ "٢٠١٥ ١٣٠ و2015 130 250 و12-1 250", "٢٠١٥ ١٣٠ و2015 130 250 و12-1 250" },
		{ "+ 5 و+12 و-", "+ 5 و+12 و-" },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct buf out;
		buf_init(&out, 1 << 16);
		html_numbers(&out, cases[i].text, false);
		assert_string_equal(buf_str(&out).p, cases[i].html);
		buf_release(&out);
	}
}

static void numbers_are_isolated_in_all_that_is_read(void **state)
{
	(void)state;
	struct page p;
	arabic_page(&p);
	p.title = "جسر 1 250";
	p.subtitle = "جسر 2 250";
	page_add(&p, BLOCK_TEXT, "جسر 3 250");
	page_add(&p, BLOCK_LEAD, "جسر 4 250");
	page_link(&p, LINK_ITEM, "/ar/x/a", "جسر 5 250");
	page_fact(&p, "جسر", "جسر 6 250");
	static const char *const parts[] = {
		"<title>جسر 1 250",
		"جسر <bdi dir=\"ltr\">1 250</bdi></h1>",
		"جسر <bdi dir=\"ltr\">2 250</bdi></p>",
		"<p>جسر <bdi dir=\"ltr\">3 250</bdi></p>",
		"جسر <bdi dir=\"ltr\">4 250</bdi></p>",
		"جسر <bdi dir=\"ltr\">5 250</bdi></a>",
		"جسر <bdi dir=\"ltr\">6\u00a0250</bdi></span></dd>",
	};
	assert_has(&p, parts, ARRAY_SIZE(parts));
}

static void entries_of_feeds_have_characters_around_numbers(void **state)
{
	(void)state;
	struct page p;
	arabic_page(&p);
	page_add(&p, BLOCK_TEXT, "كلفة 1 250 دولار");
	struct buf out;
	buf_init(&out, 1 << 16);
	render_html_fragment(&p, &(struct site){ 0 }, &out);
	assert_string_equal(buf_str(&out).p, "<p>كلفة \u20661 250\u2069 دولار</p>\n");
	buf_release(&out);
	page_release(&p);
}

static void each_line_of_code_runs_as_its_letters_do(void **state)
{
	(void)state;
	struct page p;
	arabic_page(&p);
	page_add(&p, BLOCK_PRE, "ls -l /* 5 جسر */");
	page_add(&p, BLOCK_PRE, "جسر ls");
	static const char *const parts[] = { "<pre dir=\"auto\">ls -l", "<pre dir=\"auto\">جسر ls" };
	assert_has(&p, parts, ARRAY_SIZE(parts));
}

static void letters_without_italics_are_bold(void **state)
{
	(void)state;
	for (int script = SCRIPT_OTHER; script <= SCRIPT_THAI; script++) {
		struct page p;
		arabic_page(&p);
		arabic.search.script = (enum script)script;
		struct inline_mark mark = { .at = 0, .n = strlen("جسر"), .kind = MARK_EMPHASIS };
		struct block *b = page_add(&p, BLOCK_TEXT, "جسر");
		b->marks.v = &mark;
		b->marks.n = 1;
		const char *const italics[] = { "<p><em>جسر</em></p>" };
		const char *const bold[] = { "<p><strong>جسر</strong></p>" };
		assert_has(&p, script < SCRIPT_ARABIC ? italics : bold, 1);
	}
}

static void assert_marked(const char *line, const char *expected)
{
	struct buf out;

	buf_init(&out, 1 << 16);
	gemtext_marks(&out, str_of(line), &arabic);
	assert_string_equal(buf_str(&out).p, expected);
	buf_release(&out);
}

#define RLM "\u200F"

static void gemtext_has_a_mark_where_a_line_would_be_turned(void **state)
{
	(void)state;
	struct page p;
	arabic_page(&p);
	assert_marked("جسر 12\n", "جسر 12\n");
	assert_marked("USAID: جسر\n", RLM "USAID: جسر\n");
	assert_marked("Successful Aimak\n", "Successful Aimak\n");
	assert_marked("# USAID: جسر\n", "# " RLM "USAID: جسر\n");
	assert_marked("### USAID: جسر\n", "### " RLM "USAID: جسر\n");
	assert_marked("* USAID: جسر\n", "* " RLM "USAID: جسر\n");
	assert_marked("> USAID: جسر\n", "> " RLM "USAID: جسر\n");
	assert_marked("=> /ar/x USAID: جسر\n", "=> /ar/x " RLM "USAID: جسر\n");
	assert_marked("=> /ar/x\n=>\n\n", "=> /ar/x\n=>\n\n");
	assert_marked("```\nUSAID: جسر\n```\nUSAID: جسر\n", "```\nUSAID: جسر\n```\n" RLM "USAID: جسر\n");
	page_release(&p);
}

static void the_day_of_an_entry_stays_before_the_mark(void **state)
{
	(void)state;
	struct page p;
	arabic_page(&p);
	sample_dated(&p, "2023-09-08", "/ar/x/a", "USAID: جسر");
	assert_renders(&p, render_gemtext, "# جسر\n\n=> /ar/x/a 2023-09-08 " RLM "USAID: جسر\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_name_in_latin_letters_does_not_turn_a_title),
		cmocka_unit_test(numbers_and_addresses_run_from_left_to_right),
		cmocka_unit_test(numbers_of_several_parts_are_not_turned),
		cmocka_unit_test(numbers_are_isolated_in_all_that_is_read),
		cmocka_unit_test(entries_of_feeds_have_characters_around_numbers),
		cmocka_unit_test(each_line_of_code_runs_as_its_letters_do),
		cmocka_unit_test(letters_without_italics_are_bold),
		cmocka_unit_test(gemtext_has_a_mark_where_a_line_would_be_turned),
		cmocka_unit_test(the_day_of_an_entry_stays_before_the_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
