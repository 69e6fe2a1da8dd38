/*
 * link_test: what a path leads to, and addresses of the site.
 */
#include "unit/support/pages.h"

#include "page/page.h"

static void a_path_tells_what_it_leads_to(void **state)
{
	(void)state;
	assert_int_equal(link_to_of_path("/"), LINK_MENU);
	assert_int_equal(link_to_of_path("/ru/"), LINK_MENU);
	assert_int_equal(link_to_of_path("/ru/x/archive/2023/"), LINK_MENU);
	assert_int_equal(link_to_of_path("/ru/x/2023-09-08-y"), LINK_ITEM);
	assert_int_equal(link_to_of_path("/ru/x/2023-09-08-y/plan"), LINK_FILE);
	assert_int_equal(link_to_of_path("/ru/x/atom.xml"), LINK_FEED);
	assert_int_equal(link_to_of_path("/ru/feeds.opml"), LINK_FEED);
	assert_int_equal(link_to_of_path("/ru/search"), LINK_SEARCH);
	assert_int_equal(link_to_of_path("/sitemap.xml"), LINK_FILE);
	assert_int_equal(link_to_of_path("/ru/x/atom-3.xml"), LINK_FEED);
	assert_int_equal(link_to_of_path("/ru/x/2023-09-08-y/atom.xml"), LINK_FILE);
	assert_int_equal(link_to_of_path("/ru/search/1-d0bb"), LINK_MENU);
}

static void assert_url(const struct site *s, enum scheme scheme, const char *expected)
{
	struct buf out;
	buf_init(&out, 1000);
	site_url(s, scheme, '0', "/ru/x/я", &out);
	assert_string_equal(out.data, expected);
	buf_release(&out);
}

static void addresses_leave_out_the_usual_ports(void **state)
{
	(void)state;
	struct site s = site_sample();
	assert_url(&s, SCHEME_GEMINI, "gemini://news.example/ru/x/%D1%8F");
	assert_url(&s, SCHEME_GOPHER, "gopher://news.example/0/ru/x/%D1%8F");
	assert_url(&s, SCHEME_HTTP, "http://news.example/ru/x/%D1%8F");
	s.ports[SCHEME_GEMINI] = 1966;
	s.ports[SCHEME_GOPHER] = 7070;
	s.gopher_host = "::1";
	assert_url(&s, SCHEME_GEMINI, "gemini://news.example:1966/ru/x/%D1%8F");
	assert_url(&s, SCHEME_GOPHER, "gopher://[::1]:7070/0/ru/x/%D1%8F");
}

static void only_the_languages_of_the_site_are_found(void **state)
{
	(void)state;
	struct site s = site_sample();
	assert_ptr_equal(site_lang(&s, STR("ru")), lang_of("ru"));
	assert_null(site_lang(&s, STR("ky")));
	assert_null(site_lang(&s, STR("r")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_tells_what_it_leads_to),
		cmocka_unit_test(addresses_leave_out_the_usual_ports),
		cmocka_unit_test(only_the_languages_of_the_site_are_found),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
