#include "unit/support/test.h"

#include "import/robots.h"
#include "import/web_links.h"

static bool allow(const char *rules, const char *path)
{
	return robots_allow(str_of(rules), "jarchy", str_of(path));
}

static void the_longest_rule_of_our_group_decides(void **state)
{
	static const char rules[] =
	    "User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-Agent: Jarchy # us\n"
	    "Disallow: /a\nAllow: /a/b$\nDisallow: /*.pdf\nAllow: /a/c*d\n";
	assert_true(allow(rules, "/"));
	assert_false(allow(rules, "/a"));
	assert_true(allow(rules, "/a/b"));
	assert_false(allow(rules, "/a/bc"));
	assert_true(allow(rules, "/a/c/x/d"));
	assert_false(allow(rules, "/x/y.pdf?z"));
	assert_false(allow("User-agent: *\nDisallow: /x", "/xy"));
	assert_true(allow("User-agent: *\nDisallow:", "/x"));
	assert_true(allow("", "/x"));
	assert_true(allow("Disallow: /", "/x"));
	assert_int_equal(robots_delay(STR("User-agent: *\nCrawl-delay: 7\n"), "jarchy", 10), 7);
	assert_int_equal(robots_delay(STR("User-agent: *\nCrawl-delay: 700\n"), "jarchy", 10), 10);
	(void)state;
}

static void links_and_places_are_found(void **state)
{
	struct arena a = { 0 };
	struct web_link l;
	struct str page = STR(
	    "<p><a class=x href='/a?b&amp;c'>x</a><link rel=alternate type=\"application/atom+xml\" "
	    "href=f.xml><link href=s.css><a name=y><A HREF=/z>");
	assert_true(web_next_link(&a, &page, &l) && l.kind == WEB_PAGE);
	assert_string_equal(l.url, "/a?b&c");
	assert_true(web_next_link(&a, &page, &l) && l.kind == WEB_FEED);
	assert_string_equal(l.url, "f.xml");
	assert_true(web_next_link(&a, &page, &l) && l.kind == WEB_PAGE);
	assert_string_equal(l.url, "/z");
	assert_false(web_next_link(&a, &page, &l));
	struct str map = STR(
	    "<sitemapindex><sitemap><loc> https://x/1.xml </loc></sitemap><loc>https://x/2</loc>");
	const char *url;
	bool index = false;
	assert_true(web_next_place(&a, &map, &url, &index) && index);
	assert_string_equal(url, "https://x/1.xml");
	assert_true(web_next_place(&a, &map, &url, &index));
	assert_false(web_next_place(&a, &map, &url, &index));
	arena_release(&a);
	(void)state;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_rule_of_our_group_decides),
		cmocka_unit_test(links_and_places_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
