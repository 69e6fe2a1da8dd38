#include "guarded.h"

#include "proto/gemini.h"

static struct outcome parse_outcome(const char *data, size_t len)
{
	struct gemini_request r = { .status = GEMINI_BAD_REQUEST };
	struct outcome o = { .result = gemini_parse(data, len, &r) };

	if (o.result == PARSE_MORE)
		return o;
	assert_inside(r.line, data, len);
	if (o.result == PARSE_BAD) {
		assert_non_null(r.why);
		o.status = (int)r.status;
		o.why = r.why;
		return o;
	}
	assert_inside(r.uri.host, data, len);
	assert_inside(r.uri.port, data, len);
	assert_inside(r.uri.path, data, len);
	assert_inside(r.uri.query, data, len);
	assert_int_equal(r.line.n + 2, r.used);
	o.used = r.used;
	return o;
}

static struct gemini_request parse(const char *text, enum parse_result expected)
{
	struct gemini_request r = { .used = 0 };
	char *data = guarded(text, strlen(text));

	assert_int_equal(gemini_parse(data, strlen(text), &r), expected);
	return r;
}

static struct gemini_request parse_done(const char *text)
{
	return parse(text, PARSE_DONE);
}

static void request_is_taken_apart(void **state)
{
	(void)state;
	struct gemini_request r = parse_done("gemini://example.org:1966/ru/water?a+b\r\n");

	assert_int_equal(r.used, 40);
	assert_str(r.line, "gemini://example.org:1966/ru/water?a+b");
	assert_str(r.uri.host, "example.org");
	assert_str(r.uri.port, "1966");
	assert_str(r.uri.path, "/ru/water");
	assert_true(r.uri.has_query);
	assert_str(r.uri.query, "a+b");
}

static void empty_path_and_empty_query_are_allowed(void **state)
{
	(void)state;
	struct gemini_request r = parse_done("gemini://example.org\r\n");
	assert_int_equal(r.uri.path.n, 0);
	assert_false(r.uri.has_query);

	r = parse_done("gemini://example.org/?\r\n");
	assert_true(r.uri.has_query);
	assert_int_equal(r.uri.query.n, 0);
}

static void percent_encoding_is_left_to_the_caller(void **state)
{
	(void)state;
	struct gemini_request r = parse_done("gemini://example.org/%2e%2E/a%2Fb?%D1%81\r\n");

	assert_str(r.uri.path, "/%2e%2E/a%2Fb");
	assert_str(r.uri.query, "%D1%81");
}

static void cyrillic_in_path_and_query_passes_unescaped(void **state)
{
	(void)state;
	struct gemini_request r = parse_done("gemini://example.org/суу?кыргыз\r\n");

	assert_str(r.uri.path, "/суу");
	assert_str(r.uri.query, "кыргыз");
}

/* "gemini://e/" and a path that makes the URI n bytes long, then the end given. */
static struct outcome parse_of_length(size_t n, const char *end)
{
	char text[2048];
	size_t head = strlen("gemini://e/");

	memcpy(text, "gemini://e/", head);
	memset(text + head, 'a', n - head);
	memcpy(text + n, end, strlen(end));
	return feed_by_bytes(text, n + strlen(end));
}

static void uri_of_1024_bytes_is_taken(void **state)
{
	(void)state;
	struct outcome o = parse_of_length(1024, "\r\n");

	assert_int_equal(o.result, PARSE_DONE);
	assert_int_equal(o.used, 1026);
}

static void uri_of_1025_bytes_is_refused_before_its_end(void **state)
{
	(void)state;
	assert_int_equal(parse_of_length(1025, "\r\n").status, GEMINI_BAD_REQUEST);
	assert_int_equal(parse_of_length(1025, "").result, PARSE_BAD);
	assert_int_equal(parse_of_length(1024, "").result, PARSE_MORE);
	assert_int_equal(parse_of_length(1024, "\r").result, PARSE_MORE);
	assert_int_equal(parse_of_length(1024, "\rx").result, PARSE_BAD);
	assert_int_equal(parse_of_length(1024, "\n").result, PARSE_BAD);
}

static void bare_lf_does_not_end_a_request(void **state)
{
	(void)state;
	parse("gemini://example.org/\n", PARSE_MORE);
	parse("gemini://example.org/\n\n\n", PARSE_MORE);
	struct gemini_request r = parse("gemini://example.org/\n\r\n", PARSE_BAD);
	assert_int_equal(r.status, GEMINI_BAD_REQUEST);
}

static void bare_cr_does_not_end_a_request(void **state)
{
	(void)state;
	parse("gemini://example.org/\r", PARSE_MORE);
	parse("gemini://example.org/\ra\r\r", PARSE_MORE);
	struct gemini_request r = parse("gemini://example.org/\r\r\n", PARSE_BAD);
	assert_int_equal(r.status, GEMINI_BAD_REQUEST);
}

static void malformed_requests_are_answered_with_59(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"",                                  /* empty */
		"/ru/",                              /* path only */
		"ru/",                               /* relative */
		"//example.org/",                    /* no scheme */
		"?q",                                /* query only */
		"\xEF\xBB\xBFgemini://e.org/",       /* byte order mark */
		" gemini://example.org/",            /* white space */
		"gemini://example.org/a b",          /* white space */
		"gemini://example.org/\t",           /* control characters */
		"gemini://example.org/\x01",         /* control characters */
		"gemini://example.org/\x7f",         /* control characters */
		"gemini://example.org/\xff",         /* not UTF-8 */
		"gemini://example.org/\xc0\xaf",     /* overlong */
		"gemini://example.org/\xed\xa0\x80", /* surrogate */
		"gemini://user@example.org/",        /* userinfo */
		"gemini://user:pw@example.org/",     /* userinfo */
		"gemini://@example.org/",            /* empty userinfo */
		"gemini://example.org/#top",         /* fragment */
		"gemini://example.org/#",            /* empty fragment */
		"gemini:///ru/",                     /* no host */
		"gemini://:1965/",                   /* no host */
		"gemini:ru/",                        /* no authority */
		"gemini:/ru/",                       /* no authority */
		"gemini://example.org/%zz",          /* bad escape */
		"gemini://example.org/%4",           /* bad escape */
		"gemini://[::1/",                    /* bad literal */
		"gemini://example.org:port/",        /* bad port */
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[128];
		size_t n = strlen(bad[i]);
		memcpy(text, bad[i], n);
		memcpy(text + n, "\r\n", 2);
		struct outcome o = feed_by_bytes(text, n + 2);
		if (o.result != PARSE_BAD || o.status != GEMINI_BAD_REQUEST)
			print_error("not refused with 59: %s\n", bad[i]);
		assert_int_equal(o.result, PARSE_BAD);
		assert_int_equal(o.status, GEMINI_BAD_REQUEST);
	}
}

static void refusal_names_the_cause(void **state)
{
	(void)state;
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "\r\n", "The request is empty" },
		{ "\xEF\xBB\xBFgemini://e/\r\n", "The request begins with a byte order mark" },
		{ "gemini://e/\n\r\n", "The request has control characters" },
		{ "gemini://e/\xff\r\n", "The request is not valid UTF-8" },
		{ "/ru/\r\n", "The URI has no scheme" },
		{ "gemini://e/a b\r\n", "The URI is malformed" },
		{ "gemini://e/#a\r\n", "The URI has a fragment" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(parse(cases[i].text, PARSE_BAD).why, cases[i].why);
}

static void nul_in_a_request_is_answered_with_59(void **state)
{
	(void)state;
	struct outcome o = feed_by_bytes("gemini://e/\0\r\n", 14);

	assert_int_equal(o.result, PARSE_BAD);
	assert_int_equal(o.status, GEMINI_BAD_REQUEST);
}

static void other_schemes_are_answered_with_53(void **state)
{
	(void)state;
	static const char *const other[] = {
		"https://example.org/\r\n",
		"gopher://example.org/1/\r\n",
		"titan://example.org/a;size=3;mime=text/plain\r\n",
		"mailto:someone@example.org\r\n",
		"geminis://example.org/\r\n",
		"spartan://example.org/\r\n",
	};

	for (size_t i = 0; i < sizeof other / sizeof *other; i++) {
		struct gemini_request r = parse(other[i], PARSE_BAD);
		assert_int_equal(r.status, GEMINI_PROXY_REFUSED);
		assert_non_null(r.why);
	}
}

static void scheme_is_compared_without_case(void **state)
{
	(void)state;
	parse_done("GEMINI://example.org/\r\n");
}

static void bytes_behind_the_request_are_not_used(void **state)
{
	(void)state;
	struct gemini_request r = parse_done("gemini://example.org/\r\ngemini://e/\r\n");

	assert_int_equal(r.used, 23);
	assert_str(r.line, "gemini://example.org/");
}

static void line_is_given_for_the_log_also_when_refused(void **state)
{
	(void)state;
	assert_str(parse("https://example.org/\r\n", PARSE_BAD).line, "https://example.org/");
	assert_str(parse("no uri\r\n", PARSE_BAD).line, "no uri");
}

static void port_must_be_the_advertised_one(void **state)
{
	(void)state;
	struct gemini_request r = parse_done("gemini://example.org/\r\n");
	assert_true(gemini_is_for_port(&r, 1965));
	assert_false(gemini_is_for_port(&r, 1966));

	r = parse_done("gemini://example.org:1966/\r\n");
	assert_true(gemini_is_for_port(&r, 1966));
	assert_false(gemini_is_for_port(&r, 1965));

	r = parse_done("gemini://example.org:/\r\n");
	assert_true(gemini_is_for_port(&r, 1965));

	r = parse_done("gemini://example.org:67501/\r\n"); /* 1965 modulo 65536 */
	assert_false(gemini_is_for_port(&r, 1965));
}

static void ip_literals_are_hosts(void **state)
{
	(void)state;
	struct gemini_request r = parse_done("gemini://[::1]:1965/\r\n");
	assert_true(r.uri.host_is_ip);
	assert_str(r.uri.host, "::1");

	r = parse_done("gemini://127.0.0.1/\r\n");
	assert_true(r.uri.host_is_ip);
	assert_str(r.uri.host, "127.0.0.1");
}

static void valid_requests_survive_every_prefix_and_byte(void **state)
{
	(void)state;
	static const char *const valid[] = {
		"gemini://example.org/ru/water?q=%D1%81\r\n",
		"gemini://[::1]:1965/\r\n",
		"gemini://e/\xD1\x81\r\n",
	};

	for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
		try_every_prefix_and_byte(valid[i], strlen(valid[i]));
}

static void assert_head(enum gemini_status status, const char *meta, const char *expected)
{
	struct buf b;

	buf_init(&b, 4096);
	gemini_head(&b, status, meta);
	assert_string_equal(b.data, expected);
	buf_release(&b);
}

static void head_is_status_space_meta_crlf(void **state)
{
	(void)state;
	assert_head(GEMINI_SUCCESS, "text/gemini; lang=ky", "20 text/gemini; lang=ky\r\n");
	assert_head(GEMINI_NOT_FOUND, "", "51 \r\n");
	assert_head(GEMINI_INPUT, "Издөө", "10 Издөө\r\n");
}

static void meta_cannot_forge_a_second_line(void **state)
{
	(void)state;
	assert_head(GEMINI_REDIRECT_PERMANENT, "/a\r\n20 x\t\x7f.", "31 /a  20 x  .\r\n");
}

static void meta_is_cut_at_1024_bytes_between_characters(void **state)
{
	(void)state;
	char meta[1200];
	struct buf b;

	memset(meta, 'a', sizeof meta);
	memcpy(meta + 1023, "\xD1\x81", 2); /* one character over the border */
	meta[sizeof meta - 1] = '\0';
	buf_init(&b, 4096);
	gemini_head(&b, GEMINI_SUCCESS, meta);
	assert_int_equal(b.len, 3 + 1023 + 2);
	assert_string_equal(b.data + 3 + 1022, "a\r\n");

	buf_reset(&b);
	meta[1024] = '\0';
	meta[1023] = 'b';
	gemini_head(&b, GEMINI_SUCCESS, meta);
	assert_string_equal(b.data + 3 + 1023, "b\r\n");
	buf_release(&b);
}

static void head_that_does_not_fit_adds_nothing(void **state)
{
	(void)state;
	struct buf b;

	buf_init(&b, 8);
	gemini_head(&b, GEMINI_SUCCESS, "text/gemini");
	assert_int_equal(b.len, 0);
	assert_true(b.full);
	buf_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(request_is_taken_apart),
		cmocka_unit_test(empty_path_and_empty_query_are_allowed),
		cmocka_unit_test(percent_encoding_is_left_to_the_caller),
		cmocka_unit_test(cyrillic_in_path_and_query_passes_unescaped),
		cmocka_unit_test(uri_of_1024_bytes_is_taken),
		cmocka_unit_test(uri_of_1025_bytes_is_refused_before_its_end),
		cmocka_unit_test(bare_lf_does_not_end_a_request),
		cmocka_unit_test(bare_cr_does_not_end_a_request),
		cmocka_unit_test(malformed_requests_are_answered_with_59),
		cmocka_unit_test(refusal_names_the_cause),
		cmocka_unit_test(nul_in_a_request_is_answered_with_59),
		cmocka_unit_test(other_schemes_are_answered_with_53),
		cmocka_unit_test(scheme_is_compared_without_case),
		cmocka_unit_test(bytes_behind_the_request_are_not_used),
		cmocka_unit_test(line_is_given_for_the_log_also_when_refused),
		cmocka_unit_test(port_must_be_the_advertised_one),
		cmocka_unit_test(ip_literals_are_hosts),
		cmocka_unit_test(valid_requests_survive_every_prefix_and_byte),
		cmocka_unit_test(head_is_status_space_meta_crlf),
		cmocka_unit_test(meta_cannot_forge_a_second_line),
		cmocka_unit_test(meta_is_cut_at_1024_bytes_between_characters),
		cmocka_unit_test(head_that_does_not_fit_adds_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
