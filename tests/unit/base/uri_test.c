#include "unit/support/test.h"

#include "base/uri.h"

static struct uri parsed(const char *text)
{
	struct uri u = { 0 };
	if (!uri_parse(str_of(text), &u))
		fail_msg("refused: %s", text);
	return u;
}

static void every_part_is_found(void **state)
{
	(void)state;
	struct uri u = parsed("gemini://me:pw@example.org:1965/ru/a%20b;c?q=1&r=/?#top");
	assert_true(str_is(u.scheme, "gemini"));
	assert_true(u.has_authority && u.has_userinfo && u.has_port && u.has_query && u.has_fragment);
	assert_true(str_is(u.userinfo, "me:pw"));
	assert_true(str_is(u.host, "example.org"));
	assert_true(str_is(u.port, "1965"));
	assert_true(str_is(u.path, "/ru/a%20b;c"));
	assert_true(str_is(u.query, "q=1&r=/?"));
	assert_true(str_is(u.fragment, "top"));
	assert_false(u.host_is_ip);
}

static void absent_and_empty_parts_differ(void **state)
{
	(void)state;
	struct uri u = parsed("a://@h:?#");
	assert_true(u.has_userinfo && u.has_port && u.has_query && u.has_fragment);
	assert_int_equal(u.userinfo.n + u.port.n + u.query.n + u.fragment.n + u.path.n, 0);
	u = parsed("a://h");
	assert_false(u.has_userinfo || u.has_port || u.has_query || u.has_fragment);
	assert_true(u.has_authority);
	u = parsed("a:");
	assert_false(u.has_authority);
}

static void the_examples_of_rfc_3986_parse(void **state)
{
	(void)state;
	static const char *const examples[] = {
		"ftp://ftp.is.co.za/rfc/rfc1808.txt",
		"http://www.ietf.org/rfc/rfc2396.txt",
		"ldap://[2001:db8::7]/c=GB?objectClass?one",
		"mailto:John.Doe@example.com",
		"news:comp.infosystems.www.servers.unix",
		"tel:+1-816-555-1212",
		"telnet://192.0.2.16:80/",
		"urn:oasis:names:specification:docbook:dtd:xml:4.1.2",
		"tag:example.org,2023:project/stem/ky",
		"file:///etc/passwd",
	};
	for (size_t i = 0; i < sizeof examples / sizeof *examples; i++)
		parsed(examples[i]);
	assert_true(str_is(parsed(examples[3]).path, "John.Doe@example.com"));
}

static void addresses_are_told_from_names(void **state)
{
	(void)state;
	struct uri u = parsed("gemini://[::1]:1965/");
	assert_true(u.host_is_ip && str_is(u.host, "::1") && str_is(u.port, "1965"));
	assert_true(parsed("x://[::ffff:192.0.2.1]").host_is_ip);
	assert_true(parsed("x://[v7.a:b]").host_is_ip);
	assert_true(parsed("x://127.0.0.1").host_is_ip);
	assert_false(parsed("x://127.0.0.1.example").host_is_ip);
	assert_false(parsed("x://256.0.0.1").host_is_ip);
	assert_false(parsed("x://127.1").host_is_ip);
}

static void letters_of_any_script_pass_in_path_query_and_fragment(void **state)
{
	(void)state;
	assert_true(str_is(parsed("gemini://h/жаңы?сөз").path, "/жаңы"));
	struct uri u;
	assert_false(uri_parse(STR("gemini://жаңы/"), &u));
	assert_true(str_is(parsed("gemini://h/#сөз").fragment, "сөз"));
	assert_false(uri_parse(STR("gemini://h/\xd0"), &u));
	assert_false(uri_parse(STR("gemini://h/?\xff"), &u));
}

static void a_host_in_letters_is_read_where_that_is_asked_for(void **state)
{
	(void)state;
	struct uri u;
	assert_true(uri_parse_letters(STR("gemini://жаңы.kg:1965/"), &u));
	assert_true(str_is(u.host, "жаңы.kg"));
	assert_true(uri_parse_letters(STR("gemini://h/"), &u));
	assert_false(uri_parse_letters(STR("gemini://жа ңы.kg/"), &u));
	assert_false(uri_parse_letters(STR("gemini://\xd0.kg/"), &u));
}

static void what_the_grammar_lacks_is_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",
		":",
		"//h/",
		"/path",
		"h",
		"1a:b",
		"-a:b",
		"a b:c",
		"a_b://h",
		"a://h/ ",
		"a://h/<",
		"a://h/\"",
		"a://h/\\",
		"a://h/^",
		"a://h/`",
		"a://h/{}",
		"a://h/|",
		"a://h/[",
		"a://h/?[",
		"a://h/#a#b",
		"a://h/%",
		"a://h/%2",
		"a://h/%2g",
		"a://h%zz",
		"a://u%4@h",
		"a://h:8a",
		"a://h:1:2",
		"a://h:-1",
		"a://[::1",
		"a://[]",
		"a://[::1]x",
		"a://[1.2.3.4]",
		"a://[::g]",
		"a://[fe80::1%25eth0]",
		"a://[v.a]",
		"a://[v1.]",
		"a://[vz.a]",
		"a://[v1]",
		"a://u@v@h",
		"a://h\n",
		"a://h/\x7f",
		"a://h/\t",
		"a://u[@h",
		"a://::1/",
	};
	struct uri u;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (uri_parse(str_of(bad[i]), &u))
			fail_msg("accepted: %s", bad[i]);
	assert_false(uri_parse(STR("a://h/\0"), &u));
	assert_false(uri_parse(STR("a://h\0/"), &u));
	assert_false(uri_parse(STR("a://[::1\0]/"), &u));
}

static void nothing_behind_the_slice_is_looked_at(void **state)
{
	(void)state;
	static const char text[] = "a://h:80/%20?%20";
	struct uri u;
	for (size_t n = 0; n < sizeof text; n++) {
		bool cut = n < 2 || n == 10 || n == 11 || n == 14 || n == 15;
		assert_int_equal(uri_parse((struct str){ text, n }, &u), !cut);
	}
	assert_true(str_is(u.query, "%20"));
}

static void a_refused_uri_changes_nothing(void **state)
{
	(void)state;
	struct uri u, before;
	memset(&u, 0x5A, sizeof u);
	memset(&before, 0x5A, sizeof before);
	assert_false(uri_parse(STR("gemini://host:1965/ok?ok#bad fragment"), &u));
	assert_memory_equal(&u, &before, sizeof u);
}

static void a_scheme_is_seen_at_the_front(void **state)
{
	(void)state;
	assert_true(uri_has_scheme(STR("gemini://x")));
	assert_true(uri_has_scheme(STR("a+b-c.9:")));
	assert_false(uri_has_scheme(STR("path/to:x")));
	assert_false(uri_has_scheme(STR(":x")));
	assert_false(uri_has_scheme(STR("gemini")));
	assert_false(uri_has_scheme(STR("9p:x")));
	assert_false(uri_has_scheme((struct str){ 0 }));
}

static void an_address_goes_out_in_ascii(void **state)
{
	(void)state;
	static const char *const names[][2] = {
		{ "https://пример.рф/", "https://xn--e1afmkfd.xn--p1ai/" },
		{ "https://Пример.РФ:8080/п?q=й#я",
		    "https://xn--e1afmkfd.xn--p1ai:8080/%D0%BF?q=%D0%B9#%D1%8F" },
		{ "https://dpi.kg/%d0%BF/п%20", "https://dpi.kg/%d0%BF/%D0%BF%20" },
		{ "https://ю@мост.kg/", "https://%D1%8E@xn--l1aeje.kg/" },
		{ "https://%D0%BC%D0%BE%D1%81%D1%82.kg/", "https://xn--l1aeje.kg/" },
		{ "https://[2001:db8::1]:80/п", "https://[2001:db8::1]:80/%D0%BF" },
		{ "mailto:я@мост.kg,b@ю.kg?subject=й",
		    "mailto:%D1%8F@xn--l1aeje.kg,b@xn--31a.kg?subject=%D0%B9" },
		{ "https://a..kg/п", "https://a..kg/%D0%BF" },
		{ "tel:+996312905205", "tel:+996312905205" },
		{ "https://мо!ст.kg/", NULL },
		{ "https://dpi.kg／x.kg/", NULL },
		{ "gemini://me@müller.example", "gemini://me@xn--mller-kva.example" },
		{ "https://dpi.kg/ru/", "https://dpi.kg/ru/" },
		{ "mailto:a@b.kg", "mailto:a@b.kg" },
		{ "https://a b/", NULL },
		{ "https://\u200e/", NULL },
		{ "/ru/", NULL },
	};
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct buf b;
		buf_init(&b, 1024);
		buf_puts(&b, "before ");
		assert_int_equal(uri_to_ascii(str_of(names[i][0]), &b), names[i][1] != NULL);
		assert_string_equal(b.data + 7, names[i][1] ? names[i][1] : "");
		buf_release(&b);
	}
}

static void the_host_alone_is_written_in_ascii_for_people(void **state)
{
	(void)state;
	struct buf b;
	buf_init(&b, 1024);
	assert_true(uri_host_to_ascii(STR("https://мост.kg/путь?q=й#я"), &b));
	assert_string_equal(b.data, "https://xn--l1aeje.kg/путь?q=й#я");
	buf_release(&b);
}

static void what_is_wrong_with_a_host_is_told(void **state)
{
	(void)state;
	static const struct {
		const char *uri;
		enum host_fault fault;
	} cases[] = {
		{ "https://мост.kg/", HOST_GOOD },
		{ "https://мо!ст.kg/", HOST_CHARACTER },
		{ "mailto:a@мост.kg,b@-ю.kg", HOST_HYPHEN },
		{ "https://[::1]/", HOST_GOOD },
		{ "gemini://a..b/", HOST_EMPTY_LABEL },
		{ "magnet://a..b/", HOST_GOOD },
		{ "/ru/", HOST_GOOD },
		{ "", HOST_GOOD },
	};
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++)
		assert_int_equal(uri_host_fault(str_of(cases[i].uri)), cases[i].fault);
}

static void an_address_is_shown_in_the_alphabet_of_its_readers(void **state)
{
	(void)state;
	static const char *const shown[][2] = {
		{ "https://xn--d1abbgf6aiiy.xn--p1ai/", "https://президент.рф/" },
		{ "https://u@xn--d1abbgf6aiiy.xn--p1ai:8443/%D1%8F?q=%D0%B0#%D0%B1",
		    "https://u@президент.рф:8443/я?q=а#б" },
		{ "mailto:a@xn--d1abbgf6aiiy.xn--p1ai", "mailto:a@президент.рф" },
		{ "https://dpi.kg/a%20b%2Fc%25", "https://dpi.kg/a%20b%2Fc%25" },
		{ "https://dpi.kg/%E2%80%AE%E2%80%8B%C2%A0", "https://dpi.kg/%E2%80%AE%E2%80%8B%C2%A0" },
		{ "https://dpi.kg/%D0%D1%8F%FF%D1", "https://dpi.kg/%D0я%FF%D1" },
		{ "https://xn--/x", "https://xn--/x" },
		{ "tel:+996312000000", "tel:+996312000000" },
		{ "/ru/%D1%8F", "/ru/я" },
		{ "", "" },
	};
	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		struct buf b;
		buf_init(&b, 1000);
		assert_true(uri_to_readable(str_of(shown[i][0]), &b));
		assert_true(str_is(buf_str(&b), shown[i][1]));
		buf_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_goes_out_in_ascii),
		cmocka_unit_test(the_host_alone_is_written_in_ascii_for_people),
		cmocka_unit_test(what_is_wrong_with_a_host_is_told),
		cmocka_unit_test(a_host_in_letters_is_read_where_that_is_asked_for),
		cmocka_unit_test(an_address_is_shown_in_the_alphabet_of_its_readers),
		cmocka_unit_test(every_part_is_found),
		cmocka_unit_test(absent_and_empty_parts_differ),
		cmocka_unit_test(the_examples_of_rfc_3986_parse),
		cmocka_unit_test(addresses_are_told_from_names),
		cmocka_unit_test(letters_of_any_script_pass_in_path_query_and_fragment),
		cmocka_unit_test(what_the_grammar_lacks_is_refused),
		cmocka_unit_test(nothing_behind_the_slice_is_looked_at),
		cmocka_unit_test(a_refused_uri_changes_nothing),
		cmocka_unit_test(a_scheme_is_seen_at_the_front),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
