/*
 * ascii_test: a page in ASCII, and the tree of such pages.
 */
#include "unit/support/test.h"

#include "content/document.h"
#include "page/ascii.h"
#include "page/render.h"

static void fill(struct page *p, const struct lang *ru)
{
	page_init(p, ru, PAGE_TEXT, "/ru/aimak/2022-03-03-forum");
	p->title = "Щука и ёж — №1";
	p->published = 1646286600;
	page_add(p, BLOCK_TEXT, "Өнүгүү")->lang = lang_find(STR("ky"));
	page_link(p, LINK_ITEM, "/ru/aimak/2022-03-04-next", "Дальше");
	page_link(p, LINK_FILE, "/ru/aimak/2022-03-03-forum/plan.pdf", "План");
	page_link(p, LINK_FILE, "/ru/aimak/all.txt", "Всё");
	page_link(p, LINK_FEED, "/ru/aimak/atom.xml", "Лента");
	page_link(p, LINK_OUTSIDE, "https://example.org/", "Сайт");
	page_link(p, LINK_SEARCH, "/ru/search", "Поиск");
}

static void every_text_of_a_page_becomes_ascii(void **state)
{
	struct page p;
	struct buf out;
	const struct site site = {
		.gopher_host = "localhost", .ports[SCHEME_GOPHER] = 70, .http_url = "http://localhost"
	};
	(void)state;
	fill(&p, lang_find(STR("ru")));
	page_to_ascii(&p, "/tr");
	buf_init(&out, 1 << 20);
	render_gopher(&p, &site, &out);
	for (size_t i = 0; i < out.len; i++)
		assert_in_range((unsigned char)out.data[i], 0, 0x7E);
	assert_true(str_starts(buf_str(&out), "Shchuka i yozh - No.1\r\n====="));
	assert_non_null(strstr(out.data, " marta 2022 g."));
	assert_non_null(strstr(out.data, "Onuguu"));
	buf_release(&out);
	page_release(&p);
}

static void what_a_renderer_puts_under_a_page_stays_in_the_tree(void **state)
{
	struct page p;
	struct alternate older = { .path = "/ru/aimak/2022-03-02-x", .title = "Щит" };
	(void)state;
	fill(&p, lang_find(STR("ru")));
	size_t foot = p.block_count + 1;
	p.older = &older;
	page_to_ascii(&p, "/tr");
	assert_string_equal(p.blocks[foot].link.target, "/tr/ru/aimak/2022-03-02-x");
	assert_string_equal(p.blocks[foot].link.label, "Ranshe: Shchit");
	assert_null(p.older);
	page_release(&p);
}

static void links_to_pages_stay_in_the_tree_and_others_do_not(void **state)
{
	static const char *const targets[] = { "/tr/ru/aimak/2022-03-04-next",
		"/ru/aimak/2022-03-03-forum/plan.pdf", "/tr/ru/aimak/all.txt", "/ru/aimak/atom.xml",
		"https://example.org/", "/tr/ru/search" };
	struct page p;
	(void)state;
	fill(&p, lang_find(STR("ru")));
	page_to_ascii(&p, "/tr");
	assert_int_equal(p.block_count, 8); /* the date came first */
	for (size_t i = 0; i < sizeof targets / sizeof *targets; i++)
		assert_string_equal(p.blocks[i + 2].link.target, targets[i]);
	page_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_text_of_a_page_becomes_ascii),
		cmocka_unit_test(what_a_renderer_puts_under_a_page_stays_in_the_tree),
		cmocka_unit_test(links_to_pages_stay_in_the_tree_and_others_do_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
