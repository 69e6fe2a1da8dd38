#include "unit/support/catalogue.h"

/* Everything that the check finds, a line each. */
static const char *found(struct catalogue *c, const char *const *langs)
{
	struct problems p;
	struct buf b;

	problems_init(&p);
	buf_init(&b, 1 << 16);
	OK(writer_cross_check(c->writer, langs, &p, &failure));
	assert_int_equal(p.errors, 0);
	for (size_t i = 0; i < p.n; i++)
		buf_printf(&b, "%s:%d %s %s\n", p.v[i].file, p.v[i].line, p.v[i].rule, p.v[i].text);
	const char *s = arena_str(&c->arena, buf_str(&b));
	buf_release(&b);
	problems_release(&p);
	return s;
}
#define FOUND(c, ...) found((c), (const char *const[]){ __VA_ARGS__, NULL })

#define HAS(text, part)                                                                                      \
	do {                                                                                                 \
		if (!strstr((text), (part)))                                                                 \
			fail_msg("no \"%s\" in:\n%s", (part), (text));                                       \
	} while (0)

static void complete(struct catalogue *c)
{
	PUT(c, "site.ru.gmi", "Сайт", .values = { "topic_name rivers Реки", "place_name naryn Нарын" });
	PUT(c, "water/project.ru.gmi", "Вода");
}

static void a_complete_catalogue_has_no_warnings(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	complete(c);
	PUT(c, "water/2023-01-01-a/index.ru.gmi", "a", .id = "urn:x:1",
	    .values = { "topic rivers", "place naryn", "attachment plan.pdf План", "project water" },
	    .body = "=> plan.pdf\n=> /ru/water/ Вода\n=> /ru/\n=> https://example.org/x\n"
	            "=> /ru/archive/2023/\n=> /ru/atom.xml\n=> /ru/topics/rivers/atom.xml\n=> /old-b Old\n");
	PUT(c, "water/2023-01-01-a/plan.pdf", "");
	PUT(c, "water/2023-01-02-b.ru.gmi", "b", .id = "urn:x:2", .values = { "alias /old-b" },
	    .body = "=> 2023-01-01-a Beside\n=> 2023-01-01-a/plan.pdf#p2\n=> mailto:x@example.org\n");
	commit_at(c, "2025-01-01");
	assert_string_equal(FOUND(c, "ru"), "");
}

static void dead_links_are_told_with_their_line(void **state)
{
	struct catalogue *c = *state;
	const char *s;

	begin(c);
	complete(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1",
	    .body =
	        "Text\n=> /ru/water/2023-01-09-z Z\n```\n=> /not/a/link\n```\n=> /ru/fire/ Fire\n=> other\n"
	        "=> /ky/water/2023-01-01-a\n=> ../../../..\n=> /ru/water/2023-01-01-a/x.pdf\n"
	        "=> /ru/water/atom-3.xml\n=> /ru/water/feed-3.json\n=> /ru/topics/none/atom.xml\n");
	commit_at(c, "2025-01-01");
	s = FOUND(c, "ru");
	HAS(s, "water/2023-01-01-a.ru.gmi:11 dead-link the link /ru/water/2023-01-09-z leads nowhere\n");
	HAS(s, "water/2023-01-01-a.ru.gmi:15 dead-link the link /ru/fire/ leads nowhere\n");
	HAS(s, "water/2023-01-01-a.ru.gmi:16 dead-link the link other leads nowhere\n");
	HAS(s, "water/2023-01-01-a.ru.gmi:17 dead-link the link /ky/");
	HAS(s, "water/2023-01-01-a.ru.gmi:18 dead-link the link ../../../..");
	HAS(s,
	    "water/2023-01-01-a.ru.gmi:19 dead-link the link /ru/water/2023-01-01-a/x.pdf leads nowhere\n");
	HAS(s, "water/2023-01-01-a.ru.gmi:20 dead-link the link /ru/water/atom-3.xml leads nowhere\n");
	HAS(s, "water/2023-01-01-a.ru.gmi:21 dead-link the link /ru/water/feed-3.json leads nowhere\n");
	HAS(s, "water/2023-01-01-a.ru.gmi:22 dead-link the link /ru/topics/none/atom.xml leads nowhere\n");
	assert_null(strstr(s, "/not/a/link"));
}

static void pictures_without_words_are_told(void **state)
{
	struct catalogue *c = *state;
	static const char *const names[] = { "a.jpg", "b.png", "c c.jpg", "d.jpg", "e.jpg" };
	const char *s;

	begin(c);
	complete(c);
	PUT(c, "water/2023-01-01-a/index.ru.gmi", "a", .id = "urn:x:1",
	    .values = { "attachment d.jpg Насос", "attachment plan.pdf План" },
	    .body = "=> a.jpg\n=> b.png b.png\n=> C%20c.jpg\n=> d.jpg\n=> e.jpg Колодец\n=> plan.pdf\n"
	            "=> a.jpg Ещё раз\n");
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct scanned file = scanned_of(
		    c, arena_printf(&c->arena, "water/2023-01-01-a/%s", names[i]), 0);
		put_picture(c, &file, "image/jpeg", &(struct picture){ .state = PICTURE_WAITING });
	}
	PUT(c, "water/2023-01-01-a/plan.pdf", "");
	commit_at(c, "2025-01-01");
	s = FOUND(c, "ru");
#define PICTURE(line, name)                                                                                  \
	"water/2023-01-01-a/index.ru.gmi:" line " no-caption the picture " name                              \
	" has no caption: write after its name what it shows, for readers who do not see it\n"
	assert_string_equal(s, PICTURE("10", "a.jpg") PICTURE("11", "b.png") PICTURE("12", "c c.jpg"));
}

static void a_translation_that_lacks_a_correction_is_told_where_it_is(void **state)
{
	struct catalogue *c = *state;
	const char *s;

	begin(c);
	complete(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1", .updated = "2023-05-01");
	PUT(c, "water/2023-01-01-a.en.gmi", "a", .id = "urn:x:2");
	PUT(c, "water/2023-01-02-b.ru.gmi", "b", .id = "urn:x:3", .updated = "2023-05-03");
	PUT(c, "water/2023-01-02-b.en.gmi", "b", .id = "urn:x:4", .updated = "2023-05-02");
	PUT(c, "water/2023-01-03-c.en.gmi", "c", .id = "urn:x:5", .updated = "2023-05-05");
	PUT(c, "water/2023-01-03-c.ru.gmi", "c", .id = "urn:x:6", .updated = "2023-05-04");
	commit_at(c, "2025-01-01");
	s = FOUND(c, "ru", "en");
	HAS(s, "water/2023-01-01-a.en.gmi:0 stale-translation water/2023-01-01-a.ru.gmi was updated on "
	       "2023-05-01");
	HAS(s, "water/2023-01-02-b.en.gmi:0 stale-translation water/2023-01-02-b.ru.gmi was updated on "
	       "2023-05-03");
	assert_null(strstr(s, "03-c.en.gmi:0 stale"));
	assert_null(strstr(s, "03-c.ru.gmi:0 stale")); /* the original is older than its translation */
	s = FOUND(c, "en", "ru");
	HAS(s,
	    "water/2023-01-03-c.ru.gmi:0 stale-translation"); /* of the same day the first language is the original */
}

static void missing_translations_are_told_once_for_each_language(void **state)
{
	struct catalogue *c = *state;
	const char *s;

	begin(c);
	complete(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1");
	PUT(c, "water/2023-01-01-a.ky.gmi", "a", .id = "urn:x:2");
	PUT(c, "water/2023-01-02-b.ru.gmi", "b", .id = "urn:x:3", .draft = true);
	commit_at(c, "2025-01-01");
	s = FOUND(c, "ky", "ru", "en");
	HAS(s, "site.ru.gmi:0 missing-translation has no translation into en\n");
	HAS(s, "site.ru.gmi:0 missing-translation has no translation into ky\n");
	HAS(s, "water/project.ru.gmi:0 missing-translation has no translation into en\n");
	HAS(s, "water/2023-01-01-a.ky.gmi:0 missing-translation has no translation into en\n");
	assert_null(strstr(s, "2023-01-02-b"));
	assert_null(strstr(s, "into ru"));
}

static void items_without_an_id_and_equally_new_ones_are_told(void **state)
{
	struct catalogue *c = *state;
	const char *s;

	begin(c);
	complete(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a");
	PUT(c, "water/2023-01-02-b.ru.gmi", "b", .id = "urn:x:1", .updated = "2023-05-01");
	PUT(c, "water/2023-01-03-c.ru.gmi", "c", .id = "urn:x:2", .updated = "2023-05-01");
	PUT(c, "water/2023-01-03-c.ky.gmi", "c", .id = "urn:x:3", .updated = "2023-05-01");
	commit_at(c, "2025-01-01");
	s = FOUND(c, "ru");
	HAS(s, "water/2023-01-01-a.ru.gmi:0 no-id has no id of its own: "
	       "write the one in its feed, before the file is renamed and edited at once\n");
	HAS(s, "water/2023-01-03-c.ru.gmi:0 same-updated is as new as water/2023-01-02-b.ru.gmi,");
	assert_null(strstr(s, "c.ky.gmi:0 same-updated"));
	assert_null(strstr(s, "b.ru.gmi:0 same-updated"));
}

static void names_and_files_that_do_not_exist_are_told(void **state)
{
	struct catalogue *c = *state;
	const char *s;

	begin(c);
	complete(c);
	PUT(c, "water/2023-01-01-a.ru.gmi", "a", .id = "urn:x:1",
	    .values = { "topic rivers", "topic river", "place osh", "attachment a.pdf A", "project fire",
	        "topic most", "topic_name most Мосты" });
	PUT(c, "water/2023-01-02-b.ru.gmi", "b", .id = "urn:x:2", .values = { "topic river" });
	PUT(c, "air/2023-01-03-c.ru.gmi", "c", .id = "urn:x:3");
	commit_at(c, "2025-01-01");
	s = FOUND(c, "ru");
	HAS(s, "water/2023-01-01-a.ru.gmi:3 unnamed-topic the topic \"river\" has no topic_name in "
	       "site.ru.gmi\n");
	HAS(s,
	    "the topic \"most\" has no topic_name in site.ru.gmi: write \"topic_name: most Мосты\" there\n");
	HAS(s, "water/2023-01-01-a.ru.gmi:4 unnamed-place the place \"osh\"");
	HAS(s, "water/2023-01-01-a.ru.gmi:5 no-attachment no file beside this one has the name that \"a.pdf "
	       "A\" begins with");
	HAS(s, "water/2023-01-01-a.ru.gmi:6 no-project there is no project fire\n");
	HAS(s, "air/2023-01-03-c.ru.gmi:0 no-project ");
	HAS(s, "air/project.ru.gmi\n");
	assert_null(strstr(s, "b.ru.gmi"));
}

static void put_icon(struct catalogue *c, const char *name, enum picture_form form, unsigned side)
{
	struct scanned file = scanned_of(c, name, 0);
	put_picture(c, &file, "image/x",
	    &(struct picture){ .state = PICTURE_READY, .form = form, .width = side, .height = side });
}

static void a_podcast_without_a_cover_is_told(void **state)
{
	struct catalogue *c = *state;

	begin(c);
	complete(c);
	PUT(c, "air/project.ru.gmi", "Воздух", .values = { "donor A", "podcast Politics" });
	PUT(c, "fire/project.ru.gmi", "Огонь", .values = { "podcast News" });
	put_icon(c, "site/icon.png", PICTURE_PNG, 512);
	put_icon(c, "site/icon.svg", PICTURE_DRAWING, 2000);
	commit_at(c, "2025-01-01");
	const char *s = FOUND(c, "ru");
	HAS(s, "air/project.ru.gmi:3 podcast-cover ");
	assert_null(strstr(s, "fire/"));
	begin(c);
	put_icon(c, "site/icon.png", PICTURE_PNG, 1400);
	commit_at(c, "2025-01-01");
	assert_string_equal(FOUND(c, "ru"), "");
}

int main(void)
{
#define TEST(t) cmocka_unit_test_setup_teardown(t, catalogue_set_up_in_memory, catalogue_tear_down)
	const struct CMUnitTest tests[] = {
		TEST(a_complete_catalogue_has_no_warnings),
		TEST(dead_links_are_told_with_their_line),
		TEST(pictures_without_words_are_told),
		TEST(a_translation_that_lacks_a_correction_is_told_where_it_is),
		TEST(missing_translations_are_told_once_for_each_language),
		TEST(items_without_an_id_and_equally_new_ones_are_told),
		TEST(names_and_files_that_do_not_exist_are_told),
		TEST(a_podcast_without_a_cover_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
