/*
 * data_test: what a page says of itself in the words of schema.org.
 */
#include "unit/support/pages.h"

#include "page/manifest.h"

static int set_up(void **state)
{
	*state = world_of_pages();
	return 0;
}

#define NAMED(property, type, name)                                                                          \
	"<div itemprop=\"" property "\" itemscope itemtype=\"https://schema.org/" type "\">\n"               \
	"<meta itemprop=\"name\" content=\"" name "\">\n"

static void assert_parts(view_fn *view, const struct view *v, const char *const *parts, size_t n)
{
	struct page p;
	assert_int_equal(view(v, &p, &failure), VIEW_OK);
	char *text = sample_render(&p, render_html);
	for (size_t i = 0; i < n; i++)
		if ((strstr(text, parts[i] + (parts[i][0] == '!')) != NULL) == (parts[i][0] == '!'))
			fail_msg("%s: is not as it should be in %s", parts[i], text);
	free(text);
}

/* A part after "!" is one that the page must not have. */
#define SAYS(view, v, ...)                                                                                   \
	assert_parts((view), (v), (const char *const[]){ __VA_ARGS__ },                                      \
	    ARRAY_SIZE(((const char *const[]){ __VA_ARGS__ })))

static struct view item(struct world *w, const char *path, const char *project, const char *stem)
{
	struct view v = world_view(w, "en", path);
	v.project = project;
	v.item = stem;
	return v;
}

static void an_event_has_its_place_times_and_state(void **state)
{
	struct world *w = *state;
	struct view v = item(w, "/en/water/2023-09-08-forum", "water", "2023-09-08-forum");
	SAYS(view_item, &v, "<article itemscope itemtype=\"https://schema.org/NewsArticle\">\n",
	    NAMED("about", "Event",
	        "Forum") "<meta itemprop=\"description\" content=\"All of them met.\">\n"
	                 "<meta itemprop=\"startDate\" "
	                 "content=\"2023-09-08T10:00:00+06:00\">\n"
	                 "<meta itemprop=\"endDate\" content=\"2023-09-08T17:00:00+06:00\">\n"
	                 "<link itemprop=\"eventStatus\" "
	                 "href=\"https://schema.org/EventScheduled\">\n",
	    NAMED("location", "Place", "Naryn") "<meta itemprop=\"address\" content=\"Naryn\">\n</div>\n",
	    NAMED("organizer", "Organization", "Herald"), NAMED("author", "Person", "I. Ivanov"),
	    NAMED("publisher", "Organization", "Herald") "<link itemprop=\"url\" "
	                                                 "href=\"http://news.example/en/\">\n",
	    "<meta itemprop=\"articleSection\" content=\"Water\">\n",
	    "<meta itemprop=\"dateModified\" content=\"2023-09-08T11:50:00+06:00\">\n");
}

static void an_item_without_an_author_is_by_the_site(void **state)
{
	struct world *w = *state;
	struct view v = item(w, "/en/roads/2018-04-09-start", "roads", "2018-04-09-start");
	SAYS(view_item, &v, NAMED("author publisher", "Organization", "Herald"), "!\"Person\"",
	    "!schema.org/Event", "itemprop=\"dateModified\">2 May 2018</time>",
	    "!<meta itemprop=\"dateModified\"");
}

static void a_publication_is_a_report(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	put_item(&w->c, "water/2023-01-01-book.en.gmi", "Book", "kind: publication\n");
	put_item(&w->c, "water/2023-01-02-way.en.gmi", "Way", "kind: practice\n");
	commit(&w->c, CATALOGUE_NOW);
	struct view v = item(w, "/en/water/2023-01-01-book", "water", "2023-01-01-book");
	SAYS(view_item, &v, "<article itemscope itemtype=\"https://schema.org/Report\">\n",
	    "<meta itemprop=\"dateModified\" content=\"2023-11-15T04:13:20+06:00\">\n");
	v = item(w, "/en/water/2023-01-02-way", "water", "2023-01-02-way");
	SAYS(view_item, &v, "<article itemscope itemtype=\"https://schema.org/Article\">\n");
}

static void a_project_is_told_with_its_facts(void **state)
{
	struct world *w = *state;
	struct view v = item(w, "/en/water/", "water", "");
	SAYS(view_project, &v, "<main id=\"text\" itemscope itemtype=\"https://schema.org/Project\">\n",
	    "<h1 itemprop=\"name\">Water</h1>\n",
	    "<link itemprop=\"url\" href=\"http://news.example/en/water/\">\n",
	    "<meta itemprop=\"foundingDate\" content=\"2021-09\">\n"
	    "<meta itemprop=\"dissolutionDate\" content=\"2025-09\">\n",
	    NAMED("funder", "Organization", "USAID"), NAMED("member", "Organization", "B"),
	    "<link itemprop=\"sameAs\" href=\"http://water.example/\">\n");
}

static void the_home_page_is_a_site_that_can_be_searched(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "ru", "/ru/"), root = world_view(w, "en", "/");
	SAYS(view_home, &v, "<main id=\"text\" itemscope itemtype=\"https://schema.org/WebSite\">\n",
	    "<h1 itemprop=\"name\">Жарчы</h1>\n",
	    "<meta itemprop=\"urlTemplate\" "
	    "content=\"http://news.example/ru/search?q={search_term_string}\">\n",
	    "<meta itemprop=\"query-input\" content=\"required name=search_term_string\">\n",
	    NAMED("publisher", "Organization", "Жарчы"));
	SAYS(view_root, &root, "<link itemprop=\"url\" href=\"http://news.example/\">\n",
	    NAMED("publisher", "Organization", "Herald"));
}

static void a_page_that_lists_others_is_none_of_these(void **state)
{
	struct world *w = *state;
	struct view v = world_view(w, "en", "/en/archive/");
	SAYS(view_archive, &v, "<main id=\"text\">\n<h1>Archive</h1>\n", "schema.org/BreadcrumbList",
	    "<meta itemprop=\"name\" content=\"Archive\">");
}

static void assert_manifest(struct world *w, const char *lang, const char *const *parts, size_t n)
{
	struct buf out;
	buf_init(&out, 1 << 16);
	OK(manifest_write(&w->site, writer_catalog(w->c.writer), lang_of(lang), &out, &failure));
	for (size_t i = 0; i < n; i++)
		if (!strstr(out.data, parts[i]))
			fail_msg("no %s in %s", parts[i], out.data);
	buf_release(&out);
}

static void the_manifest_has_a_short_name(void **state)
{
	static const char *const russian[] = { "\"name\": \"Жарчы\"", "\"short_name\": \"Жарчы\"",
		"\"lang\": \"ru\"", "\"dir\": \"ltr\"", "\"start_url\": \"/ru/\"",
		"\"display\": \"browser\"" };
	static const char *const english[] = { "\"name\": \"Herald — news: all\"",
		"\"short_name\": \"Herald\"" };
	struct world *w = *state;
	assert_manifest(w, "ru", russian, ARRAY_SIZE(russian));
	begin(&w->c);
	catalogue_put(&w->c, "site.en.gmi", "---\ntitle: Herald — news: all\n---\nWhat is new.\n");
	commit(&w->c, CATALOGUE_NOW);
	assert_manifest(w, "en", english, ARRAY_SIZE(english));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_event_has_its_place_times_and_state),
		TEST(an_item_without_an_author_is_by_the_site),
		TEST(a_publication_is_a_report),
		TEST(a_project_is_told_with_its_facts),
		TEST(the_home_page_is_a_site_that_can_be_searched),
		TEST(the_manifest_has_a_short_name),
		TEST(a_page_that_lists_others_is_none_of_these),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
