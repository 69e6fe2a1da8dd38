/*
 * history_test: the pages of a feed's history, and what stays in the subscription document.
 */
#include "unit/support/feeds.h"

#include "catalog/writer_internal.h"

static void put_item(struct world *w, int number, const char *extra)
{
	char path[64], text[512];
	snprintf(
	    path, sizeof path, "les/2023-%02d-%02d-n%03d.ru.gmi", 1 + number / 28, 1 + number % 28, number);
	snprintf(text, sizeof text, "---\ntitle: Item %d\nsummary: -\n%s---\nText of item %d.\n", number,
	    extra, number);
	world_write(w, path, text);
}

static void take_item(struct world *w, int number)
{
	char path[64];
	snprintf(
	    path, sizeof path, "les/2023-%02d-%02d-n%03d.ru.gmi", 1 + number / 28, 1 + number % 28, number);
	world_remove(w, path);
}

static int set_up(void **state)
{
	struct world *w = world_of_feeds();
	*state = w;
	world_write(w, "site.ru.gmi", "---\ntitle: Сайт\n---\n");
	world_write(w, "les/project.ru.gmi", "---\nname: Лес\n---\n");
	for (int i = 0; i < 45; i++)
		put_item(w, i, "");
	world_publish_changes(w);
	return 0;
}

static void assert_same(struct world *w, const char *feed, const char *before)
{
	assert_string_equal(world_feed(w, feed), before);
}

static void the_pages_are_chained_and_have_everything_once(void **state)
{
	struct world *w = *state;
	const char *f = "ru/les/atom-1.xml";
	assert_found(w, f, "count(//a:entry)", "20");
	assert_found(w, f, "string(//a:entry[20]/a:title)", "Item 0");
	assert_found(w, f, "string(//a:entry[1]/a:title)", "Item 19");
	assert_found(w, f, "count(//h:archive)", "1");
	assert_found(w, f, "count(//a:link[@rel='prev-archive'])", "0");
	assert_found(
	    w, f, "string(//a:link[@rel='next-archive']/@href)", "http://news.example/ru/les/atom-2.xml");
	assert_found(w, f, "string(//a:link[@rel='current']/@href)", "http://news.example/ru/les/atom.xml");
	assert_found(w, f, "string(//a:link[@rel='self']/@href)", "http://news.example/ru/les/atom-1.xml");
	assert_found(w, "ru/les/atom-2.xml", "string(//a:entry[1]/a:title)", "Item 39");
	assert_found(w, "ru/les/atom.xml", "string(//a:link[@rel='prev-archive']/@href)",
	    "http://news.example/ru/les/atom-2.xml");
	assert_found(w, "ru/les/atom.xml", "count(//h:archive)", "0");
	assert_found(w, "ru/atom.xml", "string(//a:link[@rel='prev-archive']/@href)",
	    "http://news.example/ru/atom-2.xml");
	assert_found(w, "ru/atom-2.xml", "string(/a:feed/a:id)", "tag:example.org,2000:feed/ru");
}

static void the_page_that_is_being_filled_is_no_archive_yet(void **state)
{
	struct world *w = *state;
	const char *f = "ru/les/atom-3.xml";
	assert_found(w, f, "count(//a:entry)", "5");
	assert_found(w, f, "count(//h:archive)", "0");
	assert_found(w, f, "count(//a:link[@rel='next-archive'])", "0");
	assert_false(world_has(w, "ru/les/atom-4.xml"));
}

static void every_page_fits_the_grammar(void **state)
{
	struct world *w = *state;
	w->site.hub = "https://hub.example/";
	put_item(w, 3, "withdrawn: 2023-10-01\nreason: По ошибке\n");
	world_publish_all(w);
	static const char *const feeds[] = { "ru/atom.xml", "ru/atom-1.xml", "ru/atom-2.xml", "ru/atom-3.xml",
		"ru/les/atom.xml", "ru/les/atom-1.xml" };
	for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++)
		assert_true(world_fits(w, feeds[i], "tests/feed/atom.rng"));
	assert_true(world_fits(w, "ru/les/rss.xml", "tests/feed/rss.rng"));
}

/* Page of the history in RSS, as a reader of the catalogue makes it; "" when there is none. */
static const char *rss_page(struct world *w, struct catalog *catalog, uint64_t number)
{
	struct feed_source s;
	struct buf out;

	buf_init(&out, 1 << 20);
	OK(feed_source_init(&s, &w->site, catalog, w->site.langs[0], &failure));
	int made = feed_history_page(&s, "les", &feed_formats[FORMAT_RSS], number, &out, &failure);
	assert_true(made >= 0);
	assert_int_equal(made, out.len > 0);
	feed_source_release(&s);
	const char *text = made ? arena_str(&w->c.arena, buf_str(&out)) : "";
	buf_release(&out);
	return text;
}

static void expect_rss(const char *document, const char *path, const char *expected)
{
	xmlDoc *doc = xml_read(document);
	char *found = xml_find(doc, path);

	assert_string_equal(found, expected);
	xmlFree(found);
	assert_true(xml_fits(doc, "tests/feed/rss.rng"));
}

#define LINK(rel) "string(//a:link[@rel='" rel "']/@href)"

static void readers_of_rss_are_led_through_pages_that_no_file_is_kept_of(void **state)
{
	struct world *w = *state;
	put_item(w, 21, "withdrawn: 2023-10-01\n");
	world_publish_changes(w);
	struct catalog *reader = catalog_open(folder_path(&w->c.folder, "catalog.db"), &failure);
	assert_non_null(reader);
	assert_found(w, "ru/les/rss.xml", LINK("prev-archive"), "http://news.example/ru/les/rss-2.xml");
	assert_false(world_has(w, "ru/les/rss-1.xml"));
	for (uint64_t number = 1; number <= 3; number++)
		assert_string_equal(
		    rss_page(w, reader, number), rss_page(w, writer_catalog(w->c.writer), number));
	const char *first = rss_page(w, reader, 1), *second = rss_page(w, reader, 2);
	const char *third = rss_page(w, reader, 3);
	expect_rss(first, LINK("self"), "http://news.example/ru/les/rss-1.xml");
	expect_rss(first, LINK("current"), "http://news.example/ru/les/rss.xml");
	expect_rss(first, LINK("prev-archive"), "");
	expect_rss(first, LINK("next-archive"), "http://news.example/ru/les/rss-2.xml");
	expect_rss(first, "count(//item)", "20");
	expect_rss(first, "string(//item[20]/title)", "Item 0");
	expect_rss(first, "count(//h:archive)", "1");
	expect_rss(second, LINK("prev-archive"), "http://news.example/ru/les/rss-1.xml");
	expect_rss(second, "count(//item)", "19");
	expect_rss(third, "count(//item)", "5");
	expect_rss(third, "count(//h:archive)", "0");
	assert_string_equal(rss_page(w, reader, 4), "");
	assert_string_equal(rss_page(w, reader, 0), "");
	catalog_close(reader);
}

static void a_small_feed_has_no_pages(void **state)
{
	struct world *w = *state;
	world_write(w, "gory/project.ru.gmi", "---\nname: Горы\n---\n");
	world_write(w, "gory/2023-01-01-a.ru.gmi", "---\ntitle: Гора\nsummary: -\n---\nТекст.\n");
	world_publish_changes(w);
	assert_false(world_has(w, "ru/gory/atom-1.xml"));
	assert_found(w, "ru/gory/atom.xml", "count(//a:link[@rel='prev-archive'])", "0");
	assert_found(w, "ru/gory/rss.xml", "count(//a:link[@rel='prev-archive'])", "0");
}

static void new_items_never_rewrite_a_full_page(void **state)
{
	struct world *w = *state;
	const char *first = world_feed(w, "ru/les/atom-1.xml"), *second = world_feed(w, "ru/les/atom-2.xml");
	const char *site = world_feed(w, "ru/atom-2.xml");
	for (int i = 45; i < 70; i++) {
		put_item(w, i, "");
		world_publish_changes(w);
		/* Three formats and a page in two, twice; when a page is opened the one before it. */
		assert_in_range(report.written, 10, 14);
	}
	assert_same(w, "ru/les/atom-1.xml", first);
	assert_same(w, "ru/les/atom-2.xml", second);
	assert_same(w, "ru/atom-2.xml", site);
	assert_found(w, "ru/les/atom.xml", "string(//a:link[@rel='prev-archive']/@href)",
	    "http://news.example/ru/les/atom-3.xml");
	assert_found(w, "ru/les/atom-3.xml", "count(//h:archive)", "1");
	assert_found(w, "ru/les/atom-4.xml", "count(//a:entry)", "10");
}

static void assert_says(struct world *w, const char *feed, const char *text)
{
	if (!strstr(world_feed(w, feed), text))
		fail_msg("%s does not say %s", feed, text);
}

static void readers_of_json_are_led_through_the_same_pages(void **state)
{
	struct world *w = *state;
	assert_says(w, "ru/les/feed.json", "\"next_url\": \"http://news.example/ru/les/feed-2.json\"");
	assert_says(w, "ru/les/feed-2.json", "\"next_url\": \"http://news.example/ru/les/feed-1.json\"");
	assert_says(w, "ru/les/feed-2.json", "\"feed_url\": \"http://news.example/ru/les/feed-2.json\"");
	assert_says(w, "ru/les/feed-2.json", "\"title\": \"Item 39\"");
	assert_says(w, "ru/les/feed-2.json", "\"title\": \"Item 20\"");
	assert_says(w, "ru/les/feed-1.json", "\"title\": \"Item 0\"");
	assert_null(strstr(world_feed(w, "ru/les/feed-1.json"), "next_url"));
	assert_says(w, "ru/feed.json", "\"next_url\": \"http://news.example/ru/feed-2.json\"");
}

static void a_correction_rewrites_one_page_of_each_feed(void **state)
{
	struct world *w = *state;
	put_item(w, 3, "author: А. Асанова\n");
	world_publish_changes(w);
	assert_int_equal(report.written, 4); /* Atom and JSON, of the site and of the project */
	assert_found(w, "ru/les/atom-1.xml", "count(//a:entry[a:author/a:name='А. Асанова'])", "1");
}

static void what_changes_bit_by_bit_equals_what_is_made_at_once(void **state)
{
	struct world *w = *state;
	for (int i = 45; i < 62; i++)
		put_item(w, i, "");
	world_publish_changes(w);
	put_item(w, 7, "author: А. Асанова\n");
	take_item(w, 50);
	world_publish_changes(w);
	world_publish_all(w);
	assert_int_equal(report.written, 0);
}

static void an_item_with_an_old_date_goes_to_the_newest_page_and_is_seen(void **state)
{
	struct world *w = *state;
	const char *first = world_feed(w, "ru/les/atom-1.xml");
	world_write(w, "les/2001-01-01-old.ru.gmi", "---\ntitle: Старое\nsummary: -\n---\nТекст.\n");
	world_publish_changes(w);
	assert_same(w, "ru/les/atom-1.xml", first);
	assert_found(w, "ru/les/atom-3.xml", "count(//a:entry[a:title='Старое'])", "1");
	assert_found(w, "ru/les/atom.xml", "count(//a:entry[a:title='Старое'])", "1");
	assert_found(w, "ru/les/atom.xml", "count(//a:entry)", "20");
}

static void a_correction_is_not_lost_among_what_came_in_the_same_second(void **state)
{
	struct world *w = *state;
	char updated[64], now[DATE_TEXT_MAX];
	/*
	 * New items, as many as are needed for nearly all of them to be on full pages, and the correction
	 * of an old one.
	 */
	for (int i = 45; i < 81; i++)
		put_item(w, i, "");
	date_rfc3339(w->now, now);
	snprintf(updated, sizeof updated, "updated: %.10s %.8s\n", now, now + 11);
	put_item(w, 0, updated);
	world_publish_changes(w);
	assert_found(w, "ru/les/atom.xml", "count(//a:entry)", "20");
	assert_found(w, "ru/les/atom.xml", "count(//a:entry[a:title='Item 0'])", "1");
}

static void an_old_item_that_is_corrected_comes_back_into_the_feed(void **state)
{
	struct world *w = *state;
	assert_found(w, "ru/les/atom.xml", "count(//a:entry[a:title='Item 3'])", "0");
	put_item(w, 3, "updated: 2023-11-01\n");
	world_publish_changes(w);
	assert_found(w, "ru/les/atom.xml", "count(//a:entry[a:title='Item 3'])", "1");
	assert_found(w, "ru/les/atom.xml", "count(//a:entry)", "20");
	assert_found(w, "ru/les/atom.xml", "string(/a:feed/a:updated)", "2023-11-01T00:00:00+06:00");
}

static void what_is_withdrawn_or_vanishes_leaves_a_tombstone(void **state)
{
	struct world *w = *state;
	const char *second = world_feed(w, "ru/les/atom-2.xml");
	put_item(w, 3, "withdrawn: 2023-10-01\nreason: По ошибке\n");
	take_item(w, 44);
	world_publish_changes(w);
	static const char *const feeds[] = { "ru/atom.xml", "ru/les/atom.xml" };
	for (size_t i = 0; i < 2; i++) {
		assert_found(w, feeds[i], "count(//t:deleted-entry)", "2");
		assert_found(w, feeds[i], "string(//t:deleted-entry[1]/@when)", "2023-11-15T04:13:20+06:00");
	}
	assert_found(w, "ru/les/atom-1.xml", "count(//a:entry)", "19");
	assert_found(w, "ru/les/atom-1.xml", "string(//t:deleted-entry/@ref)",
	    "tag:example.org,2023:les/2023-01-04-n003/ru");
	assert_found(w, "ru/les/atom-1.xml", "string(//t:deleted-entry/@when)", "2023-10-01T00:00:00+06:00");
	assert_found(w, "ru/les/atom-1.xml", "string(//t:deleted-entry/t:comment)", "По ошибке");
	assert_same(w, "ru/les/atom-2.xml", second);
	assert_null(strstr(world_feed(w, "ru/les/rss.xml"), "n044"));
	assert_null(strstr(world_feed(w, "ru/les/feed.json"), "n044"));
}

static void what_comes_back_has_its_entry_again(void **state)
{
	struct world *w = *state;
	const char *first = world_feed(w, "ru/les/atom-1.xml");
	take_item(w, 3);
	world_publish_changes(w);
	put_item(w, 3, "");
	world_publish_changes(w);
	assert_same(w, "ru/les/atom-1.xml", first);
	assert_found(w, "ru/les/atom.xml", "count(//t:deleted-entry)", "0");
}

static void nothing_shifts_when_the_catalogue_is_lost(void **state)
{
	struct world *w = *state;
	world_write(w, "les/2001-01-01-old.ru.gmi", "---\ntitle: Старое\nsummary: -\n---\nТекст.\n");
	take_item(w, 5);
	world_publish_changes(w);
	const char *first = world_feed(w, "ru/les/atom-1.xml"), *third = world_feed(w, "ru/les/atom-3.xml");
	const char *current = world_feed(w, "ru/atom.xml");
	world_lose_catalogue(w);
	w->now += 86400;
	world_publish_changes(w);
	assert_int_equal(report.written, 0);
	assert_same(w, "ru/les/atom-1.xml", first);
	assert_same(w, "ru/les/atom-3.xml", third);
	assert_same(w, "ru/atom.xml", current);
}

static void what_goes_while_the_catalogue_is_lost_is_noticed(void **state)
{
	struct world *w = *state;
	world_lose_catalogue(w);
	take_item(w, 5);
	w->now += 86400;
	world_publish_changes(w);
	assert_found(w, "ru/les/atom-1.xml", "string(//t:deleted-entry/@when)", "2023-11-16T04:13:20+06:00");
	assert_int_equal(
	    catalog_vanished(writer_catalog(w->c.writer), "les", "2023-01-06-n005", "ru", &failure), 1);
}

static void a_further_project_that_is_given_up_buries_the_item_there_only(void **state)
{
	struct world *w = *state;
	world_write(w, "gory/project.ru.gmi", "---\nname: Горы\n---\n");
	put_item(w, 44, "project: gory\n");
	world_publish_changes(w);
	assert_found(w, "ru/gory/atom.xml", "count(//a:entry)", "1");
	put_item(w, 44, "");
	world_publish_changes(w);
	assert_found(w, "ru/gory/atom.xml", "count(//a:entry)", "0");
	assert_found(w, "ru/gory/atom.xml", "count(//t:deleted-entry)", "1");
	assert_found(w, "ru/les/atom.xml", "count(//t:deleted-entry)", "0");
}

/* The same text in the folder of another project. */
static void move_item(struct world *w, int number)
{
	struct arena *a = &w->c.arena;
	const char *name = arena_printf(
	    a, "2023-%02d-%02d-n%03d.ru.gmi", 1 + number / 28, 1 + number % 28, number);
	world_write(w, arena_printf(a, "gory/%s", name),
	    arena_printf(a, "---\ntitle: Item %d\nsummary: -\n---\nText of item %d.\n", number, number));
	take_item(w, number);
}

static void a_folder_that_is_renamed_in_steps_deletes_nothing_on_the_way(void **state)
{
	struct world *w = *state;
	static const char *const feeds[] = { "ru/les/atom.xml", "ru/les/atom-1.xml", "ru/les/atom-3.xml",
		"ru/atom.xml", "ru/atom-1.xml" };
	world_write(w, "gory/project.ru.gmi", "---\nname: Лес\n---\n");
	for (int i = 0; i < 45; i += 11) {
		move_item(w, i);
		world_publish_changes(w);
		for (size_t k = 0; k < ARRAY_SIZE(feeds); k++)
			assert_found(w, feeds[k], "count(//t:deleted-entry)", "0");
	}
	assert_found(w, "ru/les/atom-1.xml", "count(//a:entry)", "18");
	assert_found(w, "ru/gory/atom.xml", "count(//a:entry)", "5");
	/* What is deleted after that is told in both. */
	world_remove(w, "gory/2023-01-01-n000.ru.gmi");
	world_publish_changes(w);
	assert_found(w, "ru/les/atom.xml", "count(//t:deleted-entry)", "1");
	assert_found(w, "ru/les/atom-1.xml", "count(//t:deleted-entry)", "1");
	assert_found(w, "ru/gory/atom.xml", "count(//t:deleted-entry)", "1");
}

static void a_translation_changes_the_page_of_the_original(void **state)
{
	struct world *w = *state;
	world_write(w, "les/2023-01-04-n003.ky.gmi", "---\ntitle: Үч\nsummary: -\n---\nТекст.\n");
	world_publish_changes(w);
	assert_found(w, "ru/les/atom-1.xml", "count(//a:entry/a:link[@hreflang='ky'])", "1");
}

static void an_attachment_changes_the_page_of_its_item(void **state)
{
	struct world *w = *state;
	world_write(w, "les/2023-01-04-n003/map.png", "PNG");
	world_publish_changes(w);
	assert_found(w, "ru/les/atom-1.xml", "count(//a:link[@rel='enclosure'])", "1");
	assert_int_equal(report.written, 4); /* Atom and JSON, of the site and of the project */
}

static void pages_of_a_vanished_project_go(void **state)
{
	struct world *w = *state;
	for (int i = 0; i < 45; i++)
		take_item(w, i);
	world_remove(w, "les/project.ru.gmi");
	world_publish_changes(w);
	assert_false(world_has(w, "ru/les"));
	assert_true(world_has(w, "ru/atom-1.xml"));
	assert_found(w, "ru/atom-1.xml", "count(//t:deleted-entry)", "20");
}

static void pages_after_the_last_go_but_nothing_else(void **state)
{
	struct world *w = *state;
	assert_int_equal(
	    file_replace(w->feeds, "ru/les/atom-9.xml", STR("old"), 0644, &failure), FILE_WRITTEN);
	assert_int_equal(
	    file_replace(w->feeds, "ru/les/atom-09.xml", STR("mine"), 0644, &failure), FILE_WRITTEN);
	world_publish_all(w);
	assert_int_equal(report.removed, 1);
	assert_false(world_has(w, "ru/les/atom-9.xml"));
	assert_true(world_has(w, "ru/les/atom-09.xml"));
}

static void the_hub_is_named_in_every_format(void **state)
{
	struct world *w = *state;
	w->site.hub = "https://hub.example/";
	world_publish_all(w);
	assert_found(w, "ru/les/atom.xml", "string(//a:link[@rel='hub']/@href)", "https://hub.example/");
	assert_found(w, "ru/les/rss.xml", "string(//a:link[@rel='hub']/@href)", "https://hub.example/");
	assert_non_null(strstr(world_feed(w, "ru/les/feed.json"), "https://hub.example/"));
	assert_found(w, "ru/les/atom-1.xml", "count(//a:link[@rel='hub'])", "0");
}

static void a_browser_finds_the_style_sheet(void **state)
{
	struct world *w = *state;
	assert_non_null(strstr(world_feed(w, "ru/les/atom.xml"),
	    "<?xml-stylesheet type=\"text/css\" href=\"/feed.css\"?>\n<feed"));
	assert_non_null(strstr(world_feed(w, "ru/les/rss.xml"),
	    "<?xml-stylesheet type=\"text/css\" href=\"/feed.css\"?>\n<rss"));
	struct buf sheet;
	buf_init(&sheet, 1 << 16);
	feed_stylesheet_add(&w->site, &sheet);
	assert_non_null(strstr(sheet.data, "entry"));
	assert_non_null(strstr(sheet.data, "feed:lang(ru)::before{content:\"Это лента"));
	/* Of RSS the address of the document tells its language. */
	const char *rss = strstr(world_feed(w, "ru/les/rss.xml"), "rel=\"self\"");
	assert_non_null(strstr(rss, "href=\"http://news.example/ru/les/rss.xml\""));
	assert_non_null(strstr(sheet.data,
	    "rss:has(link[rel=self][href^=\"http://news.example/ru/\"])::before{content:\"Это лента"));
	buf_release(&sheet);
}

/* --- which documents come first --------------------------------------------------------- */

/* A publish fails at a page that cannot be written: what was written by then came before it. */
static void publish_up_to_the_pages(struct world *w)
{
	assert_int_equal(unlinkat(w->feeds, "ru/les/atom-1.xml", 0), 0);
	assert_int_equal(mkdirat(w->feeds, "ru/les/atom-1.xml", 0700), 0);
	world_compile(w);
	struct touched touched = writer_touched(w->c.writer);
	assert_true(touched.all);
	assert_false(world_publish(w, &touched));
	assert_non_null(strstr(failure.text, "ru/les/atom-1.xml"));
}

static void feeds_with_another_title_come_before_their_history(void **state)
{
	struct world *w = *state;
	world_write(w, "site.ru.gmi", "---\ntitle: Другой\n---\n");
	publish_up_to_the_pages(w);
	assert_found(w, "ru/atom.xml", "string(/a:feed/a:title)", "Другой");
	assert_found(w, "ru/les/atom.xml", "string(//a:entry[1]/a:author/a:name)", "Другой");
}

/* How many documents a publish of what changed looked at. */
static unsigned looked_at(struct world *w)
{
	world_publish_changes(w);
	return report.written + report.unchanged;
}

static void another_title_leaves_feeds_in_other_languages_alone(void **state)
{
	struct world *w = *state;
	struct rows r;
	world_write(w, "site.ky.gmi", "---\ntitle: Сайт кыргызча\n---\n");
	unsigned all = looked_at(w);
	world_write(w, "site.ru.gmi", "---\ntitle: Другой\n---\n");
	unsigned some = looked_at(w);
	assert_int_equal(report.unchanged, 0);
	assert_true(some < all);
	assert_found(w, "ru/les/atom-1.xml", "string(//a:entry[1]/a:author/a:name)", "Другой");
	assert_found(
	    w, "ru/feeds.opml", "string(//title)", world_find(w, "ru/atom.xml", "string(/a:feed/a:title)"));
	/* Since when the others are as they are is not forgotten. */
	assert_true(db_row(&w->c.writer->facts.db, &r, "look",
	    "SELECT 1 FROM shown WHERE path = '/ky/atom.xml'", NULL, 0, &failure));
	assert_int_equal(rows_found(&r), 1);
	world_publish_all(w);
	assert_int_equal(report.written, 0);
	assert_int_equal(report.unchanged, all);
}

static void what_other_languages_take_from_the_text_of_the_site_is_written(void **state)
{
	struct world *w = *state;
	/* None of their own. */
	world_write(w, "site.ru.gmi", "---\ntitle: Другой\n---\n");
	world_publish_changes(w);
	assert_found(w, "ky/atom.xml", "string(/a:feed/a:title)", "Другой");
	world_write(w, "site.ky.gmi", "---\ntitle: Сайт кыргызча\n---\n");
	unsigned all = looked_at(w);
	/* Keys, one more project, the text of another language in the same change; it comes and goes. */
	world_write(w, "site.ru.gmi", "---\ntitle: Третий\ncontact: a@example.org\n---\n");
	assert_int_equal(looked_at(w), all);
	world_write(w, "site.ru.gmi", "---\ntitle: Четвёртый\ncontact: a@example.org\n---\n");
	world_write(w, "les/project.ru.gmi", "---\nname: Токой\n---\n");
	assert_int_equal(looked_at(w), all);
	assert_found(w, "ky/les/atom.xml", "string(/a:feed/a:title)", "Токой");
	world_write(w, "site.ru.gmi", "---\ntitle: Пятый\ncontact: a@example.org\n---\n");
	world_write(w, "site.ky.gmi", "---\ntitle: Дагы\n---\n");
	assert_int_equal(looked_at(w), all);
	assert_found(w, "ky/atom.xml", "string(/a:feed/a:title)", "Дагы");
	world_remove(w, "site.ky.gmi");
	assert_int_equal(looked_at(w), all);
	assert_found(w, "ky/atom.xml", "string(/a:feed/a:title)", "Пятый");
}

static void a_feed_does_not_name_a_page_that_is_not_there(void **state)
{
	struct world *w = *state;
	world_write(w, "site.ru.gmi", "---\ntitle: Другой\n---\n");
	for (int i = 45; i < 61; i++)
		put_item(w, i, "");
	publish_up_to_the_pages(w);
	assert_found(w, "ru/atom.xml", "string(/a:feed/a:title)", "Сайт");
	assert_found(w, "ru/les/atom.xml", "string(//a:link[@rel='prev-archive']/@href)",
	    "http://news.example/ru/les/atom-2.xml");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_pages_are_chained_and_have_everything_once),
		TEST(the_page_that_is_being_filled_is_no_archive_yet),
		TEST(every_page_fits_the_grammar),
		TEST(readers_of_rss_are_led_through_pages_that_no_file_is_kept_of),
		TEST(a_small_feed_has_no_pages),
		TEST(new_items_never_rewrite_a_full_page),
		TEST(readers_of_json_are_led_through_the_same_pages),
		TEST(a_correction_rewrites_one_page_of_each_feed),
		TEST(what_changes_bit_by_bit_equals_what_is_made_at_once),
		TEST(an_item_with_an_old_date_goes_to_the_newest_page_and_is_seen),
		TEST(a_correction_is_not_lost_among_what_came_in_the_same_second),
		TEST(an_old_item_that_is_corrected_comes_back_into_the_feed),
		TEST(what_is_withdrawn_or_vanishes_leaves_a_tombstone),
		TEST(what_comes_back_has_its_entry_again),
		TEST(nothing_shifts_when_the_catalogue_is_lost),
		TEST(what_goes_while_the_catalogue_is_lost_is_noticed),
		TEST(a_further_project_that_is_given_up_buries_the_item_there_only),
		TEST(a_folder_that_is_renamed_in_steps_deletes_nothing_on_the_way),
		TEST(a_translation_changes_the_page_of_the_original),
		TEST(an_attachment_changes_the_page_of_its_item),
		TEST(pages_of_a_vanished_project_go),
		TEST(pages_after_the_last_go_but_nothing_else),
		TEST(feeds_with_another_title_come_before_their_history),
		TEST(another_title_leaves_feeds_in_other_languages_alone),
		TEST(what_other_languages_take_from_the_text_of_the_site_is_written),
		TEST(a_feed_does_not_name_a_page_that_is_not_there),
		TEST(the_hub_is_named_in_every_format),
		TEST(a_browser_finds_the_style_sheet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
