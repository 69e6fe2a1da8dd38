/*
 * site_test: hosts and addresses of the site.
 */
#include "unit/support/test.h"

#include "page/site.h"

static void hosts_are_compared_without_case_and_one_final_dot(void **state)
{
	(void)state;
	struct site s = { .host = "example.org" };
	assert_true(site_answers_to(&s, STR("example.ORG")));
	assert_true(site_answers_to(&s, STR("EXAMPLE.org.")));
	assert_false(site_answers_to(&s, STR("example.org..")));
	assert_false(site_answers_to(&s, STR("example.or")));
	assert_false(site_answers_to(&s, STR("example.org.kg")));
	assert_false(site_answers_to(&s, STR("www.example.org")));
	assert_false(site_answers_to(&s, STR("127.0.0.1")));
	assert_false(site_answers_to(&s, STR("")));
}

static void every_alias_is_the_site(void **state)
{
	(void)state;
	struct site s = { .host = "example.org", .aliases = { "news.example.kg", "2001:db8::1" } };
	assert_true(site_answers_to(&s, STR("example.org")));
	assert_true(site_answers_to(&s, STR("News.Example.KG.")));
	assert_true(site_answers_to(&s, STR("2001:DB8::1")));
	assert_false(site_answers_to(&s, STR("example.kg")));
}

static void a_name_in_letters_and_in_ascii_is_the_site(void **state)
{
	(void)state;
	struct site s = { .host = "xn--e1afmkfd.kg", .aliases = { "xn--l1aeje.kg" } };
	assert_true(site_answers_to(&s, STR("Пример.kg.")));
	assert_true(site_answers_to(&s, STR("%D0%BC%D0%BE%D1%81%D1%82.kg")));
	assert_false(site_answers_to(&s, STR("пример!.kg")));
	assert_false(site_answers_to(&s, STR("примеp.kg")));
}

static void people_read_its_name_in_letters(void **state)
{
	(void)state;
	struct arena a = { 0 };
	assert_string_equal(site_host_shown(&a, "xn--e1afmkfd.kg"), "пример.kg");
	assert_string_equal(site_host_shown(&a, "News.Example"), "News.Example");
	assert_string_equal(site_host_shown(&a, "xn--zzzzzz99999--.kg"), "xn--zzzzzz99999--.kg");
	assert_string_equal(site_host_shown(&a, "2001:db8::1"), "2001:db8::1");
	arena_release(&a);
}

static void localhost_is_known_by_its_addresses(void **state)
{
	(void)state;
	struct site s = { .host = "localhost" };
	assert_true(site_answers_to(&s, STR("127.0.0.1")));
	assert_true(site_answers_to(&s, STR("::1")));
	assert_false(site_answers_to(&s, STR("127.0.0.2")));
}

static void an_address_in_an_arena_is_the_same(void **state)
{
	(void)state;
	struct site s = { .gopher_host = "2001:db8::1", .ports = { [SCHEME_GOPHER] = 7070 } };
	struct arena a = { 0 };
	struct buf url;
	buf_init(&url, 256);
	site_url(&s, SCHEME_GOPHER, '1', "/ru/a b/", &url);
	assert_string_equal(url.data, "gopher://[2001:db8::1]:7070/1/ru/a%20b/");
	assert_string_equal(site_url_of(&a, &s, SCHEME_GOPHER, '1', "/ru/a b/"), url.data);
	buf_release(&url);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hosts_are_compared_without_case_and_one_final_dot),
		cmocka_unit_test(every_alias_is_the_site),
		cmocka_unit_test(a_name_in_letters_and_in_ascii_is_the_site),
		cmocka_unit_test(people_read_its_name_in_letters),
		cmocka_unit_test(localhost_is_known_by_its_addresses),
		cmocka_unit_test(an_address_in_an_arena_is_the_same),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
