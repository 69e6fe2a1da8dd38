/*
 * documents_test: Atom, RSS and JSON Feed of a feed made by hand, against their grammars.
 */
#include "unit/support/xml.h"

#include "markup/html.h"
#include "unit/feed/sample.h"

static struct buf out;
static struct feed feed;

static int set_up(void **state)
{
	(void)state;
	buf_init(&out, 1 << 20);
	feed = sample_feed();
	return date_set_zone("Asia/Bishkek", NULL) ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static xmlDoc *atom(void)
{
	feed_write_atom(&feed, "http://localhost:8080/ru/voda/atom.xml", &out);
	return xml_read(out.data);
}

static xmlDoc *rss(void)
{
	feed_write_rss(&feed, "http://localhost:8080/ru/voda/rss.xml", &out);
	return xml_read(out.data);
}

static void atom_fits_its_grammar(void **state)
{
	(void)state;
	assert_true(xml_fits(atom(), "tests/feed/atom.rng"));
}

static void rss_fits_its_grammar(void **state)
{
	(void)state;
	assert_true(xml_fits(rss(), "tests/feed/rss.rng"));
}

static void empty_feeds_fit_their_grammars(void **state)
{
	(void)state;
	feed.entry_count = 0;
	feed.subtitle = "";
	feed.updated = FEED_EPOCH;
	assert_true(xml_fits(atom(), "tests/feed/atom.rng"));
	buf_reset(&out);
	assert_true(xml_fits(rss(), "tests/feed/rss.rng"));
	assert_null(strstr(out.data, "lastBuildDate"));
}

static void the_grammars_refuse_a_changed_order_and_a_missing_author(void **state)
{
	(void)state;
	xmlDoc *doc = atom();
	xmlNode *id = xmlFirstElementChild(xmlDocGetRootElement(doc));
	xmlAddNextSibling(xmlNextElementSibling(id), id);
	assert_false(xml_fits(doc, "tests/feed/atom.rng"));
	buf_reset(&out);
	doc = rss();
	xmlNode *channel = xmlFirstElementChild(xmlDocGetRootElement(doc));
	xmlAddNextSibling(xmlLastElementChild(channel), xmlFirstElementChild(channel));
	assert_false(xml_fits(doc, "tests/feed/rss.rng"));
	buf_reset(&out);
	struct feed_entry entry = sample_entries[0];
	entry.author_count = 0;
	feed.entries = &entry;
	feed.entry_count = 1;
	assert_false(xml_fits(atom(), "tests/feed/atom.rng"));
	buf_reset(&out);
	assert_false(xml_fits(rss(), "tests/feed/rss.rng"));
}

static void hostile_texts_come_back_identical_from_atom(void **state)
{
	(void)state;
	xmlDoc *doc = atom();
	assert_xpath(doc, "/a:feed/a:title", HOSTILE);
	assert_xpath(doc, "/a:feed/a:subtitle", HOSTILE);
	assert_xpath(doc, "/a:feed/a:author/a:name", HOSTILE);
	assert_xpath(doc, "//a:entry[1]/a:title", HOSTILE);
	assert_xpath(doc, "//a:entry[1]/a:summary", HOSTILE);
	assert_xpath(doc, "//a:entry[1]/a:rights", HOSTILE);
	assert_xpath(doc, "//a:entry[1]/a:author[2]/a:name", HOSTILE);
	assert_xpath(doc, "//a:entry[1]/a:category[2]/@label", HOSTILE);
	assert_xpath(doc, "//a:entry[1]/a:link[@rel='enclosure'][1]/@title", HOSTILE);
	assert_xpath(doc, "//a:entry[1]/a:content", "<p>" HOSTILE "</p>");
	xmlFreeDoc(doc);
}

static void hostile_texts_come_back_identical_from_rss(void **state)
{
	(void)state;
	xmlDoc *doc = rss();
	assert_xpath(doc, "/rss/channel/title", HOSTILE);
	assert_xpath(doc, "/rss/channel/description", HOSTILE);
	assert_xpath(doc, "//item[1]/title", HOSTILE);
	buf_reset(&out);
	html_text(&out, HOSTILE); /* RSS takes it for HTML */
	assert_xpath(doc, "//item[1]/description", out.data);
	assert_xpath(doc, "//item[2]/description", sample_entries[1].title);
	assert_xpath(doc, "//item[1]/d:rights", HOSTILE);
	assert_xpath(doc, "//item[1]/d:creator[2]", HOSTILE);
	assert_xpath(doc, "//item[1]/category[2]", HOSTILE);
	assert_xpath(doc, "//item[1]/c:encoded", "<p>" HOSTILE "</p>");
	xmlFreeDoc(doc);
}

static void the_own_html_page_is_first_and_last_of_the_alternates(void **state)
{
	(void)state;
	xmlDoc *doc = atom();
	const char *own = "http://localhost:8080/ru/voda/2023-09-08-forum";
	assert_xpath(doc, "//a:entry[1]/a:link[1]/@href", own);
	assert_xpath(doc, "count(//a:entry[1]/a:link[1]/@hreflang)", "0");
	assert_xpath(doc, "//a:entry[1]/a:link[@rel='alternate'][last()]/@href", own);
	assert_xpath(doc, "//a:entry[1]/a:link[@rel='alternate'][last()]/@hreflang", "ru");
	assert_xpath(doc, "//a:entry[1]/a:link[2]/@type", "text/gemini");
	assert_xpath(doc, "//a:entry[1]/a:link[3]/@type", "text/plain");
	xmlFreeDoc(doc);
}

static void every_atom_entry_has_its_own_author_and_language(void **state)
{
	(void)state;
	xmlDoc *doc = atom();
	assert_xpath(doc, "count(//a:entry[a:author][@xml:lang='ru'])", "2");
	xmlFreeDoc(doc);
}

static void a_title_from_another_language_says_so(void **state)
{
	(void)state;
	feed.text_lang = "ky";
	xmlDoc *doc = atom();
	assert_xpath(doc, "/a:feed/a:title/@xml:lang", "ky");
	assert_xpath(doc, "/a:feed/a:subtitle/@xml:lang", "ky");
	assert_xpath(doc, "/a:feed/@xml:lang", "ru");
	assert_true(xml_fits(doc, "tests/feed/atom.rng"));
}

static void only_a_feed_with_tombstones_names_their_namespace(void **state)
{
	(void)state;
	struct feed_tombstone gone = { "tag:example.org,2023:voda/2023-09-02-gone/ru", 1693548000, "" };
	xmlFreeDoc(atom());
	assert_null(strstr(out.data, "tombstones"));
	feed.tombstones = &gone;
	feed.tombstone_count = 1;
	buf_reset(&out);
	xmlFreeDoc(atom());
	assert_non_null(strstr(out.data, "xmlns:at=\"http://purl.org/atompub/tombstones/1.0\""));
}

static void assert_enclosure(const char *const *types, size_t n, const char *expected)
{
	struct feed_enclosure files[4];
	struct feed_entry entry = sample_entries[0];
	for (size_t i = 0; i < n; i++)
		files[i] = (struct feed_enclosure){ "http://localhost/x", types[i], "X", 1, false, 0 };
	entry.enclosures = files;
	entry.enclosure_count = n;
	feed.entries = &entry;
	feed.entry_count = 1;
	buf_reset(&out);
	xmlDoc *doc = rss();
	assert_xpath(doc, "count(//enclosure)", "1");
	assert_xpath(doc, "//enclosure/@type", expected);
	xmlFreeDoc(doc);
}

static void rss_takes_sound_and_film_before_documents_before_pictures(void **state)
{
	(void)state;
	static const char *const all[] = { "image/png", "application/pdf", "audio/mpeg", "video/mp4" };
	assert_enclosure(all, 4, "audio/mpeg");
	assert_enclosure(all, 2, "application/pdf");
	assert_enclosure(all, 1, "image/png");
	assert_enclosure((const char *const[]){ "text/plain", "application/pdf" }, 2, "text/plain");
	assert_enclosure((const char *const[]){ "image/png", "video/mp4", "audio/ogg" }, 3, "video/mp4");
}

static void rss_takes_what_an_editor_named_first(void **state)
{
	(void)state;
	struct feed_enclosure files[] = { { "http://localhost/x", "image/svg+xml", "X", 1, false, 0 },
		{ "http://localhost/x", "image/jpeg", "X", 1, true, 0 },
		{ "http://localhost/x", "application/pdf", "X", 1, true, 0 } };
	struct feed_entry entry = sample_entries[0];
	entry.enclosures = files;
	entry.enclosure_count = ARRAY_SIZE(files);
	feed.entries = &entry;
	feed.entry_count = 1;
	xmlDoc *doc = rss();
	assert_xpath(doc, "//enclosure/@type", "image/jpeg");
	xmlFreeDoc(doc);
}

static void assert_media(xmlDoc *doc)
{
	assert_xpath(doc, "count(//m:content)", "2");
	assert_xpath(doc, "//m:content[1]/@url", "http://localhost:8080/ru/voda/2023-09-08-forum/a.jpg");
	assert_xpath(doc, "//m:content[1]/@width", "1600");
	assert_xpath(doc, "//m:content[1]/@height", "1067");
	assert_xpath(doc, "//m:content[1]/@medium", "image");
	assert_xpath(doc, "//m:content[2]/@type", "image/gif");
	assert_xpath(doc, "count(//m:thumbnail)", "1");
	assert_xpath(doc, "//m:thumbnail/@url", "http://localhost:8080/ru/voda/2023-09-08-forum/a-480w.jpg");
	/* Of copies no size is told: it depends on a library. */
	assert_xpath(doc, "count(//m:*/@fileSize)", "0");
	xmlFreeDoc(doc);
}

static void pictures_are_in_each_format(void **state)
{
	(void)state;
	assert_media(atom());
	buf_reset(&out);
	assert_media(rss());
	buf_reset(&out);
	feed_write_json(&feed, "http://localhost:8080/ru/voda/feed.json", &out);
	assert_non_null(
	    strstr(out.data, "\"image\": \"http://localhost:8080/ru/voda/2023-09-08-forum/a.jpg\""));
}

static void a_feed_without_pictures_does_not_name_their_vocabulary(void **state)
{
	(void)state;
	feed.entries++;
	feed.entry_count = 1;
	xmlFreeDoc(atom());
	assert_null(strstr(out.data, "media"));
	buf_reset(&out);
	xmlFreeDoc(rss());
	feed_write_json(&feed, "http://localhost:8080/ru/voda/feed.json", &out);
	assert_null(strstr(out.data, "media"));
	assert_null(strstr(out.data, "\"image\""));
}

static void rss_takes_only_the_first_enclosure(void **state)
{
	(void)state;
	xmlDoc *doc = rss();
	assert_xpath(doc, "count(//enclosure)", "1");
	assert_xpath(doc, "//enclosure/@length", "12345");
	assert_xpath(doc, "//enclosure/@type", "application/pdf");
	xmlFreeDoc(doc);
}

static void dates_are_those_of_the_standards_in_the_zone_of_the_site(void **state)
{
	(void)state;
	xmlDoc *doc = atom();
	assert_xpath(doc, "//a:entry[1]/a:published", "2023-09-08T11:50:00+06:00");
	assert_xpath(doc, "//a:entry[1]/a:updated", "2023-09-09T11:50:00+06:00");
	xmlFreeDoc(doc);
	buf_reset(&out);
	doc = rss();
	assert_xpath(doc, "//item[1]/pubDate", "Fri, 08 Sep 2023 11:50:00 +0600");
	assert_xpath(doc, "//lastBuildDate", "Sat, 09 Sep 2023 11:50:00 +0600");
	xmlFreeDoc(doc);
}

static void an_entry_too_long_for_a_feed_has_no_content(void **state)
{
	(void)state;
	xmlDoc *doc = atom();
	assert_xpath(doc, "count(//a:content)", "1");
	xmlFreeDoc(doc);
	buf_reset(&out);
	doc = rss();
	assert_xpath(doc, "count(//c:encoded)", "1");
	xmlFreeDoc(doc);
}

static void json_feed_is_this_document(void **state)
{
	(void)state;
	struct feed_entry entry = sample_entries[1];
	entry.enclosures = sample_enclosures + 1;
	entry.enclosure_count = 1;
	entry.category_count = 1;
	feed.entries = &entry;
	feed.entry_count = 1;
	feed.title = "Вода \"и\" люди";
	feed.author = "Ресурс";
	feed.subtitle = "";
	feed_write_json(&feed, "http://localhost:8080/ru/voda/feed.json", &out);
	assert_string_equal(out.data,
	    "{\n"
	    " \"version\": \"https://jsonfeed.org/version/1.1\",\n"
	    " \"title\": \"Вода \\\"и\\\" люди\",\n"
	    " \"home_page_url\": \"http://localhost:8080/ru/voda/\",\n"
	    " \"feed_url\": \"http://localhost:8080/ru/voda/feed.json\",\n"
	    " \"language\": \"ru\",\n"
	    " \"authors\": [\n"
	    "  {\n"
	    "   \"name\": \"Ресурс\"\n"
	    "  }\n"
	    " ],\n"
	    " \"items\": [\n"
	    "  {\n"
	    "   \"id\": \"tag:example.org,2023:voda/2023-09-01-short/ru\",\n"
	    "   \"url\": \"http://localhost:8080/ru/voda/2023-09-08-forum\",\n"
	    "   \"title\": \"Коротко\",\n"
	    "   \"language\": \"ru\",\n"
	    "   \"date_published\": \"2023-09-01T12:00:00+06:00\",\n"
	    "   \"date_modified\": \"2023-09-01T12:00:00+06:00\",\n"
	    "   \"authors\": [\n"
	    "    {\n"
	    "     \"name\": \"А. Асанова\"\n"
	    "    }\n"
	    "   ],\n"
	    "   \"tags\": [\n"
	    "    \"Событие\"\n"
	    "   ],\n"
	    "   \"content_text\": \"\",\n"
	    "   \"attachments\": [\n"
	    "    {\n"
	    "     \"url\": \"http://localhost:8080/ru/voda/2023-09-08-forum/map.png\",\n"
	    "     \"mime_type\": \"image/png\",\n"
	    "     \"title\": \"Карта\",\n"
	    "     \"size_in_bytes\": 0\n"
	    "    }\n"
	    "   ]\n"
	    "  }\n"
	    " ]\n"
	    "}\n");
}

static void every_format_gives_the_same_bytes_again(void **state)
{
	(void)state;
	feed_write_fn *const formats[] = { feed_write_atom, feed_write_rss, feed_write_json };
	struct buf again;
	buf_init(&again, 1 << 20);
	for (size_t i = 0; i < 3; i++) {
		buf_reset(&out);
		buf_reset(&again);
		formats[i](&feed, "http://localhost:8080/x", &out);
		formats[i](&feed, "http://localhost:8080/x", &again);
		assert_true(out.len > 0);
		assert_string_equal(out.data, again.data);
	}
	buf_release(&again);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(atom_fits_its_grammar, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rss_fits_its_grammar, set_up, tear_down),
		cmocka_unit_test_setup_teardown(empty_feeds_fit_their_grammars, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    the_grammars_refuse_a_changed_order_and_a_missing_author, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    hostile_texts_come_back_identical_from_atom, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    hostile_texts_come_back_identical_from_rss, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    the_own_html_page_is_first_and_last_of_the_alternates, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    every_atom_entry_has_its_own_author_and_language, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_title_from_another_language_says_so, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    only_a_feed_with_tombstones_names_their_namespace, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    rss_takes_sound_and_film_before_documents_before_pictures, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rss_takes_only_the_first_enclosure, set_up, tear_down),
		cmocka_unit_test_setup_teardown(rss_takes_what_an_editor_named_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(pictures_are_in_each_format, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_feed_without_pictures_does_not_name_their_vocabulary, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    dates_are_those_of_the_standards_in_the_zone_of_the_site, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    an_entry_too_long_for_a_feed_has_no_content, set_up, tear_down),
		cmocka_unit_test_setup_teardown(every_format_gives_the_same_bytes_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(json_feed_is_this_document, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
