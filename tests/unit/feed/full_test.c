/*
 * full_test: what an item's page shows besides its text is in its entry too.
 */
#include "unit/support/feeds.h"

#include "page/render.h"
#include "page/view.h"

#define FORUM "voda/2023-01-02-forum"
#define ENTRY "//a:entry[contains(a:id, 'forum')]/"

static int set_up(void **state)
{
	struct world *w = world_of_feeds();
	world_write(w, "site.ru.gmi", "---\ntitle: Сайт\n---\n");
	world_write(w, "voda/project.ru.gmi", "---\nname: Вода\n---\nПроект.\n");
	world_write(w, FORUM ".ru.gmi",
	    "---\ntitle: Форум\nkind: event\nevent_start: 2023-02-01 10:00\nevent_end: 2023-02-01 17:30\n"
	    "event_place: Нарын\nauthor: А. Асанова\ncontact: Б. Бекова, +996 312 90-52-05\n"
	    "contact: press@example.org\nsource: https://dpi.example/a?b=1&c=2\nlicence: CC BY-SA 4.0\n---\n"
	    "Текст.\n* один\n* два\n=> https://example.org/ Ссылка\n");
	world_write(
	    w, "voda/2023-01-01-plain.ru.gmi", "---\ntitle: Просто\nauthor: А. Асанова\n---\nТекст.\n* a\n");
	world_publish_changes(w);
	*state = w;
	return 0;
}

static void put_site(struct world *w, const char *licence)
{
	world_write(
	    w, "site.ru.gmi", arena_printf(&w->c.arena, "---\ntitle: Сайт\nlicence: %s\n---\n", licence));
}

static const char *content_of(struct world *w, const char *entry)
{
	return world_find(w, "ru/atom.xml",
	    arena_printf(&w->c.arena, "string(//a:entry[contains(a:id, '%s')]/a:content)", entry));
}

static void assert_has(const char *html, const char *part)
{
	if (!strstr(html, part))
		fail_msg("%s is not in\n%s", part, html);
}

/* The part of an HTML page from `start` to the end of the list of facts. */
static const char *facts_of_page(struct world *w, const char *start)
{
	const struct view v = { .site = &w->site,
		.catalog = writer_catalog(w->c.writer),
		.lang = lang_of("ru"),
		.path = "/ru/" FORUM,
		.project = "voda",
		.item = "2023-01-02-forum" };
	struct page page;
	struct buf html;
	buf_init(&html, 1 << 20);
	assert_int_equal(view_item(&v, &page, &failure), VIEW_OK);
	render_html(&page, &w->site, &html);
	page_release(&page);
	const char *from = strstr(html.data, start);
	assert_non_null(from);
	const char *facts = arena_str(
	    &w->c.arena, (struct str){ from, (size_t)(strstr(from, "</dl>") - from) });
	buf_release(&html);
	return facts;
}

static void what_the_page_says_of_it_is_in_the_content(void **state)
{
	struct world *w = *state;
	const char *html = content_of(w, "forum");
	assert_has(html, "10:00–17:30");
	assert_has(html, "<dt>Где</dt><dd>Нарын</dd>");
	assert_has(html,
	    "<dt>Источник</dt><dd><a "
	    "href=\"https://dpi.example/a?b=1&amp;c=2\">https://dpi.example/a?b=1&amp;c=2</a></dd>");
	assert_has(
	    html, "<dt>Контакты</dt><dd>Б. Бекова, <a href=\"tel:+996312905205\">+996 312 90-52-05</a></dd>");
	assert_has(html, "<dd><a href=\"mailto:press@example.org\">press@example.org</a></dd>");
	assert_has(html, "<dt>Лицензия</dt><dd>CC BY-SA 4.0</dd>");
	/* Each label that the page has. */
	const char *facts = facts_of_page(w, "<dt>Источник</dt>");
	for (const char *at = facts; (at = strstr(at, "<dt>")); at++) {
		const char *label = arena_str(
		    &w->c.arena, (struct str){ at, (size_t)(strstr(at, "</dt>") - at) });
		if (!strstr(label, "Тем") && !strstr(label, "Мест"))
			assert_has(html, label);
	}
}

static void addresses_of_other_protocols_are_a_paragraph_at_the_end(void **state)
{
	struct world *w = *state;
	static const char *const entries[] = { "plain", "forum" };
	for (size_t i = 0; i < ARRAY_SIZE(entries); i++) {
		const char *html = content_of(w, entries[i]), *last = strstr(html, "<p><a href=\"gemini:");
		assert_non_null(last);
		assert_has(last, "</a>\n<a href=\"gopher://news.example/0/ru/voda/2023-01-0");
		assert_string_equal(strstr(last, "</p>"), "</p>\n");
		assert_null(strstr(html, "<li><a href=\"gemini:"));
		xmlFreeDoc(xml_read(arena_printf(&w->c.arena, "<x>%s</x>", html)));
	}
	assert_has(content_of(w, "plain"), "<li>a</li>\n</ul>\n<p><a href=\"gemini:");
	w->site.unreachable[SCHEME_GEMINI] = w->site.unreachable[SCHEME_GOPHER] = true;
	world_publish_all(w);
	assert_string_equal(strstr(content_of(w, "plain"), "<li>a</li>"), "<li>a</li>\n</ul>\n");
}

static void each_format_says_it_with_the_words_that_it_has(void **state)
{
	struct world *w = *state;
	const char *f = "ru/voda/atom.xml";
	assert_true(world_fits(w, f, "tests/feed/atom.rng"));
	assert_true(world_fits(w, "ru/voda/rss.xml", "tests/feed/rss.rng"));
	assert_found(w, f, ENTRY "a:link[@rel='via']/@href", "https://dpi.example/a?b=1&c=2");
	assert_found(
	    w, f, ENTRY "a:link[@rel='license']/@href", "https://creativecommons.org/licenses/by-sa/4.0/");
	assert_found(w, f, ENTRY "a:rights", "CC BY-SA 4.0");
	assert_found(w, "ru/voda/rss.xml", "//item[1]/d:source", "https://dpi.example/a?b=1&c=2");
	assert_found(w, "ru/voda/rss.xml", "//item[1]/d:rights", "CC BY-SA 4.0");
	assert_has(world_feed(w, "ru/voda/feed.json"), "\"external_url\": \"https://dpi.example/a?b=1&c=2\"");
	assert_found(
	    w, f, "count(//a:entry[contains(a:id, 'plain')]/a:link[@rel='via' or @rel='license'])", "0");
	assert_found(w, "ru/voda/rss.xml", "count(//item[2]/d:source)", "0");
}

static void an_entry_without_them_says_nothing_of_them(void **state)
{
	struct world *w = *state;
	const char *html = content_of(w, "plain");
	assert_null(strstr(html, "<dl>"));
	assert_null(strstr(html, "Асанова"));
}

static void the_licence_of_the_site_is_that_of_its_feeds(void **state)
{
	struct world *w = *state;
	for (int i = 10; i < 29; i++)
		world_write(w, arena_printf(&w->c.arena, "voda/2023-01-%d-a.ru.gmi", i),
		    "---\ntitle: Мост\n---\nТ.\n");
	world_publish_changes(w);
	const char *before = world_feed(w, "ru/atom.xml"), *page = world_feed(w, "ru/atom-1.xml");
	assert_found(w, "ru/atom.xml", "count(/a:feed/a:rights)", "0");
	put_site(w, "CC BY 4.0");
	world_publish_changes(w);
	static const char *const folders[] = { "ru", "ru/voda", "ky" };
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
		const char *f = arena_printf(&w->c.arena, "%s/atom.xml", folders[i]);
		const char *rss = arena_printf(&w->c.arena, "%s/rss.xml", folders[i]);
		assert_true(world_fits(w, f, "tests/feed/atom.rng"));
		assert_true(world_fits(w, rss, "tests/feed/rss.rng"));
		assert_found(w, f, "/a:feed/a:rights", "CC BY 4.0");
		assert_found(w, f, "/a:feed/a:link[@rel='license']/@href",
		    "https://creativecommons.org/licenses/by/4.0/");
		assert_found(w, rss, "/rss/channel/copyright", "CC BY 4.0");
	}
	assert_string_equal(world_feed(w, "ru/atom-1.xml"), page);
	put_site(w, "© Жарчы");
	world_publish_changes(w);
	assert_found(w, "ru/atom.xml", "/a:feed/a:rights", "© Жарчы");
	assert_found(w, "ru/atom.xml", "count(/a:feed/a:link[@rel='license'])", "0");
	world_write(w, "site.ru.gmi", "---\ntitle: Сайт\n---\n");
	world_publish_changes(w);
	assert_string_equal(world_feed(w, "ru/atom.xml"), before);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(what_the_page_says_of_it_is_in_the_content),
		TEST(addresses_of_other_protocols_are_a_paragraph_at_the_end),
		TEST(each_format_says_it_with_the_words_that_it_has),
		TEST(an_entry_without_them_says_nothing_of_them),
		TEST(the_licence_of_the_site_is_that_of_its_feeds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
