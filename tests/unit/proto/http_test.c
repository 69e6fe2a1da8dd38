#include "guarded.h"

#include "proto/http.h"

static struct outcome parse_outcome(const char *data, size_t len)
{
	struct http_request r = { .used = 0 };
	struct outcome o = { .result = http_parse(data, len, &r) };

	if (o.result == PARSE_MORE)
		return o;
	assert_inside(r.line, data, len);
	o.status = r.status;
	o.used = r.used;
	o.why = r.why;
	if (o.result == PARSE_BAD) {
		assert_non_null(r.why);
		return o;
	}
	const struct str kept[] = { r.query, r.host, r.user_agent, r.accept_encoding, r.accept_language,
		r.if_none_match, r.if_modified_since, r.range, r.if_range, r.a_im };
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		assert_inside(kept[i], data, r.used);
	assert_int_equal(r.path.p[0], '/');
	return o;
}

static struct http_request parse(const char *text, enum parse_result expected)
{
	struct http_request r = { .used = 0 };
	char *data = guarded(text, strlen(text));

	assert_int_equal(http_parse(data, strlen(text), &r), expected);
	return r;
}

static struct http_request parse_done(const char *text)
{
	return parse(text, PARSE_DONE);
}

/* Refused with this status, however it is cut into reads. */
static void assert_refused(const char *text, int status)
{
	struct outcome o = feed_by_bytes(text, strlen(text));

	if (o.result != PARSE_BAD || o.status != status)
		print_error("%d instead of %d: %s\n", o.status, status, text);
	assert_int_equal(o.result, PARSE_BAD);
	assert_int_equal(o.status, status);
	assert_int_equal(o.used, 0);
}

static void request_is_taken_apart(void **state)
{
	(void)state;
	const char *text = "GET /ru/atom.xml?page=2&q HTTP/1.1\r\n"
	                   "Host: example.org:8080\r\n"
	                   "USER-AGENT:Feedbin feed-id:1 - 102 subscribers\r\n"
	                   "accept-encoding: \t gzip, br \t\r\n"
	                   "Accept-Language: ky\r\n"
	                   "If-None-Match: \"a\"\r\n"
	                   "If-Modified-Since: Fri, 08 Sep 2023 05:50:00 GMT\r\n"
	                   "Range: bytes=0-1\r\n"
	                   "If-Range: \"b\"\r\n"
	                   "A-IM: feed\r\n"
	                   "X-Other: \xd1\x81\r\n"
	                   "\r\n";
	struct http_request r = parse_done(text);

	assert_int_equal(r.used, strlen(text));
	assert_str(r.line, "GET /ru/atom.xml?page=2&q HTTP/1.1");
	assert_int_equal(r.method, HTTP_GET);
	assert_int_equal(r.minor, 1);
	assert_str(r.path, "/ru/atom.xml");
	assert_true(r.has_query);
	assert_str(r.query, "page=2&q");
	assert_true(r.keep_alive);
	assert_str(r.host, "example.org:8080");
	assert_str(r.user_agent, "Feedbin feed-id:1 - 102 subscribers");
	assert_str(r.accept_encoding, "gzip, br");
	assert_str(r.accept_language, "ky");
	assert_str(r.if_none_match, "\"a\"");
	assert_str(r.if_modified_since, "Fri, 08 Sep 2023 05:50:00 GMT");
	assert_str(r.range, "bytes=0-1");
	assert_str(r.if_range, "\"b\"");
	assert_str(r.a_im, "feed");
}

static void absent_and_empty_fields_are_empty(void **state)
{
	(void)state;
	struct http_request r = parse_done("HEAD / HTTP/1.1\r\nHost:\r\nRange: \t \r\n\r\n");

	assert_int_equal(r.method, HTTP_HEAD);
	assert_str(r.path, "/");
	assert_false(r.has_query);
	assert_int_equal(r.host.n, 0);
	assert_int_equal(r.range.n, 0);
	assert_int_equal(r.a_im.n, 0);
}

static void the_options_of_a_path_are_asked_for(void **state)
{
	(void)state;
	struct http_request r = parse_done("OPTIONS /ru/atom.xml HTTP/1.1\r\nHost: e\r\n\r\n");

	assert_int_equal(r.method, HTTP_OPTIONS);
	assert_str(r.path, "/ru/atom.xml");
	assert_refused("OPTIONS / HTTP/1.1\r\nHost: e\r\nContent-Length: 3\r\n\r\nabc", 413);
}

static void pipelined_requests_come_one_by_one(void **state)
{
	(void)state;
	const char *text = "GET /a HTTP/1.1\r\nHost: e\r\n\r\nHEAD /b HTTP/1.1\r\nHost: e\r\n\r\nGET /c";
	size_t len = strlen(text);
	struct http_request r;
	char *data = guarded(text, len);

	assert_int_equal(http_parse(data, len, &r), PARSE_DONE);
	assert_str(r.path, "/a");
	assert_int_equal(r.used, 28);
	data += r.used;
	len -= r.used;
	assert_int_equal(http_parse(data, len, &r), PARSE_DONE);
	assert_str(r.path, "/b");
	assert_int_equal(r.method, HTTP_HEAD);
	data += r.used;
	len -= r.used;
	assert_int_equal(http_parse(data, len, &r), PARSE_MORE);
	assert_str(r.path, "/b"); /* PARSE_MORE touches nothing */
}

static void empty_lines_before_the_request_are_skipped(void **state)
{
	(void)state;
	struct http_request r = parse_done("\r\n\r\nGET / HTTP/1.0\r\n\r\n");

	assert_int_equal(r.used, 22);
	assert_str(r.line, "GET / HTTP/1.0");
}

static void connection_and_version_decide_about_keep_alive(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool keep_alive;
	} cases[] = {
		{ "GET / HTTP/1.1\r\nHost: e\r\n\r\n", true },
		{ "GET / HTTP/1.1\r\nHost: e\r\nConnection: close\r\n\r\n", false },
		{ "GET / HTTP/1.1\r\nHost: e\r\nConnection: TE , Close\r\n\r\n", false },
		{ "GET / HTTP/1.1\r\nHost: e\r\nConnection: TE\r\nConnection: close\r\n\r\n", false },
		{ "GET / HTTP/1.1\r\nHost: e\r\nConnection: close, TE\r\n\r\n", false },
		{ "GET / HTTP/1.1\r\nHost: e\r\nConnection: closed\r\n\r\n", true },
		{ "GET / HTTP/1.0\r\n\r\n", false },
		{ "GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", true },
		{ "GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n", false },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_int_equal(parse_done(cases[i].text).keep_alive, cases[i].keep_alive);
}

static void absolute_target_gives_path_and_host(void **state)
{
	(void)state;
	struct http_request r = parse_done(
	    "GET http://example.org:80/ru/?q=a HTTP/1.1\r\nHost: other\r\n\r\n");
	assert_str(r.host, "example.org:80");
	assert_str(r.path, "/ru/");
	assert_str(r.query, "q=a");

	r = parse_done("GET HTTPS://example.org HTTP/1.1\r\nHost: example.org\r\n\r\n");
	assert_str(r.host, "example.org");
	assert_str(r.path, "/");
	assert_false(r.has_query);

	r = parse_done("GET http://[::1]:80?q HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_str(r.host, "[::1]:80");
	assert_str(r.path, "/");
	assert_str(r.query, "q");
}

static void path_is_left_to_the_caller(void **state)
{
	(void)state;
	assert_str(parse_done("GET //a/%2e%2e//%zz?? HTTP/1.0\r\n\r\n").path, "//a/%2e%2e//%zz");
	assert_str(parse_done("GET //a/?? HTTP/1.0\r\n\r\n").query, "?");
}

static void malformed_targets_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "*", "ru/", "example.org:80", "?q", "/a#b", "http://e/#b",
		"ftp://e/", "http:///a", "http://user@e/", "http:/a", "http://e/%zz" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[128];
		snprintf(text, sizeof text, "GET %s HTTP/1.1\r\nHost: e\r\n\r\n", bad[i]);
		assert_refused(text, 400);
	}
}

static void malformed_request_lines_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = { "GET", "GET /", "GET / ", "GET  / HTTP/1.1", "GET /  HTTP/1.1",
		" GET / HTTP/1.1", "GET / HTTP/1.1 ", "GET /a b HTTP/1.1", "GET\t/\tHTTP/1.1",
		"GET / HTTP/11", "GET / http/1.1", "GET / HTTP/a.1", "GET / HTTP/1.x", "GET / HTTP/1,1",
		"GET /\x01 HTTP/1.1", "GET /\x7f HTTP/1.1", "GET /\ra HTTP/1.1", "G(T / HTTP/1.1",
		" / HTTP/1.1" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[128];
		snprintf(text, sizeof text, "%s\r\nHost: e\r\n\r\n", bad[i]);
		assert_refused(text, 400);
	}
}

static void methods_are_known_refused_or_unknown(void **state)
{
	(void)state;
	static const char *const refused[] = { "POST /", "PUT /", "DELETE /", "OPTIONS *", "PATCH /",
		"TRACE /", "CONNECT e:443" };
	static const char *const unknown[] = { "BREW /", "get /", "GETS /", "GE /", "PROPFIND /" };
	char text[128];

	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		snprintf(
		    text, sizeof text, "%s HTTP/1.1\r\nHost: e\r\nContent-Length: 3\r\n\r\n", refused[i]);
		assert_refused(text, 405);
	}
	for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
		snprintf(text, sizeof text, "%s HTTP/1.1\r\nHost: e\r\n\r\n", unknown[i]);
		assert_refused(text, 501);
	}
}

static void other_versions_are_refused(void **state)
{
	(void)state;
	assert_refused("PRI * HTTP/2.0\r\n\r\n", 505);
	assert_refused("GET / HTTP/0.9\r\n\r\n", 505);
	assert_refused("GET / HTTP/1.2\r\nHost: e\r\n\r\n", 505);
}

static void bare_lf_is_refused_at_once(void **state)
{
	(void)state;
	assert_refused("GET / HTTP/1.1\n", 400);
	assert_refused("\nGET / HTTP/1.1\r\n", 400);
	assert_refused("GET / HTTP/1.1\r\nHost: e\n", 400);
	assert_refused("GET / HTTP/1.1\r\nHost: e\r\n\n", 400);
	assert_refused("GET / HTTP/1.1\r\nHost: e\nContent-Length: 3\r\n\r\n", 400);
}

static void malformed_fields_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		" a: b",         /* obs-fold, also right after the request line */
		"A: b\r\n c: d", /* obs-fold */
		"A: b\r\n\tc",   /* obs-fold */
		"A : b",         /* white space before the colon */
		"A\t: b",        /* white space before the colon */
		"A b: c",        /* white space in a name */
		": b",           /* no name */
		"A",             /* no colon */
		"A: \x01",       /* control characters */
		"A: b\rc",       /* control characters */
		"A: b\r",        /* control characters */
		"A: \x7f",       /* control characters */
		"A\x01: b",      /* control characters */
		"\xd1\x81: b",   /* a name beyond ASCII */
		"Host: f",       /* the second one */
		"Transfer-Encoding: chunked",
		"Transfer-Encoding:",
		"Content-Length: 0\r\nContent-Length: 0",
		"Content-Length: 0\r\nContent-Length: 5",
		"Content-Length: 5, 5",
		"Content-Length: +0",
		"Content-Length: -1",
		"Content-Length: 0x0",
		"Content-Length:",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		char text[128];
		snprintf(text, sizeof text, "GET / HTTP/1.1\r\n%s\r\nHost: e\r\n\r\n", bad[i]);
		assert_refused(text, 400);
	}
	const char nul[] = "GET / HTTP/1.0\r\nA: b\0c\r\n\r\n";
	assert_int_equal(feed_by_bytes(nul, sizeof nul - 1).status, 400);
}

static void host_is_required_in_1_1_and_must_be_one(void **state)
{
	(void)state;
	assert_refused("GET / HTTP/1.1\r\n\r\n", 400);
	assert_refused("GET http://e/ HTTP/1.1\r\n\r\n", 400);
	assert_refused("GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n", 400);
	assert_refused("GET / HTTP/1.1\r\nHost:\r\nHost: a\r\n\r\n", 400);
	assert_refused("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400);
	assert_refused("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400);
	assert_refused("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400);
	assert_refused("GET / HTTP/1.1\r\nHost: \"><script>\r\n\r\n", 400);
	parse_done("GET / HTTP/1.0\r\n\r\n");
	assert_str(parse_done("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n").host, "[::1]:80");
}

static void requests_with_a_body_are_refused(void **state)
{
	(void)state;
	assert_refused("GET / HTTP/1.1\r\nHost: e\r\nContent-Length: 5\r\n\r\nhello", 413);
	assert_refused("GET / HTTP/1.1\r\nHost: e\r\nContent-Length: 18446744073709551616\r\n\r\n", 413);
	parse_done("GET / HTTP/1.1\r\nHost: e\r\nContent-Length: 0\r\n\r\n");
	parse_done("GET / HTTP/1.1\r\nHost: e\r\nContent-Length: 000\r\n\r\n");
}

static void first_line_of_a_list_field_is_kept(void **state)
{
	(void)state;
	struct http_request r = parse_done(
	    "GET / HTTP/1.0\r\nAccept-Encoding: br\r\nAccept-Encoding: gzip\r\n\r\n");

	assert_str(r.accept_encoding, "br");
}

/* A request line of n bytes, then `end`. */
static struct outcome request_line_of(size_t n, const char *end)
{
	char text[8192];
	const char *version = " HTTP/1.0";
	size_t path = n - strlen("GET /") - strlen(version);

	int len = snprintf(text, sizeof text, "GET /%0*d%s%s", (int)path, 0, version, end);
	return feed_by_bytes(text, (size_t)len);
}

static void request_line_over_4096_bytes_is_refused_before_its_end(void **state)
{
	(void)state;
	assert_int_equal(request_line_of(4096, "\r\n\r\n").result, PARSE_DONE);
	assert_int_equal(request_line_of(4097, "\r\n\r\n").status, 414);
	assert_int_equal(request_line_of(4097, "\n\n").status, 414);
	assert_int_equal(request_line_of(4097, "").status, 414);
	assert_int_equal(request_line_of(4096, "").result, PARSE_MORE);
	assert_int_equal(request_line_of(4096, "\r").result, PARSE_MORE);
	assert_int_equal(request_line_of(4096, "\n").status, 400);
}

/* A head of n bytes, the empty line included when it has one. */
static struct outcome head_of(size_t n, const char *end)
{
	char text[9000];
	size_t field = n - strlen("GET / HTTP/1.0\r\nA: ") - strlen(end);

	int len = snprintf(text, sizeof text, "GET / HTTP/1.0\r\nA: %0*d%s", (int)field, 0, end);
	return feed_by_bytes(text, (size_t)len);
}

static void head_over_8192_bytes_is_refused_before_its_end(void **state)
{
	(void)state;
	assert_int_equal(head_of(8192, "\r\n\r\n").used, 8192);
	assert_int_equal(head_of(8193, "\r\n\r\n").status, 431);
	assert_int_equal(head_of(8193, "").status, 431);
	assert_int_equal(head_of(8191, "").result, PARSE_MORE);
}

static void endless_empty_lines_are_refused(void **state)
{
	(void)state;
	char text[8192];

	for (size_t i = 0; i < sizeof text; i++)
		text[i] = i % 2 ? '\n' : '\r';
	assert_int_equal(feed_by_bytes(text, sizeof text - 1).result, PARSE_MORE);
	assert_int_equal(feed_by_bytes(text, sizeof text).status, 431);
}

static void line_is_given_for_the_log_also_when_refused(void **state)
{
	(void)state;
	assert_str(parse("POST / HTTP/1.1\r\n\r\n", PARSE_BAD).line, "POST / HTTP/1.1");
	assert_str(parse("GET / HTTP/1.1\r\nA\n", PARSE_BAD).line, "GET / HTTP/1.1");
	assert_str(parse("GET /\n", PARSE_BAD).line, "GET /");
}

static void valid_requests_survive_every_prefix_and_byte(void **state)
{
	(void)state;
	static const char *const valid[] = {
		"GET / HTTP/1.0\r\n\r\n",
		"HEAD /a?b HTTP/1.1\r\nHost: e:1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
		"\r\nGET http://[::1]/ HTTP/1.1\r\nhost: e\r\nRange:bytes=0-\r\n\r\n",
	};

	for (size_t i = 0; i < sizeof valid / sizeof *valid; i++)
		try_every_prefix_and_byte(valid[i], strlen(valid[i]));
}

static void reasons_are_those_of_the_registry(void **state)
{
	(void)state;
	assert_string_equal(http_reason(200), "OK");
	assert_string_equal(http_reason(226), "IM Used");
	assert_string_equal(http_reason(431), "Request Header Fields Too Large");
	assert_string_equal(http_reason(418), "");
	assert_string_equal(http_reason(-1), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(request_is_taken_apart),
		cmocka_unit_test(absent_and_empty_fields_are_empty),
		cmocka_unit_test(the_options_of_a_path_are_asked_for),
		cmocka_unit_test(pipelined_requests_come_one_by_one),
		cmocka_unit_test(empty_lines_before_the_request_are_skipped),
		cmocka_unit_test(connection_and_version_decide_about_keep_alive),
		cmocka_unit_test(absolute_target_gives_path_and_host),
		cmocka_unit_test(path_is_left_to_the_caller),
		cmocka_unit_test(malformed_targets_are_refused),
		cmocka_unit_test(malformed_request_lines_are_refused),
		cmocka_unit_test(methods_are_known_refused_or_unknown),
		cmocka_unit_test(other_versions_are_refused),
		cmocka_unit_test(bare_lf_is_refused_at_once),
		cmocka_unit_test(malformed_fields_are_refused),
		cmocka_unit_test(host_is_required_in_1_1_and_must_be_one),
		cmocka_unit_test(requests_with_a_body_are_refused),
		cmocka_unit_test(first_line_of_a_list_field_is_kept),
		cmocka_unit_test(request_line_over_4096_bytes_is_refused_before_its_end),
		cmocka_unit_test(head_over_8192_bytes_is_refused_before_its_end),
		cmocka_unit_test(endless_empty_lines_are_refused),
		cmocka_unit_test(line_is_given_for_the_log_also_when_refused),
		cmocka_unit_test(valid_requests_survive_every_prefix_and_byte),
		cmocka_unit_test(reasons_are_those_of_the_registry),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
