/*
 * sitemap_test: the map of the site, its parts, and that of the news.
 */
#include "unit/support/pages.h"

#include "page/sitemap.h"

#define OURS "http://news.example"

static int set_up(void **state)
{
	*state = world_of_pages();
	return 0;
}

static struct sitemap map_of(struct world *w, size_t addresses)
{
	return (struct sitemap){ &w->site, writer_catalog(w->c.writer), addresses };
}

static char *whole(struct world *w, size_t addresses)
{
	struct sitemap s = map_of(w, addresses);
	struct buf out;
	buf_init(&out, 1 << 20);
	OK(sitemap_write(&s, &out, &failure));
	assert_false(out.full);
	return buf_detach(&out);
}

/* NULL: there is none. */
static char *part(struct world *w, size_t addresses, uint64_t number)
{
	struct sitemap s = map_of(w, addresses);
	struct buf out;
	buf_init(&out, 1 << 20);
	int found = sitemap_write_part(&s, number, &out, &failure);
	assert_true(found >= 0);
	char *text = buf_detach(&out);
	if (found)
		return text;
	free(text);
	return NULL;
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;
	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void assert_has(const char *text, const char *what)
{
	if (!strstr(text, what))
		fail_msg("no %s in %s", what, text);
}

#define LINK(lang, path) "\n<xhtml:link rel=\"alternate\" hreflang=\"" lang "\" href=\"" OURS path "\"/>"

static void the_map_names_pages_and_their_translations(void **state)
{
	char *text = whole(*state, SITEMAP_ADDRESSES);
	assert_has(text,
	    "<url><loc>" OURS "/en/water/2023-09-08-forum</loc>"
	    "<lastmod>2023-09-08T11:50:00+06:00</lastmod>" LINK("en", "/en/water/2023-09-08-forum") LINK("ru",
	        "/ru/water/2023-09-08-forum") LINK("x-default", "/en/water/2023-09-08-forum") "</url>\n");
	assert_has(text, "<url><loc>" OURS "/ru/water/2022-06-01-only</loc>"
	                 "<lastmod>2022-06-01T12:00:00+06:00</lastmod></url>\n");
	assert_has(
	    text, "<url><loc>" OURS "/</loc>" LINK("en", "/en/") LINK("ru", "/ru/") LINK("x-default", "/"));
	assert_has(text,
	    "<url><loc>" OURS "/ru/</loc>" LINK("en", "/en/") LINK("ru", "/ru/") LINK("x-default", "/"));
	/* It shows the English text. */
	assert_has(text, "<url><loc>" OURS "/ru/roads/</loc></url>\n<url>");
	assert_null(strstr(text, "draft"));
	assert_null(strstr(text, "gone"));
	/* The root, two homes, four pages of projects, three items in English, two in Russian. */
	assert_int_equal(count(text, "<loc>"), 1 + 2 + 4 + 3 + 2);
	free(text);
}

static void add_items(struct world *w, int from, int to)
{
	begin(&w->c);
	for (int i = from; i <= to; i++) {
		char path[64], title[16];
		snprintf(path, sizeof path, "water/2023-10-%02d-t.en.gmi", i);
		snprintf(title, sizeof title, "T%02d", i);
		put_item(&w->c, path, title, "");
	}
	commit(&w->c, CATALOGUE_NOW);
}

/* Every address of the parts that the index names, in its order. */
static char *all_parts(struct world *w, size_t addresses)
{
	static const char before[] = "<loc>" OURS "/sitemaps/";
	char *index = whole(w, addresses);
	struct buf all;
	buf_init(&all, 1 << 20);
	assert_has(index, "<sitemapindex ");
	for (const char *at = index; (at = strstr(at, before)); at++) {
		char *text = part(w, addresses, strtoull(at + strlen(before), NULL, 10));
		assert_non_null(text);
		assert_in_range(count(text, "<loc>"), 1, addresses);
		for (const char *loc = text; (loc = strstr(loc, "<loc>")); loc++)
			buf_add(&all, loc, (size_t)(strstr(loc, "</loc>") - loc) + 1);
		free(text);
	}
	free(index);
	return buf_detach(&all);
}

static void a_large_map_is_an_index_and_names_everything_once(void **state)
{
	struct world *w = *state;
	add_items(w, 1, 20);
	char *one = whole(w, SITEMAP_ADDRESSES), *all = all_parts(w, 5);
	assert_int_equal(count(all, "<loc>"), count(one, "<url>"));
	for (const char *loc = one; (loc = strstr(loc, "<loc>")); loc++) {
		char address[128];
		snprintf(address, sizeof address, "%.*s<", (int)strcspn(loc + 1, "<") + 1, loc);
		assert_int_equal(count(all, address), 1);
	}
	free(one);
	free(all);
}

static void a_map_of_as_many_as_fit_is_no_index(void **state)
{
	char *text = whole(*state, 12);
	assert_has(text, "<urlset ");
	free(text);
	text = whole(*state, 11);
	assert_has(text, "<sitemapindex ");
	free(text);
}

static void a_part_changes_only_where_its_items_change(void **state)
{
	struct world *w = *state;
	add_items(w, 1, 12);
	/* Numbers 1, 4, … have the pages, 2, 5, … the English items, 3, 6, … the Russian ones. */
	char *first = part(w, 5, 2), *second = part(w, 5, 5);
	begin(&w->c);
	put_item(&w->c, "water/1999-01-01-old.en.gmi", "Old", "");
	put_item(&w->c, "water/2023-10-09-t.en.gmi", "Gone again", "withdrawn: 2023-10-10\n");
	commit(&w->c, CATALOGUE_NOW);
	char *again = part(w, 5, 2);
	assert_string_equal(again, first);
	free(again);
	again = part(w, 5, 5);
	assert_int_equal(count(second, "<loc>"), 5);
	assert_has(second, "2023-10-03-t</loc>");
	free(again);
	again = part(w, 5, 8);
	assert_null(strstr(again, "2023-10-09-t"));
	assert_int_equal(count(again, "<loc>"), 4);
	free(again);
	again = part(w, 5, 11);
	assert_has(again, "1999-01-01-old</loc>");
	free(again);
	free(first);
	free(second);
}

static void the_index_says_when_a_part_changed(void **state)
{
	struct world *w = *state;
	add_items(w, 1, 7);
	char *index = whole(w, 5);
	assert_has(index, "/sitemaps/2.xml</loc><lastmod>2023-11-15T04:13:20+06:00</lastmod>");
	free(index);
	begin(&w->c);
	put_item(&w->c, "water/2023-10-01-t.en.gmi", "T01", "withdrawn: 2023-11-01\n");
	commit(&w->c, CATALOGUE_NOW + 86400);
	index = whole(w, 5);
	assert_has(index, "/sitemaps/2.xml</loc><lastmod>2023-11-16T04:13:20+06:00</lastmod>");
	free(index);
	begin(&w->c);
	put_item(&w->c, "water/2023-10-05-t.ru.gmi", "Т05", "updated: 2023-11-20\n");
	commit(&w->c, CATALOGUE_NOW + 10 * 86400);
	index = whole(w, 5);
	assert_has(index, "/sitemaps/5.xml</loc><lastmod>2023-11-2");
	free(index);
}

static void parts_that_have_nothing_are_not_there(void **state)
{
	assert_null(part(*state, 5, 3 * 7 + 1));
	assert_null(part(*state, 5, 3 * 7 + 2));
	assert_null(part(*state, 5, UINT32_MAX));
}

static void pages_and_news_of_the_site_itself_are_in_the_map(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	put_item(&w->c, "about.en.gmi", "About us", "");
	put_item(&w->c, "about.ru.gmi", "О нас", "");
	put_item(&w->c, "2023-10-01-moved.en.gmi", "We moved", "");
	commit(&w->c, CATALOGUE_NOW);
	char *text = whole(w, SITEMAP_ADDRESSES), *all = all_parts(w, 5);
	assert_has(text, "<url><loc>" OURS "/ru/about</loc>");
	assert_has(text, LINK("en", "/en/about") LINK("ru", "/ru/about") LINK("x-default", "/en/about"));
	assert_has(text, "<url><loc>" OURS "/en/2023-10-01-moved</loc>");
	assert_int_equal(count(all, "/about<"), 2);
	assert_int_equal(count(all, "/2023-10-01-moved<"), 1);
	free(text);
	free(all);
}

static void a_picture_is_named_with_its_page(void **state)
{
	struct world *w = *state;
	struct picture photo = { .state = PICTURE_READY, .width = 4000, .height = 3000, .digest = "d" };
	struct scanned file = scanned_of(&w->c, "water/2023-09-08-forum/a.jpg", 0);
	begin(&w->c);
	put_picture(&w->c, &file, "image/jpeg", &photo);
	commit(&w->c, CATALOGUE_NOW);
	char *text = whole(w, SITEMAP_ADDRESSES);
	assert_has(text, "<image:image><image:loc>" OURS
	                 "/en/water/2023-09-08-forum/a-share.jpg</image:loc></image:image></url>\n");
	assert_int_equal(count(text, "<image:loc>"), 2);
	free(text);
}

static char *news(struct world *w, const char *now)
{
	struct sitemap s = map_of(w, SITEMAP_ADDRESSES);
	struct buf out;
	buf_init(&out, 1 << 20);
	OK(sitemap_write_news(&s, at(now), &out, &failure));
	return buf_detach(&out);
}

static void news_are_of_the_last_two_days(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	put_item(&w->c, "water/2023-10-01-a.en.gmi", "A & B", "date: 2023-10-01 12:00\n");
	commit_at(&w->c, "2023-10-01 12:00");
	begin(&w->c);
	put_item(&w->c, "water/2023-10-02-b.ru.gmi", "Б", "");
	commit_at(&w->c, "2023-10-02 12:00");
	char *text = news(w, "2023-10-03 11:00");
	const char *first = strstr(text,
	    "<loc>" OURS "/ru/water/2023-10-02-b</loc>\n<news:news><news:publication>"
	    "<news:name>Жарчы</news:name><news:language>ru</news:language>"
	    "</news:publication>");
	assert_non_null(first);
	assert_has(first, "<loc>" OURS "/en/water/2023-10-01-a</loc>");
	assert_has(text, "<news:name>Herald</news:name>");
	assert_has(text, "<news:title>A &amp; B</news:title></news:news></url>\n");
	assert_int_equal(count(text, "<url>"), 2);
	free(text);
	text = news(w, "2023-10-03 13:00");
	assert_int_equal(count(text, "<url>"), 1);
	free(text);
	text = news(w, "2023-11-01");
	assert_int_equal(count(text, "<url>"), 0);
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_map_names_pages_and_their_translations),
		TEST(a_large_map_is_an_index_and_names_everything_once),
		TEST(a_map_of_as_many_as_fit_is_no_index),
		TEST(a_part_changes_only_where_its_items_change),
		TEST(the_index_says_when_a_part_changed),
		TEST(parts_that_have_nothing_are_not_there),
		TEST(pages_and_news_of_the_site_itself_are_in_the_map),
		TEST(a_picture_is_named_with_its_page),
		TEST(news_are_of_the_last_two_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
