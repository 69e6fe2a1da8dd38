/*
 * http_headers_test: what shared caches are told: for how long, and by which names.
 */
#include "unit/support/test.h"

#include <time.h>

#include "answer/http_headers.h"

static const struct site told = { .purged = true, .tags = { "ru", "en" } },
                         untold = { .tags = { "ru", "en" } };

static char *caching_of(const struct site *site, const struct response *a)
{
	struct buf out;
	buf_init(&out, 1024);
	http_add_caching(&out, site, a);
	return buf_detach(&out);
}

static char *keys_of(const struct site *site, const struct response *a, const char *path)
{
	struct buf out;
	buf_init(&out, 1024);
	http_add_keys(&out, site, a, str_of(path));
	return out.len ? buf_detach(&out) : xstrdup("");
}

static void assert_shared(const struct site *site, const struct response *a, const char *seconds)
{
	char *line = caching_of(site, a);
	if (!strstr(line, seconds))
		fail_msg("no \"%s\" in: %s", seconds, line);
	free(line);
}

static void assert_keys(const struct response *a, const char *path, const char *want)
{
	char *line = keys_of(&told, a, path);
	assert_string_equal(line, want);
	free(line);
}

static void a_cache_that_is_not_told_asks_each_minute(void **state)
{
	(void)state;
	for (enum response_kind kind = RESPONSE_PAGE; kind <= RESPONSE_TEXT; kind++)
		assert_shared(&untold, &(struct response){ .modified = 1, .kind = kind }, " s-maxage=60, ");
	char *keys = keys_of(
	    &untold, &(struct response){ .kind = RESPONSE_PAGE, .modified = INSTANT_NONE }, "/ru/");
	assert_string_equal(keys, "");
	free(keys);
}

static void one_that_is_told_keeps_for_a_day_what_it_is_told_of(void **state)
{
	(void)state;
	assert_shared(&told, &(struct response){ .kind = RESPONSE_PAGE, .modified = INSTANT_NONE },
	    " s-maxage=86400, ");
	assert_shared(&told, &(struct response){ .modified = 1, .kind = RESPONSE_FEED }, " s-maxage=86400, ");
	assert_shared(&told, &(struct response){ .modified = 1, .kind = RESPONSE_TEXT }, " s-maxage=86400, ");
	assert_shared(&told, &(struct response){ .modified = 1, .kind = RESPONSE_FILE }, " s-maxage=60, ");
	/* Its head is another one when its date has come. */
	assert_shared(&told, &(struct response){ .modified = time(NULL) + 100, .kind = RESPONSE_FEED },
	    " s-maxage=60, ");
}

static void nothing_that_is_secret_or_of_now_is_kept(void **state)
{
	static const struct response never[] = { { .kind = RESPONSE_HEALTH },
		{ .kind = RESPONSE_PAGE, .secret = true },
		{ .kind = RESPONSE_FEED, .secret = true, .archive = true },
		{ .kind = RESPONSE_FILE, .secret = true } };
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(never); i++) {
		char *line = caching_of(&told, &never[i]);
		assert_string_equal(line, "Cache-Control: no-store\r\n");
		free(line);
		assert_keys(&never[i], "/ru/wells/", "");
	}
}

/* Of a search, say: its words are the reader's. */
static void what_this_server_does_not_keep_no_shared_cache_does(void **state)
{
	static const struct response own = { .kind = RESPONSE_PAGE, .no_store = true };
	(void)state;
	char *line = caching_of(&told, &own);
	assert_string_equal(line, "Cache-Control: private, max-age=300\r\n");
	free(line);
	assert_keys(&own, "/ru/search", "");
}

static void an_answer_has_the_names_by_which_it_is_old(void **state)
{
	static const struct response page = { .kind = RESPONSE_PAGE, .modified = INSTANT_NONE },
	                             file = { .kind = RESPONSE_FILE },
	                             feed = { .kind = RESPONSE_FEED, .announced = true },
	                             made = { .kind = RESPONSE_FEED };
	(void)state;
	assert_keys(&page, "/", "Surrogate-Key: all page\r\n");
	assert_keys(&page, "/en/", "Surrogate-Key: all page lang:en\r\n");
	assert_keys(&page, "/en/wells/2026-03-05-pump", "Surrogate-Key: all page lang:en project:wells\r\n");
	assert_keys(&feed, "/ru/atom.xml", "Surrogate-Key: all feed:ru/ lang:ru\r\n");
	assert_keys(&feed, "/ru/wells/rss.xml", "Surrogate-Key: all feed:ru/wells lang:ru project:wells\r\n");
	assert_keys(&made, "/ru/wells/atom-1.xml", "Surrogate-Key: all page lang:ru project:wells\r\n");
	assert_keys(&file, "/ru/wells/2026-03-05-pump/a.pdf", "Surrogate-Key: all lang:ru project:wells\r\n");
	assert_keys(&page, "/whatever", "Surrogate-Key: all page\r\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cache_that_is_not_told_asks_each_minute),
		cmocka_unit_test(one_that_is_told_keeps_for_a_day_what_it_is_told_of),
		cmocka_unit_test(nothing_that_is_secret_or_of_now_is_kept),
		cmocka_unit_test(what_this_server_does_not_keep_no_shared_cache_does),
		cmocka_unit_test(an_answer_has_the_names_by_which_it_is_old),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
