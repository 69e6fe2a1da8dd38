#include "unit/support/test.h"

#include "proto/http.h"

enum { I = HTTP_IDENTITY, G = HTTP_GZIP, B = HTTP_BROTLI };

static void accept_encoding_gives_a_set_of_codings(void **state)
{
	(void)state;
	static const struct {
		const char *field;
		unsigned codings;
	} cases[] = {
		{ "gzip", I | G },
		{ "br", I | B },
		{ "gzip, deflate, br, zstd", I | G | B },
		{ "br,gzip", I | G | B },
		{ " , gzip ,,", I | G },
		{ "GZIP", I | G },
		{ "x-gzip", I | G },
		{ "gzipped", I },
		{ "identity", I },
		{ "*", I | G | B },
		{ "gzip;q=0", I },
		{ "gzip;q=0.000, br", I | B },
		{ "gzip;q=0.001", I | G },
		{ "gzip ; Q=0.5", I | G },
		{ "gzip;q=1.000", I | G },
		{ "gzip;q=1.", I | G },
		{ "*;q=0", 0 },
		{ "*;q=0, gzip", G },
		{ "gzip, *;q=0", G },
		{ "identity;q=0, br", B },
		{ "identity;q=0", 0 },
		{ "gzip;q=0, *", I | B },
		{ "*, br;q=0", I | G },
		{ "identity, *;q=0", I },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		if (http_accepted_codings(str_of(cases[i].field)) != cases[i].codings)
			print_error("Accept-Encoding: %s\n", cases[i].field);
		assert_int_equal(http_accepted_codings(str_of(cases[i].field)), cases[i].codings);
	}
}

static void absent_accept_encoding_gives_only_identity(void **state)
{
	(void)state;
	assert_int_equal(http_accepted_codings((struct str){ NULL, 0 }), I);
	assert_int_equal(http_accepted_codings(STR("")), I);
}

static void malformed_weight_counts_as_zero(void **state)
{
	(void)state;
	static const char *const bad[] = { "gzip;q=", "gzip;q=x", "gzip;q=2", "gzip;q=1.5", "gzip;q=1.001",
		"gzip;q=0.0001", "gzip;q=-1", "gzip;q=.5", "gzip;q=10", "gzip;q=0,5;", "gzip;",
		"gzip;level=1" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (http_accepted_codings(str_of(bad[i])) != I)
			print_error("Accept-Encoding: %s\n", bad[i]);
		assert_int_equal(http_accepted_codings(str_of(bad[i])), I);
	}
}

static void a_manipulation_is_accepted_by_name_and_weight(void **state)
{
	(void)state;
	static const char *const named[] = { "feed", "FEED", "vcdiff, feed", "feed;q=0.5, gzip",
		"gzip;q=0,feed" };
	static const char *const others[] = { "", "feeds", "gzip", "feed;q=0", "gzip, feed;q=0.0", "feed;x" };
	for (size_t i = 0; i < sizeof named / sizeof *named; i++)
		assert_true(http_accepts(str_of(named[i]), "feed"));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_false(http_accepts(str_of(others[i]), "feed"));
}

static void etag_lists_are_compared_weakly(void **state)
{
	(void)state;
	static const char *const matching[] = { "\"a,b\"", "W/\"a,b\"", "\"x\", \"a,b\"",
		"\"x\",\"a,b\",\"y\"", "W/\"x\" , W/\"a,b\"", ", ,\"a,b\"", "junk, \"a,b\"", "*", " * ",
		"\"a\\\", \"a,b\"", "\"\",\"a,b\"" };
	static const char *const other[] = { "", "\"a\"", "a,b", "\"a,b", "\"x\", \"y\"", "w/\"a,b\"", "W/",
		"\"", "\"A,B\"", "\"a,b \"", "\"*\"", "**", "\"x, \"a,b\"", "W/W/\"a,b\"", "'a,b'" };

	for (size_t i = 0; i < sizeof matching / sizeof *matching; i++) {
		if (!http_etag_matches(str_of(matching[i]), STR("\"a,b\"")))
			print_error("If-None-Match: %s\n", matching[i]);
		assert_true(http_etag_matches(str_of(matching[i]), STR("\"a,b\"")));
	}
	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		if (http_etag_matches(str_of(other[i]), STR("\"a,b\"")))
			print_error("If-None-Match: %s\n", other[i]);
		assert_false(http_etag_matches(str_of(other[i]), STR("\"a,b\"")));
	}
	assert_false(http_etag_matches((struct str){ NULL, 0 }, STR("\"a\"")));
}

static void assert_range(const char *field, uint64_t size, uint64_t first, uint64_t last)
{
	uint64_t a = 77, b = 77;

	assert_int_equal(http_range(str_of(field), size, &a, &b), 1);
	assert_int_equal(a, first);
	assert_int_equal(b, last);
}

static void single_ranges_are_clamped_to_the_size(void **state)
{
	(void)state;
	assert_range("bytes=0-0", 10, 0, 0);
	assert_range("bytes=2-5", 10, 2, 5);
	assert_range("bytes=2-9", 10, 2, 9);
	assert_range("bytes=2-10", 10, 2, 9);
	assert_range("bytes=9-", 10, 9, 9);
	assert_range("bytes=0-", 10, 0, 9);
	assert_range("bytes=-1", 10, 9, 9);
	assert_range("bytes=-10", 10, 0, 9);
	assert_range("bytes=-11", 10, 0, 9);
	assert_range("Bytes= 2-5 ", 10, 2, 5);
	assert_range("bytes=0-99999999999999999999999", 10, 0, 9);
	assert_range("bytes=-99999999999999999999999", 10, 0, 9);
	assert_range("bytes=1-18446744073709551615", UINT64_MAX, 1, UINT64_MAX - 1);
}

static void assert_no_range(const char *field, uint64_t size, int expected)
{
	uint64_t a = 77, b = 77;

	if (http_range(str_of(field), size, &a, &b) != expected)
		print_error("Range: %s\n", field);
	assert_int_equal(http_range(str_of(field), size, &a, &b), expected);
	assert_int_equal(a, 77);
	assert_int_equal(b, 77);
}

static void ranges_behind_the_end_are_not_satisfiable(void **state)
{
	(void)state;
	assert_no_range("bytes=10-", 10, -1);
	assert_no_range("bytes=10-20", 10, -1);
	assert_no_range("bytes=99999999999999999999999-", 10, -1);
	assert_no_range("bytes=-0", 10, -1);
	assert_no_range("bytes=0-", 0, -1);
	assert_no_range("bytes=0-0", 0, -1);
}

static void other_ranges_are_ignored(void **state)
{
	(void)state;
	static const char *const ignored[] = { "", "bytes", "bytes=", "bytes=-", "bytes=1", "bytes=a-b",
		"bytes=1-b", "bytes=5-2", "bytes=0-1,3-4", "bytes=0-1,", "bytes=--1", "bytes=1--2",
		"bytes=+1-2", "bytes=0x1-2", "bytes=1 -2", "items=0-1", "bytes 0-1" };

	for (size_t i = 0; i < sizeof ignored / sizeof *ignored; i++)
		assert_no_range(ignored[i], 10, 0);
	assert_no_range("bytes=-5", 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accept_encoding_gives_a_set_of_codings),
		cmocka_unit_test(absent_accept_encoding_gives_only_identity),
		cmocka_unit_test(malformed_weight_counts_as_zero),
		cmocka_unit_test(a_manipulation_is_accepted_by_name_and_weight),
		cmocka_unit_test(etag_lists_are_compared_weakly),
		cmocka_unit_test(single_ranges_are_clamped_to_the_size),
		cmocka_unit_test(ranges_behind_the_end_are_not_satisfiable),
		cmocka_unit_test(other_ranges_are_ignored),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
