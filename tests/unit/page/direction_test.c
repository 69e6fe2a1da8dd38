/*
 * direction_test: pages of a language from right to left, in HTML and in gemtext.
 */
#include "unit/support/pages.h"

#include "page/gemtext_marks.h"

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
		cmocka_unit_test(letters_without_italics_are_bold),
		cmocka_unit_test(gemtext_has_a_mark_where_a_line_would_be_turned),
		cmocka_unit_test(the_day_of_an_entry_stays_before_the_mark),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
