#include "unit/support/client.h"

/* A site of which plain HTTP leads elsewhere, and which answers challenges. */
static struct live *world;
static struct folder challenges;

#define TREE "/.well-known/acme-challenge/"
#define URL "https://news.example.org"

static int start(void **state)
{
	(void)state;
	folder_init(&challenges);
	world = live_new();
	world->w.site.http_url = URL;
	world->acme = challenges.fd;
	world->redirect = true;
	world->hsts_days = 3650;
	live_start(world);
	return 0;
}

static int stop(void **state)
{
	(void)state;
	live_stop(world, 's');
	live_free(world);
	folder_release(&challenges);
	return 0;
}

static const char *answer_to(const char *path, const char *method, enum service service)
{
	static char text[65536], request[8192];
	struct client c;
	snprintf(request, sizeof request, "%s %s HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n",
	    method, path);
	if (service == SERVICE_HTTPS)
		client_ask_tls(&c, world->port[service], "localhost", request);
	else
		client_ask(&c, world->port[service], request);
	snprintf(text, sizeof text, "%.*s", (int)c.got.len, c.got.data);
	client_close(&c);
	return text;
}

/* NULL: it is not sent on. */
static void expect_location(const char *path, const char *location)
{
	char line[8192];
	const char *answer = answer_to(path, "GET", SERVICE_HTTP);
	snprintf(line, sizeof line, "\r\nLocation: %s\r\n", location ? location : "");
	if (location && (strncmp(answer, "HTTP/1.1 301 ", 13) != 0 || !strstr(answer, line)))
		fail_msg("%s gave: %s", path, answer);
	if (!location && strstr(answer, "\r\nLocation: "))
		fail_msg("%s gave: %s", path, answer);
}

static void plain_http_leads_to_the_address_of_the_site(void **state)
{
	(void)state;
	for (int i = 0; i < 2; i++) { /* the second time, some are in the cache */
		expect_location("/", URL "/");
		expect_location("/en/", URL "/en/");
		expect_location("/en/atom.xml?x=1", URL "/en/atom.xml?x=1");
		expect_location("/en/search?q=a%20b", URL "/en/search?q=a%20b");
		expect_location("/no/such", URL "/no/such");
		expect_location("/preview/0123456789abcdef/", URL "/preview/0123456789abcdef/");
		expect_location("/a%0d%0aX:%20y?b%0d%0aX:%20y", URL "/a%0D%0AX%3A%20y?b%0d%0aX:%20y");
		assert_non_null(strstr(answer_to("/en/", "GET", SERVICE_HTTPS), "HTTP/1.1 200 "));
	}
}

static void an_old_path_and_another_spelling_are_one_step(void **state)
{
	(void)state;
	expect_location("/old/water", URL "/en/water/");
	expect_location("/en/water", URL "/en/water/");
	expect_location("/en/water?a=1", URL "/en/water/?a=1");
}

static void the_longest_path_and_query_have_room(void **state)
{
	static char path[4000], location[20000];
	(void)state;
	size_t n = 0, at = (size_t)snprintf(location, sizeof location, URL "/x?");
	n += (size_t)snprintf(path, sizeof path, "/x?");
	for (; n < sizeof path - 1; n++, at += 3) {
		path[n] = (char)0xd1;
		memcpy(location + at, "%D1", 4);
	}
	expect_location(path, location);
}

static void machines_are_answered_where_they_ask(void **state)
{
	(void)state;
	expect_location("/healthz", NULL);
	expect_location("/readyz", NULL);
	expect_location(TREE "none", NULL);
	expect_location("/en/%", NULL);
	assert_non_null(strstr(answer_to("/en/atom.xml", "OPTIONS", SERVICE_HTTP), "HTTP/1.1 200 "));
}

static void only_tls_says_how_long_browsers_keep_to_it(void **state)
{
	static const char line[] = "\r\nStrict-Transport-Security: max-age=315360000\r\n";
	static const char *const paths[] = { "/en/", "/no/such", "/old/water", "/healthz", "/%",
		TREE "none" };
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(paths); i++) {
		assert_non_null(strstr(answer_to(paths[i], "GET", SERVICE_HTTPS), line));
		assert_null(strstr(answer_to(paths[i], "GET", SERVICE_HTTP), "Strict"));
	}
}

static void expect_challenge(const char *token, const char *text)
{
	char path[512];
	snprintf(path, sizeof path, TREE "%s", token);
	const char *answer = answer_to(path, "GET", SERVICE_HTTP), *body = strstr(answer, "\r\n\r\n");
	assert_non_null(body);
	assert_non_null(strstr(answer, "\r\nCache-Control: no-store\r\n"));
	if (text)
		assert_string_equal(body + 4, text);
	else
		assert_int_equal(strncmp(answer, "HTTP/1.1 404 ", 13), 0);
}

static void a_challenge_is_answered_from_either_layout(void **state)
{
	char text[1200] = "long.";
	(void)state;
	memset(text + 5, 'x', 1019);
	folder_write(&challenges, "right_in-it", "right_in-it.thumbprint\n");
	folder_write(&challenges, &TREE "whole"[1], "whole.thumbprint");
	folder_write(&challenges, "long", text);
	expect_challenge("right_in-it", "right_in-it.thumbprint\n");
	expect_challenge("whole", "whole.thumbprint");
	expect_challenge("long", text);
	text[1024] = 'x';
	folder_write(&challenges, "long", text);
	expect_challenge("long", NULL);
	folder_write(&challenges, "other", "right_in-it.thumbprint");
	expect_challenge("other", NULL);
	folder_write(&challenges, "short", "short");
	expect_challenge("short", NULL);
	expect_challenge("none", NULL);
	folder_remove(&challenges, "right_in-it");
	expect_challenge("right_in-it", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_http_leads_to_the_address_of_the_site),
		cmocka_unit_test(an_old_path_and_another_spelling_are_one_step),
		cmocka_unit_test(the_longest_path_and_query_have_room),
		cmocka_unit_test(machines_are_answered_where_they_ask),
		cmocka_unit_test(only_tls_says_how_long_browsers_keep_to_it),
		cmocka_unit_test(a_challenge_is_answered_from_either_layout),
	};
	return cmocka_run_group_tests(tests, start, stop);
}
