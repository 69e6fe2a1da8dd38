/*
 * podcast_test: what RSS says where a feed has sound, and that it says nothing of it where it has none.
 */
#include "unit/support/feeds.h"

#define FOLDER "voda/2023-01-01-a/"
#define HERE "http://news.example/ru/" FOLDER
#define RSS "ru/voda/rss.xml"

static int set_up(void **state)
{
	struct world *w = world_of_feeds();
	world_write(w, "site.ru.gmi", "---\ntitle: Долина\ncontact: Пресса: press@пример.рф\n---\nСайт.\n");
	world_write(w, "voda/project.ru.gmi", "---\nname: Вода\n---\nПроект.\n");
	world_write(w, "voda/2023-01-02-b.ru.gmi", "---\ntitle: Без звука\n---\nТекст.\n");
	world_write(w, FOLDER "index.ru.gmi", "---\ntitle: Мост\nauthor: А\nauthor: Б\n---\nТекст.\n");
	world_compile(w);
	*state = w;
	return 0;
}

static void put(struct world *w, const char *path, const char *mime, struct picture p, int64_t seconds)
{
	struct scanned file = scanned_of(&w->c, path, 0);
	snprintf(p.digest, sizeof p.digest, "d");
	begin(&w->c);
	put_played(&w->c, &file, mime, &p, seconds);
	commit(&w->c, w->now);
}

static void publish(struct world *w)
{
	OK(world_publish(w, &(struct touched){ .any = true, .all = true }));
	assert_true(world_fits(w, RSS, "tests/feed/rss.rng"));
}

static void put_talk(struct world *w, int64_t seconds)
{
	put(w, FOLDER "talk.mp3", "audio/mpeg", (struct picture){ 0 }, seconds);
	publish(w);
}

static void put_icon(struct world *w, unsigned side)
{
	put(w, "site/icon.png", "image/png",
	    (struct picture){ .state = PICTURE_READY, .form = PICTURE_PNG, .width = side, .height = side },
	    0);
}

static void a_feed_without_sound_has_not_a_byte_of_it(void **state)
{
	struct world *w = *state;
	put(w, FOLDER "doc.pdf", "application/pdf", (struct picture){ 0 }, 0);
	put(w, FOLDER "film.mp4", "video/mp4", (struct picture){ 0 }, 90);
	put_icon(w, 1400);
	publish(w);
	assert_null(strstr(world_feed(w, RSS), "itunes"));
}

static void a_channel_with_sound_says_what_directories_require(void **state)
{
	struct world *w = *state;
	put_icon(w, 1400);
	put_talk(w, 90);
	assert_found(w, RSS, "/rss/channel/*[local-name()='author']", "Долина");
	assert_found(
	    w, RSS, "/rss/channel/*[local-name()='image']/@href", "http://news.example/site/icon-1400.jpg");
	assert_found(w, RSS, "/rss/channel/*[local-name()='category']/@text", "News");
	assert_found(w, RSS, "/rss/channel/*[local-name()='explicit']", "false");
	assert_found(w, RSS, "/rss/channel/*[local-name()='type']", "episodic");
	assert_found(w, RSS, "/rss/channel/*[local-name()='owner']/*[local-name()='email']",
	    "press@xn--e1afmkfd.xn--p1ai");
	assert_null(strstr(world_feed(w, "ru/voda/atom.xml"), "itunes"));
	/* Another feed of the site has none. */
	assert_null(strstr(world_feed(w, "ky/rss.xml"), "itunes"));
}

static void an_item_with_sound_says_its_length(void **state)
{
	struct world *w = *state;
	put_talk(w, 3601);
	assert_found(w, RSS, "//item[enclosure]/*[local-name()='duration']", "3601");
	assert_found(w, RSS, "//item[enclosure]/*[local-name()='author']", "А, Б");
	assert_found(w, RSS, "count(//*[local-name()='duration'])", "1");
	assert_found(w, RSS, "count(//item/*[local-name()='explicit'])", "1");
	assert_non_null(strstr(world_feed(w, "ru/voda/feed.json"), "\"duration_in_seconds\": 3601"));
	/* One that is not known is not said. */
	put_talk(w, 0);
	assert_found(w, RSS, "count(//*[local-name()='duration'])", "0");
	assert_found(w, RSS, "count(//item/*[local-name()='explicit'])", "1");
	assert_null(strstr(world_feed(w, "ru/voda/feed.json"), "duration"));
}

static void an_item_with_a_picture_shows_it(void **state)
{
	struct world *w = *state;
	world_write(w, FOLDER "index.ru.gmi", "---\ntitle: Мост\n---\nТекст.\n=> a.jpg Мост\n");
	world_compile(w);
	put(w, FOLDER "a.jpg", "image/jpeg",
	    (struct picture){ .state = PICTURE_READY, .width = 4000, .height = 3000 }, 0);
	put_talk(w, 90);
	assert_found(w, RSS, "//item[enclosure]/*[local-name()='image']/@href", HERE "a.jpg");
}

/* A project says it for itself in any of its languages, else the site does. */
static void the_category_is_that_of_the_project_then_that_of_the_site(void **state)
{
	struct world *w = *state;
	world_write(w, "site.ky.gmi", "---\ntitle: Өрөөн\npodcast: government\n---\nСайт.\n");
	world_compile(w);
	put_talk(w, 90);
	assert_found(w, RSS, "/rss/channel/*[local-name()='category']/@text", "Government");
	world_write(w, "voda/project.ky.gmi", "---\nname: Суу\npodcast: Documentary\n---\nДолбоор.\n");
	world_compile(w);
	put_talk(w, 90);
	assert_found(w, RSS, "/rss/channel/*[local-name()='category']/@text", "Society & Culture");
	assert_found(w, RSS, "/rss/channel/*[local-name()='category']/*/@text", "Documentary");
	assert_found(w, "ru/rss.xml", "/rss/channel/*[local-name()='category']/@text", "Government");
}

static void a_small_icon_is_better_than_none_and_a_drawing_is_not(void **state)
{
	struct world *w = *state;
	put_talk(w, 90);
	assert_found(w, RSS, "count(/rss/channel/*[local-name()='image'])", "0");
	put(w, "site/icon.svg", "image/svg+xml",
	    (struct picture){ .state = PICTURE_READY, .form = PICTURE_DRAWING, .full = true }, 0);
	publish(w);
	assert_found(w, RSS, "count(/rss/channel/*[local-name()='image'])", "0");
	put_icon(w, 600);
	publish(w);
	assert_found(
	    w, RSS, "/rss/channel/*[local-name()='image']/@href", "http://news.example/site/icon-512.png");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_feed_without_sound_has_not_a_byte_of_it),
		TEST(a_channel_with_sound_says_what_directories_require),
		TEST(an_item_with_sound_says_its_length),
		TEST(an_item_with_a_picture_shows_it),
		TEST(the_category_is_that_of_the_project_then_that_of_the_site),
		TEST(a_small_icon_is_better_than_none_and_a_drawing_is_not),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
