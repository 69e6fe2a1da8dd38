#include "unit/support/test.h"

#include "proto/minor_protocols.h"

static minor_parse_fn *const parsers[] = { spartan_parse, finger_parse, nex_parse };
static struct minor_request r;

static enum parse_result parse(minor_parse_fn *fn, const char *s)
{
	return fn(s, strlen(s), &r);
}

static void a_spartan_request_is_host_path_and_length(void **state)
{
	static const char *const bad[] = { "\r\n", "localhost\r\n", "localhost /\r\n", "localhost / x\r\n",
		"localhost / -1\r\n", "localhost x 0\r\n", " / 0\r\n", "localhost / 0 0\r\n",
		"localhost / 0\n", "localhost  / 0\r\n", "localhost / 99999999999\r\n",
		"localhost / 1025\r\n" };
	(void)state;
	assert_int_equal(parse(spartan_parse, "example.org /en/ 12\r\nHello, world"), PARSE_DONE);
	assert_true(str_is(r.host, "example.org"));
	assert_true(str_is(r.path, "/en/"));
	assert_true(str_is(r.data, "Hello, world"));
	assert_int_equal(r.used, 33);
	assert_int_equal(parse(spartan_parse, "example.org /en/ 0\r\nHello, world"), PARSE_DONE);
	assert_int_equal(r.data.n, 0);
	assert_int_equal(r.used, 20);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		if (parse(spartan_parse, bad[i]) != PARSE_BAD)
			fail_msg("\"%s\" was taken", bad[i]);
}

static void a_spartan_request_is_complete_with_all_of_its_data(void **state)
{
	static char whole[64 + SPARTAN_DATA_MAX];
	int head = snprintf(whole, sizeof whole, "e / %d\r\n", SPARTAN_DATA_MAX);
	size_t n = (size_t)head + SPARTAN_DATA_MAX;
	(void)state;
	memset(whole + head, '\n', SPARTAN_DATA_MAX);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(spartan_parse(whole, i, &r), PARSE_MORE);
	assert_int_equal(spartan_parse(whole, n, &r), PARSE_DONE);
	assert_int_equal(r.data.n, SPARTAN_DATA_MAX);
	assert_int_equal(r.used, n);
}

static void a_finger_request_names_somebody_or_nobody(void **state)
{
	static const char *const requests[][3] = { { "\r\n", "", "" }, { "aimak\r\n", "aimak", "" },
		{ "/W aimak\n", "aimak", "" }, { "/W\r\n", "", "" }, { "ru/aimak\r\n", "ru/aimak", "" },
		{ "aimak@a@b\r\n", "aimak", "a@b" }, { "@b\r\n", "", "b" } };
	(void)state;
	for (size_t i = 0; i < sizeof requests / sizeof *requests; i++) {
		assert_int_equal(parse(finger_parse, requests[i][0]), PARSE_DONE);
		assert_true(str_is(r.path, requests[i][1]));
		assert_true(str_is(r.host, requests[i][2]));
	}
}

static void a_nex_request_is_a_path(void **state)
{
	(void)state;
	assert_int_equal(parse(nex_parse, "/en/aimak/\r\n"), PARSE_DONE);
	assert_true(str_is(r.path, "/en/aimak/"));
	assert_int_equal(parse(nex_parse, "\n"), PARSE_DONE);
	assert_int_equal(r.path.n, 0);
}

static void what_is_no_line_of_text_is_bad_in_all_of_them(void **state)
{
	static const char *const bad[] = { "a\tb\r\n", "a\x01\r\n", "\xff\r\n", "a\r\r\n" };
	char longest[MINOR_LINE_MAX + 3];
	(void)state;
	memset(longest, 'x', sizeof longest);
	for (size_t i = 0; i < sizeof parsers / sizeof *parsers; i++) {
		for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
			assert_int_equal(parse(parsers[i], bad[k]), PARSE_BAD);
		assert_int_equal(parsers[i](longest, MINOR_LINE_MAX, &r), PARSE_MORE);
		assert_int_equal(parsers[i](longest, MINOR_LINE_MAX + 2, &r), PARSE_BAD);
		assert_int_equal(parsers[i]("", 0, &r), PARSE_MORE);
		assert_int_equal(parse(parsers[i], "localhost / 0\r"), PARSE_MORE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_spartan_request_is_host_path_and_length),
		cmocka_unit_test(a_spartan_request_is_complete_with_all_of_its_data),
		cmocka_unit_test(a_finger_request_names_somebody_or_nobody),
		cmocka_unit_test(a_nex_request_is_a_path),
		cmocka_unit_test(what_is_no_line_of_text_is_bad_in_all_of_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
