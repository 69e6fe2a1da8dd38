/*
 * render_gemtext_test: exact bytes for Gemini, Spartan and Nex.
 */
#include "unit/support/pages.h"

static void a_subtitle_comes_right_after_the_title(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	p.subtitle = "Sub";
	page_add(&p, BLOCK_TEXT, "Text");
	assert_renders(&p, render_gemtext, "# Title\n## Sub\n\nText\n");
}

static void every_block_has_its_line_type(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_heading(&p, 1, "One");
	page_heading(&p, 2, "Two");
	page_heading(&p, 3, "Three");
	page_add(&p, BLOCK_LEAD, "Lead");
	page_add(&p, BLOCK_LIST, "a");
	page_add(&p, BLOCK_LIST, "b");
	page_add(&p, BLOCK_QUOTE, "c");
	page_add(&p, BLOCK_QUOTE, "d");
	page_add(&p, BLOCK_PRE, "x\n  y")->label = "art";
	assert_renders(&p, render_gemtext,
	    "# Title\n\n# One\n\n## Two\n\n### Three\n\nLead\n\n* a\n* b\n\n> c\n> d\n\n```art\nx\n  "
	    "y\n```\n");
}

static void a_dated_link_is_an_entry_of_a_subscription(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_dated(&p, "2023-09-08", "/en/x/a", "Forum")->note = "Event";
	sample_dated(&p, "2023-09-07", "/en/x/b", "Water");
	assert_renders(&p, render_gemtext,
	    "# Title\n\n=> /en/x/a 2023-09-08 Forum (Event)\n=> /en/x/b 2023-09-07 Water\n");
}

static void text_that_looks_like_markup_is_defused(void **state)
{
	(void)state;
	static const char *const texts[] = { "=> /x y", "# h", "#h", "* l", "> q", "```", "plain", "=x",
		"=: /x y" };
	struct page p;
	sample_page(&p, PAGE_MENU);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		page_add(&p, BLOCK_TEXT, texts[i]);
	page_fact(&p, "# label", "value");
	assert_renders(&p, render_gemtext,
	    "# Title\n\n => /x y\n\n # h\n\n #h\n\n * l\n\n > q\n\n ```\n\nplain\n\n=x\n\n =: /x y\n\n # "
	    "label: value\n");
}

static void a_fence_cannot_be_closed_from_inside(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_add(&p, BLOCK_PRE, "```\n=> /evil y");
	assert_renders(&p, render_gemtext, "# Title\n\n```\n ```\n=> /evil y\n```\n");
}

static void a_tab_of_a_fence_is_spaces(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_add(&p, BLOCK_PRE, "ы\tb\n\t```");
	assert_renders(&p, render_gemtext, "# Title\n\n```\nы       b\n        ```\n```\n");
}

static void facts_of_one_label_that_lead_somewhere_have_it_once(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_fact(&p, "Topics", "Water");
	p.blocks[0].link = (struct link){ .to = LINK_MENU, .target = "/en/topics/water/" };
	page_fact(&p, "Topics", "Schools");
	p.blocks[1].link = (struct link){ .to = LINK_MENU, .target = "/en/topics/schools/" };
	page_fact(&p, "Place", "Osh");
	p.blocks[2].link = (struct link){ .to = LINK_MENU, .target = "/en/places/osh/" };
	assert_renders(&p, render_gemtext,
	    "# Title\n\nTopics:\n=> /en/topics/water/ Water\n=> /en/topics/schools/ Schools\n"
	    "=> /en/places/osh/ Place: Osh\n");
}

static void no_text_makes_a_line_of_its_own(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	p.title = "A\r\n=> /evil x";
	page_link(&p, LINK_ITEM, "/en/x/a", "one\n# two")->note = "n\no";
	page_add(&p, BLOCK_LIST, "a\n\nb");
	assert_renders(&p, render_gemtext, "# A => /evil x\n\n=> /en/x/a one # two (n o)\n\n* a b\n");
}

static void a_target_is_one_word_of_ascii(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_link(&p, LINK_FILE, "/en/x/a/план 1.pdf", "file");
	page_link(&p, LINK_OUTSIDE, "https://a.example/б?c d\n&e", "web");
	assert_renders(&p, render_gemtext,
	    "# Title\n\n=> /en/x/a/%D0%BF%D0%BB%D0%B0%D0%BD%201.pdf file\n"
	    "=> https://a.example/%D0%B1?c%20d%0A&e web\n");
}

static void facts_are_lines_and_repeated_ones_a_list(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_fact(&p, "Donor", "A");
	page_fact(&p, "Partners", "B");
	page_fact(&p, "Partners", "C");
	page_fact(&p, "Website", "http://d.example/");
	p.blocks[3].link = (struct link){ .to = LINK_OUTSIDE, .target = "http://d.example/" };
	assert_renders(&p, render_gemtext,
	    "# Title\n\nDonor: A\nPartners:\n* B\n* C\n=> http://d.example/ Website: http://d.example/\n");
}

static void a_table_that_fits_is_aligned_by_columns_not_bytes(void **state)
{
	(void)state;
	const char *cells[] = { "Аймак", "Сом", "Ак-Суу", "12", "Osh", "3 000" };
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_table(&p, cells, 2, 3);
	assert_renders(&p, render_gemtext,
	    "# Title\n\n```table\nАймак   Сом\n------  -----\nАк-Суу  12\nOsh     3 000\n```\n");
}

static void a_table_that_is_too_wide_becomes_pairs(void **state)
{
	(void)state;
	const char *cells[] = { "Name", "# Text", "A",
		"A cell that is much longer than all of the sixty-seven columns of a line", "", "b" };
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_table(&p, cells, 2, 3);
	assert_renders(&p, render_gemtext,
	    "# Title\n\nName: A\n # Text: A cell that is much longer than all of the sixty-seven columns of "
	    "a line\n"
	    "\n # Text: b\n");
}

static void an_item_has_its_date_and_the_way_back(void **state)
{
	(void)state;
	struct page p;
	sample_item(&p);
	p.corrected = 1694238600;
	sample_alternate(&p, "ru", "/ru/x/a", "Форум");
	page_add(&p, BLOCK_TEXT, "Text");
	assert_renders(&p, render_gemtext,
	    "# Title\n\n8 September 2023, 11:50 · Press release · Updated: 9 September 2023\n=> /en/x/ "
	    "Project\n\n"
	    "Text\n\n## In other languages\n\n=> /ru/x/a Русский: Форум\n\n=> /en/ Site\n=> /en/x/ "
	    "Project\n");
}

static void a_file_beside_an_entry_is_left_to_the_entry(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_dated(&p, "2023-09-08", "/en/x/a", "A");
	page_link(&p, LINK_FILE, "/en/x/a/f.pdf", "F");
	p.blocks[1].level = 1;
	sample_dated(&p, "2023-09-07", "/en/x/b", "B");
	assert_renders(&p, render_gemtext, "# Title\n\n=> /en/x/a 2023-09-08 A\n=> /en/x/b 2023-09-07 B\n");
}

static void the_search_is_a_link_a_prompt_or_nothing(void **state)
{
	(void)state;
	static const struct {
		void (*render)(const struct page *p, const struct site *s, struct buf *out);
		const char *text;
	} protocols[] = {
		{ render_gemtext, "# Title\n\n=> /en/projects/ Projects\n=> /en/search Search\n\nText\n" },
		{ render_spartan, "# Title\n\n=> /en/projects/ Projects\n=: /en/search Search\n\nText\n" },
		{ render_nex, "# Title\n\n=> /en/projects/ Projects\n\nText\n" },
	};
	for (size_t i = 0; i < sizeof protocols / sizeof *protocols; i++) {
		struct page p;
		sample_page(&p, PAGE_MENU);
		page_link(&p, LINK_MENU, "/en/projects/", "Projects");
		page_link(&p, LINK_SEARCH, "/en/search", "Search");
		page_add(&p, BLOCK_TEXT, "Text");
		assert_renders(&p, protocols[i].render, protocols[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_subtitle_comes_right_after_the_title),
		cmocka_unit_test(every_block_has_its_line_type),
		cmocka_unit_test(a_dated_link_is_an_entry_of_a_subscription),
		cmocka_unit_test(text_that_looks_like_markup_is_defused),
		cmocka_unit_test(a_fence_cannot_be_closed_from_inside),
		cmocka_unit_test(a_tab_of_a_fence_is_spaces),
		cmocka_unit_test(facts_of_one_label_that_lead_somewhere_have_it_once),
		cmocka_unit_test(no_text_makes_a_line_of_its_own),
		cmocka_unit_test(a_target_is_one_word_of_ascii),
		cmocka_unit_test(facts_are_lines_and_repeated_ones_a_list),
		cmocka_unit_test(a_table_that_fits_is_aligned_by_columns_not_bytes),
		cmocka_unit_test(a_table_that_is_too_wide_becomes_pairs),
		cmocka_unit_test(an_item_has_its_date_and_the_way_back),
		cmocka_unit_test(the_search_is_a_link_a_prompt_or_nothing),
		cmocka_unit_test(a_file_beside_an_entry_is_left_to_the_entry),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
