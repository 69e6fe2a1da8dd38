/*
 * publish_test: which files a publish writes, keeps and removes, and what is in them.
 */
#include "unit/support/feeds.h"

#define ENTRY "//a:entry[a:id='tag:example.org,2023:voda/2023-09-08-forum/ru']/"

static void put_small_site(struct world *w)
{
	world_write(w, "site.ru.gmi",
	    "---\ntitle: Доноры & дела\ntopic_name: water Вода и <жизнь>\n"
	    "place_name: naryn Нарын\n---\n");
	world_write(w, "site.ky.gmi", "---\ntitle: Донорлор\n---\n");
	world_write(w, "voda/project.ru.gmi", "---\nname: Вода\n---\nВода для сёл.\n");
	world_write(w, "les/project.ru.gmi", "---\nname: Лес\n---\n");
	world_write(w, "voda/2023-09-08-forum/index.ru.gmi",
	    "---\ntitle: Форум ]]> <b>&amp;</b> \"\U0001F30A\"\ndate: 2023-09-08 11:50\n"
	    "updated: 2023-09-10 09:00\ncorrection: Было: 13 сёл\nsummary: Кто <платит> & сколько\ntopic: "
	    "water\nplace: naryn\n"
	    "topic: roads\nauthor: А. Асанова\nlicence: CC BY 4.0\n"
	    "attachment: programme-1.pdf Программа\nkind: press-release\n---\n"
	    "Первый абзац ]]> & <i>.\n=> programme-1.pdf Программа\n");
	world_write(w, "voda/2023-09-08-forum/programme-1.pdf", "%PDF-1.4");
	world_write(
	    w, "voda/2023-09-08-forum/index.ky.gmi", "---\ntitle: Форум\nsummary: Суу\n---\nТекст.\n");
	world_write(w, "les/2023-08-01-osen.ru.gmi", "---\ntitle: Осень\nsummary: Лес\n---\nТекст.\n");
	world_write(w, "les/2023-08-02-draft.ru.gmi", "---\ntitle: Черновик\ndraft: yes\n---\nТекст.\n");
}

static int set_up(void **state)
{
	*state = world_of_feeds();
	put_small_site(*state);
	return 0;
}

static void every_language_and_project_has_its_documents(void **state)
{
	struct world *w = *state;
	static const char *const expected[] = { "ru/atom.xml", "ru/rss.xml", "ru/feed.json", "ru/feeds.opml",
		"ru/voda/atom.xml", "ru/voda/rss.xml", "ru/voda/feed.json", "ru/les/atom.xml",
		"ru/les/rss.xml", "ru/les/feed.json", "ky/atom.xml", "ky/rss.xml", "ky/feed.json",
		"ky/feeds.opml", "ky/voda/atom.xml", "ky/voda/rss.xml", "ky/voda/feed.json",
		"ky/les/atom.xml", "ky/les/rss.xml", "ky/les/feed.json" };
	world_publish_all(w);
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		if (!world_has(w, expected[i]))
			fail_msg("%s is missing", expected[i]);
	assert_int_equal(report.written, sizeof expected / sizeof *expected);
	assert_int_equal(report.unchanged, 0);
	assert_int_equal(report.removed, 0);
}

static void every_document_fits_its_grammar(void **state)
{
	struct world *w = *state;
	static const char *const folders[] = { "ru", "ky", "ru/voda", "ru/les", "ky/voda", "ky/les" };
	world_publish_all(w);
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
		char path[64];
		snprintf(path, sizeof path, "%s/atom.xml", folders[i]);
		assert_true(world_fits(w, path, "tests/feed/atom.rng"));
		snprintf(path, sizeof path, "%s/rss.xml", folders[i]);
		assert_true(world_fits(w, path, "tests/feed/rss.rng"));
	}
}

static void an_entry_says_everything_that_the_catalogue_knows(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	const char *f = "ru/voda/atom.xml";
	assert_found(w, f, "string(" ENTRY "a:title)", "Форум ]]> <b>&amp;</b> \"\U0001F30A\"");
	assert_found(w, f, "string(" ENTRY "a:summary)", "Исправление: Было: 13 сёл. Кто <платит> & сколько");
	assert_found(w, f, "substring-before(" ENTRY "a:content, '</dl>')",
	    "<dl>\n<dt>Исправление</dt><dd>Было: 13 сёл</dd>\n");
	assert_found(w, f, "string(" ENTRY "a:published)", "2023-09-08T11:50:00+06:00");
	assert_found(w, f, "string(" ENTRY "a:updated)", "2023-09-10T09:00:00+06:00");
	assert_found(w, f, "string(" ENTRY "a:author/a:name)", "А. Асанова");
	assert_found(w, f, "string(" ENTRY "a:rights)", "CC BY 4.0");
	assert_found(w, f, "string(" ENTRY "a:category[@term='water']/@label)", "Вода и <жизнь>");
	assert_found(w, f, "string(" ENTRY "a:category[@term='roads']/@label)", "roads");
	assert_found(
	    w, f, "string(" ENTRY "a:category[@term='naryn']/@scheme)", "tag:example.org,2000:place");
	assert_found(w, f, "count(" ENTRY "a:category[@term='press-release'])", "1");
	assert_found(w, f, "string(" ENTRY "a:link[@rel='enclosure']/@href)",
	    "http://news.example/ru/voda/2023-09-08-forum/programme-1.pdf");
	assert_found(w, f, "string(" ENTRY "a:link[@rel='enclosure']/@length)", "8");
	assert_found(w, f, "string(" ENTRY "a:link[@rel='enclosure']/@title)", "Программа");
	assert_found(w, f, "string(" ENTRY "a:link[@rel='enclosure']/@type)", "application/pdf");
	assert_found(w, "ru/les/atom.xml", "string(//a:entry/a:author/a:name)", "Доноры & дела");
}

static void alternates_are_in_the_order_that_readers_need(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	static const char *const expected[] = {
		"text/html  http://news.example/ru/voda/2023-09-08-forum",
		"text/gemini  gemini://news.example/ru/voda/2023-09-08-forum",
		"text/plain  gopher://news.example/0/ru/voda/2023-09-08-forum",
		"text/html ky http://news.example/ky/voda/2023-09-08-forum",
		"text/html ru http://news.example/ru/voda/2023-09-08-forum",
	};
	for (unsigned i = 0; i < 5; i++) {
		char path[512];
		snprintf(path, sizeof path,
		    "concat(" ENTRY "a:link[%u]/@type, ' ', " ENTRY "a:link[%u]/@hreflang, ' ', " ENTRY
		    "a:link[%u]/@href)",
		    i + 1, i + 1, i + 1);
		assert_found(w, "ru/atom.xml", path, expected[i]);
	}
	assert_found(w, "ru/atom.xml", "count(" ENTRY "a:link[@rel='alternate'])", "5");
	assert_found(
	    w, "ru/atom.xml", "string(/a:feed/a:link[@rel='self']/@href)", "http://news.example/ru/atom.xml");
	assert_found(w, "ru/atom.xml", "string(/a:feed/a:link[@type='application/gopher-menu']/@href)",
	    "gopher://news.example/1/ru/");
	assert_found(
	    w, "ru/atom.xml", "string(/a:feed/a:link[@hreflang][1]/@href)", "http://news.example/ky/");
	assert_found(w, "ru/atom.xml", "string(/a:feed/a:link[last()]/@hreflang)", "ru");
}

static void content_is_html_with_absolute_links_and_visible_addresses(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	const char *html = world_find(w, "ru/atom.xml", "string(" ENTRY "a:content)");
	assert_non_null(strstr(html, "Первый абзац ]]&gt; &amp; &lt;i&gt;."));
	assert_non_null(strstr(html, "\"http://news.example/ru/voda/2023-09-08-forum/programme-1.pdf\""));
	assert_non_null(strstr(html, ">gemini://news.example/ru/voda/2023-09-08-forum<"));
	assert_non_null(strstr(html, ">gopher://news.example/0/ru/voda/2023-09-08-forum<"));
}

static void feeds_do_not_mix_languages_and_have_only_live_items(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	assert_found(w, "ru/atom.xml", "count(//a:entry)", "2");
	assert_found(w, "ru/les/atom.xml", "count(//a:entry)", "1");
	assert_found(w, "ky/atom.xml", "count(//a:entry)", "1");
	assert_found(w, "ky/les/atom.xml", "count(//a:entry)", "0");
	assert_found(w, "ky/atom.xml", "count(//a:entry[@xml:lang='ky'])", "1");
}

static void updated_is_that_of_the_newest_entry_and_fixed_when_there_is_none(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	assert_found(w, "ru/atom.xml", "string(/a:feed/a:updated)", "2023-09-10T09:00:00+06:00");
	assert_found(w, "ky/les/atom.xml", "string(/a:feed/a:updated)", "2000-01-01T05:00:00+05:00");
}

static void a_project_without_a_text_in_the_language_shows_whose_title_it_has(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	assert_found(w, "ky/voda/atom.xml", "string(/a:feed/a:title)", "Вода");
	assert_found(w, "ky/voda/atom.xml", "string(/a:feed/a:title/@xml:lang)", "ru");
	assert_found(w, "ky/voda/atom.xml", "string(/a:feed/@xml:lang)", "ky");
	assert_found(w, "ru/voda/atom.xml", "count(/a:feed/a:title/@xml:lang)", "0");
}

static void ids_do_not_depend_on_the_addresses_of_the_site(void **state)
{
	struct world *w = *state;
	w->site.host = w->site.gopher_host = "elsewhere.example";
	w->site.http_url = "https://elsewhere.example";
	world_publish_all(w);
	assert_found(w, "ru/atom.xml", "string(/a:feed/a:id)", "tag:example.org,2000:feed/ru");
	assert_found(w, "ru/voda/atom.xml", "string(/a:feed/a:id)", "tag:example.org,2000:feed/voda/ru");
	assert_found(
	    w, "ru/voda/atom.xml", "string(//a:entry/a:id)", "tag:example.org,2023:voda/2023-09-08-forum/ru");
	assert_found(
	    w, "ru/voda/rss.xml", "string(//item/guid)", "tag:example.org,2023:voda/2023-09-08-forum/ru");
	assert_null(strstr(world_feed(w, "ru/atom.xml"), "news.example"));
}

static void opml_lists_the_feeds_of_the_language(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	const char *f = "ru/feeds.opml";
	assert_found(w, f, "string(/opml/head/title)", "Доноры & дела");
	assert_found(w, f, "count(/opml/body/outline[@type='rss'][@text=@title])", "3");
	assert_found(w, f, "string(//outline[1]/@xmlUrl)", "http://news.example/ru/atom.xml");
	assert_found(w, f, "string(//outline[@text='Вода']/@xmlUrl)", "http://news.example/ru/voda/atom.xml");
	assert_found(w, f, "string(//outline[@text='Вода']/@htmlUrl)", "http://news.example/ru/voda/");
}

static void publishing_again_writes_nothing(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	unsigned all = report.written;
	world_publish_all(w);
	assert_int_equal(report.written, 0);
	assert_int_equal(report.unchanged, all);
}

static void publish_les(struct world *w)
{
	world_write(w, "les/project.ru.gmi", "---\nname: Лес\n---\n");
	world_write(w, "les/2023-08-01-osen.ru.gmi", "---\ntitle: Осень\nsummary: Лес\n---\nТекст.\n");
	world_publish_all(w);
}

static void the_order_in_which_files_were_read_leaves_no_trace(void **state)
{
	struct world *w = world_of_feeds(), *other = world_of_feeds();
	(void)state;
	publish_les(w);
	publish_les(other);
	put_small_site(w);
	world_publish_all(w);
	/* The same content, published item by item. */
	world_remove(other, "les/project.ru.gmi");
	world_remove(other, "les/2023-08-01-osen.ru.gmi");
	world_write(other, "site.ru.gmi", "---\ntitle: Сайт\n---\n");
	world_publish_all(other);
	put_small_site(other);
	world_publish_all(other);
	static const char *const paths[] = { "ru/atom.xml", "ru/rss.xml", "ru/feed.json", "ru/feeds.opml",
		"ky/voda/atom.xml" };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		assert_string_equal(world_feed(w, paths[i]), world_feed(other, paths[i]));
	world_free(w);
	world_free(other);
}

static void only_the_site_and_the_projects_touched_are_written(void **state)
{
	struct world *w = *state;
	const char *const projects[] = { "voda" };
	world_compile(w);
	assert_true(world_publish(w, &(struct touched){ .any = true, .projects = projects, .n = 1 }));
	assert_true(world_has(w, "ru/atom.xml"));
	assert_true(world_has(w, "ky/voda/atom.xml"));
	assert_false(world_has(w, "ru/les"));
	assert_true(world_publish(w, &(struct touched){ 0 }));
	assert_int_equal(report.written + report.unchanged, 0);
}

static void take_les_away(struct world *w)
{
	world_remove(w, "les/project.ru.gmi");
	world_remove(w, "les/2023-08-01-osen.ru.gmi");
	world_remove(w, "les/2023-08-02-draft.ru.gmi");
}

static void the_feeds_of_a_vanished_project_go(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	take_les_away(w);
	world_publish_all(w);
	assert_int_equal(report.removed, 6);
	assert_false(world_has(w, "ru/les"));
	assert_false(world_has(w, "ky/les"));
	assert_true(world_has(w, "ru/voda/atom.xml"));
}

static void the_feeds_of_a_vanished_project_go_when_only_it_is_touched(void **state)
{
	struct world *w = *state;
	const char *const projects[] = { "les" };
	world_publish_all(w);
	take_les_away(w);
	world_compile(w);
	assert_true(world_publish(w, &(struct touched){ .any = true, .projects = projects, .n = 1 }));
	assert_int_equal(report.removed, 6);
	assert_false(world_has(w, "ru/les"));
	assert_true(world_has(w, "ru/voda/atom.xml"));
}

static void what_is_no_feed_stays_in_the_folder(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	assert_int_equal(
	    file_replace(w->feeds, "ru/les/notes.txt", STR("mine"), 0644, &failure), FILE_WRITTEN);
	assert_int_equal(symlinkat("voda", w->feeds, "ru/linked"), 0);
	take_les_away(w);
	world_publish_all(w);
	assert_true(world_has(w, "ru/les/notes.txt"));
	assert_false(world_has(w, "ru/les/atom.xml"));
	assert_true(world_has(w, "ru/voda/atom.xml"));
	assert_true(world_has(w, "ru/linked/atom.xml"));
}

static void the_feeds_of_a_language_that_the_site_gave_up_go(void **state)
{
	struct world *w = *state;
	world_publish_all(w);
	SITE_LANGUAGES(&w->site, "ru");
	world_publish_all(w);
	assert_false(world_has(w, "ky"));
	assert_true(world_has(w, "ru/voda/atom.xml"));
}

static void a_failure_names_the_file_and_leaves_the_rest_whole(void **state)
{
	struct world *w = *state;
	assert_int_equal(file_replace(w->feeds, "ru/voda", STR("in the way"), 0644, &failure), FILE_WRITTEN);
	world_compile(w);
	assert_false(world_publish(w, &(struct touched){ .any = true, .all = true }));
	assert_non_null(strstr(failure.text, "ru/voda"));
	assert_true(world_fits(w, "ru/atom.xml", "tests/feed/atom.rng"));
	assert_int_equal(unlinkat(w->feeds, "ru/voda", 0), 0);
	world_publish_all(w);
	assert_true(world_has(w, "ru/voda/atom.xml"));
}

static void a_feed_has_the_newest_twenty(void **state)
{
	struct world *w = *state;
	for (int i = 1; i <= 25; i++) {
		char path[64], text[128];
		snprintf(path, sizeof path, "les/2023-07-%02d-item.ru.gmi", i);
		snprintf(text, sizeof text, "---\ntitle: %d\nsummary: -\n---\nТекст.\n", i);
		world_write(w, path, text);
	}
	world_publish_all(w);
	assert_found(w, "ru/les/atom.xml", "count(//a:entry)", "20");
	assert_found(w, "ru/les/atom.xml", "string(//a:entry[1]/a:title)", "Осень");
	assert_found(w, "ru/les/atom.xml", "string(//a:entry[20]/a:title)", "7");
	assert_found(w, "ru/les/rss.xml", "count(//item)", "20");
}

static void put_long(struct world *w, const char *path, size_t letters)
{
	struct buf text;
	buf_init(&text, 1 << 20);
	buf_puts(&text, "---\ntitle: Длинное\nsummary: Кратко\n---\n");
	for (size_t i = 0; i < letters; i++)
		buf_puts(&text, i % 50 == 49 ? "\n" : "ж");
	buf_puts(&text, "\n");
	world_write(w, path, text.data);
	buf_release(&text);
}

static void a_feed_ends_before_its_text_gets_too_long(void **state)
{
	struct world *w = *state;
	for (int i = 2; i <= 20; i++) { /* with the autumn's, a full page of the history */
		char path[64];
		snprintf(path, sizeof path, "les/2023-09-%02d-long.ru.gmi", i);
		put_long(w, path, 40000);
	}
	world_publish_all(w);
	assert_found(w, "ru/les/atom.xml", "count(//a:entry)", "2");
	assert_found(w, "ru/les/atom.xml", "count(//a:content)", "2");
	assert_found(w, "ru/les/atom-1.xml", "count(//a:content)", "20");
}

static const char *day_path(struct world *w, int day)
{
	return arena_printf(&w->c.arena, "les/2023-09-%02d-long.ru.gmi", day);
}

static void put_long_day(struct world *w, int day)
{
	put_long(w, day_path(w, day), 71500);
}

static void assert_fits(struct world *w, const char *feed, const char *grammar)
{
	assert_true(world_fits(w, feed, grammar));
}

/* 19 texts of 140 KB each, which made a document of 2.6 MB. */
static void of_long_texts_on_no_full_page_only_the_newest_is_in_full(void **state)
{
	struct world *w = *state;
	for (int i = 2; i <= 19; i++)
		put_long_day(w, i);
	world_publish_all(w);
	assert_found(w, "ru/les/atom.xml", "count(//a:entry)", "19");
	assert_found(w, "ru/les/atom.xml", "count(//a:content)", "1");
	assert_found(w, "ru/les/atom.xml", "count(//a:entry[1]/a:content)", "1");
	assert_found(w, "ru/les/atom.xml", "count(//a:entry[a:summary][a:link[@rel='alternate']])", "19");
	assert_in_range(strlen(world_feed(w, "ru/les/atom.xml")), 140000, 200000);
	assert_found(w, "ru/les/rss.xml", "count(//item[link][description!=''])", "19");
	assert_found(w, "ru/les/rss.xml", "count(//c:encoded)", "1");
	assert_non_null(strstr(world_feed(w, "ru/les/feed.json"), "\"content_text\": \"Кратко\""));
	assert_fits(w, "ru/les/atom.xml", "tests/feed/atom.rng");
	assert_fits(w, "ru/les/rss.xml", "tests/feed/rss.rng");
	/* One more, and the history has all of them in full. */
	put_long_day(w, 20);
	world_publish_changes(w);
	assert_found(w, "ru/les/atom-1.xml", "count(//a:content)", "20");
	assert_fits(w, "ru/les/atom-1.xml", "tests/feed/atom.rng");
}

static void what_is_in_the_feed_shortened_says_what_it_is_about(void **state)
{
	struct world *w = *state;
	struct buf text;
	put_long(w, "les/2023-09-20-newest.ru.gmi", 97000);
	buf_init(&text, 1 << 20);
	buf_puts(&text, "---\ntitle: Список\n---\n# Чего нет\n");
	for (int i = 0; i < 2000; i++)
		buf_printf(&text, "* Предмет номер %d из списка\n", i);
	world_write(w, "les/2023-09-03-list.ru.gmi", text.data);
	buf_reset(&text);
	buf_puts(&text, "---\ntitle: Сводка\nsummary: ");
	for (int i = 0; i < 2000; i++)
		buf_puts(&text, "Слово за словом. ");
	buf_puts(&text, "\n---\nТекст.\n");
	world_write(w, "les/2023-09-02-summary.ru.gmi", text.data);
	buf_release(&text);
	world_publish_all(w);
	const char *f = "ru/les/atom.xml";
	assert_found(w, f, "count(//a:entry)", "4");
	assert_found(w, f, "count(//a:entry[a:content])", "1");
	assert_found(w, f, "substring(//a:entry[a:title='Список']/a:summary, 1, 43)",
	    "Чего нет · Предмет номер 0 из списка · Пред");
	assert_found(w, f, "string-length(//a:entry[a:title='Список']/a:summary) < 301", "true");
	assert_found(w, f, "string-length(//a:entry[a:title='Сводка']/a:summary) < 301", "true");
	/* It is short, but older than what there is no room for. */
	assert_found(w, f, "string(//a:entry[a:title='Осень']/a:summary)", "Лес");
}

static void the_newest_text_is_in_full_however_long_it_is(void **state)
{
	struct world *w = *state;
	put_long(w, "les/2023-09-03-a.ru.gmi", 120000);
	world_publish_all(w);
	assert_found(w, "ru/les/atom.xml", "count(//a:entry)", "2");
	assert_found(w, "ru/les/atom.xml", "string-length(//a:entry[1]/a:content) > 120000", "true");
	assert_found(w, "ru/les/atom.xml", "count(//a:entry[2]/a:content)", "0");
	assert_fits(w, "ru/les/atom.xml", "tests/feed/atom.rng");
	assert_fits(w, "ru/les/rss.xml", "tests/feed/rss.rng");
}

/* A page of the history has all in full but what would make it larger than readers can take. */
static void the_history_has_long_texts_until_there_is_too_much_of_them(void **state)
{
	struct world *w = *state;
	for (int i = 2; i <= 20; i++)
		put_long(w, day_path(w, i), i < 12 ? 490000 : 100);
	world_publish_all(w);
	assert_found(w, "ru/les/atom-1.xml", "count(//a:entry)", "20");
	assert_found(w, "ru/les/atom-1.xml", "count(//a:content)", "18");
	assert_found(w, "ru/les/atom-1.xml", "count(//a:entry[not(a:content)]/a:summary)", "2");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_language_and_project_has_its_documents),
		TEST(every_document_fits_its_grammar),
		TEST(an_entry_says_everything_that_the_catalogue_knows),
		TEST(alternates_are_in_the_order_that_readers_need),
		TEST(content_is_html_with_absolute_links_and_visible_addresses),
		TEST(feeds_do_not_mix_languages_and_have_only_live_items),
		TEST(updated_is_that_of_the_newest_entry_and_fixed_when_there_is_none),
		TEST(a_project_without_a_text_in_the_language_shows_whose_title_it_has),
		TEST(ids_do_not_depend_on_the_addresses_of_the_site),
		TEST(opml_lists_the_feeds_of_the_language),
		TEST(publishing_again_writes_nothing),
		TEST(the_order_in_which_files_were_read_leaves_no_trace),
		TEST(only_the_site_and_the_projects_touched_are_written),
		TEST(the_feeds_of_a_vanished_project_go),
		TEST(the_feeds_of_a_vanished_project_go_when_only_it_is_touched),
		TEST(what_is_no_feed_stays_in_the_folder),
		TEST(the_feeds_of_a_language_that_the_site_gave_up_go),
		TEST(a_failure_names_the_file_and_leaves_the_rest_whole),
		TEST(a_feed_has_the_newest_twenty),
		TEST(a_feed_ends_before_its_text_gets_too_long),
		TEST(of_long_texts_on_no_full_page_only_the_newest_is_in_full),
		TEST(what_is_in_the_feed_shortened_says_what_it_is_about),
		TEST(the_newest_text_is_in_full_however_long_it_is),
		TEST(the_history_has_long_texts_until_there_is_too_much_of_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
