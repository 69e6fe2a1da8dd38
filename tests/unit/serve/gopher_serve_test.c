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

static void ask(struct client *c, const char *request)
{
	client_ask(c, world->port[SERVICE_GOPHER], request);
	assert_false(c->reset);
}

static void expect_same(const char *one, const char *other)
{
	struct client a, b;
	ask(&a, one);
	ask(&b, other);
	assert_true(a.got.len > 20);
	assert_string_equal(a.got.data, b.got.data);
	client_close(&a);
	client_close(&b);
}

static void expect_in(const char *request, const char *part)
{
	struct client c;
	ask(&c, request);
	if (!strstr(c.got.data, part))
		fail_msg("no \"%s\" in \"%s\"", part, c.got.data);
	client_close(&c);
}

static void every_spelling_of_a_selector_gives_the_same(void **state)
{
	(void)state;
	expect_same("/en/\r\n", "en/\r\n");
	expect_same("/en/\r\n", "1/en/\r\n");
	expect_same("/en/\r\n", "/en\n");
	expect_same("/\r\n", "\r\n");
	expect_same("/\r\n", "\n");
}

static void an_old_address_is_followed(void **state)
{
	(void)state;
	expect_same("/en/water/\r\n", "/old/water\r\n");
}

static void an_item_is_a_text_and_a_listing_a_menu_with_a_dot(void **state)
{
	struct client c;
	(void)state;
	expect_in("/en/water/2023-09-08-forum\r\n", "The forum began.\r\n");
	ask(&c, "/en/\r\n");
	assert_true(str_ends(buf_str(&c.got), "\r\n.\r\n"));
	client_close(&c);
}

static void an_unknown_selector_gets_a_menu_of_one_error(void **state)
{
	struct client c;
	(void)state;
	ask(&c, "/en/nothing\r\n");
	assert_int_equal(c.got.data[0], '3');
	assert_true(str_ends(buf_str(&c.got), "\r\n.\r\n"));
	client_close(&c);
	ask(&c, "/../etc/passwd\r\n");
	assert_int_equal(c.got.data[0], '3');
	client_close(&c);
	ask(&c, "\x01\r\n");
	assert_int_equal(c.got.data[0], '3');
	client_close(&c);
}

static void a_request_may_come_byte_by_byte(void **state)
{
	struct client c;
	(void)state;
	client_open(&c, world->port[SERVICE_GOPHER]);
	for (const char *p = "/robots.txt\r\n"; *p; p++)
		client_send(&c, (struct str){ p, 1 });
	client_drain(&c);
	assert_true(str_starts(buf_str(&c.got), "User-agent: *"));
	client_close(&c);
}

static void bytes_after_the_request_do_not_reset_the_answer(void **state)
{
	static char much[100000];
	struct client c;
	(void)state;
	memset(much, 'x', sizeof much);
	client_open(&c, world->port[SERVICE_GOPHER]);
	client_send(&c, STR("/robots.txt\r\n"));
	client_send(&c, (struct str){ much, sizeof much });
	shutdown(c.fd, SHUT_WR);
	client_drain(&c);
	assert_false(c.reset);
	assert_true(str_starts(buf_str(&c.got), "User-agent: *"));
	client_close(&c);
}

static void an_attachment_arrives_whole(void **state)
{
	struct client c;
	(void)state;
	ask(&c, "/en/water/2023-09-08-forum/plan.bin\r\n");
	assert_int_equal(c.got.len, LIVE_FILE_BYTES);
	assert_memory_equal(c.got.data, "abcdefghijklmnopqrstuvwxyzabc", 29);
	client_close(&c);
}

static void gopher_plus_gets_a_head_and_is_no_search(void **state)
{
	(void)state;
	expect_in("/en/\t+\r\n", "+-1\r\n");
	expect_in("/en/water/2023-09-08-forum\t+\r\n", "+-2\r\n");
	expect_in("/nothing\t+\r\n", "--1\r\n1 ");
	expect_in("\t$\r\n", "+INFO: 1");
	expect_in("/en/water/2023-09-08-forum\t!\r\n", "+INFO: 0");
}

static void only_own_addresses_get_a_page_that_leads_there(void **state)
{
	(void)state;
	expect_in("URL:http://news.example/en/\r\n", "url=http://news.example/en/\"");
	expect_in("/URL:http://evil.example/\r\n", "null.host");
	expect_in("URL:http://news.example.evil.example/\r\n", "null.host");
}

static void the_first_byte_of_a_handshake_begins_tls(void **state)
{
	struct client c;
	(void)state;
	client_open(&c, world->port[SERVICE_GOPHER]);
	assert_true(client_handshake(&c, "localhost", "\x06gopher"));
	const unsigned char *alpn;
	unsigned n;
	SSL_get0_alpn_selected(c.ssl, &alpn, &n);
	assert_int_equal(n, 6);
	client_send(&c, STR("/robots.txt\r\n"));
	client_drain(&c);
	assert_true(str_starts(buf_str(&c.got), "User-agent: *"));
	assert_true(c.notified);
	client_close(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_spelling_of_a_selector_gives_the_same),
		cmocka_unit_test(an_old_address_is_followed),
		cmocka_unit_test(an_item_is_a_text_and_a_listing_a_menu_with_a_dot),
		cmocka_unit_test(an_unknown_selector_gets_a_menu_of_one_error),
		cmocka_unit_test(a_request_may_come_byte_by_byte),
		cmocka_unit_test(bytes_after_the_request_do_not_reset_the_answer),
		cmocka_unit_test(an_attachment_arrives_whole),
		cmocka_unit_test(gopher_plus_gets_a_head_and_is_no_search),
		cmocka_unit_test(only_own_addresses_get_a_page_that_leads_there),
		cmocka_unit_test(the_first_byte_of_a_handshake_begins_tls),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
