#include "unit/support/test.h"

#include <arpa/inet.h>
#include <event2/event.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <unistd.h>

#include "serve/access_log.h"

static void expect_address(int family, const char *text, const char *want)
{
	union {
		struct sockaddr any;
		struct sockaddr_in v4;
		struct sockaddr_in6 v6;
	} a = { .any.sa_family = (sa_family_t)family };
	struct buf out;
	inet_pton(family, text, family == AF_INET ? (void *)&a.v4.sin_addr : (void *)&a.v6.sin6_addr);
	buf_init(&out, 100);
	access_log_address(&out, &a.any);
	assert_string_equal(out.data, want);
	buf_release(&out);
}

static void addresses_lose_what_would_tell_people_apart(void **state)
{
	(void)state;
	expect_address(AF_INET, "192.0.2.77", "192.0.2.0");
	expect_address(AF_INET6, "2001:db8:1:2:3:4:5:6", "2001:db8:1::");
	expect_address(AF_INET6, "::ffff:192.0.2.77", "192.0.2.0");
	expect_address(AF_UNIX, "", "-");
}

static void what_peers_send_cannot_forge_a_line(void **state)
{
	struct buf out;
	(void)state;
	buf_init(&out, 1000);
	access_log_escape(&out, STR("a\r\nb\t\"\\\x1b\x7f\xd0\xb0"), 100);
	assert_string_equal(out.data, "a\\x0d\\x0ab\\x09\\x22\\x5c\\x1b\\x7f\\xd0\\xb0");
	buf_reset(&out);
	access_log_escape(&out, STR("abcdef"), 3);
	assert_string_equal(out.data, "abc");
	buf_release(&out);
}

static void add(struct access_log *a, const struct access_log_entry *e)
{
	struct buf line;
	buf_init(&line, 1 << 14);
	access_log_format(a, e, &line);
	access_log_put(a, buf_str(&line), 1234);
	buf_release(&line);
}

static void expect_logged(const char *request, const char *want)
{
	struct sockaddr_in peer = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0xc0000205) };
	struct access_log_entry e = { .protocol = "http",
		.peer = (struct sockaddr *)&peer,
		.status = "404",
		.request = str_of(request),
		.agent = str_of(request) };
	struct access_log a;
	char text[1000], both[1000];
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	struct event_base *base = event_base_new();
	access_log_init(&a, base, ends[1], false);
	add(&a, &e);
	access_log_release(&a);
	event_base_free(base);
	ssize_t n = read(ends[0], text, sizeof text - 1);
	assert_true(n > 0);
	text[n] = 0;
	snprintf(both, sizeof both, "\"%s\" \"%s\" 0.001234\n", want, want);
	assert_string_equal(strchr(text, '"'), both);
	close(ends[0]);
	close(ends[1]);
}

/* The line ends within the secret. */
static void expect_cut(void)
{
	char request[1200], want[1200];
	memset(request, 'x', sizeof request);
	memcpy(request + 190, "00112233445566778899aabbccddeeff", 32);
	request[190 + 32] = 0;
	snprintf(want, sizeof want, "%.190s[secret]", request);
	expect_logged(request, want);
}

static void secrets_of_addresses_are_never_written(void **state)
{
	(void)state;
	expect_logged("GET /preview/00112233445566778899aabbccddeeff/ru/ HTTP/1.1",
	    "GET /preview/[secret]/ru/ HTTP/1.1");
	expect_logged("GET /x?00112233445566778899AABBCCDDEEFF", "GET /x?[secret]");
	expect_logged("/preview/0011223344556677889%39aab%62ccddeef", "/preview/[secret]");
	expect_logged("/preview/%2530%30112233445566778899aabbccdde.", "/preview/[secret].");
	expect_logged("00112233445566778899aabbccddeeff", "[secret]");
	expect_cut();
	expect_logged("/ru/2026-11-20-decade/0123456789abcdef/%D0%B0%",
	    "/ru/2026-11-20-decade/0123456789abcdef/%D0%B0%");
}

static void lines_are_written_together_once_a_pass(void **state)
{
	struct sockaddr_in peer = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0xc0000205) };
	struct access_log_entry e = { .protocol = "http",
		.peer = (struct sockaddr *)&peer,
		.status = "200",
		.bytes = 1234567890123,
		.request = STR("GET / HTTP/1.1"),
		.agent = STR("reader \"1\"") };
	struct access_log a;
	char text[1000];
	int ends[2];
	(void)state;
	assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
	struct event_base *base = event_base_new();
	access_log_init(&a, base, ends[1], false);
	add(&a, &e);
	e.agent.n = 0;
	add(&a, &e);
	assert_int_equal(read(ends[0], text, sizeof text), -1);
	event_base_loop(base, EVLOOP_NONBLOCK);
	ssize_t n = read(ends[0], text, sizeof text - 1);
	assert_true(n > 0);
	text[n] = '\0';
	assert_non_null(strstr(text, "Z http 192.0.2.0 200 1234567890123 \"GET / HTTP/1.1\" \"reader "
	                             "\\x221\\x22\" 0.001234\n"));
	assert_non_null(strstr(text, "\"GET / HTTP/1.1\" 0.001234\n"));
	access_log_release(&a);
	event_base_free(base);
	close(ends[0]);
	close(ends[1]);
}

static void a_line_can_be_an_object(void **state)
{
	struct sockaddr_in peer = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(0xc0000205) };
	struct access_log_entry e = { .protocol = "http",
		.peer = (struct sockaddr *)&peer,
		.status = "200",
		.bytes = 12,
		.request = STR("GET /\"\\\x01\xff HTTP/1.1") };
	struct access_log a;
	struct buf line;
	(void)state;
	struct event_base *base = event_base_new();
	access_log_init(&a, base, -1, true);
	buf_init(&line, 1 << 14);
	access_log_format(&a, &e, &line);
	assert_non_null(strstr(line.data,
	    "Z\",\"protocol\":\"http\",\"address\":\"192.0.2.0\",\"status\":\"200\",\"bytes\":12,"
	    "\"request\":\"GET /\\\\x22\\\\x5c\\\\x01\\\\xff HTTP/1.1\""));
	a.fd = 1;
	access_log_put(&a, buf_str(&line), 61000007);
	assert_true(str_ends(buf_str(&a.lines), ",\"seconds\":61.000007}\n"));
	buf_reset(&a.lines);
	access_log_release(&a);
	event_base_free(base);
	buf_release(&line);
}

static void a_log_that_is_full_costs_lines_and_no_time(void **state)
{
	struct sockaddr peer = { .sa_family = AF_UNIX };
	struct access_log_entry e = {
		.protocol = "gemini", .peer = &peer, .status = "20", .request = STR("x")
	};
	struct access_log a;
	int ends[2];
	(void)state;
	assert_int_equal(pipe(ends), 0); /* blocking, and nothing is read */
	struct event_base *base = event_base_new();
	access_log_init(&a, base, ends[1], false);
	for (int i = 0; i < 100000; i++)
		add(&a, &e);
	access_log_release(&a);
	event_base_free(base);
	close(ends[0]);
	close(ends[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_lose_what_would_tell_people_apart),
		cmocka_unit_test(what_peers_send_cannot_forge_a_line),
		cmocka_unit_test(secrets_of_addresses_are_never_written),
		cmocka_unit_test(lines_are_written_together_once_a_pass),
		cmocka_unit_test(a_line_can_be_an_object),
		cmocka_unit_test(a_log_that_is_full_costs_lines_and_no_time),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
