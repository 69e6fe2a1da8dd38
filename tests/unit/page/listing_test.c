/*
 * listing_test: listings in pages, and how many items and events they show.
 */
#include "unit/support/pages.h"

static int set_up(void **state)
{
	*state = world_of_pages();
	return 0;
}

/* Items of 2020 with the titles T001, T002, … in that order of age. */
static void add_items(struct world *w, int from, int to)
{
	begin(&w->c);
	for (int i = from; i <= to; i++) {
		char path[64], title[16];
		snprintf(path, sizeof path, "water/2020-%02d-%02d-t%03d.en.gmi", (i - 1) / 28 + 1,
		    (i - 1) % 28 + 1, i);
		snprintf(title, sizeof title, "T%03d", i);
		put_item(&w->c, path, title, "topic: water\n");
	}
	commit(&w->c, CATALOGUE_NOW);
}

static char *shown(view_fn *view, const struct view *v, render_fn *render)
{
	struct page p;
	assert_int_equal(view(v, &p, &failure), VIEW_OK);
	page_keep(&p, render == render_html ? SCHEME_HTTP : SCHEME_GEMINI);
	return sample_render(&p, render);
}

/* How many of the items from … to the page shows; all that it shows are among them. */
static void assert_items(view_fn *view, const struct view *v, int from, int to)
{
	char *text = shown(view, v, render_gemtext);
	for (int i = 1; i < 200; i++) {
		char title[16];
		snprintf(title, sizeof title, " T%03d\n", i);
		if ((strstr(text, title) != NULL) != (i >= from && i <= to))
			fail_msg("wrong about%s in %s", title, text);
	}
	free(text);
}

static struct view year(struct world *w, uint64_t number)
{
	struct view v = world_view(w, "en", "/en/archive/2020/");
	v.year = 2020;
	v.number = number;
	return v;
}

static void a_full_page_keeps_its_items_while_others_are_added(void **state)
{
	struct world *w = *state;
	struct view newest = year(w, 0), first = year(w, 1), second = year(w, 2);
	struct page p;
	add_items(w, 1, 60);
	assert_items(view_archive_year, &first, 1, 50);
	assert_items(view_archive_year, &newest, 51, 60);
	assert_items(view_archive_year, &second, 51, 60);
	add_items(w, 61, 101);
	assert_items(view_archive_year, &first, 1, 50);
	assert_items(view_archive_year, &second, 51, 100);
	assert_items(view_archive_year, &newest, 101, 101);
	struct view fourth = year(w, 4);
	assert_int_equal(view_archive_year(&fourth, &p, &failure), VIEW_MISSING);
	page_release(&p);
}

static void pages_lead_to_their_neighbours(void **state)
{
	struct world *w = *state;
	add_items(w, 1, 120);
	struct view v = year(w, 0);
	char *text = shown(view_archive_year, &v, render_gemtext);
	assert_non_null(strstr(text, "# Archive: 2020\n"));
	assert_non_null(strstr(text, "=> /en/archive/2020/2/ Next page\n"));
	assert_null(strstr(text, "Previous page"));
	free(text);
	v = year(w, 2);
	text = shown(view_archive_year, &v, render_gemtext);
	assert_non_null(strstr(text, "# Archive: 2020 (23 February – 16 April 2020)\n"));
	assert_non_null(
	    strstr(text, "=> /en/archive/2020/1/ Next page\n=> /en/archive/2020/ Previous page\n"));
	assert_non_null(strstr(text, "=> /en/archive/ Archive\n=> /en/archive/2020/ Archive: 2020\n"));
	free(text);
	v = year(w, 1);
	text = shown(view_archive_year, &v, render_gemtext);
	assert_null(strstr(text, "Next page"));
	assert_non_null(strstr(text, "=> /en/archive/2020/2/ Previous page\n"));
	free(text);
}

static void the_newest_page_has_one_address(void **state)
{
	struct world *w = *state;
	struct page p;
	add_items(w, 1, 60);
	struct view v = year(w, 2);
	v.path = "/en/archive/2020/2/";
	assert_int_equal(view_archive_year(&v, &p, &failure), VIEW_OK);
	assert_string_equal(p.path, "/en/archive/2020/");
	page_release(&p);
}

static void topics_and_places_are_named_counted_and_listed(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	catalogue_put(&w->c, "site.en.gmi",
	    "---\ntitle: Herald\ntopic_name: water Drinking water\nplace_name: naryn Naryn\n---\nWhat is "
	    "new.\n");
	put_item(&w->c, "water/2020-01-01-a.en.gmi", "A", "topic: water\nplace: naryn\n");
	put_item(&w->c, "roads/2020-01-02-b.en.gmi", "B", "topic: water\n");
	put_item(&w->c, "water/2020-01-01-a.ru.gmi", "А", "topic: water\n");
	commit(&w->c, CATALOGUE_NOW);
	struct view v = world_view(w, "en", "/en/topics/");
	char *text = shown(view_topics, &v, render_gemtext);
	assert_non_null(
	    strstr(text, "# Topics\n## Herald\n\n=> /en/topics/water/ Drinking water (2\u00A0news items)\n"));
	free(text);
	/* One of another kind among them. */
	begin(&w->c);
	put_item(&w->c, "roads/2020-01-03-c.en.gmi", "C", "topic: water\nkind: practice\n");
	commit(&w->c, CATALOGUE_NOW);
	text = shown(view_topics, &v, render_gemtext);
	assert_non_null(strstr(text, "=> /en/topics/water/ Drinking water (3\u00A0items)\n"));
	free(text);
	v.tag = "water";
	text = shown(view_topic, &v, render_gemtext);
	assert_string_equal(text,
	    "# Drinking water\n## Herald\n\n"
	    "=> /en/roads/2020-01-03-c 2020-01-03 C (Best practice)\n"
	    "=> /en/roads/2020-01-02-b 2020-01-02 B\n=> /en/water/2020-01-01-a 2020-01-01 A\n\n"
	    "## Subscribe\n\n=> /en/topics/water/atom.xml Atom\n"
	    "=> /en/topics/water/rss.xml RSS\n=> /en/topics/water/feed.json JSON Feed\n\n"
	    "## In other languages\n\n=> /ru/topics/water/ Русский: water\n\n"
	    "=> /en/ Herald\n=> /en/topics/ Topics\n");
	free(text);
	v.tag = "naryn";
	text = shown(view_place, &v, render_gemtext);
	assert_non_null(strstr(text, "# Naryn\n## Herald\n\n=> /en/water/2020-01-01-a 2020-01-01 A\n"));
	free(text);
	v.tag = "none";
	struct page p;
	assert_int_equal(view_topic(&v, &p, &failure), VIEW_MISSING);
	page_release(&p);
	v = world_view(w, "en", "/en/");
	text = shown(view_home, &v, render_gemtext);
	assert_non_null(strstr(text, "## Topics\n\n=> /en/topics/water/ Drinking water\n"
	                             "=> /en/places/ Places\n"));
	free(text);
	v = world_view(w, "en", "/en/water/2020-01-01-a");
	v.project = "water";
	v.item = "2020-01-01-a";
	text = shown(view_item, &v, render_gemtext);
	assert_non_null(
	    strstr(text, "=> /en/topics/water/ Topic: Drinking water\n=> /en/places/naryn/ Place: Naryn\n"));
	free(text);
}

static void coming_events_are_first_with_their_days(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	put_item(&w->c, "water/2023-11-01-late.en.gmi", "Late",
	    "kind: event\nevent_start: 2023-12-20\nevent_end: 2023-12-22\n");
	put_item(
	    &w->c, "water/2023-10-01-soon.en.gmi", "Soon", "kind: event\nevent_start: 2023-11-20 10:00\n");
	commit(&w->c, CATALOGUE_NOW);
	struct view v = world_view(w, "en", "/en/water/");
	v.project = "water";
	char *text = shown(view_project, &v, render_gemtext);
	assert_non_null(
	    strstr(text, "## Upcoming events\n\n"
	                 "=> /en/water/2023-10-01-soon 2023-10-01 Soon (When: 20 November 2023, 10:00)\n"
	                 "=> /en/water/2023-11-01-late 2023-11-01 Late (When: 20–22 December 2023)\n\n"
	                 "## News\n"));
	assert_non_null(
	    strstr(text, "## Past events\n\n"
	                 "=> /en/water/2023-09-08-forum 2023-09-08 Forum (When: 8 September 2023"));
	free(text);
	begin(&w->c);
	commit(&w->c, CATALOGUE_NOW + 100 * 86400);
	text = shown(view_project, &v, render_gemtext);
	assert_null(strstr(text, "Coming"));
	assert_non_null(strstr(text, "## Events\n\n=> /en/water/2023-11-01-late "));
	free(text);
}

static void everything_of_a_project_is_one_text(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/water/all.txt");
	struct page p;
	struct buf out;
	v.project = "water";
	assert_int_equal(view_all(&v, &p, &failure), VIEW_OK);
	buf_init(&out, 1 << 20);
	render_text(&p, &w->site, SCHEME_HTTP, &out);
	const char *last = out.data;
	static const char *const parts[] = { "Water\r\n=====\r\n", "Donor: USAID\r\n", "Clean water.\r\n",
		"Forum\r\n=====\r\n\r\n8 September 2023, 11:50 · Event\r\n", "Where: Naryn\r\n",
		"The forum began.\r\n", "The plan (PDF, ", "Tariffs\r\n=======\r\n",
		"http://news.example/en/water/2023-09-08-forum/plan.pdf\r\n" };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		last = strstr(last, parts[i]);
		if (!last)
			fail_msg("no %s in its place in %s", parts[i], out.data);
	}
	assert_null(strstr(out.data, "gopher://"));
	buf_release(&out);
	page_release(&p);
}

static void a_fallback_text_says_its_language(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "ru", "/ru/roads/");
	v.project = "roads";
	char *text = shown(view_project, &v, render_html);
	assert_non_null(strstr(text, "<h1 itemprop=\"name\" lang=\"en\">Roads</h1>"));
	assert_non_null(strstr(text, "<p lang=\"en\">Good roads.</p>"));
	assert_non_null(strstr(text, "<dd>октябрь 2016\u00a0г. – сентябрь 2021\u00a0г.</dd>"));
	free(text);
	v = world_view(w, "ru", "/ru/projects/");
	text = shown(view_projects, &v, render_html);
	assert_non_null(strstr(text, "<a href=\"/ru/roads/\" lang=\"en\">Roads</a>"));
	free(text);
}

#define ALTERNATE(lang, path)                                                                                \
	"<link rel=\"alternate\" hreflang=\"" lang "\" href=\"http://news.example" path "\">\n"

static void only_texts_that_are_there_are_translations_for_machines(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "ru", "/ru/roads/");
	v.project = "roads";
	char *text = shown(view_project, &v, render_html);
	assert_null(strstr(text, "rel=\"alternate\" hreflang"));
	assert_null(strstr(text, "og:locale:alternate"));
	assert_non_null(strstr(text, "<a href=\"/en/roads/\""));
	free(text);
	v = world_view(w, "ru", "/ru/water/");
	v.project = "water";
	text = shown(view_project, &v, render_html);
	assert_non_null(strstr(text, ALTERNATE("en", "/en/water/") ALTERNATE("ru", "/ru/water/")
	                                 ALTERNATE("x-default", "/en/water/")));
	free(text);
	v = world_view(w, "ru", "/ru/search");
	v.query = STR("road");
	text = shown(view_search, &v, render_html);
	assert_null(strstr(text, "rel=\"alternate\" hreflang"));
	free(text);
}

static void the_root_is_for_readers_of_other_languages(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/");
	const char *links = ALTERNATE("en", "/en/") ALTERNATE("ru", "/ru/") ALTERNATE("x-default", "/");
	char *text = shown(view_root, &v, render_html);
	assert_non_null(strstr(text, links));
	free(text);
	v = world_view(w, "ru", "/ru/");
	text = shown(view_home, &v, render_html);
	assert_non_null(strstr(text, links));
	free(text);
}

static void the_root_follows_the_order_that_readers_like(void **state)
{
	struct world *w = *state;
	const struct lang *const order[] = { lang_of("ru"), lang_of("en"), NULL };
	struct view v = world_view(w, "ru", "/");
	v.order = order;
	char *text = shown(view_root, &v, render_html);
	assert_non_null(strstr(text, "<html lang=\"ru\""));
	const char *russian = strstr(text, "<h2>Русский</h2>");
	assert_non_null(russian);
	assert_non_null(strstr(russian, "<h2 lang=\"en\">English</h2>"));
	assert_non_null(strstr(russian, "<time lang=\"en\" datetime=\"2023-09-08\">8\u00a0September 2023"));
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_full_page_keeps_its_items_while_others_are_added),
		TEST(pages_lead_to_their_neighbours),
		TEST(the_newest_page_has_one_address),
		TEST(topics_and_places_are_named_counted_and_listed),
		TEST(coming_events_are_first_with_their_days),
		TEST(everything_of_a_project_is_one_text),
		TEST(a_fallback_text_says_its_language),
		TEST(only_texts_that_are_there_are_translations_for_machines),
		TEST(the_root_is_for_readers_of_other_languages),
		TEST(the_root_follows_the_order_that_readers_like),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
