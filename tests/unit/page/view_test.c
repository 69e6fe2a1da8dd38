/*
 * view_test: each view as gemtext, made from a catalogue in memory.
 */
#include "unit/support/pages.h"

static int set_up(void **state)
{
	*state = world_of_pages();
	return 0;
}

static void the_root_offers_every_language(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/");
	assert_view(view_root, &v, VIEW_OK,
	    "# Herald\n\n"
	    "## English\n\n"
	    "=> /en/ Herald\n=> /en/water/2023-09-08-forum 2023-09-08 Forum\n"
	    "=> /en/water/2022-05-18-tariffs 2022-05-18 Tariffs\n"
	    "=> /en/roads/2018-04-09-start 2018-04-09 Start\n\n"
	    "## Русский\n\n"
	    "=> /ru/ Жарчы\n=> /ru/water/2023-09-08-forum 2023-09-08 Форум\n"
	    "=> /ru/water/2022-06-01-only 2022-06-01 Только\n");
}

static void home_shows_what_is_new(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/");
	assert_view(view_home, &v, VIEW_OK,
	    "# Herald\n\n"
	    "What is new.\n\n"
	    "=> /en/search Search\n\n"
	    "## Latest\n\n"
	    "=> /en/water/2023-09-08-forum 2023-09-08 Forum (Event)\n"
	    "=> /en/water/2022-05-18-tariffs 2022-05-18 Tariffs\n"
	    "=> /en/roads/2018-04-09-start 2018-04-09 Start (Press release)\n"
	    "=> /en/archive/ All items\n=> /en/elsewhere/ Items that exist only in other languages\n\n"
	    "## Current projects\n\n"
	    "=> /en/water/ Water (September 2021 – September 2025)\n=> /en/projects/ Projects\n\n"
	    "## Subscribe\n\n"
	    "=> /en/atom.xml Atom\n=> /en/rss.xml RSS\n=> /en/feed.json JSON Feed\n"
	    "=> /en/events.ics iCalendar\n=> /en/feeds/ Subscribe\n\n"
	    "## In other languages\n\n"
	    "=> /ru/ Русский: Жарчы\n\n"
	    "=> / In other languages\n");
}

static void what_is_new_is_called_news_where_it_is_nothing_else(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "ru", "/ru/");
	struct page p;

	assert_int_equal(view_home(&v, &p, &failure), VIEW_OK);
	char *text = sample_render(&p, render_gemtext);
	assert_non_null(strstr(text, "=> /ru/archive/ Все новости\n"));
	free(text);
}

static void projects_are_running_then_finished(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/projects/");
	assert_view(view_projects, &v, VIEW_OK,
	    "# Projects\n## Herald\n\n"
	    "## Current projects\n\n"
	    "=> /en/water/ Water (September 2021 – September 2025)\n\n"
	    "## Completed projects\n\n"
	    "=> /en/roads/ Roads (October 2016 – September 2021)\n\n"
	    "## In other languages\n\n"
	    "=> /ru/projects/ Русский: Проекты\n\n"
	    "=> /en/ Herald\n");
}

static void a_project_shows_its_passport_and_its_kinds(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/");
	v.project = "water";
	assert_view(view_project, &v, VIEW_OK,
	    "# Water\n\n"
	    "## Project facts\n\n"
	    "Donor: USAID\nPartners:\n* A\n* B\nPeriod: September 2021 – September 2025\n"
	    "=> http://water.example/ Website: http://water.example/\n\n"
	    "Clean water.\n\n"
	    "=> /en/water/2023-09-08-forum The forum\n\n"
	    "## News\n\n"
	    "=> /en/water/2022-05-18-tariffs 2022-05-18 Tariffs\n\n"
	    "## Events\n\n"
	    "=> /en/water/2023-09-08-forum 2023-09-08 Forum (When: 8 September 2023, 10:00–17:00)\n"
	    "=> /en/water/archive/ All items\n=> /en/water/all.txt All items (TXT)\n"
	    "=> /en/water/elsewhere/ Items that exist only in other languages\n\n"
	    "## Subscribe\n\n"
	    "=> /en/water/atom.xml Atom\n=> /en/water/rss.xml RSS\n=> /en/water/feed.json JSON Feed\n"
	    "=> /en/water/events.ics iCalendar\n"
	    "=> /en/feeds/ Subscribe\n\n"
	    "## In other languages\n\n"
	    "=> /ru/water/ Русский: Вода\n\n"
	    "=> /en/ Herald\n=> /en/projects/ Projects\n");
}

static void a_project_with_nothing_elsewhere_does_not_mention_it(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/roads/");
	struct page p;
	v.project = "roads";
	assert_int_equal(view_project(&v, &p, &failure), VIEW_OK);
	char *text = sample_render(&p, render_gemtext);
	assert_null(strstr(text, "elsewhere"));
	free(text);
}

static void an_item_shows_all_that_is_known_of_it(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/2023-09-08-forum");
	v.project = "water";
	v.item = "2023-09-08-forum";
	assert_view(view_item, &v, VIEW_OK,
	    "# Forum\n\n"
	    "8 September 2023, 11:50 · Event\n=> /en/water/ Water\n\n"
	    "When: 8 September 2023, 10:00–17:00\nWhere: Naryn\n\n=> /en/water/2023-09-08-forum.ics Add to "
	    "my calendar\n\n"
	    "All of them met.\n\n"
	    "The forum began.\n\n"
	    "=> /en/water/2023-09-08-forum/plan.pdf Plan\n\n"
	    "## Attachments\n\n"
	    "=> /en/water/2023-09-08-forum/plan.pdf The plan (PDF, 230\u00A0KB)\n\n"
	    "Author: I. Ivanov\n=> http://source.example/ Source: http://source.example/\n\n"
	    "=> /en/feeds/ Subscribe to this project\n\n"
	    "=> /en/water/2022-05-18-tariffs Older: Tariffs\n\n"
	    "## In other languages\n\n"
	    "=> /ru/water/2023-09-08-forum Русский: Форум\n\n"
	    "=> /en/ Herald\n=> /en/water/ Water\n");
}

static void an_item_without_a_summary_does_not_repeat_its_text(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/2022-05-18-tariffs");
	v.project = "water";
	v.item = "2022-05-18-tariffs";
	assert_view(view_item, &v, VIEW_OK,
	    "# Tariffs\n\n"
	    "18 May 2022 · News\n=> /en/water/ Water\n\n"
	    "Text of Tariffs.\n\n"
	    "=> /en/feeds/ Subscribe to this project\n\n"
	    "=> /en/water/2023-09-08-forum Newer: Forum\n\n"
	    "=> /en/ Herald\n=> /en/water/ Water\n");
}

static void a_correction_is_under_its_date(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/roads/2018-04-09-start");
	v.project = "roads";
	v.item = "2018-04-09-start";
	assert_view(view_item, &v, VIEW_OK,
	    "# Start\n\n"
	    "9 April 2018 · Press release · Updated: 2 May 2018\n=> /en/roads/ Roads\n\n"
	    "Correction: The road is 12 km long\n\n"
	    "Text of Start.\n\n"
	    "=> /en/feeds/ Subscribe to this project\n\n"
	    "=> /en/ Herald\n=> /en/roads/ Roads\n");
}

static void a_withdrawn_item_is_gone_with_its_reason(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/2022-05-19-gone");
	v.project = "water";
	v.item = "2022-05-19-gone";
	assert_view(view_item, &v, VIEW_GONE,
	    "# This item has been withdrawn\n\n"
	    "Reason: An error\n\n"
	    "=> /en/search Type the words to look for\n=> /en/ Home\n");
}

static void a_draft_is_not_there(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/2022-05-20-draft");
	v.project = "water";
	v.item = "2022-05-20-draft";
	assert_view(view_item, &v, VIEW_MISSING,
	    "# Page not found\n\n"
	    "There is no such page; it may have moved. Start again from the home page.\n\n"
	    "=> /en/search Type the words to look for\n=> /en/ Home\n");
}

static void an_untranslated_item_leads_to_its_languages(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/2022-06-01-only");
	v.project = "water";
	v.item = "2022-06-01-only";
	assert_view(view_item, &v, VIEW_MISSING,
	    "# Page not found\n\n"
	    "There is no such page; it may have moved. Start again from the home page.\n\n"
	    "=> /en/search Type the words to look for\n=> /en/ Home\n\n"
	    "## In other languages\n\n"
	    "=> /ru/water/2022-06-01-only Только (Русский)\n");
}

static void a_project_that_does_not_exist_is_missing(void **state)
{
	struct world *w = *state;
	static view_fn *const views[] = { view_project, view_item, view_archive, view_archive_year,
		view_other_languages };
	for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
		struct view v = world_view(w, "en", "/en/none/");
		struct page p;
		v.project = "none";
		v.item = "2022-06-01-only";
		v.year = 2023;
		assert_int_equal(views[i](&v, &p, &failure), VIEW_MISSING);
		assert_string_equal(p.title, "Page not found");
		page_release(&p);
	}
}

static void an_archive_counts_by_year(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/archive/");
	assert_view(view_archive, &v, VIEW_OK,
	    "# Archive\n## Herald\n\n"
	    "=> /en/archive/2023/ 2023 (1\u00A0item)\n=> /en/archive/2022/ 2022 (1\u00A0news item)\n"
	    "=> /en/archive/2018/ 2018 (1\u00A0item)\n=> /en/kinds/ Kinds of items\n"
	    "=> /en/elsewhere/ Items that exist only in other languages\n\n"
	    "## In other languages\n\n"
	    "=> /ru/archive/ Русский: Архив\n\n"
	    "=> /en/ Herald\n");
}

static void a_year_of_a_project_lists_its_items(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/archive/2022/");
	v.project = "water";
	v.year = 2022;
	assert_view(view_archive_year, &v, VIEW_OK,
	    "# Archive: 2022\n## Water\n\n"
	    "=> /en/water/2022-05-18-tariffs 2022-05-18 Tariffs\n"
	    "=> /en/water/elsewhere/ Items that exist only in other languages\n\n"
	    "## In other languages\n\n"
	    "=> /ru/water/archive/2022/ Русский: Архив: 2022\n\n"
	    "=> /en/ Herald\n=> /en/water/ Water\n=> /en/water/archive/ Archive\n");
}

static void a_year_leads_only_to_languages_that_have_it(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/archive/2018/");
	struct page p;
	v.year = 2018;
	assert_int_equal(view_archive_year(&v, &p, &failure), VIEW_OK);
	assert_int_equal(p.translation_count, 0);
	page_release(&p);
}

static void a_year_without_items_is_missing(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/archive/1999/");
	struct page p;
	v.year = 1999;
	assert_int_equal(view_archive_year(&v, &p, &failure), VIEW_MISSING);
	page_release(&p);
}

static void elsewhere_names_the_language_of_each_item(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/elsewhere/");
	assert_view(view_other_languages, &v, VIEW_OK,
	    "# Items that exist only in other languages\n## Herald\n\n"
	    "=> /ru/water/2022-06-01-only 2022-06-01 Только (Русский)\n\n"
	    "=> /en/ Herald\n");
}

/* What is shown over this scheme; the caller frees the text. */
static char *page_of_feeds(struct world *w, enum scheme scheme, render_fn *render)
{
	struct view v = world_view(w, "en", "/en/feeds/");
	struct page p;
	struct buf out;
	assert_int_equal(view_feeds(&v, &p, &failure), VIEW_OK);
	page_keep(&p, scheme);
	buf_init(&out, 1 << 20);
	render(&p, &w->site, &out);
	page_release(&p);
	return buf_detach(&out);
}

static void the_page_of_feeds_is_three_steps_and_one_address_each(void **state)
{
	char *text = page_of_feeds(*state, SCHEME_HTTP, render_html);
	assert_non_null(strstr(text, "<h2>1. Take a free app</h2>"));
	assert_non_null(
	    strstr(text, "<ul class=\"links\">\n<li>News of all projects "
	                 "<code class=\"copy\">http://news.example/en/atom.xml</code></li>\n"
	                 "<li id=\"roads\">Roads "
	                 "<code class=\"copy\">http://news.example/en/roads/atom.xml</code></li>\n"
	                 "<li id=\"water\">Water "
	                 "<code class=\"copy\">http://news.example/en/water/atom.xml</code></li>\n</ul>\n"
	                 "<h2>3. Paste it into the app</h2>"));
	assert_non_null(strstr(text, "<details><summary>Other formats and protocols</summary>\n"));
	assert_non_null(strstr(text, "</ul>\n</details>\n</main>"));
	assert_null(strstr(text, "Pages that you can subscribe to"));
	free(text);
}

static void over_gemini_pages_are_subscribed_to(void **state)
{
	char *text = page_of_feeds(*state, SCHEME_GEMINI, render_gemtext);
	assert_non_null(
	    strstr(text, "\n=> /en/ News of all projects\n=> /en/roads/ Roads\n=> /en/water/ Water\n"));
	assert_non_null(strstr(text, "\n## Other formats and protocols\n"));
	assert_null(strstr(text, "1. Take"));
	free(text);
	text = page_of_feeds(*state, SCHEME_GOPHER, render_gopher);
	assert_non_null(strstr(text, "\r\niWater\t"));
	assert_non_null(strstr(
	    text, "\r\nhhttp://news.example/en/water/atom.xml\tURL:http://news.example/en/water/atom.xml\t"));
	free(text);
}

static void the_page_of_feeds_names_every_format_of_each_service_that_is_on(void **state)
{
	struct world *w = *state;
	static const char *const names[] = { "atom.xml", "rss.xml", "feed.json", "events.ics" };
	static const char *const starts[] = { "http://news.example", "gemini://news.example",
		"gopher://news.example/0" };
	static const enum scheme scheme_of[] = { SCHEME_HTTP, SCHEME_GEMINI, SCHEME_GOPHER };
	for (size_t off = 0; off <= ARRAY_SIZE(starts); off++) {
		if (off < ARRAY_SIZE(starts))
			w->site.unreachable[scheme_of[off]] = true;
		char *text = page_of_feeds(w, SCHEME_NEX, render_gemtext);
		for (size_t i = 0; i < 12; i++) {
			char line[100];
			snprintf(line, sizeof line, "\n=> %s/en/%s ", starts[i / 4], names[i % 4]);
			assert_int_equal(strstr(text, line) != NULL, i / 4 != off);
		}
		assert_non_null(strstr(text, "\n=> /en/feeds.opml OPML\n"));
		assert_int_equal(strstr(text, starts[off % 3]) != NULL, off == 3);
		free(text);
		memset(w->site.unreachable, 0, sizeof w->site.unreachable);
	}
}

static void channels_are_those_that_the_site_names(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	catalogue_put(&w->c, "site.en.gmi",
	    "---\ntitle: Herald\nchannel: https://t.me/herald Telegram channel\n"
	    "channel: https://x.example/news\n---\nWhat is new.\n");
	commit(&w->c, w->now);
	for (int scheme = 0; scheme < SCHEME_COUNT; scheme++) {
		char *text = page_of_feeds(w, (enum scheme)scheme, render_gemtext);
		assert_non_null(
		    strstr(text, "\n## Other ways to follow us\n\n=> https://t.me/herald Telegram channel\n"
		                 "=> https://x.example/news https://x.example/news\n"));
		free(text);
	}
}

static void files_follow_their_item_in_a_menu(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/archive/2023/");
	struct page p;
	v.project = "water";
	v.year = 2023;
	assert_int_equal(view_archive_year(&v, &p, &failure), VIEW_OK);
	char *menu = sample_render(&p, render_gopher);
	assert_non_null(strstr(menu,
	    "02023-09-08 Forum (Event)\t/en/water/2023-09-08-forum\tnews.example\t70\r\n"
	    "9The plan (PDF, 230\u00A0KB)\t/en/water/2023-09-08-forum/plan.pdf\tnews.example\t70\r\n"));
	free(menu);
}

static void the_content_of_an_entry_has_no_furniture(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "");
	struct arena a = { 0 };
	struct entry e;
	struct page p;
	assert_int_equal(catalog_entry(v.catalog, "water", "2023-09-08-forum", "en", &a, &e, &failure), 1);
	assert_true(view_entry_content(&v, &e, &p, &failure));
	assert_renders(&p, render_html_fragment,
	    "<dl>\n"
	    "<dt>When</dt><dd><time datetime=\"2023-09-08\">8 September 2023, 10:00–17:00</time></dd>\n"
	    "<dt>Where</dt><dd>Naryn</dd>\n</dl>\n<p>The forum began.</p>\n<ul class=\"links\">\n"
	    "<li><a href=\"http://news.example/en/water/2023-09-08-forum/plan.pdf\" "
	    "type=\"application/pdf\">Plan</a></li>\n"
	    "</ul>\n<h2>Attachments</h2>\n<ul class=\"links\">\n"
	    "<li><a href=\"http://news.example/en/water/2023-09-08-forum/plan.pdf\" "
	    "type=\"application/pdf\">The plan</a> <small>PDF, 230\u00A0KB</small></li>\n"
	    "</ul>\n<dl>\n"
	    "<dt>Source</dt><dd><a href=\"http://source.example/\">http://source.example/</a></dd>\n"
	    "</dl>\n");
	arena_release(&a);
}

static void every_page_but_the_root_leads_home_and_to_its_parent(void **state)
{
	struct world *w = *state;
	static const struct {
		view_fn *view;
		const char *path, *project, *parent;
	} cases[] = {
		{ view_home, "/en/", "", "=> / " },
		{ view_projects, "/en/projects/", "", "=> /en/ " },
		{ view_project, "/en/water/", "water", "=> /en/projects/ " },
		{ view_item, "/en/water/2023-09-08-forum", "water", "=> /en/water/ " },
		{ view_archive, "/en/archive/", "", "=> /en/ " },
		{ view_archive_year, "/en/archive/2023/", "", "=> /en/archive/ " },
		{ view_archive_year, "/en/water/archive/2023/", "water", "=> /en/water/archive/ " },
		{ view_other_languages, "/en/elsewhere/", "", "=> /en/ " },
		{ view_feeds, "/en/feeds/", "", "=> /en/ " },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct view v = world_view(w, "en", cases[i].path);
		struct page p;
		v.project = cases[i].project;
		v.item = "2023-09-08-forum";
		v.year = 2023;
		assert_int_equal(cases[i].view(&v, &p, &failure), VIEW_OK);
		char *text = sample_render(&p, render_gemtext);
		assert_non_null(strstr(text, cases[i].parent));
		assert_true(i == 0 || strstr(text, "=> /en/ Herald\n"));
		free(text);
	}
}

static void errors_have_words_and_a_way_home(void **state)
{
	(void)state;
	struct page p;
	view_error(lang_of("en"), ERROR_BAD_REQUEST, "A bare LF", NULL, &p);
	assert_renders(&p, render_gemtext, "# Bad request\n\nReason: A bare LF\n\n=> /en/ Home\n");
}

static void the_words_of_a_path_that_is_not_there_are_offered(void **state)
{
	static const char *const paths[][2] = { { "/en/water-forum-2023", "water forum 2023" },
		{ "/en/water/2018-04-16-budget-hearings", "budget hearings" },
		{ "/en/news/item.html", "item" }, { "/en/old/index.php", "old" }, { "/ru/форум/", "форум" },
		{ "/en/", "" }, { "/", "" }, { "/en/<b>\"x", "b x" }, { "/preview/0123/ru/water", "" },
		{ "/preview/0123/ru/water", "" }, { NULL, "" } };
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		struct page p;
		view_error(lang_of("en"), i % 2 ? ERROR_NOT_FOUND : ERROR_GONE, NULL, paths[i][0], &p);
		const struct block *b = &p.blocks[p.block_count - 2];
		assert_int_equal(b->link.to, LINK_SEARCH);
		assert_string_equal(b->form->words, paths[i][1]);
		page_release(&p);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_root_offers_every_language),
		TEST(home_shows_what_is_new),
		TEST(what_is_new_is_called_news_where_it_is_nothing_else),
		TEST(projects_are_running_then_finished),
		TEST(a_project_shows_its_passport_and_its_kinds),
		TEST(a_project_with_nothing_elsewhere_does_not_mention_it),
		TEST(an_item_shows_all_that_is_known_of_it),
		TEST(an_item_without_a_summary_does_not_repeat_its_text),
		TEST(a_correction_is_under_its_date),
		TEST(a_withdrawn_item_is_gone_with_its_reason),
		TEST(a_draft_is_not_there),
		TEST(an_untranslated_item_leads_to_its_languages),
		TEST(a_project_that_does_not_exist_is_missing),
		TEST(an_archive_counts_by_year),
		TEST(a_year_of_a_project_lists_its_items),
		TEST(a_year_leads_only_to_languages_that_have_it),
		TEST(a_year_without_items_is_missing),
		TEST(elsewhere_names_the_language_of_each_item),
		TEST(the_page_of_feeds_is_three_steps_and_one_address_each),
		TEST(over_gemini_pages_are_subscribed_to),
		TEST(the_page_of_feeds_names_every_format_of_each_service_that_is_on),
		TEST(channels_are_those_that_the_site_names),
		TEST(files_follow_their_item_in_a_menu),
		TEST(the_content_of_an_entry_has_no_furniture),
		TEST(every_page_but_the_root_leads_home_and_to_its_parent),
		TEST(errors_have_words_and_a_way_home),
		TEST(the_words_of_a_path_that_is_not_there_are_offered),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
