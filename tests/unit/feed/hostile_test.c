/*
 * hostile_test: texts that try to break out of every format come back as they were.
 */
#include "unit/support/feeds.h"

#include "catalog/history.h"
#include "markup/html.h"

#define NOW_2101 INT64_C(4133980800) /* everything is live */

#define LETTERS_47 "Ысык-Көлдүн жээгинде бир суу керектөөчү кооперат"

static const char *const titles[] = {
	"<b>bold</b> & <script>alert(1)</script>",
	"</title></entry></feed><!--",
	"]]> the end of CDATA <![CDATA[",
	"&amp; &lt; &#x41; &nbsp; &unknown;",
	"<?php echo 1 ?> <!DOCTYPE x [<!ENTITY a \"b\">]>",
	"\U0001F30A\U0001F468\u200D\U0001F469\u200D\U0001F467 \U0001F3F4\U000E0067\U000E0062\U000E007F",
	"abc \u202Eright to left\u202C \u2067שלום\u2069 \u061C",
	LETTERS_47 LETTERS_47 LETTERS_47,
	"' \" ` \\ \\u0000 %s %n {{x}} ${y}",
	"и\u0306 \u00A0 \uFFFD end",
	"-",
	"\U0010FFFD\uE000 private",
};

static const char *const dates[] = { "1970-01-02", "1999-12-31", "2000-02-29", "2023-09-08", "2038-01-20",
	"2099-12-31", "2100-12-31" };

enum { TITLES = sizeof titles / sizeof *titles, DATES = sizeof dates / sizeof *dates };

static void put_titles(struct world *w)
{
	for (size_t i = 0; i < TITLES; i++) {
		char path[64], text[4096];
		snprintf(path, sizeof path, "les/2023-09-08-t%02zu.ru.gmi", i);
		snprintf(text, sizeof text,
		    "---\ntitle: %s\nsummary: %s\nauthor: %s\nlicence: %s\ndate: 2023-09-08 "
		    "11:50\n---\n%s\n* %s\n",
		    titles[i], titles[i], titles[i], titles[i], titles[i], titles[i]);
		world_write(w, path, text);
	}
}

static void put_dates(struct world *w)
{
	for (size_t i = 0; i < DATES; i++) {
		char path[64];
		snprintf(path, sizeof path, "les/%s-date.ru.gmi", dates[i]);
		world_write(w, path, "---\ntitle: Дата\nsummary: -\n---\nТекст.\n");
	}
}

static void put_big(struct world *w, const char *path, size_t bytes, const char *part)
{
	struct buf text;
	buf_init(&text, DOCUMENT_MAX);
	buf_puts(&text, "---\ntitle: Большое\nsummary: Кратко\n---\n");
	while (text.len + strlen(part) < bytes)
		buf_puts(&text, part);
	world_write(w, path, text.data);
	buf_release(&text);
}

static int set_up(void **state)
{
	struct world *w = world_of_feeds();
	*state = w;
	w->now = NOW_2101;
	world_write(w, "site.ru.gmi", "---\ntitle: <Сайт> ]]> & \U0001F30A\n---\n");
	world_write(w, "les/project.ru.gmi", "---\nname: </channel> Лес \u202E&\n---\n");
	put_titles(w);
	put_dates(w);
	put_big(w, "les/2023-09-09-big.ru.gmi", DOCUMENT_MAX - 1, "<&>]]> \U0001F30A ж\n");
	put_big(w, "les/2023-09-10-big.ru.gmi", 20000, "&<\n");
	world_publish_all(w);
	return 0;
}

static char *content_of(xmlNode *parent, const char *name)
{
	for (xmlNode *n = parent->children; n; n = n->next)
		if (n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0)
			return (char *)xmlNodeGetContent(n);
	return NULL;
}

static void assert_content(xmlNode *n, const char *name, const char *expected)
{
	char *found = content_of(n, name);
	assert_non_null(found);
	assert_string_equal(found, expected);
	xmlFree(found);
}

/* The item with that id: its values stand in the element, in those of Atom or those of RSS. */
static void check_element(struct world *w, xmlNode *n, bool atom)
{
	struct arena a = { 0 };
	struct entry e;
	char date[DATE_TEXT_MAX];
	char *id = content_of(n, atom ? "id" : "guid");
	assert_int_equal(history_entry(writer_catalog(w->c.writer), id, &a, &e, &failure), 1);
	assert_content(n, "title", e.title);
	struct buf html; /* as RSS takes it */
	buf_init(&html, 1 << 20);
	html_text(&html, e.summary);
	assert_content(n, atom ? "summary" : "description", atom ? e.summary : html.data);
	buf_release(&html);
	(atom ? date_rfc3339 : date_rfc822)(e.published, date);
	assert_content(n, atom ? "published" : "pubDate", date);
	struct values values;
	assert_true(
	    catalog_values(writer_catalog(w->c.writer), e.project, e.stem, e.lang, &a, &values, &failure));
	for (size_t i = 0; i < values.n; i++)
		if (strcmp(values.v[i].key, "licence") == 0)
			assert_content(n, "rights", values.v[i].text);
	xmlFree(id);
	arena_release(&a);
}

static size_t check_feed(struct world *w, const char *feed)
{
	size_t count = 0;
	xmlDoc *doc = xml_read(world_feed(w, feed));
	xmlNode *root = xmlDocGetRootElement(doc);
	bool atom = strcmp((const char *)root->name, "feed") == 0;
	if (!atom)
		root = xmlFirstElementChild(root);
	for (xmlNode *n = root->children; n; n = n->next) {
		if (n->type != XML_ELEMENT_NODE ||
		    strcmp((const char *)n->name, atom ? "entry" : "item") != 0)
			continue;
		check_element(w, n, atom);
		count++;
	}
	xmlFreeDoc(doc);
	return count;
}

static void every_value_comes_back_as_it_was(void **state)
{
	struct world *w = *state;
	size_t all = TITLES + DATES + 2;
	assert_int_equal(all, 21);
	assert_in_range(check_feed(w, "ru/atom.xml"), 1, 20);
	assert_int_equal(check_feed(w, "ru/rss.xml"), check_feed(w, "ru/atom.xml"));
	assert_int_equal(check_feed(w, "ru/les/atom-1.xml") + check_feed(w, "ru/les/atom-2.xml"), all);
}

static void every_document_fits_its_grammar(void **state)
{
	struct world *w = *state;
	static const char *const atoms[] = { "ru/atom.xml", "ru/atom-1.xml", "ru/atom-2.xml",
		"ru/les/atom.xml", "ru/les/atom-1.xml", "ru/les/atom-2.xml" };
	for (size_t i = 0; i < sizeof atoms / sizeof *atoms; i++)
		assert_true(world_fits(w, atoms[i], "tests/feed/atom.rng"));
	assert_true(world_fits(w, "ru/rss.xml", "tests/feed/rss.rng"));
	assert_true(world_fits(w, "ru/les/rss.xml", "tests/feed/rss.rng"));
}

static void titles_keep_their_letters(void **state)
{
	struct world *w = *state;
	char path[256];
	for (size_t i = 0; i < TITLES; i++) {
		struct arena a = { 0 };
		struct entry e;
		snprintf(path, sizeof path, "2023-09-08-t%02zu", i);
		assert_int_equal(
		    catalog_entry(writer_catalog(w->c.writer), "les", path, "ru", &a, &e, &failure), 1);
		assert_string_equal(e.title, titles[i]);
		arena_release(&a);
	}
}

static void the_history_has_long_texts_whole(void **state)
{
	struct world *w = *state;
#define BIG(day) "//a:entry[contains(a:id, '2023-09-" day "-big')]"
	const char *text = world_find(w, "ru/les/atom-1.xml", "string(" BIG("10") "/a:content)");
	assert_true(strlen(text) > 100000);
	assert_null(strstr(text, "&<"));
	assert_found(w, "ru/les/atom-1.xml", "string-length(" BIG("09") "/a:content) > 200000", "true");
	assert_found(w, "ru/les/atom-1.xml", "string(" BIG("09") "/a:summary)", "Кратко");
}

static void items_of_one_minute_are_in_one_order(void **state)
{
	struct world *w = *state;
	for (unsigned i = 0; i + 1 < TITLES; i++) {
		char path[256];
		snprintf(path, sizeof path,
		    "count(//a:entry[contains(a:id, '-t%02u/')]/following-sibling::a:entry[1]"
		    "[contains(a:id, '-t%02u/')])",
		    i, i + 1);
		assert_found(w, "ru/les/atom-1.xml", path, "1");
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, world_tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_value_comes_back_as_it_was),
		TEST(every_document_fits_its_grammar),
		TEST(titles_keep_their_letters),
		TEST(the_history_has_long_texts_whole),
		TEST(items_of_one_minute_are_in_one_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
