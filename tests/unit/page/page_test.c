/*
 * page_test: the languages of a page.
 */
#include "unit/support/pages.h"

static void assert_langs(const struct page *p, const char *expected)
{
	struct buf langs;
	buf_init(&langs, 200);
	page_langs(p, &langs);
	assert_string_equal(langs.data, expected);
	buf_release(&langs);
}

static void the_languages_of_a_page_are_in_the_order_of_its_text(void **state)
{
	(void)state;
	const struct lang *ky = lang_find(STR("ky")), *ru = lang_find(STR("ru"));
	struct page p;
	sample_page(&p, PAGE_MENU);
	page_add(&p, BLOCK_TEXT, "Text");
	assert_langs(&p, "en");
	page_add(&p, BLOCK_HEADING, "Кыргызча")->lang = ky;
	page_link(&p, LINK_MENU, "/ru/", "Жарчы")->lang = ru;
	page_add(&p, BLOCK_TEXT, "Text");
	assert_langs(&p, "en,ky,ru");
	p.subtitle = "Герольд";
	p.subtitle_lang = ru;
	assert_langs(&p, "en,ru,ky");
	p.title_lang = ky;
	assert_langs(&p, "ky,ru,en");
	page_release(&p);
}

static void a_link_to_a_page_in_another_language_may_have_a_label_in_this(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	struct link *l = page_link(&p, LINK_MENU, "/ru/", "Russian");
	l->lang = lang_find(STR("ru"));
	p.blocks[0].lang = p.lang;
	assert_langs(&p, "en");
	page_release(&p);
}

static void translations_are_no_text_of_a_page(void **state)
{
	(void)state;
	struct page p;
	sample_page(&p, PAGE_MENU);
	sample_alternate(&p, "ru", "/ru/x/a", "Форум");
	assert_langs(&p, "en");
	page_release(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_languages_of_a_page_are_in_the_order_of_its_text),
		cmocka_unit_test(a_link_to_a_page_in_another_language_may_have_a_label_in_this),
		cmocka_unit_test(translations_are_no_text_of_a_page),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
