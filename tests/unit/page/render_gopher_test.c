/*
 * render_gopher_test: exact bytes of Gopher menus and texts.
 */
#include "unit/support/pages.h"

#include "page/gopher_name.h"
#include "page/gopher_place.h"

#include "base/utf8.h"

#define INFO(text) "i" text "\t\tnull.host\t1\r\n"
#define HEAD INFO("Title") INFO("=====") INFO("")
#define HERE "\tnews.example\t70\r\n"
#define TEXT_HEAD "Title\r\n=====\r\n\r\n"

/* 70 columns in two words. */
#define LONG "Четырнадцать муниципалитетов и шестьдесят пять сёл: как их водоснабжают"

static void a_menu_has_four_fields_and_ends_with_a_dot(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	p.subtitle = "Sub";
	page_link(&p, LINK_MENU, "/en/y/", "Menu");
	page_link(&p, LINK_ITEM, "/en/x/a", "Item")->day = "2023-09-08";
	page_link(&p, LINK_FEED, "/en/atom.xml", "Atom")->mime = "application/atom+xml";
	page_link(&p, LINK_SEARCH, "/en/search", "Search");
	struct link *file = page_link(&p, LINK_FILE, "/en/x/a/f.pdf", "F");
	file->note = "PDF";
	file->mime = "application/pdf";
	page_link(&p, LINK_FILE, "/en/x/a/f.png", "I")->mime = "image/png";
	page_link(&p, LINK_FILE, "/en/x/a/f.gif", "G")->mime = "image/gif";
	page_link(&p, LINK_FILE, "/en/x/a/f.txt", "T")->mime = "text/plain";
	assert_renders(&p, render_gopher,
	    INFO("Title") INFO("=====") INFO("Sub")
	        INFO("") "1Menu\t/en/y/" HERE "02023-09-08 Item\t/en/x/a" HERE "0Atom\t/en/atom.xml" HERE
	                 "7Search\t/en/search" HERE "9F (PDF)\t/en/x/a/f.pdf" HERE "II\t/en/x/a/f.png" HERE
	                 "gG\t/en/x/a/f.gif" HERE "0T\t/en/x/a/f.txt" HERE ".\r\n");
}

static void outside_addresses_are_of_type_h(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_OUTSIDE, "https://a.example/?b c", "Web");
	page_link(&p, LINK_OUTSIDE, "gemini://a.example/", "Gemini");
	page_link(&p, LINK_OUTSIDE, "javascript:alert(1)", "Script");
	assert_renders(&p, render_gopher,
	    HEAD "hWeb\tURL:https://a.example/?b%20c" HERE
	         "hGemini\tURL:gemini://a.example/" HERE INFO("Script") INFO("javascript:alert(1)") ".\r\n");
}

static void a_gopher_address_is_a_line_like_any_other(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_OUTSIDE, "gopher://a.example:7070/0/b/c", "Text");
	page_link(&p, LINK_OUTSIDE, "gopher://a.example", "Root");
	page_link(&p, LINK_OUTSIDE, "gopher://a.example/1/%09x", "Odd");
	assert_renders(&p, render_gopher,
	    HEAD "0Text\t/b/c\ta.example\t7070\r\n1Root\t\ta.example\t70\r\n"
	         "hOdd\tURL:gopher://a.example/1/%09x" HERE ".\r\n");
}

/* A selector has 255 bytes at most, "URL:" included. */
static void the_longest_address_that_fits_a_selector_is_a_line(void **state)
{
	(void)state;
	for (size_t n = 251; n <= 252; n++) {
		char uri[300] = "http://a.example/";
		memset(uri + strlen(uri), 'x', n - strlen(uri));
		struct page p;
		sample_page(&p, PAGE_MENU);
		page_link(&p, LINK_OUTSIDE, uri, "Long");
		char *menu = sample_render(&p, render_gopher);
		assert_int_equal(strstr(menu, "hLong\tURL:http://a.example/xxx") != NULL, n == 251);
		free(menu);
	}
}

static void an_address_too_long_for_a_selector_is_shown(void **state)
{
	(void)state;
	char uri[300] = "http://a.example/";
	memset(uri + strlen(uri), 'x', sizeof uri - 1 - strlen(uri));
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_OUTSIDE, uri, "Long");
	char *menu = sample_render(&p, render_gopher);
	assert_non_null(strstr(menu, INFO("Long") "ihttp://a.example/xxx"));
	assert_null(strstr(menu, "URL:"));
	free(menu);
}

static void a_file_that_no_selector_can_name_has_a_name_in_ascii(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_FILE, "/en/x/a/my file.pdf", "F")->mime = "application/pdf";
	page_link(&p, LINK_FILE, "/en/x/a/Мост  ночью!.JPG", "G")->mime = "image/jpeg";
	page_link(&p, LINK_FILE, "/en/x/a/..%", "H")->mime = "audio/ogg";
	char *menu = sample_render(&p, render_gopher);
	assert_non_null(strstr(menu, "9F\t/en/x/a/my-file~"));
	assert_non_null(strstr(menu, "IG\t/en/x/a/Most-nochyu~"));
	assert_non_null(strstr(menu, ".JPG\tnews.example\t70\r\n"));
	assert_non_null(strstr(menu, "sH\t/en/x/a/file~"));
	assert_null(strstr(menu, "URL:"));
	free(menu);
	sample_page(&p, PAGE_TEXT);
	page_link(&p, LINK_FILE, "/en/x/a/my file.pdf", "F")->mime = "application/pdf";
	menu = sample_render(&p, render_gopher);
	assert_non_null(strstr(menu, "gopher://news.example/9/en/x/a/my-file~"));
	free(menu);
}

/* Every letter is one byte or more in ASCII; none of them is too many. */
static void a_name_in_ascii_is_found_again_and_is_never_too_long(void **state)
{
	(void)state;
	struct buf name, out;
	buf_init(&name, 1000);
	buf_init(&out, 1000);
	for (int i = 0; i < 125; i++)
		buf_puts(&name, "щ");
	buf_puts(&name, ".pdf");
	gopher_name_add(&out, lang_of("ru"), name.data);
	assert_true(out.len < 120);
	assert_true(gopher_is_selector(buf_str(&out)));
	assert_true(gopher_name_is(buf_str(&out), name.data));
	name.data[1]++;
	assert_false(gopher_name_is(buf_str(&out), name.data));
	assert_false(gopher_name_is(STR("plan.pdf"), "plan.pdf"));
	assert_false(gopher_name_is(STR("~"), "plan.pdf"));
	assert_false(gopher_name_is(STR(""), ""));
	buf_release(&name);
	buf_release(&out);
}

static void a_long_label_goes_on_below_and_is_never_cut(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_ITEM, "/en/x/a", LONG)->day = "2023-09-08";
	assert_renders(&p, render_gopher,
	    HEAD "02023-09-08 Четырнадцать муниципалитетов и шестьдесят пять сёл: как\t/en/x/a" HERE INFO(
	        "           их водоснабжают") ".\r\n");
}

static void a_short_title_spares_the_wrapping(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_ITEM, "/en/x/a", LONG)->brief = "Brief";
	page_link(&p, LINK_ITEM, "/en/x/b", "Fits")->brief = "Not needed";
	assert_renders(&p, render_gopher, HEAD "0Brief\t/en/x/a" HERE "0Fits\t/en/x/b" HERE ".\r\n");
}

static void a_hostile_label_stays_in_its_field(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	p.title = "A\t/evil\tevil\t70\r\n1B";
	page_link(&p, LINK_ITEM, "/en/x/a", "one\ttwo\r\n.\r\n\u202Ethree");
	page_add(&p, BLOCK_TEXT, ".");
	assert_renders(&p, render_gopher,
	    INFO("A /evil evil 70 1B") INFO("==================")
	        INFO("") "0one two . three\t/en/x/a" HERE INFO("") INFO(".") ".\r\n");
}

static void no_line_of_a_menu_is_wider_than_67_columns(void **state)
{
	(void)state;
	static const char *const texts[] = { LONG " " LONG " " LONG,
		"слово-без-единого-пробела-которое-длиннее-целой-строки-в-шестьдесят-семь-столбцов",
		"日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語" };
	struct page p;
	sample_page(&p, PAGE_MENU);
	p.title = LONG;
	for (size_t i = 0; i < 3; i++) {
		page_add(&p, BLOCK_TEXT, texts[i]);
		page_add(&p, BLOCK_LIST, texts[i]);
		page_add(&p, BLOCK_QUOTE, texts[i]);
		page_add(&p, BLOCK_PRE, texts[i]);
		page_heading(&p, 2, texts[i]);
		page_fact(&p, "Label", texts[i]);
		page_link(&p, LINK_ITEM, "/en/x/a", texts[i])->day = "2023-09-08";
	}
	char *menu = sample_render(&p, render_gopher);
	struct str rest = str_of(menu), line;
	while (str_next_line(&rest, &line)) {
		struct str label = str_sub(line, 1, str_find(line, '\t'));
		assert_true(utf8_valid(label, NULL));
		assert_true(utf8_columns(label) <= GOPHER_COLUMNS);
	}
	free(menu);
}

static void a_text_is_wrapped_and_has_no_end_mark(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_TEXT);
	page_add(&p, BLOCK_TEXT, LONG);
	page_add(&p, BLOCK_LIST, LONG);
	page_add(&p, BLOCK_PRE, "a\n\n  b");
	assert_renders(&p, render_gopher,
	    TEXT_HEAD "Четырнадцать муниципалитетов и шестьдесят пять сёл: как их\r\nводоснабжают\r\n\r\n"
	              "* Четырнадцать муниципалитетов и шестьдесят пять сёл: как их\r\n  водоснабжают\r\n\r\n"
	              "a\r\n\r\n  b\r\n");
}

static void a_tab_of_a_fence_is_spaces_to_the_next_of_eight_columns(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_TEXT);
	page_add(&p, BLOCK_PRE, "Год\tСум\n2023\t\t5\n12345678\tx\n\tи\t");
	assert_renders(&p, render_gopher,
	    TEXT_HEAD "Год     Сум\r\n2023            5\r\n12345678        x\r\n        и       \r\n");
}

static void facts_of_one_label_that_lead_somewhere_have_it_once(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_fact(&p, "Topics", "Water");
	page_fact(&p, "Topics", "Schools");
	page_fact(&p, "Place", "Osh");
	page_fact(&p, "Contact", "Aida");
	page_fact(&p, "Contact", "office");
	static const char *const targets[] = { "/en/topics/water/", "/en/topics/schools/", "/en/places/osh/",
		NULL, "/en/about" };
	for (size_t i = 0; i < ARRAY_SIZE(targets); i++)
		p.blocks[i].link = (struct link){ .to = LINK_MENU, .target = targets[i] };
	char *menu = sample_render(&p, render_gopher);
	const char *expected = "iTopics:\t\tnull.host\t1\r\n1Water\t/en/topics/water/\t";
	assert_non_null(strstr(menu, expected));
	assert_non_null(strstr(menu, "\r\n1Schools\t/en/topics/schools/\t"));
	assert_non_null(strstr(menu, "\r\n1Place: Osh\t/en/places/osh/\t"));
	assert_non_null(
	    strstr(menu, "\r\niContact:\t\tnull.host\t1\r\ni* Aida\t\tnull.host\t1\r\n1office\t"));
	free(menu);
}

static void no_line_of_a_text_begins_with_a_dot(void **state)
{
	(void)state;
	char text[140];
	memset(text, '.', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	struct page p;
	sample_page(&p, PAGE_TEXT);
	page_add(&p, BLOCK_TEXT, ".");
	page_add(&p, BLOCK_TEXT, text);
	page_add(&p, BLOCK_PRE, text);
	char *out = sample_render(&p, render_gopher);
	struct str rest = str_of(out), line;
	while (str_next_line(&rest, &line)) {
		assert_false(str_starts(line, "."));
		assert_true(line.n <= GOPHER_COLUMNS);
	}
	free(out);
}

static void links_of_a_text_are_numbered_addresses_at_its_end(void **state)
{
	(void)state;
	struct page p;
	sample_item(&p);
	sample_alternate(&p, "ru", "/ru/x/a", "Форум");
	page_link(&p, LINK_FILE, "/en/x/a/f.pdf", "Programme")->mime = "application/pdf";
	page_link(&p, LINK_OUTSIDE, "http://a.example/", "Web");
	page_fact(&p, "Source", "http://b.example/");
	p.blocks[2].link = (struct link){ .to = LINK_OUTSIDE, .target = "http://b.example/" };
	assert_renders(&p, render_gopher,
	    TEXT_HEAD "8 September 2023, 11:50 · Press release\r\nProject\r\n\r\n"
	              "[1] Programme\r\n[2] Web\r\n\r\n[3] Source: http://b.example/\r\n\r\n"
	              "In other languages\r\n------------------\r\n[4] Русский: Форум\r\n\r\n"
	              "[5] Site\r\n[6] Project\r\n\r\nLinks\r\n-----\r\n"
	              "[1] gopher://news.example/9/en/x/a/f.pdf\r\n[2] http://a.example/\r\n"
	              "[3] http://b.example/\r\n[4] gopher://news.example/0/ru/x/a\r\n"
	              "[5] gopher://news.example/1/en/\r\n[6] gopher://news.example/1/en/x/\r\n");
}

static void a_footnote_is_told_from_a_link(void **state)
{
	(void)state;
	static const struct {
		const char *text, *marks;
	} cases[] = { { "Two bridges [1] are open.", "()" }, { "[12] By the ministry.", "()" },
		{ "Bridges [1] and (2) roads.", "{}" }, { "In [a] year [2026 …] and []", "[]" },
		{ "Both [1], (2), {3}.", "[]" } };
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct page p;
		struct buf out;
		char link[32], address[64];
		sample_item(&p);
		page_add(&p, BLOCK_TEXT, cases[i].text);
		page_link(&p, LINK_OUTSIDE, "http://a.example/", "Web");
		buf_init(&out, 1 << 16);
		struct site site = site_sample();
		render_gopher(&p, &site, &out);
		snprintf(link, sizeof link, "\r\n%c1%c Web\r\n", cases[i].marks[0], cases[i].marks[1]);
		snprintf(address, sizeof address, "\r\n%c1%c http://a.example/\r\n", cases[i].marks[0],
		    cases[i].marks[1]);
		assert_non_null(strstr(out.data, link));
		assert_non_null(strstr(out.data, address));
		assert_non_null(strstr(out.data, cases[i].text));
		buf_release(&out);
		page_release(&p);
	}
}

static void facts_of_one_label_become_a_list(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_fact(&p, "Donor", "A");
	page_fact(&p, "Partners", "B");
	page_fact(&p, "Partners", "C");
	assert_renders(
	    &p, render_gopher, HEAD INFO("Donor: A") INFO("Partners:") INFO("* B") INFO("* C") ".\r\n");
}

static void tables_are_aligned_or_pairs(void **state)
{
	(void)state;
	const char *narrow[] = { "Аймак", "Сом", "Ош", "12" };
	const char *wide[] = { "Имя", LONG, "Ош", "12" };
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_table(&p, narrow, 2, 2);
	sample_table(&p, wide, 2, 2);
	assert_renders(&p, render_gopher,
	    HEAD INFO("Аймак  Сом") INFO("-----  ---") INFO("Ош     12") INFO("") INFO("Имя: Ош")
	        INFO("Четырнадцать муниципалитетов и шестьдесят пять сёл: как их")
	            INFO("  водоснабжают: 12") ".\r\n");
}

static void an_error_is_one_line_of_type_3(void **state)
{
	(void)state;
	struct buf out;
	buf_init(&out, 1000);
	render_gopher_error("Not\tfound", &out);
	assert_string_equal(out.data, "3Not found\t\tnull.host\t1\r\n.\r\n");
	buf_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_menu_has_four_fields_and_ends_with_a_dot),
		cmocka_unit_test(outside_addresses_are_of_type_h),
		cmocka_unit_test(a_gopher_address_is_a_line_like_any_other),
		cmocka_unit_test(the_longest_address_that_fits_a_selector_is_a_line),
		cmocka_unit_test(an_address_too_long_for_a_selector_is_shown),
		cmocka_unit_test(a_file_that_no_selector_can_name_has_a_name_in_ascii),
		cmocka_unit_test(a_name_in_ascii_is_found_again_and_is_never_too_long),
		cmocka_unit_test(a_long_label_goes_on_below_and_is_never_cut),
		cmocka_unit_test(a_short_title_spares_the_wrapping),
		cmocka_unit_test(a_hostile_label_stays_in_its_field),
		cmocka_unit_test(no_line_of_a_menu_is_wider_than_67_columns),
		cmocka_unit_test(a_text_is_wrapped_and_has_no_end_mark),
		cmocka_unit_test(a_tab_of_a_fence_is_spaces_to_the_next_of_eight_columns),
		cmocka_unit_test(facts_of_one_label_that_lead_somewhere_have_it_once),
		cmocka_unit_test(no_line_of_a_text_begins_with_a_dot),
		cmocka_unit_test(links_of_a_text_are_numbered_addresses_at_its_end),
		cmocka_unit_test(a_footnote_is_told_from_a_link),
		cmocka_unit_test(facts_of_one_label_become_a_list),
		cmocka_unit_test(tables_are_aligned_or_pairs),
		cmocka_unit_test(an_error_is_one_line_of_type_3),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
