/*
 * view_search_test: the pages of a search.
 */
#include "unit/support/pages.h"

#include "base/utf8.h"

static int set_up(void **state)
{
	struct world *w = world_of_pages();
	index_all(&w->c);
	*state = w;
	return 0;
}

static struct view search_for(struct world *w, const char *lang, struct str query, const char *more)
{
	struct view v = world_view(w, lang, "/en/search");
	v.query = query;
	v.more = more;
	return v;
}

static void assert_search(
    struct world *w, const char *lang, struct str query, const char *more, const char *expected)
{
	struct view v = search_for(w, lang, query, more);
	struct page p;
	assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
	assert_renders(&p, render_gemtext, expected);
}

static void without_a_query_it_asks_for_one(void **state)
{
	assert_search(*state, "en", STR(""), NULL,
	    "# Search\n## Herald\n\n=> /en/search Type the words to look for\n\n"
	    "## In other languages\n\n=> /ru/search Русский: Поиск\n\n=> /en/ Herald\n");
}

static void what_is_found_is_dated_and_shown_in_its_words(void **state)
{
	assert_search(*state, "en", STR("forums"), NULL,
	    "# Search: forums\n## 2\u00A0results\n\n=> /en/search Type the words to look for\n"
	    "=> /en/water/2023-09-08-forum 2023-09-08 Forum\n\nThe forum began.\n\n"
	    "=> /en/water/ Water\n\nThe forum\n\n"
	    "## In other languages\n\n=> /ru/search/1-666f72756d73 Русский: Поиск\n\n=> /en/ Herald\n");
}

static void what_is_found_in_another_language_is_marked(void **state)
{
	assert_search(*state, "en", STR("только"), NULL,
	    "# Search: только\n## 1\u00A0result\n\n=> /en/search Type the words to look for\n"
	    "=> /ru/water/2022-06-01-only 2022-06-01 Только (Русский)\n\nText of Только.\n\n"
	    "## In other languages\n\n=> /ru/search/1-d182d0bed0bbd18cd0bad0be Русский: Поиск\n\n=> /en/ "
	    "Herald\n");
}

static void nothing_found_is_said(void **state)
{
	struct view v = search_for(*state, "en", STR("tractor"), NULL);
	struct page p;
	assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
	assert_string_equal(p.blocks[p.block_count - 1].text, v.lang->words[WORD_SEARCH_NOTHING]);
	page_release(&p);
}

static void hostile_queries_make_a_page(void **state)
{
	static const struct str queries[] = { STR("\"\n=> /x y"), STR("\xFF\xFE\0\x01"), STR("<b>&"),
		STR("\u202Eabc"), STR("\r\n.") };
	struct world *w = *state;
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
		struct view v = search_for(w, "ru", queries[i], NULL);
		struct page p;
		assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
		assert_null(strchr(p.title, '\n'));
		assert_true(utf8_valid(str_of(p.title), NULL));
		page_release(&p);
	}
}

static void further_pages_are_found_by_their_address(void **state)
{
	struct world *w = *state;
	char path[64];
	begin(&w->c);
	for (int i = 0; i < 45; i++) {
		snprintf(path, sizeof path, "roads/2019-01-%02d-n%d.en.gmi", i % 28 + 1, i);
		put_item(&w->c, path, "Bridge", "");
	}
	commit(&w->c, CATALOGUE_NOW);
	index_all(&w->c);
	static const struct {
		const char *more;
		const char *previous, *following;
	} pages[] = {
		{ "1-627269646765", NULL, "/en/search/2-627269646765" },
		{ "2-627269646765", "/en/search/1-627269646765", "/en/search/3-627269646765" },
		{ "3-627269646765", "/en/search/2-627269646765", NULL },
	};
	for (size_t i = 0; i < 3; i++) {
		struct view v = search_for(w, "en", STR(""), pages[i].more);
		struct page p;
		const char *previous = NULL, *following = NULL;
		assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
		assert_string_equal(p.title, "Search: bridge");
		for (size_t k = 0; k < p.block_count; k++) {
			const struct link *l = &p.blocks[k].link;
			if (l->label == v.lang->words[WORD_PREVIOUS_PAGE])
				previous = l->target;
			if (l->label == v.lang->words[WORD_NEXT_PAGE])
				following = l->target;
		}
		assert_true(!previous == !pages[i].previous && !following == !pages[i].following);
		if (previous)
			assert_string_equal(previous, pages[i].previous);
		if (following)
			assert_string_equal(following, pages[i].following);
		page_release(&p);
	}
}

static void a_malformed_address_is_missing(void **state)
{
	static const char *const addresses[] = { "x", "1", "1-", "0-61", "-61", "1-6", "1-zz", "51-61",
		"1-61-61", "99999999999999999999-61", NULL };
	struct world *w = *state;
	for (const char *const *more = addresses; *more; more++) {
		struct view v = search_for(w, "en", STR(""), *more);
		struct page p;
		assert_int_equal(view_search(&v, &p, &failure), VIEW_MISSING);
		page_release(&p);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_query_it_asks_for_one),
		TEST(what_is_found_is_dated_and_shown_in_its_words),
		TEST(what_is_found_in_another_language_is_marked),
		TEST(nothing_found_is_said),
		TEST(hostile_queries_make_a_page),
		TEST(further_pages_are_found_by_their_address),
		TEST(a_malformed_address_is_missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
