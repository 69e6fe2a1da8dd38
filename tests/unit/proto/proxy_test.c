#include "guarded.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "proto/proxy.h"

#define MARK "\r\n\r\n\0\r\nQUIT\n"
#define TCP4_HEADER MARK "\x21\x11\x00\x0c\xc0\x00\x02\x07\xcb\x00\x71\x01\x30\x39\x07\xad"
#define TCP6_HEADER                                                                                          \
	MARK "\x21\x21\x00\x24"                                                                              \
	     "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x07"                                                    \
	     "\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01\x30\x39\x07\xad"
/* A header as a string literal, its NULs included but not the last one. */
#define BYTES(literal) (literal), sizeof(literal) - 1

static struct outcome parse_outcome(const char *data, size_t len)
{
	struct proxy_header h = { .used = 0 };
	struct outcome o = { .result = proxy_parse(data, len, &h) };

	if (o.result == PARSE_BAD) {
		assert_non_null(h.why);
		o.why = h.why;
	} else if (o.result == PARSE_DONE) {
		assert_true(h.local == (h.source_len == 0));
		assert_true(h.used <= len);
		o.used = h.used;
	}
	return o;
}

static struct proxy_header parse(const char *bytes, size_t len, enum parse_result expected)
{
	struct proxy_header h = { .used = 0 };

	assert_int_equal(proxy_parse(guarded(bytes, len), len, &h), expected);
	return h;
}

static void assert_source(const struct proxy_header *h, int family, const char *address, unsigned port)
{
	char text[INET6_ADDRSTRLEN];

	assert_false(h->local);
	assert_int_equal(h->source.ss_family, family);
	if (family == AF_INET) {
		struct sockaddr_in sa;
		assert_int_equal(h->source_len, sizeof sa);
		memcpy(&sa, &h->source, sizeof sa);
		assert_int_equal(ntohs(sa.sin_port), port);
		inet_ntop(family, &sa.sin_addr, text, sizeof text);
	} else {
		struct sockaddr_in6 sa;
		assert_int_equal(h->source_len, sizeof sa);
		memcpy(&sa, &h->source, sizeof sa);
		assert_int_equal(ntohs(sa.sin6_port), port);
		inet_ntop(family, &sa.sin6_addr, text, sizeof text);
	}
	assert_string_equal(text, address);
}

static void v1_line_gives_the_source(void **state)
{
	(void)state;
	struct proxy_header h = parse(
	    BYTES("PROXY TCP4 192.0.2.7 203.0.113.1 12345 1965\r\nrest"), PARSE_DONE);
	assert_source(&h, AF_INET, "192.0.2.7", 12345);
	assert_int_equal(h.used, 45);

	h = parse(BYTES("PROXY TCP6 2001:db8::7 2001:db8::1 65535 0\r\n"), PARSE_DONE);
	assert_source(&h, AF_INET6, "2001:db8::7", 65535);
}

static void v1_unknown_keeps_the_socket_address(void **state)
{
	(void)state;
	struct proxy_header h = parse(BYTES("PROXY UNKNOWN\r\n"), PARSE_DONE);
	assert_true(h.local);
	assert_int_equal(h.used, 15);

	h = parse(BYTES("PROXY UNKNOWN ffff:: any thing at all\r\n"), PARSE_DONE);
	assert_true(h.local);
	assert_int_equal(h.source_len, 0);
}

static void malformed_v1_lines_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {
		"PROXY\r\n",
		"PROXY \r\n",
		"PROXY  TCP4 1.2.3.4 1.2.3.5 1 2\r\n",
		"proxy TCP4 1.2.3.4 1.2.3.5 1 2\r\n",
		"PROXY UDP4 1.2.3.4 1.2.3.5 1 2\r\n",
		"PROXY UDP6 ::1 ::2 1 2\r\n",
		"PROXY TCP4\r\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5 1\r\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5 1 2 3\r\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5 1 2 \r\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5  1 2\r\n",
		"PROXY TCP4 1.2.3 1.2.3.5 1 2\r\n",
		"PROXY TCP4 1.2.3.256 1.2.3.5 1 2\r\n",
		"PROXY TCP4 ::1 ::2 1 2\r\n",
		"PROXY TCP6 1.2.3.4 1.2.3.5 1 2\r\n",
		"PROXY TCP4 1.2.3.4 x 1 2\r\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5 65536 2\r\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5 01 2\r\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5 -1 2\r\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5 1 2\n",
		"PROXY TCP4 1.2.3.4 1.2.3.5 1 2\r\r\n",
		"GET / HTTP/1.1\r\n",
		"\x16\x03\x01",
		"\n",
	};

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct outcome o = feed_by_bytes(bad[i], strlen(bad[i]));
		if (o.result != PARSE_BAD)
			print_error("not refused: %s\n", bad[i]);
		assert_int_equal(o.result, PARSE_BAD);
	}
}

static void v1_line_is_at_most_107_bytes(void **state)
{
	(void)state;
	char line[200] = "PROXY UNKNOWN ";

	memset(line + 14, 'x', sizeof line - 14);
	assert_int_equal(feed_by_bytes(line, 106).result, PARSE_MORE);
	assert_int_equal(feed_by_bytes(line, 107).result, PARSE_BAD);
	memcpy(line + 105, "\r\n", 2);
	assert_int_equal(feed_by_bytes(line, sizeof line).used, 107);
	memcpy(line + 105, "x\r\n", 3);
	assert_int_equal(feed_by_bytes(line, sizeof line).result, PARSE_BAD);
}

static void v2_header_gives_the_source(void **state)
{
	(void)state;
	struct proxy_header h = parse(BYTES(TCP4_HEADER "rest"), PARSE_DONE);
	assert_source(&h, AF_INET, "192.0.2.7", 12345);
	assert_int_equal(h.used, 28);

	h = parse(BYTES(TCP6_HEADER), PARSE_DONE);
	assert_source(&h, AF_INET6, "2001:db8::7", 12345);
	assert_int_equal(h.used, 52);
}

static void v2_local_and_unspec_keep_the_socket_address(void **state)
{
	(void)state;
	struct proxy_header h = parse(BYTES(MARK "\x20\x00\x00\x00"), PARSE_DONE);
	assert_true(h.local);
	assert_int_equal(h.used, 16);

	/* LOCAL: whatever follows is skipped. */
	h = parse(BYTES(MARK "\x20\x11\x00\x03xyz"), PARSE_DONE);
	assert_true(h.local);
	assert_int_equal(h.used, 19);

	h = parse(BYTES(MARK "\x21\x00\x00\x02xyrest"), PARSE_DONE);
	assert_true(h.local);
	assert_int_equal(h.used, 18);
}

static void v2_extensions_are_skipped(void **state)
{
	(void)state;
	struct proxy_header h = parse(
	    BYTES(MARK "\x21\x11\x00\x11\xc0\x00\x02\x07\xcb\x00\x71\x01\x30\x39\x07\xad\x04\x00\x02zzrest"),
	    PARSE_DONE);

	assert_source(&h, AF_INET, "192.0.2.7", 12345);
	assert_int_equal(h.used, 33);
}

static void malformed_v2_headers_are_refused(void **state)
{
	(void)state;
	parse(BYTES(MARK "\x11\x11\x00\x0cxxxxxxxxxxxx"), PARSE_BAD); /* version 1 */
	parse(BYTES(MARK "\x22\x11\x00\x0cxxxxxxxxxxxx"), PARSE_BAD); /* command 2 */
	parse(BYTES(MARK "\x21\x11\x00\x0bxxxxxxxxxxx"), PARSE_BAD);  /* too short for IPv4 */
	parse(BYTES(MARK "\x21\x21\x00\x0cxxxxxxxxxxxx"), PARSE_BAD); /* too short for IPv6 */
	parse(BYTES(MARK "\x21\x12\x00\x0cxxxxxxxxxxxx"), PARSE_BAD); /* UDP */
	parse(BYTES(MARK "\x21\x31\x00\x00"), PARSE_BAD);             /* unix socket */
	parse(BYTES("\r\n\r\n\0\r\nQUIX"), PARSE_BAD);                /* another mark */
}

static void v2_length_is_bounded_before_the_bytes_come(void **state)
{
	(void)state;
	char bytes[16 + 1024] = MARK "\x20\x00\x04\x00";

	assert_int_equal(parse(bytes, sizeof bytes, PARSE_DONE).used, sizeof bytes);
	parse(bytes, sizeof bytes - 1, PARSE_MORE);
	parse(BYTES(MARK "\x20\x00\x04\x01"), PARSE_BAD);
	parse(BYTES(MARK "\x20\x00\xff\xff"), PARSE_BAD);
}

static void valid_headers_survive_every_prefix_and_byte(void **state)
{
	(void)state;
	try_every_prefix_and_byte(BYTES("PROXY TCP4 192.0.2.7 203.0.113.1 12345 1965\r\n"));
	try_every_prefix_and_byte(BYTES("PROXY TCP6 2001:db8::7 ::1 12345 1965\r\n"));
	try_every_prefix_and_byte(BYTES("PROXY UNKNOWN\r\n"));
	try_every_prefix_and_byte(BYTES(TCP4_HEADER));
	try_every_prefix_and_byte(BYTES(TCP6_HEADER));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v1_line_gives_the_source),
		cmocka_unit_test(v1_unknown_keeps_the_socket_address),
		cmocka_unit_test(malformed_v1_lines_are_refused),
		cmocka_unit_test(v1_line_is_at_most_107_bytes),
		cmocka_unit_test(v2_header_gives_the_source),
		cmocka_unit_test(v2_local_and_unspec_keep_the_socket_address),
		cmocka_unit_test(v2_extensions_are_skipped),
		cmocka_unit_test(malformed_v2_headers_are_refused),
		cmocka_unit_test(v2_length_is_bounded_before_the_bytes_come),
		cmocka_unit_test(valid_headers_survive_every_prefix_and_byte),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
