#include "unit/support/test.h"

#include "content/address.h"

static const char *const langs[] = { "ky", "ru", NULL };

static void paths_have_one_form(void **state)
{
	struct arena a = { 0 };
	(void)state;
	assert_string_equal(path_of(&a, "ru", "", ""), "/ru/");
	assert_string_equal(path_of(&a, "ru", "x", ""), "/ru/x/");
	assert_string_equal(path_of(&a, "ru", "x", "2023-09-08-y"), "/ru/x/2023-09-08-y");
	assert_string_equal(
	    path_of_file(&a, "ru", "x", "2023-09-08-y", "a b.pdf"), "/ru/x/2023-09-08-y/a b.pdf");
	assert_string_equal(path_of_page(&a, ADDRESS_ARCHIVE, "ru", ""), "/ru/archive/");
	assert_string_equal(path_of_page(&a, ADDRESS_ARCHIVE, "ru", "x"), "/ru/x/archive/");
	assert_string_equal(path_of_feed(&a, "ru", "x", &feed_formats[FORMAT_RSS]), "/ru/x/rss.xml");
	assert_string_equal(
	    path_of_history(&a, "ru", "", &feed_formats[FORMAT_JSON], 12), "/ru/feed-12.json");
	arena_release(&a);
}

static void groups_are_written_when_their_part_is_there(void **state)
{
	struct arena a = { 0 };
	struct address_parts parts = { .lang = "ru", .year = 2023 };
	(void)state;
	assert_string_equal(address_path(&a, ADDRESS_ARCHIVE_YEAR, &parts), "/ru/archive/2023/");
	parts.page = 3;
	assert_string_equal(address_path(&a, ADDRESS_ARCHIVE_YEAR, &parts), "/ru/archive/2023/3/");
	parts.project = "x";
	assert_string_equal(address_path(&a, ADDRESS_ARCHIVE_YEAR, &parts), "/ru/x/archive/2023/3/");
	arena_release(&a);
}

static void feeds_are_found_by_name(void **state)
{
	uint64_t page = 7;
	(void)state;
	assert_string_equal(feed_format_find(STR("rss.xml"))->title, "RSS");
	assert_string_equal(feed_format_find(STR("feeds.opml"))->title, "OPML");
	assert_null(feed_format_find(STR("rss")));
	assert_null(feed_format_find(STR("")));
	assert_ptr_equal(feed_format_of(STR("atom.xml"), &page), &feed_formats[FORMAT_ATOM]);
	assert_int_equal(page, 0);
	assert_ptr_equal(feed_format_of(STR("atom-12.xml"), &page), &feed_formats[FORMAT_ATOM]);
	assert_int_equal(page, 12);
}

static void only_formats_with_a_history_have_pages_of_it(void **state)
{
	uint64_t page;
	(void)state;
	assert_ptr_equal(feed_format_of(STR("rss-2.xml"), &page), &feed_formats[FORMAT_RSS]);
	assert_int_equal(page, 2);
	assert_null(feed_format_of(STR("events-1.ics"), &page));
	assert_null(feed_format_of(STR("feeds-1.opml"), &page));
}

static void formats_that_are_subscribed_to_come_first(void **state)
{
	(void)state;
	for (size_t i = 1; i <= FORMAT_COUNT; i++)
		assert_true(feed_formats[i - 1].subscribed || !feed_formats[i].subscribed);
	assert_null(feed_formats[FORMAT_COUNT].name);
}

/* Every segment that a pattern has where a project's name could be. */
static void no_project_is_called_like_a_segment_of_the_site(void **state)
{
	static const char *const refused[] = { "archive", "elsewhere", "feeds", "places", "preview",
		"projects", "search", "site", "sitemaps", "static", "topics", "tr", "2023-09-08-forum" };
	static const char *const fine[] = { "water", "errors", "archives", "2023", "ru-water", "all", "feed",
		"kinds" };
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		assert_false(address_may_name_project(str_of(refused[i])));
	for (size_t i = 0; i < ARRAY_SIZE(fine); i++)
		assert_true(address_may_name_project(str_of(fine[i])));
}

/* A project of any allowed name is reached at its own address. */
static void a_project_that_may_be_called_so_is_found_at_its_path(void **state)
{
	struct address_match m;
	struct arena a = { 0 };
	(void)state;
	for (size_t i = 0; i < ADDRESS_COUNT; i++) {
		struct str rest = str_of(addresses[i].pattern), segment;
		while (path_next(&rest, &segment)) {
			const char *name = arena_str(&a, segment);
			if (!path_is_slug(segment) || !address_may_name_project(segment))
				continue;
			struct str path = str_of(path_of(&a, "ru", name, ""));
			bool found = address_find(langs, path, &m);
			while (found && m.id != ADDRESS_PROJECT)
				found = address_find_after(langs, path, &m);
			assert_true(found && m.slash == SLASH_RIGHT);
			assert_string_equal(m.project, name);
		}
	}
	arena_release(&a);
}

static void what_is_no_address_is_judged_by_its_ending(void **state)
{
	(void)state;
	assert_int_equal(address_leads_to("/news/2015/"), LEADS_TO_MENU);
	assert_int_equal(address_leads_to("/news/2015/old.html"), LEADS_TO_FILE);
	assert_int_equal(address_leads_to("/news/old"), LEADS_TO_TEXT);
	assert_false(address_is_page("/news/old"));
	assert_true(address_is_page("/ru/x/all.txt"));
	assert_false(address_is_page("/ru/x/2023-09-08-y/plan.pdf"));
}

static void a_path_is_found_with_its_groups_and_without(void **state)
{
	static const struct {
		const char *path;
		enum address_id id;
		enum address_slash slash;
	} cases[] = {
		{ "/", ADDRESS_ROOT, SLASH_RIGHT },
		{ "/ru/", ADDRESS_HOME, SLASH_RIGHT },
		{ "/ru", ADDRESS_HOME, SLASH_MISSING },
		{ "/ru/atom.xml", ADDRESS_FEED, SLASH_RIGHT },
		{ "/ru/water/atom-3.xml", ADDRESS_FEED, SLASH_RIGHT },
		{ "/ru/water/atom.xml/", ADDRESS_FEED, SLASH_EXTRA },
		{ "/ru/archive/2020/", ADDRESS_ARCHIVE_YEAR, SLASH_RIGHT },
		{ "/ru/archive/2020/2/", ADDRESS_ARCHIVE_YEAR, SLASH_RIGHT },
		{ "/ru/water/archive/2020/2", ADDRESS_ARCHIVE_YEAR, SLASH_MISSING },
		{ "/ru/water/elsewhere/", ADDRESS_OTHER_LANGUAGES, SLASH_RIGHT },
		{ "/ru/water/2020-01-01-a", ADDRESS_ITEM, SLASH_RIGHT },
		{ "/ru/2020-01-01-a", ADDRESS_ITEM, SLASH_RIGHT },
		{ "/ru/2020-01-01-a/a.png", ADDRESS_FILE, SLASH_RIGHT },
		{ "/ru/water/2020-01-01-a/a.png", ADDRESS_FILE, SLASH_RIGHT },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct address_match m;
		bool found = address_find(langs, str_of(cases[i].path), &m);
		if (!found || m.id != cases[i].id || m.slash != cases[i].slash)
			fail_msg("%s: %d %d", cases[i].path, found ? (int)m.id : -1, (int)m.slash);
	}
}

static void an_address_fits_with_any_slash_and_wherever_it_comes(void **state)
{
	(void)state;
	assert_true(address_fits(ADDRESS_TOGETHER, langs, STR("/ru/feed/")));
	assert_true(address_fits(ADDRESS_TOGETHER, langs, STR("/ru/feed")));
	assert_true(address_fits(ADDRESS_PROJECT, langs, STR("/ru/feed/")));
	assert_false(address_fits(ADDRESS_TOGETHER, langs, STR("/en/feed/")));
	assert_false(address_fits(ADDRESS_TOGETHER, langs, STR("/ru/feed/a+b/")));
	assert_false(address_fits(ADDRESS_FILE, langs, STR("/ru/a/b/c/d/e/f/g/h/i/j")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_fits_with_any_slash_and_wherever_it_comes),
		cmocka_unit_test(paths_have_one_form),
		cmocka_unit_test(groups_are_written_when_their_part_is_there),
		cmocka_unit_test(feeds_are_found_by_name),
		cmocka_unit_test(only_formats_with_a_history_have_pages_of_it),
		cmocka_unit_test(formats_that_are_subscribed_to_come_first),
		cmocka_unit_test(no_project_is_called_like_a_segment_of_the_site),
		cmocka_unit_test(a_project_that_may_be_called_so_is_found_at_its_path),
		cmocka_unit_test(what_is_no_address_is_judged_by_its_ending),
		cmocka_unit_test(a_path_is_found_with_its_groups_and_without),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
