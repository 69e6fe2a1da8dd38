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
	page_keep(&p, SCHEME_GEMINI);
	assert_renders(&p, render_gemtext, expected);
}

/* The examples that the site of these tests has. */
#define HELP                                                                                                 \
	"## How to search\n\n"                                                                               \
	"=> /en/search/1-666f72756d202d74617269666673 forum -tariffs (without the second word)\n"            \
	"=> /en/search/1-666f72756d20796561723a32303233 forum year:2023 (this year only)\n"                  \
	"=> /en/search/1-6b696e643a6576656e74 kind:event (items of this kind only)\n"                        \
	"=> /en/search/1-70726f6a6563743a7761746572 project:water (this project only)\n\n"                   \
	"All of these can be used together. A small mistake does no harm. Russian and Kyrgyz words can "     \
	"also "                                                                                              \
	"be typed in Latin letters: shkola finds школа.\n\n"

/* What the page says of its feeds; `more` is the last part of its address. */
#define FEEDS(more)                                                                                          \
	"## Subscribe\n\n=> /en/search/" more "/atom.xml Atom\n=> /en/search/" more                          \
	"/rss.xml RSS\n=> /en/search/" more "/feed.json JSON Feed\n\n"

static void without_a_query_it_asks_for_one_and_says_how(void **state)
{
	static const struct {
		struct str query;
		const char *more, *there;
	} asked[] = { { STR(""), NULL, "" }, { STR(""), "help", "/help" }, { STR("?"), NULL, "/1-3f" },
		{ STR("\" -"), NULL, "/1-22202d" } };
	for (size_t i = 0; i < ARRAY_SIZE(asked); i++) {
		char expected[2048];
		snprintf(expected, sizeof expected,
		    "# Search\n## Herald\n\n=> /en/search Type the words to look for\n\n" HELP
		    "## In other languages\n\n=> /ru/search%s Русский: Поиск\n\n=> /en/ Herald\n",
		    asked[i].there);
		assert_search(*state, "en", asked[i].query, asked[i].more, expected);
	}
}

static void what_is_found_is_dated_and_shown_in_its_words(void **state)
{
	assert_search(*state, "en", STR("forums"), NULL,
	    "# Search: forums\n## 2\u00A0results\n\n=> /en/search Type the words to look for\n"
	    "=> /en/search/help How to search\n=> /en/water/2023-09-08-forum 2023-09-08 Forum\nThe forum "
	    "began.\n\n"
	    "=> /en/water/ Water\nThe forum\n\n" FEEDS(
	        "1-666f72756d73") "## In other languages\n\n=> /ru/search/1-666f72756d73 Русский: "
	                          "Поиск\n\n=> /en/ Herald\n");
}

static void what_is_found_in_another_language_is_marked(void **state)
{
	assert_search(*state, "en", STR("только"), NULL,
	    "# Search: только\n## 1\u00A0result\n\n=> /en/search Type the words to look for\n"
	    "=> /en/search/help How to search\n"
	    "=> /ru/water/2022-06-01-only 2022-06-01 Только (Русский)\nText of Только.\n\n" FEEDS(
	        "1-d182d0bed0bbd18cd0bad0be") "## In other languages\n\n=> "
	                                      "/ru/search/1-d182d0bed0bbd18cd0bad0be Русский: Поиск\n\n=> "
	                                      "/en/ "
	                                      "Herald\n");
}

static void nothing_found_is_said_with_ways_to_go_on(void **state)
{
	assert_search(*state, "en", STR("tractor"), NULL,
	    "# Search: tractor\n## Herald\n\n=> /en/search Type the words to look for\n\n"
	    "No results. Try other words.\n\n=> /en/archive/ All items\n\n" HELP FEEDS(
	        "1-74726163746f72") "## In other languages\n\n=> /ru/search/1-74726163746f72 Русский: "
	                            "Поиск\n\n=> /en/ Herald\n");
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
		"1-61-61", "99999999999999999999-61", "1-61.year", "1-61.year-", "1-61.age-5",
		"1-61..year-2018", NULL };
	struct world *w = *state;
	for (const char *const *more = addresses; *more; more++) {
		struct view v = search_for(w, "en", STR(""), *more);
		struct page p;
		assert_int_equal(view_search(&v, &p, &failure), VIEW_MISSING);
		page_release(&p);
	}
}

static const struct block *block_of_form(const struct page *p)
{
	for (size_t i = 0; i < p->block_count; i++)
		if (p->blocks[i].form)
			return &p->blocks[i];
	return NULL;
}

/* "name: value* value …" of each choice in the form; * is what is chosen. */
static const char *choices_of(struct page *p)
{
	const struct search_form *f = block_of_form(p)->form;
	char *s = arena_strdup(&p->arena, "");
	for (size_t i = 0; i < f->n; i++) {
		s = arena_printf(&p->arena, "%s%s%s:", s, i ? " " : "", f->choices[i].name);
		for (size_t k = 0; k < f->choices[i].n; k++)
			s = arena_printf(&p->arena, "%s [%s]%s", s, f->choices[i].v[k].value,
			    f->choices[i].v[k].chosen ? "*" : "");
	}
	return s;
}

static bool says(const struct page *p, const char *text)
{
	for (size_t i = 0; i < p->block_count; i++)
		if (p->blocks[i].text && strcmp(p->blocks[i].text, text) == 0)
			return true;
	return false;
}

static const char *link_called(const struct page *p, const char *label)
{
	for (size_t i = 0; i < p->block_count; i++)
		if (p->blocks[i].type == BLOCK_LINK && strcmp(p->blocks[i].link.label, label) == 0)
			return p->blocks[i].link.target;
	return NULL;
}

static void the_words_stay_in_the_form_and_are_marked(void **state)
{
	struct view v = search_for(*state, "en", STR(" forums "), NULL);
	struct page p;
	assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
	assert_string_equal(block_of_form(&p)->form->words, "forums");
	assert_int_equal(p.blocks[2].link.marks.n, 1);
	assert_int_equal(p.blocks[2].link.marks.v[0].kind, MARK_FOUND);
	assert_int_equal(p.blocks[2].marks.n, 1);
	page_release(&p);
}

static void filters_of_a_form_and_of_an_address_do_the_same(void **state)
{
	struct world *w = *state;
	for (int in_form = 0; in_form < 2; in_form++) {
		struct view v = search_for(w, "en", STR("text"), in_form ? NULL : "1-74657874.year-2018");
		struct page p;
		if (in_form)
			v.form = STR("q=text&year=2018&project=&kind=");
		assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
		assert_string_equal(p.subtitle, "1\u00A0result");
		assert_string_equal(choices_of(&p), "year: [] [2022] [2018]*");
		assert_true(says(&p, "2018"));
		assert_string_equal(link_called(&p, "Year: all"), "/en/search/1-74657874");
		assert_string_equal(link_called(&p, "Year: 2022 (2)"), "/en/search/1-74657874.year-2022");
		page_release(&p);
	}
}

static void without_a_filter_links_lead_to_narrower_searches(void **state)
{
	struct view v = search_for(*state, "en", STR("text"), NULL);
	struct page p;
	assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
	assert_string_equal(choices_of(&p),
	    "year: []* [2022] [2018] project: []* [water] [roads] kind: []* [news] [press-release]");
	assert_string_equal(link_called(&p, "Project: Roads (1)"), "/en/search/1-74657874.project-roads");
	assert_string_equal(
	    link_called(&p, "Kind: Press releases (1)"), "/en/search/1-74657874.kind-press-release");
	page_release(&p);
}

static void a_filter_that_cannot_be_is_left_out_and_said(void **state)
{
	static const struct str forms[] = { STR("year=99999"), STR("year=20x8"), STR("project=none"),
		STR("project=..%2F"), STR("kind=rumour"), STR("kind=%zz"), STR("project=roads%00x"),
		STR("year=%D0%90&kind=' OR 1") };
	struct world *w = *state;
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct view v = search_for(w, "en", STR("text"), NULL);
		struct page p;
		v.form = forms[i];
		assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
		assert_string_equal(p.subtitle, "3\u00A0results");
		assert_true(says(&p, v.lang->words[WORD_SEARCH_UNKNOWN]));
		page_release(&p);
	}
}

static void a_filter_that_is_very_long_is_refused(void **state)
{
	char form[] = "year=0123456789012345678901234567890123456789012345678901234567890123456789"
	              "0123456789012345678901234567890123456789";
	struct view v = search_for(*state, "en", STR("text"), NULL);
	struct page p;
	v.form = str_of(form);
	assert_int_equal(view_search(&v, &p, &failure), VIEW_BAD);
	assert_string_equal(p.title, "Bad request");
	page_release(&p);
}

static void a_page_of_the_site_is_found_without_a_day(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	catalogue_put(&w->c, "about.en.gmi", "---\ntitle: About the herald\n---\nWho we are.\n");
	commit(&w->c, CATALOGUE_NOW);
	index_all(&w->c);
	struct view v = search_for(w, "en", STR("about"), NULL);
	struct page p;
	assert_int_equal(view_search(&v, &p, &failure), VIEW_OK);
	assert_string_equal(p.blocks[2].link.target, "/en/about");
	assert_null(p.blocks[2].link.day);
	page_release(&p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_query_it_asks_for_one_and_says_how),
		TEST(what_is_found_is_dated_and_shown_in_its_words),
		TEST(what_is_found_in_another_language_is_marked),
		TEST(nothing_found_is_said_with_ways_to_go_on),
		TEST(hostile_queries_make_a_page),
		TEST(further_pages_are_found_by_their_address),
		TEST(a_malformed_address_is_missing),
		TEST(the_words_stay_in_the_form_and_are_marked),
		TEST(filters_of_a_form_and_of_an_address_do_the_same),
		TEST(without_a_filter_links_lead_to_narrower_searches),
		TEST(a_filter_that_cannot_be_is_left_out_and_said),
		TEST(a_filter_that_is_very_long_is_refused),
		TEST(a_page_of_the_site_is_found_without_a_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
