/*
 * route_test: every address of the site has what answers there.
 */
#include "unit/support/test.h"

#include "answer/route.h"

static struct site site;

static int start(void **state)
{
	(void)state;
	site = (struct site){ .host = "localhost",
		.langs = { lang_find(STR("ky")), lang_find(STR("ru")) },
		.tags = { "ky", "ru" },
		.lang_count = 2 };
	return 0;
}

static struct route_match find(const char *path)
{
	struct route_match m;
	if (!route_find(&site, str_of(path), &m))
		fail_msg("no route for %s", path);
	return m;
}

static void no_route(const char *path)
{
	struct route_match m;
	if (route_find(&site, str_of(path), &m))
		fail_msg("%s went to %s", path, addresses[m.at.id].pattern);
}

static void every_address_of_the_site_has_its_view(void **state)
{
	static const struct {
		const char *path;
		view_fn *view;
	} expected[] = {
		{ "/", view_root },
		{ "/ru/", view_home },
		{ "/ru/projects/", view_projects },
		{ "/ru/feeds/", view_feeds },
		{ "/ru/archive/", view_archive },
		{ "/ru/archive/2023/", view_archive_year },
		{ "/ru/archive/2023/12/", view_archive_year },
		{ "/ru/elsewhere/2/", view_other_languages },
		{ "/ru/topics/", view_topics },
		{ "/ru/topics/water/", view_topic },
		{ "/ru/topics/water/1/", view_topic },
		{ "/ru/places/", view_places },
		{ "/ru/places/naryn/", view_place },
		{ "/ru/places/naryn/3/", view_place },
		{ "/ru/water/archive/2023/1/", view_archive_year },
		{ "/ru/water/all.txt", view_all },
		{ "/ru/elsewhere/", view_other_languages },
		{ "/ru/water/", view_project },
		{ "/ru/water/archive/", view_archive },
		{ "/ru/water/archive/2023/", view_archive_year },
		{ "/ru/water/elsewhere/", view_other_languages },
		{ "/ru/water/2023-09-08-forum", view_item },
		{ "/ru/2023-09-08-forum", view_item },
		{ "/ru/about", view_item },
		{ "/preview/ru/about", view_preview_item },
		{ "/preview/", view_preview },
		{ "/preview/errors", view_preview_errors },
		{ "/preview/ru/", view_preview },
		{ "/preview/ru/errors", view_preview_errors },
		{ "/preview/ru/water/2023-09-08-forum", view_preview_item },
	};
	(void)state;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
		struct route_match m = find(expected[i].path);
		if (m.route->view != expected[i].view)
			fail_msg("%s went to %s", expected[i].path, addresses[m.at.id].pattern);
		assert_int_equal(m.at.slash, SLASH_RIGHT);
	}
}

/* The table of addresses and that of routes are the same one, in both directions. */
static void every_address_has_a_route_and_leads_back_to_it(void **state)
{
	const struct feed_format *atom = &feed_formats[FORMAT_ATOM];
	const struct address_parts parts = { "ru", "water", "2023-09-08-forum", "naryn", 2023, 2, atom,
		"plan.pdf", "roads+wells" };
	const struct address_parts fewest = { "ru", NULL, "2023-09-08-forum", "naryn", 2023, 0, atom,
		"plan.pdf", "roads+wells" };
	struct address_parts own = fewest;
	struct arena a = { 0 };
	(void)state;
	own.item = "about";
	for (size_t i = 0; i < ADDRESS_COUNT; i++) {
		bool of_page = strstr(addresses[i].pattern, "{own}");
		bool may_lack = strchr(addresses[i].pattern, '[') != NULL;
		const char *paths[] = { address_path(&a, (enum address_id)i, of_page ? &own : &parts),
			address_path(&a, (enum address_id)i,
			    of_page    ? &own
			    : may_lack ? &fewest
			               : &parts) };
		for (size_t k = 0; k < ARRAY_SIZE(paths); k++) {
			struct route_match m = find(paths[k]);
			assert_int_equal(m.at.id, i);
			assert_int_equal(m.at.slash, SLASH_RIGHT);
			assert_true(m.route->view || m.route->text || m.route->kind >= ROUTE_FEED);
			assert_true(!m.route->view == !addresses[i].is_page);
			assert_int_equal(address_leads_to(paths[k]), addresses[i].leads);
		}
	}
	arena_release(&a);
}

static void the_parts_of_a_path_are_taken_apart(void **state)
{
	(void)state;
	struct route_match m = find("/ru/water/2023-09-08-forum/plan v1.pdf");
	assert_int_equal(m.route->kind, ROUTE_FILE);
	assert_string_equal(m.lang->tag, "ru");
	assert_string_equal(m.at.project, "water");
	assert_string_equal(m.at.item, "2023-09-08-forum");
	assert_true(str_is(m.at.file, "plan v1.pdf"));
	m = find("/ru/water/archive/2023/");
	assert_int_equal(m.at.year, 2023);
	m = find("/sitemaps/12.xml");
	assert_int_equal(m.route->kind, ROUTE_MAP);
	assert_int_equal(m.at.page, 12);
	m = find("/ru/places/naryn/12/");
	assert_string_equal(m.at.tag, "naryn");
	assert_int_equal(m.at.page, 12);
	m = find("/ky/water/rss.xml");
	assert_int_equal(m.route->kind, ROUTE_FEED);
	assert_string_equal(m.at.format->name, "rss.xml");
	assert_string_equal(m.at.project, "water");
}

static void a_page_of_the_history_of_a_feed_is_a_feed(void **state)
{
	static const char *const others[] = { "/ky/atom-.xml", "/ky/atom-0.xml", "/ky/atom-03.xml",
		"/ky/atom-x.xml", "/ky/-3.xml", "/ky/atom-3", "/ky/atom-3.xml.xml",
		"/ky/atomatomatomatom-3.xml" };
	struct route_match m = find("/ky/water/atom-12.xml");
	(void)state;
	assert_int_equal(m.route->kind, ROUTE_FEED);
	assert_string_equal(m.at.format->name, "atom.xml");
	assert_true(str_is(m.at.file, "atom-12.xml"));
	assert_string_equal(find("/ky/feed-1.json").at.format->name, "feed.json");
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(route_find(&site, str_of(others[i]), &m) && m.route->kind == ROUTE_FEED);
}

static void a_slash_too_few_or_too_many_is_seen(void **state)
{
	(void)state;
	assert_int_equal(find("/ru").at.slash, SLASH_MISSING);
	assert_int_equal(find("/ru/archive/2023").at.slash, SLASH_MISSING);
	assert_int_equal(find("/ru/water/2023-09-08-forum/").at.slash, SLASH_EXTRA);
	assert_int_equal(find("/robots.txt/").at.slash, SLASH_EXTRA);
}

/* "/ru/about" is a page of the site, or a project without its slash. */
static void a_path_of_several_forms_is_tried_in_their_order(void **state)
{
	struct route_match m = find("/ru/about");
	(void)state;
	assert_int_equal(m.at.id, ADDRESS_OWN_PAGE);
	assert_string_equal(m.at.item, "about");
	assert_true(route_find_after(&site, STR("/ru/about"), &m));
	assert_int_equal(m.at.id, ADDRESS_PROJECT);
	assert_int_equal(m.at.slash, SLASH_MISSING);
	assert_false(route_find_after(&site, STR("/ru/about"), &m));
}

static void what_has_no_form_of_an_address_has_no_route(void **state)
{
	(void)state;
	no_route("/de/");
	no_route("/preview/de/");
	no_route("/preview/de/water/2023-09-08-forum");
	no_route("/preview/preview/");
	no_route("/RU/");
	no_route("/ru-RU/");
	no_route("//");
	no_route("/sitemaps/0.xml");
	no_route("/sitemaps/1");
	no_route("/sitemaps/01.xml");
	no_route("/ru//");
	no_route("/ru/Water/");
	no_route("/ru/water/archive/2023/0/");
	no_route("/ru/water/archive/2023/01/");
	no_route("/ru/water/archive/2023/4294967296/");
	no_route("/ru/water/archive/2023/-1/");
	no_route("/ru/water/.hidden/x");
	no_route("/ru/water/item/.hidden");
	no_route("/ru/water/item/file/more");
	no_route("/ru/water/..%2Fx");
}

static void an_error_speaks_the_language_of_the_path(void **state)
{
	(void)state;
	assert_string_equal(route_lang(&site, STR("/ru/no/such/thing/at/all"))->tag, "ru");
	assert_string_equal(route_lang(&site, STR("/preview/ru/water/x"))->tag, "ru");
	assert_string_equal(route_lang(&site, STR("/preview/"))->tag, "ky");
	assert_string_equal(route_lang(&site, STR("/nothing"))->tag, "ky");
	assert_string_equal(route_lang(&site, STR(""))->tag, "ky");
}

static void everything_below_the_preview_belongs_to_it(void **state)
{
	(void)state;
	assert_true(address_is_preview(STR("/preview")));
	assert_true(address_is_preview(STR("/preview/")));
	assert_true(address_is_preview(STR("/preview/no/such/thing/at/all")));
	assert_false(address_is_preview(STR("/")));
	assert_false(address_is_preview(STR("/previews/")));
	assert_false(address_is_preview(STR("/ru/preview/")));
}

static void fixed_texts_say_what_clients_ask(void **state)
{
	(void)state;
	assert_true(str_starts(str_of(find("/caps.txt").route->text), "CAPS\r\n"));
	assert_non_null(strstr(find("/caps.txt").route->text, "\r\nServerDefaultEncoding=UTF-8\r\n"));
	assert_non_null(strstr(find("/robots.txt").route->text, "User-agent: *\r\n"));
	assert_int_equal(find("/healthz").route->kind, ROUTE_HEALTH);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_address_of_the_site_has_its_view),
		cmocka_unit_test(every_address_has_a_route_and_leads_back_to_it),
		cmocka_unit_test(the_parts_of_a_path_are_taken_apart),
		cmocka_unit_test(a_page_of_the_history_of_a_feed_is_a_feed),
		cmocka_unit_test(a_slash_too_few_or_too_many_is_seen),
		cmocka_unit_test(a_path_of_several_forms_is_tried_in_their_order),
		cmocka_unit_test(what_has_no_form_of_an_address_has_no_route),
		cmocka_unit_test(an_error_speaks_the_language_of_the_path),
		cmocka_unit_test(everything_below_the_preview_belongs_to_it),
		cmocka_unit_test(fixed_texts_say_what_clients_ask),
	};
	return cmocka_run_group_tests(tests, start, NULL);
}
