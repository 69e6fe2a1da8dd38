#include "unit/support/client.h"

#include <zlib.h>

static struct live *world;

static int start(void **state)
{
	(void)state;
	world = live_start(live_new());
	return 0;
}

static int stop(void **state)
{
	(void)state;
	live_stop(world, 's');
	live_free(world);
	return 0;
}

/* One request with these lines; the connection is closed after it. */
static void get(struct client *c, const char *method, const char *path, const char *lines)
{
	char text[4096];
	snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n%s\r\n", method, path,
	    lines);
	client_ask(c, world->port[SERVICE_HTTP], text);
}

static struct str head_of(const struct client *c)
{
	const char *end = strstr(c->got.data, "\r\n\r\n");
	assert_non_null(end);
	return (struct str){ c->got.data, (size_t)(end - c->got.data) + 4 };
}

static struct str body_of(const struct client *c)
{
	return str_sub(buf_str(&c->got), head_of(c).n, c->got.len);
}

/* The value of a header line, "" when there is none. */
static const char *field(const struct client *c, const char *name)
{
	static char value[8][512];
	static unsigned turn;
	char *to = value[turn++ % 8];
	struct str rest = head_of(c), line;
	*to = '\0';
	while (str_next_line(&rest, &line)) {
		struct str key, text;
		if (str_cut(line, ':', &key, &text) && str_is_nocase(key, name))
			snprintf(to, sizeof *value, "%.*s", STR_ARG(str_trim(text)));
	}
	return to;
}

static void expect_status(const char *method, const char *path, const char *lines, int status)
{
	struct client c;
	char want[16];
	get(&c, method, path, lines);
	snprintf(want, sizeof want, "HTTP/1.1 %d ", status);
	if (!str_starts(buf_str(&c.got), want))
		fail_msg("%s %s gave: %s", method, path, c.got.data);
	client_close(&c);
}

/* Of a site whose shared caches are not told what changes. */
#define UNTOLD ", s-maxage=60, stale-while-revalidate=30, stale-if-error=86400"

static void a_page_comes_with_its_safety_and_language(void **state)
{
	struct client c;
	(void)state;
	get(&c, "GET", "/ky/", "");
	assert_string_equal(field(&c, "Content-Type"), "text/html; charset=utf-8");
	assert_string_equal(field(&c, "Content-Language"), "ky");
	assert_string_equal(field(&c, "Cache-Control"), "public, max-age=300" UNTOLD);
	assert_string_equal(field(&c, "X-Content-Type-Options"), "nosniff");
	assert_true(*field(&c, "Content-Security-Policy") && *field(&c, "Referrer-Policy"));
	assert_string_equal(field(&c, "Connection"), "close");
	assert_true(*field(&c, "Date"));
	assert_int_equal(atoi(field(&c, "Content-Length")), body_of(&c).n);
	assert_true(str_starts(body_of(&c), "<!"));
	client_close(&c);
}

static void head_has_the_head_of_get_and_nothing_else(void **state)
{
	static const char *const paths[] = { "/en/", "/en/atom.xml", "/nothing", "/en",
		"/en/water/2023-09-08-forum/plan.bin", "/healthz" };
	(void)state;
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct client a, b;
		get(&a, "GET", paths[i], "");
		get(&b, "HEAD", paths[i], "");
		/* Only the date may differ, by a second. */
		char *date = strstr(a.got.data, "Date: ");
		memcpy(strstr(b.got.data, "Date: "), date, 35);
		assert_memory_equal(a.got.data, b.got.data, head_of(&a).n);
		assert_int_equal(body_of(&b).n, 0);
		client_close(&a);
		client_close(&b);
	}
}

static void a_feed_is_revalidated_by_tag_and_by_date(void **state)
{
	struct client c, d;
	char lines[300];
	(void)state;
	get(&c, "GET", "/en/atom.xml", "");
	assert_string_equal(field(&c, "Content-Type"), "application/xml; charset=utf-8");
	assert_string_equal(field(&c, "Cache-Control"), "public, max-age=3600" UNTOLD);
	assert_string_equal(field(&c, "Vary"), "Accept-Encoding");
	snprintf(lines, sizeof lines, "If-None-Match: \"x\", W/%s\r\n", field(&c, "ETag"));
	get(&d, "GET", "/en/atom.xml", lines);
	assert_true(str_starts(buf_str(&d.got), "HTTP/1.1 304 Not Modified\r\n"));
	assert_string_equal(field(&d, "ETag"), field(&c, "ETag"));
	assert_string_equal(field(&d, "Cache-Control"), field(&c, "Cache-Control"));
	assert_string_equal(field(&d, "Vary"), "Accept-Encoding");
	assert_int_equal(body_of(&d).n, 0);
	client_close(&d);
	snprintf(lines, sizeof lines, "If-Modified-Since: %s\r\n", field(&c, "Last-Modified"));
	expect_status("GET", "/en/atom.xml", lines, 304);
	expect_status("GET", "/en/atom.xml", "If-None-Match: \"x\"\r\n", 200);
	expect_status("GET", "/en/atom.xml", "If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 200);
	client_close(&c);
}

static void gunzip(struct str coded, struct buf *out)
{
	z_stream z = { .next_in = (Bytef *)coded.p, .avail_in = (uInt)coded.n };
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	z.next_out = (Bytef *)buf_reserve(out, 1 << 20);
	z.avail_out = 1 << 20;
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	buf_commit(out, z.total_out);
	inflateEnd(&z);
}

static void each_coding_is_another_representation(void **state)
{
	struct client plain, zipped, brotli;
	struct buf out;
	(void)state;
	get(&plain, "GET", "/en/atom.xml", "");
	get(&zipped, "GET", "/en/atom.xml", "Accept-Encoding: gzip\r\n");
	get(&brotli, "GET", "/en/atom.xml", "Accept-Encoding: gzip, br\r\n");
	assert_string_equal(field(&zipped, "Content-Encoding"), "gzip");
	assert_string_equal(field(&brotli, "Content-Encoding"), "br");
	assert_string_equal(field(&plain, "Content-Encoding"), "");
	assert_string_not_equal(field(&zipped, "ETag"), field(&plain, "ETag"));
	assert_string_not_equal(field(&zipped, "ETag"), field(&brotli, "ETag"));
	assert_string_equal(field(&zipped, "Content-Type"), field(&plain, "Content-Type"));
	assert_int_equal(atoi(field(&brotli, "Content-Length")), body_of(&brotli).n);
	buf_init(&out, 2 << 20);
	gunzip(body_of(&zipped), &out);
	assert_true(str_eq(buf_str(&out), body_of(&plain)));
	buf_release(&out);
	client_close(&plain);
	client_close(&zipped);
	client_close(&brotli);
}

static void pipelined_requests_are_answered_in_order(void **state)
{
	struct client c;
	char text[8192] = "";
	(void)state;
	for (int i = 0; i < 40; i++)
		strcat(text, i % 2 ? "HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
		                   : "GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n");
	strcat(text, "GET /nothing HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
	client_ask(&c, world->port[SERVICE_HTTP], text);
	const char *at = c.got.data;
	for (int i = 0; i < 40; i++) {
		at = strstr(at, "HTTP/1.1 200 OK\r\n");
		assert_non_null(at);
		assert_non_null(strstr(at, i % 2 ? "no-store" : "User-agent: *"));
		at++;
	}
	assert_non_null(strstr(at, "HTTP/1.1 404 Not Found\r\n"));
	client_close(&c);
}

static void a_connection_is_kept_for_so_many_requests(void **state)
{
	struct client c;
	unsigned n = 0;
	(void)state;
	client_open(&c, world->port[SERVICE_HTTP]);
	for (; n < world->limits.keepalive_requests; n++)
		client_send(&c, STR("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
	client_drain(&c);
	n = 0;
	for (const char *p = c.got.data; (p = strstr(p, "HTTP/1.1 200")); p++)
		n++;
	assert_int_equal(n, world->limits.keepalive_requests);
	assert_non_null(strstr(c.got.data, "Connection: close"));
	client_close(&c);
}

static void an_old_client_is_kept_only_when_it_asks(void **state)
{
	struct client c;
	(void)state;
	client_ask(&c, world->port[SERVICE_HTTP], "GET /healthz HTTP/1.0\r\n\r\n");
	assert_string_equal(field(&c, "Connection"), "close");
	client_close(&c);
	client_ask(&c, world->port[SERVICE_HTTP],
	    "GET /healthz HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /healthz HTTP/1.0\r\n\r\n");
	assert_string_equal(field(&c, "Connection"), "keep-alive");
	assert_non_null(strstr(body_of(&c).p, "HTTP/1.1 200"));
	client_close(&c);
}

static void a_part_of_a_file_can_be_asked_for(void **state)
{
	const char *path = "/en/water/2023-09-08-forum/plan.bin";
	struct client c;
	char lines[200];
	(void)state;
	get(&c, "GET", path, "Range: bytes=26-51\r\n");
	assert_true(str_starts(buf_str(&c.got), "HTTP/1.1 206 "));
	assert_string_equal(field(&c, "Content-Range"), "bytes 26-51/300000");
	assert_true(str_is(body_of(&c), "abcdefghijklmnopqrstuvwxyz"));
	snprintf(lines, sizeof lines, "Range: bytes=0-0\r\nIf-Range: %s\r\n", field(&c, "ETag"));
	expect_status("GET", path, lines, 206);
	client_close(&c);
	expect_status("GET", path, "Range: bytes=0-0\r\nIf-Range: \"other\"\r\n", 200);
	expect_status("GET", path, "Range: bytes=300000-\r\n", 416);
	get(&c, "GET", path, "");
	assert_int_equal(body_of(&c).n, LIVE_FILE_BYTES);
	client_close(&c);
}

static void errors_speak_the_language_of_the_path(void **state)
{
	struct client c;
	(void)state;
	get(&c, "GET", "/en/nothing", "");
	assert_true(str_starts(buf_str(&c.got), "HTTP/1.1 404 Not Found\r\n"));
	assert_non_null(strstr(c.got.data, "lang=\"en\""));
	client_close(&c);
	get(&c, "GET", "/nothing", "");
	assert_non_null(strstr(c.got.data, "lang=\"ky\""));
	client_close(&c);
	expect_status("GET", "/en/water/2022-05-19-gone", "", 410);
	expect_status("GET", "/../x", "", 400);
	expect_status("POST", "/", "", 405);
	expect_status("BREW", "/", "", 501);
	expect_status("GET", "/", "Content-Length: 5\r\n", 413);
}

static void another_spelling_is_redirected(void **state)
{
	struct client c;
	(void)state;
	get(&c, "GET", "/old/water", "");
	assert_true(str_starts(buf_str(&c.got), "HTTP/1.1 301 "));
	assert_string_equal(field(&c, "Location"), "/en/water/");
	client_close(&c);
	expect_status("GET", "//evil.example", "", 404);
}

static void the_same_answers_come_over_tls(void **state)
{
	struct client c;
	(void)state;
	client_open(&c, world->port[SERVICE_HTTPS]);
	assert_true(client_handshake(&c, "localhost", "\x02h2\x08http/1.1"));
	client_send(&c, STR("GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n"));
	client_send(&c, STR("GET /en/water/2023-09-08-forum/plan.bin HTTP/1.1\r\nHost: x\r\nConnection: "
	                    "close\r\n\r\n"));
	client_drain(&c);
	assert_true(c.notified);
	assert_non_null(strstr(c.got.data, "User-agent: *"));
	assert_true(c.got.len > LIVE_FILE_BYTES);
	client_close(&c);
}

/* Its bytes are those of its file, in whatever way they leave. */
static void a_large_feed_comes_whole_in_every_way(void **state)
{
	enum { LARGE = 300000 };
	static char feed[LARGE];
	static const char ask[] = "GET /en/atom.xml HTTP/1.1\r\nHost: x\r\n\r\n"
	                          "HEAD /en/atom.xml HTTP/1.1\r\nHost: x\r\n\r\n"
	                          "GET /en/atom.xml HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
	struct client c;
	char lines[300];
	(void)state;
	for (size_t i = 0; i < sizeof feed; i++)
		feed[i] = (char)('a' + i / 11 % 26);
	write_file(world->w.feeds, "en/atom.xml", (struct str){ feed, sizeof feed });
	atomic_fetch_add(&world->generation, 1);
	for (int twice = 0; twice < 2; twice++) {
		get(&c, "GET", "/en/atom.xml", "");
		assert_true(str_eq(body_of(&c), (struct str){ feed, sizeof feed }));
		snprintf(lines, sizeof lines, "If-None-Match: %s\r\n", field(&c, "ETag"));
		client_close(&c);
		expect_status("GET", "/en/atom.xml", lines, 304);
	}
	for (int tls = 0; tls < 2; tls++) {
		client_open(&c, world->port[tls ? SERVICE_HTTPS : SERVICE_HTTP]);
		assert_true(!tls || client_handshake(&c, "localhost", NULL));
		client_send(&c, str_of(ask));
		client_drain(&c);
		struct str first = body_of(&c), last = str_sub(buf_str(&c.got), c.got.len - LARGE, c.got.len);
		assert_true(first.n > 2 * LARGE);
		assert_memory_equal(first.p, feed, LARGE);
		assert_true(str_starts(str_sub(first, LARGE, first.n), "HTTP/1.1 200 OK\r\n"));
		assert_memory_equal(last.p, feed, LARGE);
		client_close(&c);
	}
	live_publish(world);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_comes_with_its_safety_and_language),
		cmocka_unit_test(head_has_the_head_of_get_and_nothing_else),
		cmocka_unit_test(a_feed_is_revalidated_by_tag_and_by_date),
		cmocka_unit_test(each_coding_is_another_representation),
		cmocka_unit_test(pipelined_requests_are_answered_in_order),
		cmocka_unit_test(a_connection_is_kept_for_so_many_requests),
		cmocka_unit_test(an_old_client_is_kept_only_when_it_asks),
		cmocka_unit_test(a_part_of_a_file_can_be_asked_for),
		cmocka_unit_test(errors_speak_the_language_of_the_path),
		cmocka_unit_test(another_spelling_is_redirected),
		cmocka_unit_test(the_same_answers_come_over_tls),
		cmocka_unit_test(a_large_feed_comes_whole_in_every_way),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
