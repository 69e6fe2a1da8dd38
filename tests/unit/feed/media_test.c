/*
 * media_test: pictures and sounds of items in feeds, from the catalogue that has the facts of each file.
 */
#include "unit/support/feeds.h"

#define FOLDER "voda/2023-01-01-a/"
#define HERE "http://news.example/ru/" FOLDER

static int set_up(void **state)
{
	struct world *w = world_of_feeds();
	world_write(w, "voda/project.ru.gmi", "---\nname: Вода\n---\nПроект.\n");
	world_write(w, "voda/2023-01-02-b.ru.gmi", "---\ntitle: Без снимков\n---\nТекст.\n");
	world_write(w, FOLDER "index.ru.gmi",
	    "---\ntitle: Мост\nattachment: press.jpg Для печати\nattachment: doc.pdf Документ\n---\n"
	    "Текст.\n\n=> a.heic Старый мост\n=> talk.mp3 Беседа\n");
	world_compile(w);
	*state = w;
	return 0;
}

static void put_made(struct world *w, const char *name, const char *mime, struct picture p)
{
	struct scanned file = scanned_of(&w->c, arena_printf(&w->c.arena, FOLDER "%s", name), 0);
	snprintf(p.digest, sizeof p.digest, "d");
	put_picture(&w->c, &file, mime, &p);
}

static void publish(struct world *w)
{
	commit(&w->c, w->now);
	OK(world_publish(w, &(struct touched){ .any = true, .all = true }));
}

static void put_files(struct world *w, int64_t full_size)
{
	struct picture photo = { .state = PICTURE_READY, .width = 4000, .height = 3000 };
	begin(&w->c);
	put_made(w, "a.heic", "image/heic", photo);
	put_made(w, "z.jpg", "image/jpeg", photo);
	put_made(w, "soon.jpg", "image/jpeg", (struct picture){ .state = PICTURE_WAITING });
	photo.full = true;
	photo.full_size = full_size;
	put_made(w, "press.jpg", "image/jpeg", photo);
	put_made(w, "doc.pdf", "application/pdf", (struct picture){ 0 });
}

static void figures_of_the_content_have_whole_addresses(void **state)
{
	struct world *w = *state;
	put_files(w, 5000);
	publish(w);
	const char *html = world_find(w, "ru/voda/atom.xml", "//a:entry[2]/a:content");
	assert_non_null(strstr(html, "<figure><div><img src=\"" HERE "a-960w.jpg\" srcset=\"" HERE
	                             "a-480w.jpg 480w, " HERE "a-960w.jpg 960w, " HERE "a.jpg 1600w\""));
	assert_non_null(
	    strstr(html, "alt=\"Старый мост\"/></div><figcaption>Старый мост</figcaption></figure>"));
	assert_null(strstr(html, "soon.jpg"));
	xmlFreeDoc(xml_read(arena_printf(&w->c.arena, "<x>%s</x>", html)));
	assert_found(w, "ru/voda/atom.xml", "//m:content/@url", HERE "a.jpg");
	assert_found(w, "ru/voda/rss.xml", "//m:thumbnail/@url", HERE "a-480w.jpg");
	assert_non_null(strstr(world_feed(w, "ru/voda/feed.json"), "\"image\": \"" HERE "a.jpg\""));
}

static void decoration_is_no_enclosure_and_the_order_is_the_editors(void **state)
{
	struct world *w = *state;
	put_files(w, 5000);
	publish(w);
	assert_found(w, "ru/voda/rss.xml", "//enclosure/@url", HERE "press.jpg");
	assert_found(w, "ru/voda/rss.xml", "//enclosure/@length", "5000");
	assert_found(w, "ru/voda/atom.xml", "count(//a:link[@rel='enclosure'])", "2");
	assert_null(strstr(world_feed(w, "ru/voda/feed.json"), "z.jpg\"\""));
	begin(&w->c);
	put_made(w, "talk.mp3", "audio/mpeg", (struct picture){ 0 });
	publish(w);
	assert_found(w, "ru/voda/rss.xml", "//enclosure/@type", "audio/mpeg");
	const char *html = world_find(w, "ru/voda/rss.xml", "//item[2]/c:encoded");
	assert_non_null(strstr(html, "<audio controls=\"\" preload=\"none\" src=\"" HERE "talk.mp3\""));
	assert_non_null(strstr(html, "<a href=\"" HERE "talk.mp3\">Беседа</a></audio>"));
}

static void documents_fit_their_grammars(void **state)
{
	struct world *w = *state;
	put_files(w, 5000);
	publish(w);
	assert_true(xml_fits(xml_read(world_feed(w, "ru/voda/atom.xml")), "tests/feed/atom.rng"));
	assert_true(xml_fits(xml_read(world_feed(w, "ru/voda/rss.xml")), "tests/feed/rss.rng"));
}

/*
 * A picture that the text does not show goes with the entry all the same, as it does where the page is
 * shared.
 */
static void an_item_that_shows_none_goes_with_the_first_of_its_list(void **state)
{
	struct world *w = *state;
	world_write(w, FOLDER "index.ru.gmi", "---\ntitle: Мост\n---\nТекст.\n");
	world_compile(w);
	put_files(w, 5000);
	publish(w);
	assert_found(w, "ru/voda/atom.xml", "//m:content/@url", HERE "a-share.jpg");
	assert_found(w, "ru/voda/atom.xml", "//m:content/@height", "630");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(figures_of_the_content_have_whole_addresses),
		TEST(decoration_is_no_enclosure_and_the_order_is_the_editors),
		TEST(documents_fit_their_grammars),
		TEST(an_item_that_shows_none_goes_with_the_first_of_its_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
