/*
 * brand_test: icon and logo of the site in its feeds.
 */
#include "unit/support/feeds.h"

#define AT "http://news.example/site/"

static int set_up(void **state)
{
	struct world *w = world_of_feeds();
	world_write(w, "site.ru.gmi", "---\ntitle: Сайт & <люди>\n---\n");
	world_write(w, "voda/project.ru.gmi", "---\nname: Вода\n---\nПроект.\n");
	for (int i = 10; i < 31; i++)
		world_write(w, arena_printf(&w->c.arena, "voda/2023-01-%d-a.ru.gmi", i),
		    "---\ntitle: Мост\n---\nТекст.\n");
	world_publish_changes(w);
	*state = w;
	return 0;
}

/* As the publisher does it: only what was touched. */
static void publish(struct world *w)
{
	commit(&w->c, w->now);
	struct touched touched = writer_touched(w->c.writer);
	OK(world_publish(w, &touched));
}

static void put(struct world *w, const char *name, const char *mime, struct picture p)
{
	struct scanned file = scanned_of(&w->c, arena_printf(&w->c.arena, "site/%s", name), 0);
	p.role = picture_role_of(file.path);
	p.state = PICTURE_READY;
	snprintf(p.digest, sizeof p.digest, "d");
	put_picture(&w->c, &file, mime, &p);
}

static void put_png(struct world *w, const char *name, unsigned width, unsigned height)
{
	put(w, name, "image/png", (struct picture){ .form = PICTURE_PNG, .width = width, .height = height });
}

static void put_drawing(struct world *w, const char *name)
{
	put(w, name, "image/svg+xml",
	    (struct picture){
	        .form = PICTURE_DRAWING, .width = 240, .height = 48, .full = true, .full_size = 100 });
}

static void assert_valid(struct world *w)
{
	static const char *const folders[] = { "ru", "ru/voda", "ky" };
	for (size_t i = 0; i < ARRAY_SIZE(folders); i++) {
		const char *atom = arena_printf(&w->c.arena, "%s/atom.xml", folders[i]);
		const char *rss = arena_printf(&w->c.arena, "%s/rss.xml", folders[i]);
		assert_true(world_fits(w, atom, "tests/feed/atom.rng"));
		assert_true(world_fits(w, rss, "tests/feed/rss.rng"));
	}
}

static void an_icon_and_a_logo_are_in_every_format(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	put_png(w, "icon.png", 600, 600);
	put_png(w, "logo.png", 600, 300);
	publish(w);
	assert_valid(w);
	assert_found(w, "ru/atom.xml", "/a:feed/a:icon", AT "icon-192.png");
	assert_found(w, "ru/voda/atom.xml", "/a:feed/a:logo", AT "logo-96.png");
	assert_found(w, "ru/rss.xml", "/rss/channel/image/url", AT "icon-192.png");
	assert_found(w, "ru/rss.xml", "string(/rss/channel/image/title)", "Сайт & <люди>");
	assert_found(w, "ru/voda/rss.xml", "string(/rss/channel/image/title)", "Вода");
	assert_found(w, "ru/voda/rss.xml", "string(/rss/channel/image/link)", "http://news.example/ru/voda/");
	assert_found(w, "ru/voda/rss.xml", "count(/rss/channel/image/width)", "0");
	assert_non_null(strstr(world_feed(w, "ru/voda/feed.json"),
	    " \"icon\": \"" AT "icon-512.png\",\n \"favicon\": \"" AT "icon-192.png\",\n"));
}

static void without_a_picture_there_is_no_word_of_it_and_the_history_never_has_one(void **state)
{
	struct world *w = *state;
	static const char *const feeds[] = { "ru/atom.xml", "ru/rss.xml", "ru/feed.json",
		"ru/voda/atom.xml" };
	const char *before[ARRAY_SIZE(feeds)], *page = world_feed(w, "ru/voda/atom-1.xml");
	for (size_t i = 0; i < ARRAY_SIZE(feeds); i++) {
		before[i] = world_feed(w, feeds[i]);
		assert_null(strstr(before[i], "/site/"));
	}
	begin(&w->c);
	put_png(w, "icon.png", 600, 600);
	publish(w);
	for (size_t i = 0; i < ARRAY_SIZE(feeds); i++)
		assert_string_not_equal(world_feed(w, feeds[i]), before[i]);
	assert_string_equal(world_feed(w, "ru/voda/atom-1.xml"), page);
	world_publish_all(w); /* the content has no such file: it goes */
	for (size_t i = 0; i < ARRAY_SIZE(feeds); i++)
		assert_string_equal(world_feed(w, feeds[i]), before[i]);
}

static void readers_of_rss_are_told_the_size_of_a_logo_only_where_they_may_have_it(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	put_png(w, "logo.png", 120, 96);
	publish(w);
	assert_valid(w);
	assert_found(w, "ru/rss.xml", "/rss/channel/image/url", AT "logo-96.png");
	assert_found(w, "ru/rss.xml", "/rss/channel/image/width", "120");
	assert_found(w, "ru/rss.xml", "/rss/channel/image/height", "96");
	assert_found(w, "ru/atom.xml", "count(/a:feed/a:icon)", "0");
	begin(&w->c);
	put_png(w, "logo.png", 960, 96);
	publish(w);
	assert_valid(w);
	assert_found(w, "ru/rss.xml", "count(/rss/channel/image/width)", "0");
}

static void a_drawing_is_nothing_for_rss(void **state)
{
	struct world *w = *state;
	begin(&w->c);
	put_drawing(w, "logo.svg");
	put_drawing(w, "icon.svg");
	publish(w);
	assert_valid(w);
	assert_found(w, "ru/atom.xml", "/a:feed/a:logo", AT "logo.svg");
	assert_found(w, "ru/atom.xml", "/a:feed/a:icon", AT "icon.svg");
	assert_found(w, "ru/rss.xml", "count(/rss/channel/image)", "0");
	begin(&w->c);
	put_png(w, "icon.png", 512, 512);
	publish(w);
	assert_found(w, "ru/atom.xml", "/a:feed/a:icon", AT "icon-192.png");
	assert_found(w, "ru/rss.xml", "/rss/channel/image/url", AT "icon-192.png");
}

static void a_picture_that_cannot_be_read_is_none(void **state)
{
	struct world *w = *state;
	struct scanned file = scanned_of(&w->c, "site/icon.png", 0);
	begin(&w->c);
	put_picture(&w->c, &file, "image/png",
	    &(struct picture){ .role = PICTURE_ICON, .state = PICTURE_FAILED, .fault = FAULT_FORMAT });
	publish(w);
	assert_found(w, "ru/atom.xml", "count(/a:feed/a:icon)", "0");
	assert_null(strstr(world_feed(w, "ru/feed.json"), "icon"));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(an_icon_and_a_logo_are_in_every_format),
		TEST(without_a_picture_there_is_no_word_of_it_and_the_history_never_has_one),
		TEST(readers_of_rss_are_told_the_size_of_a_logo_only_where_they_may_have_it),
		TEST(a_drawing_is_nothing_for_rss),
		TEST(a_picture_that_cannot_be_read_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
