/*
 * body_test: gemtext as blocks, and what its links lead to.
 */
#include "unit/support/pages.h"

static const char *const files[] = { "plan.pdf", "my plan.pdf", NULL };

static void with_body(struct page *p, const char *body, const char *const *names)
{
	sample_page(p, PAGE_TEXT);
	page_body(p, body, "", "/en/x/2023-09-08-y", names);
}

static void each_line_becomes_its_block(void **state)
{
	(void)state;
	static const enum block_type types[] = { BLOCK_HEADING, BLOCK_TEXT, BLOCK_LIST, BLOCK_QUOTE,
		BLOCK_PRE, BLOCK_TABLE };
	struct page p;
	with_body(&p, "## H\nText\n\n* a\n> b\n```art\n c\n```\n```table\nx | y\n1 | 2\n```\n", NULL);
	assert_int_equal(p.block_count, 6);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(p.blocks[i].type, types[i]);
	assert_int_equal(p.blocks[0].level, 2);
	assert_string_equal(p.blocks[0].text, "H");
	assert_string_equal(p.blocks[1].text, "Text");
	assert_string_equal(p.blocks[4].text, " c");
	assert_string_equal(p.blocks[4].label, "art");
	assert_int_equal(p.blocks[5].columns, 2);
	assert_int_equal(p.blocks[5].rows, 2);
	assert_string_equal(p.blocks[5].cells[3], "2");
	page_release(&p);
}

static void assert_link(
    const char *line, const char *const *names, enum link_to to, const char *target, const char *label)
{
	struct page p;
	with_body(&p, line, names);
	assert_int_equal(p.block_count, 1);
	assert_int_equal(p.blocks[0].type, BLOCK_LINK);
	assert_int_equal(p.blocks[0].link.to, to);
	assert_string_equal(p.blocks[0].link.target, target);
	assert_string_equal(p.blocks[0].link.label, label);
	page_release(&p);
}

static void links_are_resolved_inside_the_site(void **state)
{
	(void)state;
	assert_link("=> 2023-09-09-z Z", NULL, LINK_ITEM, "/en/x/2023-09-09-z", "Z");
	assert_link("=> ../other/ O", NULL, LINK_MENU, "/en/other/", "O");
	assert_link("=> /en/", NULL, LINK_MENU, "/en/", "/en/");
	assert_link("=> atom.xml A", NULL, LINK_FEED, "/en/x/atom.xml", "A");
	assert_link("=> https://a.example/ W", NULL, LINK_OUTSIDE, "https://a.example/", "W");
}

static void an_own_file_goes_before_a_neighbour(void **state)
{
	(void)state;
	assert_link("=> plan.pdf P", files, LINK_FILE, "/en/x/2023-09-08-y/plan.pdf", "P");
	assert_link("=> my%20plan.pdf P", files, LINK_FILE, "/en/x/2023-09-08-y/my plan.pdf", "P");
	assert_link("=> other.pdf P", files, LINK_FILE, "/en/x/other.pdf", "P");
	assert_link("=> 2023-09-09-z Z", files, LINK_ITEM, "/en/x/2023-09-09-z", "Z");
}

static void a_link_that_climbs_out_stays_text(void **state)
{
	(void)state;
	struct page p;
	with_body(&p, "=> ../../../../etc/passwd Secret\n=> ../../../../x\n", files);
	assert_int_equal(p.block_count, 2);
	assert_int_equal(p.blocks[0].type, BLOCK_TEXT);
	assert_string_equal(p.blocks[0].text, "Secret (../../../../etc/passwd)");
	assert_string_equal(p.blocks[1].text, "../../../../x");
	page_release(&p);
}

static void hosts_in_another_alphabet_and_phones_are_links(void **state)
{
	(void)state;
	assert_link(
	    "=> https://пример.рф/я Сайт", NULL, LINK_OUTSIDE, "https://xn--e1afmkfd.xn--p1ai/я", "Сайт");
	assert_link("=> tel:+996312000000 Call", NULL, LINK_OUTSIDE, "tel:+996312000000", "Call");
	assert_link("=> +996 312 00-00-00", NULL, LINK_OUTSIDE, "tel:+996312000000", "+996 312 00-00-00");
	assert_link("=> +996 312 000000 Call us", NULL, LINK_OUTSIDE, "tel:+996312000000", "Call us");
	assert_link("=> tel:+996 312 000000 Call", NULL, LINK_OUTSIDE, "tel:+996312000000", "Call");
	assert_link("=> press@example.org Press", NULL, LINK_OUTSIDE, "mailto:press@example.org", "Press");
	assert_link("=> www.dpi.kg", NULL, LINK_OUTSIDE, "https://www.dpi.kg", "www.dpi.kg");
	assert_link("=> geo:42.87,74.59 Map", NULL, LINK_OUTSIDE, "geo:42.87,74.59", "Map");
}

static void a_file_that_looks_like_an_address_is_the_file(void **state)
{
	(void)state;
	static const char *const named[] = { "plan.org", "a@b.kg", NULL };
	assert_link("=> plan.org P", named, LINK_FILE, "/en/x/2023-09-08-y/plan.org", "P");
	assert_link("=> a@b.kg P", named, LINK_FILE, "/en/x/2023-09-08-y/a@b.kg", "P");
	assert_link("=> b@b.kg P", named, LINK_OUTSIDE, "mailto:b@b.kg", "P");
}

static void what_a_browser_would_run_or_open_on_its_own_disk_is_text(void **state)
{
	(void)state;
	struct page p;
	with_body(&p,
	    "=> javascript:alert(1) Run\n=> data:text/html,x\n=> file:///etc/passwd F\n=> vbscript:x V\n",
	    NULL);
	assert_int_equal(p.block_count, 4);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(p.blocks[i].type, BLOCK_TEXT);
	assert_string_equal(p.blocks[0].text, "Run (javascript:alert(1))");
	page_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_becomes_its_block),
		cmocka_unit_test(hosts_in_another_alphabet_and_phones_are_links),
		cmocka_unit_test(a_file_that_looks_like_an_address_is_the_file),
		cmocka_unit_test(what_a_browser_would_run_or_open_on_its_own_disk_is_text),
		cmocka_unit_test(links_are_resolved_inside_the_site),
		cmocka_unit_test(an_own_file_goes_before_a_neighbour),
		cmocka_unit_test(a_link_that_climbs_out_stays_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
