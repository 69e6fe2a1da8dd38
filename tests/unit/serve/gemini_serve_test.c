#include "unit/support/client.h"

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

/* "gemini://host:port" of this server and the rest of a request. */
static const char *request(const char *host, const char *rest)
{
	static char text[2048];
	snprintf(text, sizeof text, "gemini://%s:%u%s\r\n", host, world->port[SERVICE_GEMINI], rest);
	return text;
}

/* Every answer must end with close_notify. */
static void ask(struct client *c, const char *name, const char *line)
{
	client_ask_tls(c, world->port[SERVICE_GEMINI], name, line);
	assert_true(c->notified);
}

static void expect(const char *line, const char *begins)
{
	struct client c;
	ask(&c, "localhost", line);
	if (!str_starts(buf_str(&c.got), begins))
		fail_msg("%s gave: %s", line, c.got.data);
	client_close(&c);
}

static void a_page_says_its_language(void **state)
{
	(void)state;
	expect(request("localhost", "/ky/water/2023-09-08-forum"),
	    "20 text/gemini; charset=utf-8; lang=ky\r\n# Форум\n");
	expect(request("localhost", "/en/water/2023-09-08-forum"),
	    "20 text/gemini; charset=utf-8; lang=en\r\n# Forum\n");
}

static void a_page_in_several_languages_names_them_in_quotes(void **state)
{
	(void)state;
	expect(request("localhost", "/ky/"), "20 text/gemini; charset=utf-8; lang=\"ky,en\"\r\n# ");
}

static void a_page_from_the_cache_has_the_same_bytes(void **state)
{
	struct client a, b;
	(void)state;
	live_publish(world);
	ask(&a, "localhost", request("localhost", "/en/"));
	uint64_t hits = world->counters.cache_hits;
	ask(&b, "localhost", request("localhost", "/en/"));
	assert_int_equal(world->counters.cache_hits, hits + 1);
	assert_string_equal(a.got.data, b.got.data);
	client_close(&a);
	client_close(&b);
}

static void an_empty_path_is_the_root(void **state)
{
	(void)state;
	expect(request("localhost", ""), "20 text/gemini");
	expect(request("localhost", "/"), "20 text/gemini");
}

static void another_spelling_is_redirected_once(void **state)
{
	(void)state;
	expect(request("localhost", "/en"), "31 /en/\r\n");
	expect(request("localhost", "/en/water"), "31 /en/water/\r\n");
	expect(request("localhost", "/en/water/2023-09-08-forum/"), "31 /en/water/2023-09-08-forum\r\n");
	expect(request("localhost", "/old/water"), "31 /en/water/\r\n");
	expect(request("localhost", "/en/nothing"), "51 ");
}

static void what_is_missing_or_gone_has_no_body(void **state)
{
	struct client c;
	(void)state;
	ask(&c, "localhost", request("localhost", "/en/water/nothing"));
	assert_true(str_starts(buf_str(&c.got), "51 "));
	assert_true(str_ends(buf_str(&c.got), "\r\n"));
	assert_int_equal(str_find(buf_str(&c.got), '\n'), c.got.len - 1);
	client_close(&c);
	expect(request("localhost", "/en/water/2022-05-19-gone"), "52 ");
}

static void other_hosts_ports_and_schemes_are_refused(void **state)
{
	(void)state;
	expect(request("elsewhere.example", "/en/"), "53 ");
	expect("gemini://localhost:1/en/\r\n", "53 ");
	expect("https://localhost/en/\r\n", "53 ");
	expect("no uri\r\n", "59 ");
	expect(request("user@localhost", "/en/"), "59 ");
}

static void a_path_that_climbs_is_refused(void **state)
{
	(void)state;
	expect(request("localhost", "/../etc/passwd"), "59 ");
	expect(request("localhost", "/en/%2e%2e/%2e%2e/x"), "59 ");
	expect(request("localhost", "/en/./water/../"), "20 ");
	expect(request("localhost", "/en%2Fwater/"), "51 ");
}

static void the_name_in_the_handshake_must_be_the_host(void **state)
{
	struct client c;
	(void)state;
	ask(&c, "other.example", request("localhost", "/en/"));
	assert_true(str_starts(buf_str(&c.got), "53 "));
	client_close(&c);
	ask(&c, NULL, request("localhost", "/en/"));
	assert_true(str_starts(buf_str(&c.got), "53 "));
	client_close(&c);
	ask(&c, NULL, request("127.0.0.1", "/en/"));
	assert_true(str_starts(buf_str(&c.got), "20 "));
	client_close(&c);
}

static void feeds_have_their_types_and_files_arrive_whole(void **state)
{
	struct client c;
	(void)state;
	expect(request("localhost", "/en/atom.xml"), "20 application/atom+xml; charset=utf-8\r\n<?xml");
	expect(request("localhost", "/en/water/rss.xml"), "20 application/rss+xml; charset=utf-8\r\n<?xml");
	ask(&c, "localhost", request("localhost", "/en/water/2023-09-08-forum/plan.bin"));
	assert_true(str_starts(buf_str(&c.got), "20 application/octet-stream\r\nabc"));
	assert_int_equal(c.got.len, LIVE_FILE_BYTES + strlen("20 application/octet-stream\r\n"));
	client_close(&c);
}

static void a_bare_lf_does_not_end_a_request_and_crlf_may_come_late(void **state)
{
	struct client c;
	(void)state;
	client_open(&c, world->port[SERVICE_GEMINI]);
	assert_true(client_handshake(&c, "localhost", NULL));
	for (const char *p = request("localhost", "/en/"); *p; p++)
		client_send(&c, (struct str){ p, 1 });
	client_drain(&c);
	assert_true(str_starts(buf_str(&c.got), "20 "));
	client_close(&c);
}

static void a_request_without_tls_gets_no_answer(void **state)
{
	struct client c;
	(void)state;
	client_ask(&c, world->port[SERVICE_GEMINI], request("localhost", "/en/"));
	assert_int_equal(c.got.len, 0);
	client_close(&c);
}

static void a_page_that_was_ready_is_made_anew_when_content_changes(void **state)
{
	struct client before, after;
	(void)state;
	ask(&before, "localhost", request("localhost", "/en/water/"));
	assert_null(strstr(before.got.data, "It is new"));
	world_write(&world->w, "water/2023-01-01-new.en.gmi", "---\ntitle: It is new\n---\nText.\n");
	live_publish(world);
	ask(&after, "localhost", request("localhost", "/en/water/"));
	assert_non_null(strstr(after.got.data, "It is new"));
	client_close(&before);
	client_close(&after);
	expect(request("localhost", "/en/water/2023-01-01-new"), "20 ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_says_its_language),
		cmocka_unit_test(a_page_in_several_languages_names_them_in_quotes),
		cmocka_unit_test(a_page_from_the_cache_has_the_same_bytes),
		cmocka_unit_test(an_empty_path_is_the_root),
		cmocka_unit_test(another_spelling_is_redirected_once),
		cmocka_unit_test(what_is_missing_or_gone_has_no_body),
		cmocka_unit_test(other_hosts_ports_and_schemes_are_refused),
		cmocka_unit_test(a_path_that_climbs_is_refused),
		cmocka_unit_test(the_name_in_the_handshake_must_be_the_host),
		cmocka_unit_test(feeds_have_their_types_and_files_arrive_whole),
		cmocka_unit_test(a_bare_lf_does_not_end_a_request_and_crlf_may_come_late),
		cmocka_unit_test(a_request_without_tls_gets_no_answer),
		cmocka_unit_test(a_page_that_was_ready_is_made_anew_when_content_changes),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
