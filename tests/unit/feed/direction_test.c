/*
 * direction_test: feeds of a language that runs from right to left, beside those of one that does not.
 */
#include "unit/support/feeds.h"

static struct lang turned; /* Kyrgyz as if it were written in Arabic letters */

static int set_up(void **state)
{
	struct world *w = world_of_feeds();
	turned = *lang_of("ky");
	turned.dir = "rtl";
	w->site.langs[1] = &turned;
	world_write(w, "site.ru.gmi", "---\ntitle: Сайт\n---\n");
	world_write(w, "voda/project.ru.gmi", "---\nname: Вода\nsummary: О воде\n---\nПроект.\n");
	world_write(w, "voda/2023-01-01-a.ru.gmi", "---\ntitle: Мост\n---\nТекст.\n");
	world_write(w, "voda/2023-01-01-a.ky.gmi", "---\ntitle: USAID: جسر جديد\n---\nنص قصير.\n");
	world_publish_all(w);
	*state = w;
	return 0;
}

static void the_direction_is_beside_the_language(void **state)
{
	struct world *w = *state;
	assert_found(w, "ky/voda/atom.xml", "/a:feed/@dir", "rtl");
	assert_found(w, "ky/voda/atom.xml", "//a:entry/@dir", "rtl");
	assert_found(w, "ky/voda/atom.xml", "//a:content/@dir", "rtl");
	assert_found(w, "ky/voda/atom.xml", "count(//@dir[not(../@xml:lang)])", "0");
	assert_true(world_fits(w, "ky/voda/atom.xml", "tests/feed/atom.rng"));
	assert_true(world_fits(w, "ky/voda/rss.xml", "tests/feed/rss.rng"));
}

static void a_title_of_the_other_language_has_its_own_direction(void **state)
{
	struct world *w = *state;
	assert_found(w, "ky/voda/atom.xml", "/a:feed/a:title/@dir", "ltr");
	assert_found(w, "ky/voda/atom.xml", "/a:feed/a:subtitle/@dir", "ltr");
}

static void content_says_in_every_format_how_it_runs(void **state)
{
	struct world *w = *state;
	static const char begins[] = "<div lang=\"ky\" dir=\"rtl\">\n<p>نص";
	const char *html = world_find(w, "ky/voda/atom.xml", "//a:entry/a:content");
	assert_true(str_starts(str_of(html), begins));
	assert_true(str_ends(str_of(html), "\n</div>\n"));
	xmlFreeDoc(xml_read(html));
	assert_true(
	    str_starts(str_of(world_find(w, "ky/voda/rss.xml", "//*[local-name()='encoded']")), begins));
	assert_non_null(strstr(world_feed(w, "ky/voda/feed.json"),
	    "\"content_html\": \"<div lang=\\\"ky\\\" dir=\\\"rtl\\\">\\u000a<p>نص"));
}

/* Readers have no other way to know: RSS has no word for it, and few read that of Atom. */
static void a_title_that_begins_with_a_latin_name_has_a_mark(void **state)
{
	struct world *w = *state;
	static const char title[] = "\u200FUSAID: جسر جديد";
	assert_found(w, "ky/voda/atom.xml", "//a:entry/a:title", title);
	assert_found(w, "ky/voda/rss.xml", "//item/title", title);
	assert_non_null(strstr(world_feed(w, "ky/voda/feed.json"), title));
	assert_null(strstr(world_feed(w, "ru/voda/atom.xml"), "\u200F"));
}

static void languages_from_left_to_right_say_nothing_of_it(void **state)
{
	struct world *w = *state;
	static const char *const feeds[] = { "ru/voda/atom.xml", "ru/voda/rss.xml", "ru/voda/feed.json" };
	for (size_t i = 0; i < ARRAY_SIZE(feeds); i++) {
		assert_null(strstr(world_feed(w, feeds[i]), "dir="));
		assert_null(strstr(world_feed(w, feeds[i]), "<div"));
	}
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_direction_is_beside_the_language),
		TEST(a_title_of_the_other_language_has_its_own_direction),
		TEST(content_says_in_every_format_how_it_runs),
		TEST(a_title_that_begins_with_a_latin_name_has_a_mark),
		TEST(languages_from_left_to_right_say_nothing_of_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
