#include "unit/support/test.h"

#include "base/path.h"

static struct buf out;

static int make_buffer(void **state)
{
	(void)state;
	buf_init(&out, PATH_MAX_LEN);
	return 0;
}

static int drop_buffer(void **state)
{
	(void)state;
	buf_release(&out);
	return 0;
}

static void slugs_are_short_lower_case_ascii(void **state)
{
	(void)state;
	assert_true(path_is_slug(STR("a")));
	assert_true(path_is_slug(STR("9-lives--x-")));
	assert_true(path_is_slug(STR("a23456789012345678901234567890123456789012345678901234567890")));
	assert_false(path_is_slug(STR("a234567890123456789012345678901234567890123456789012345678901")));
	static const char *const bad[] = { "", "-a", "A", "a_b", "a.b", "a/b", "..", "é", "a b" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(path_is_slug(str_of(bad[i])));
	assert_false(path_is_slug(STR("a\0b")));
}

struct path_case {
	const char *raw, *want;
};

static void assert_paths(const struct path_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert_int_equal(path_normalise(str_of(cases[i].raw), &out), PATH_OK);
		assert_string_equal(out.data, cases[i].want);
	}
}

static void dot_segments_go_as_in_rfc_3986(void **state)
{
	(void)state;
	static const struct path_case cases[] = {
		{ "/a/b/c/./../../g", "/a/g" },
		{ "/a/./b", "/a/b" },
		{ "/a/.", "/a/" },
		{ "/a/b/..", "/a/" },
		{ "/a/..", "/" },
		{ "/a/../", "/" },
		{ "/.", "/" },
		{ "/a/.../b", "/a/.../b" },
		{ "/a/..b/.c", "/a/..b/.c" },
		{ "/a/b/../../c", "/c" },
	};
	assert_paths(cases, sizeof cases / sizeof *cases);
}

static void a_path_always_begins_with_a_slash(void **state)
{
	(void)state;
	static const struct path_case cases[] = { { "", "/" }, { "/", "/" }, { "ru", "/ru" }, { ".", "/" } };
	assert_paths(cases, sizeof cases / sizeof *cases);
}

static void runs_of_slashes_are_kept(void **state)
{
	(void)state;
	static const struct path_case cases[] = { { "//", "//" }, { "/a//b/", "/a//b/" },
		{ "/a//../b", "/a/b" }, { "/a//./b", "/a//b" } };
	assert_paths(cases, sizeof cases / sizeof *cases);
}

static void escapes_are_decoded_once(void **state)
{
	(void)state;
	static const struct path_case cases[] = {
		{ "/%72%75/", "/ru/" },
		{ "/a%20b", "/a b" },
		{ "/%d0%B6", "/ж" },
		{ "/%252e", "/%2e" },
		{ "/a+b", "/a+b" },
	};
	assert_paths(cases, sizeof cases / sizeof *cases);
}

static void an_encoded_slash_never_separates(void **state)
{
	(void)state;
	static const struct path_case cases[] = {
		{ "/a%2fb", "/a%2Fb" },
		{ "/a/..%2Fb", "/a/..%2Fb" },
		{ "/x/a%2F..", "/x/a%2F.." },
	};
	assert_paths(cases, sizeof cases / sizeof *cases);
}

static void climbing_out_of_the_root_is_told(void **state)
{
	(void)state;
	static const char *const climbing[] = { "/..", "..", "/../etc/passwd", "/a/../..", "/%2e%2E/x",
		"/.%2e", "/a/%2e%2e/%2e%2e/b", "/./..", "/a/../../a" };
	for (size_t i = 0; i < sizeof climbing / sizeof *climbing; i++)
		assert_int_equal(path_normalise(str_of(climbing[i]), &out), PATH_CLIMBS);
}

static void malformed_paths_are_bad(void **state)
{
	(void)state;
	static const char *const bad[] = { "/%", "/%2", "/%zz", "/a%0", "/%00", "/%ff", "/%d0", "/\xff",
		"/%c0%ae/", "/%-1" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_int_equal(path_normalise(str_of(bad[i]), &out), PATH_BAD);
	assert_int_equal(path_normalise(STR("/a\0b"), &out), PATH_BAD);
}

static void a_path_that_overflows_the_buffer_is_bad(void **state)
{
	(void)state;
	char raw[PATH_MAX_LEN + 1];
	memset(raw, 'a', sizeof raw);
	raw[0] = '/';
	assert_int_equal(path_normalise((struct str){ raw, PATH_MAX_LEN }, &out), PATH_OK);
	assert_int_equal(path_normalise((struct str){ raw, PATH_MAX_LEN + 1 }, &out), PATH_BAD);
	assert_int_equal(path_normalise(STR("/ok"), &out), PATH_OK);
	assert_string_equal(out.data, "/ok");
}

static void encoding_keeps_only_unreserved_characters_and_slashes(void **state)
{
	(void)state;
	buf_reset(&out);
	path_encode(&out, STR("/ru/Az09-._~"));
	assert_string_equal(out.data, "/ru/Az09-._~");
	buf_reset(&out);
	path_encode(&out, STR("a b?c#%\n\"<ж"));
	assert_string_equal(out.data, "a%20b%3Fc%23%25%0A%22%3C%D0%B6");
}

static void a_query_keeps_its_escapes_and_loses_what_no_address_has(void **state)
{
	(void)state;
	buf_reset(&out);
	path_encode_query(&out, STR("q=a+b%2Bc&x=1?/;'@:!$(),*~"));
	assert_string_equal(out.data, "q=a+b%2Bc&x=1?/;'@:!$(),*~");
	buf_reset(&out);
	path_encode_query(&out, (struct str){ "\"\r\n#<\0\xD0\xB6", 8 });
	assert_string_equal(out.data, "%22%0D%0A%23%3C%00%D0%B6");
}

static void what_was_encoded_decodes_to_itself(void **state)
{
	(void)state;
	char every[256];
	for (int i = 0; i < 256; i++)
		every[i] = (char)i;
	struct buf back;
	buf_init(&back, 1000);
	buf_reset(&out);
	path_encode(&out, (struct str){ every, sizeof every });
	assert_true(path_decode_query(buf_str(&out), true, &back));
	assert_int_equal(back.len, sizeof every);
	assert_memory_equal(back.data, every, sizeof every);
	buf_release(&back);
}

static void a_plus_is_a_space_only_in_forms(void **state)
{
	(void)state;
	buf_reset(&out);
	assert_true(path_decode_query(STR("a+b%2Bc"), false, &out));
	assert_string_equal(out.data, "a+b+c");
	buf_reset(&out);
	assert_true(path_decode_query(STR("a+b%2Bc"), true, &out));
	assert_string_equal(out.data, "a b+c");
}

static void bad_escapes_in_a_query_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "%", "%a", "x%4", "%g0", "%0g", "% 1" };
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(path_decode_query(str_of(bad[i]), false, &out));
}

static void segments_come_one_by_one(void **state)
{
	(void)state;
	struct str rest = STR("/ru/x/"), segment;
	assert_true(path_next(&rest, &segment) && str_is(segment, "ru"));
	assert_true(path_next(&rest, &segment) && str_is(segment, "x"));
	assert_true(path_next(&rest, &segment) && str_is(segment, ""));
	assert_false(path_next(&rest, &segment));
	rest = STR("a//b");
	assert_true(path_next(&rest, &segment) && str_is(segment, "a"));
	assert_true(path_next(&rest, &segment) && str_is(segment, ""));
	assert_true(path_next(&rest, &segment) && str_is(segment, "b"));
	assert_false(path_next(&rest, &segment));
}

static void the_extension_is_of_the_last_segment(void **state)
{
	(void)state;
	assert_true(str_is(path_extension(STR("/ru/atom.xml")), "xml"));
	assert_true(str_is(path_extension(STR("a.ru.gmi")), "gmi"));
	assert_true(str_is(path_extension(STR("/v1.0/readme")), ""));
	assert_true(str_is(path_extension(STR("a.")), ""));
	assert_true(str_is(path_extension(STR("")), ""));
	assert_true(str_is(path_extension((struct str){ 0 }), ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slugs_are_short_lower_case_ascii),
		cmocka_unit_test(dot_segments_go_as_in_rfc_3986),
		cmocka_unit_test(a_path_always_begins_with_a_slash),
		cmocka_unit_test(runs_of_slashes_are_kept),
		cmocka_unit_test(escapes_are_decoded_once),
		cmocka_unit_test(an_encoded_slash_never_separates),
		cmocka_unit_test(climbing_out_of_the_root_is_told),
		cmocka_unit_test(malformed_paths_are_bad),
		cmocka_unit_test(a_path_that_overflows_the_buffer_is_bad),
		cmocka_unit_test(encoding_keeps_only_unreserved_characters_and_slashes),
		cmocka_unit_test(a_query_keeps_its_escapes_and_loses_what_no_address_has),
		cmocka_unit_test(what_was_encoded_decodes_to_itself),
		cmocka_unit_test(a_plus_is_a_space_only_in_forms),
		cmocka_unit_test(bad_escapes_in_a_query_are_refused),
		cmocka_unit_test(segments_come_one_by_one),
		cmocka_unit_test(the_extension_is_of_the_last_segment),
	};
	return cmocka_run_group_tests(tests, make_buffer, drop_buffer);
}
