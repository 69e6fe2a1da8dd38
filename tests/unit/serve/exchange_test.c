#include <sys/resource.h>

#include "unit/support/memory.h"

static struct live *world;
static struct memory_speaker memory;
static struct exchange x;
static struct buf sent;

static int begin_site(void **state)
{
	(void)state;
	world = live_new();
	return 0;
}

static int end_site(void **state)
{
	(void)state;
	live_free(world);
	return 0;
}

static int open_memory(void **state)
{
	(void)state;
	memory_name = "localhost";
	memory_cert = CLIENT_CERT_ABSENT;
	memory_speaker_open(&memory, world);
	buf_init(&sent, 8 << 20);
	return 0;
}

static int close_memory(void **state)
{
	(void)state;
	memory_speaker_close(&memory);
	buf_release(&sent);
	return 0;
}

/* What a connection of its own gets for these bytes. */
static const char *ask(const struct protocol *protocol, const char *bytes, size_t step)
{
	buf_reset(&sent);
	exchange_init(&x, &memory.speaker, protocol);
	x.peer.v4 = (struct sockaddr_in){ .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	x.tls = &memory_tls;
	memory_talk(&x, str_of(bytes), step, &sent);
	exchange_release(&x);
	return sent.data;
}

static const char *gemini_url(const char *path)
{
	static char text[256];
	snprintf(text, sizeof text, "gemini://localhost:%u%s\r\n", world->port[SERVICE_GEMINI], path);
	return text;
}

struct sample {
	const struct protocol *protocol;
	const char *request; /* NULL: of Gemini, whose port is known only when the test runs */
	const char *begins, *contains;
};

static const struct sample samples[] = {
	{ &gemini_protocol, NULL, "20 text/gemini", "# Herald" },
	{ &gopher_protocol, "/en/\r\n", "i", "Herald" },
	{ &http_protocol, "GET /en/ HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\n", "Herald" },
	{ &spartan_protocol, "localhost /en/ 0\r\n", "2 text/gemini", "# Herald" },
	{ &finger_protocol, "en\r\n", "# Herald", "Water" },
	{ &nex_protocol, "/en/\r\n", "# Herald", "Water" },
};

static const char *request_of(const struct sample *s)
{
	return s->request ? s->request : gemini_url("/en/");
}

static void every_protocol_answers_bytes_in_memory(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		const struct sample *s = &samples[i];
		const char *got = ask(s->protocol, request_of(s), SIZE_MAX);
		if (!str_starts(str_of(got), s->begins) || !strstr(got, s->contains))
			fail_msg("%s: %s", s->protocol->name, got);
		assert_true(x.last);
		assert_int_equal(x.requests, 1);
		assert_non_null(strstr(memory.log.lines.data, s->protocol->name));
	}
	assert_int_equal(memory.speaker.counters->requests, ARRAY_SIZE(samples));
}

static void it_does_not_matter_in_which_pieces_a_request_comes(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		const struct sample *s = &samples[i];
		struct buf whole;
		buf_init(&whole, 8 << 20);
		buf_puts(&whole, ask(s->protocol, request_of(s), SIZE_MAX));
		assert_string_equal(ask(s->protocol, request_of(s), 1), whole.data);
		assert_string_equal(ask(s->protocol, request_of(s), 3), whole.data);
		buf_release(&whole);
	}
}

static void an_incomplete_request_gets_nothing_and_ends_nothing(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		char part[128];
		const char *whole = request_of(&samples[i]);
		snprintf(part, sizeof part, "%.*s", (int)strlen(whole) - 1, whole);
		assert_string_equal(ask(samples[i].protocol, part, SIZE_MAX), "");
		assert_false(x.last);
		assert_int_equal(x.requests, 0);
	}
}

static void expect_three_in_order(size_t step)
{
	const char *got = ask(&http_protocol,
	    "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing-here HTTP/1.1\r\nHost: x\r\n\r\n"
	    "GET /robots.txt HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
	    "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
	    step);
	const char *second = strstr(got, "HTTP/1.1 404 ");
	assert_true(str_starts(str_of(got), "HTTP/1.1 200 OK"));
	assert_non_null(second);
	const char *third = strstr(second, "HTTP/1.1 200 OK");
	assert_non_null(third);
	assert_non_null(strstr(third, "User-agent: *"));
	assert_int_equal(x.requests, 3);
	assert_true(x.last);
}

static void http_answers_what_is_pipelined_in_order_up_to_the_last(void **state)
{
	(void)state;
	expect_three_in_order(SIZE_MAX);
	expect_three_in_order(1);
}

static void a_file_is_sent_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		char request[256];
		const char *path = "/en/water/2023-09-08-forum/plan.bin";
		if (samples[i].protocol == &finger_protocol)
			continue;
		if (samples[i].protocol == &gemini_protocol)
			snprintf(request, sizeof request, "%s", gemini_url(path));
		else if (samples[i].protocol == &http_protocol)
			snprintf(request, sizeof request, "GET %s HTTP/1.0\r\n\r\n", path);
		else if (samples[i].protocol == &spartan_protocol)
			snprintf(request, sizeof request, "localhost %s 0\r\n", path);
		else
			snprintf(request, sizeof request, "%s\r\n", path);
		ask(samples[i].protocol, request, SIZE_MAX);
		assert_true(sent.len >= LIVE_FILE_BYTES);
		assert_true(str_ends(buf_str(&sent), "mnopqrstuvwxyzabcdefghijkl"));
	}
}

static void gemini_asks_tls_for_the_name_and_the_certificate(void **state)
{
	const struct key_fingerprint editor = { { 1 } };
	(void)state;
	memory_name = "other.example";
	assert_true(str_starts(str_of(ask(&gemini_protocol, gemini_url("/en/"), SIZE_MAX)), "53 "));
	memory_name = NULL;
	assert_true(str_starts(str_of(ask(&gemini_protocol, gemini_url("/en/"), SIZE_MAX)), "53 "));
	memory_name = "localhost";
	memory.speaker.editors = &editor;
	memory.speaker.editor_count = 1;
	assert_true(str_starts(str_of(ask(&gemini_protocol, gemini_url("/preview/"), SIZE_MAX)), "60 "));
	memory_cert = CLIENT_CERT_UNKNOWN;
	assert_true(str_starts(str_of(ask(&gemini_protocol, gemini_url("/preview/"), SIZE_MAX)), "61 "));
	memory_cert = CLIENT_CERT_KNOWN;
	assert_true(str_starts(str_of(ask(&gemini_protocol, gemini_url("/preview/"), SIZE_MAX)), "20 "));
}

static void while_the_server_drains_each_response_is_the_last(void **state)
{
	(void)state;
	memory.speaker.draining = true;
	const char *got = ask(&http_protocol, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", SIZE_MAX);
	assert_non_null(strstr(got, "\r\nConnection: close\r\n"));
	assert_true(x.last);
}

static void over_the_limits_the_answer_is_the_overload_reply(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(samples); i++) {
		const struct protocol *p = samples[i].protocol;
		if (!p->overload_reply)
			continue;
		buf_reset(&sent);
		exchange_init(&x, &memory.speaker, p);
		x.rejected = true;
		memory_talk(&x, str_of(request_of(&samples[i])), SIZE_MAX, &sent);
		exchange_release(&x);
		assert_true(x.last);
		assert_int_equal(x.requests, 0);
		assert_true(sent.len > 0);
		assert_null(strstr(sent.data, "Herald"));
	}
}

static void what_was_published_is_answered_at_once(void **state)
{
	(void)state;
	assert_null(strstr(ask(&http_protocol, samples[2].request, SIZE_MAX), "A well"));
	world_write(&world->w, "water/2023-10-01-well.en.gmi", "---\ntitle: A well\n---\nIt gives water.\n");
	live_publish(world);
	assert_non_null(strstr(ask(&http_protocol, samples[2].request, SIZE_MAX), "A well"));
}

/* How each protocol says that another try may go well, and how that nothing is there. */
static const struct {
	const struct protocol *protocol;
	const char *request; /* printf, with the path; NULL: of Gemini */
	const char *passes[2], *missing;
} refusals[] = {
	{ &gemini_protocol, NULL, { "44 30\r\n", "40 " }, "51 " },
	{ &gopher_protocol, "%s\r\n", { "3The server is busy", "3Something went wrong" }, "3Page not found" },
	{ &http_protocol, "GET %s HTTP/1.0\r\nAccept-Language: en\r\n\r\n",
	    { "HTTP/1.1 503 ", "HTTP/1.1 503 " }, "HTTP/1.1 404 " },
	{ &spartan_protocol, "localhost %s 0\r\n", { "5 ", "5 " }, "4 " },
	{ &nex_protocol, "%s\r\n", { "The server is busy", "Something went wrong" }, "Page not found" },
};

static const char *ask_path(size_t i, const char *path)
{
	char request[256];
	if (!refusals[i].request)
		return ask(refusals[i].protocol, gemini_url(path), SIZE_MAX);
	snprintf(request, sizeof request, refusals[i].request, path);
	return ask(refusals[i].protocol, request, SIZE_MAX);
}

static void expect_passing(size_t i, const char *path)
{
	const char *got = ask_path(i, path);
	if (!str_starts(str_of(got), refusals[i].passes[0]) &&
	    !str_starts(str_of(got), refusals[i].passes[1]))
		fail_msg("%s %s: %s", refusals[i].protocol->name, path, got);
	if (refusals[i].protocol == &http_protocol) {
		assert_non_null(strstr(got, "\r\nRetry-After: 30\r\n"));
		assert_non_null(strstr(got, "\r\nCache-Control: no-store\r\n"));
		assert_null(strstr(got, "\r\nETag:"));
	}
}

static void expect_found(size_t i, const char *path)
{
	const char *got = ask_path(i, path);
	if (!*got || str_starts(str_of(got), refusals[i].missing) ||
	    str_starts(str_of(got), refusals[i].passes[0]) || str_starts(str_of(got), refusals[i].passes[1]))
		fail_msg("%s %s: %s", refusals[i].protocol->name, path, got);
}

static const char *const files[] = { "/en/water/2023-09-08-forum/plan.bin", "/en/atom.xml",
	"/en/water/rss.xml" };

static void without_a_descriptor_nothing_is_said_to_be_missing(void **state)
{
	struct rlimit old, none;
	(void)state;
	getrlimit(RLIMIT_NOFILE, &old);
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		for (size_t k = 0; k < ARRAY_SIZE(files); k++) {
			none = (struct rlimit){ 0, old.rlim_max };
			setrlimit(RLIMIT_NOFILE, &none);
			expect_passing(i, files[k]);
			setrlimit(RLIMIT_NOFILE, &old);
			expect_found(i, files[k]);
		}
	}
}

static void a_file_that_is_away_for_a_moment_is_not_said_to_be_missing(void **state)
{
	(void)state;
	assert_int_equal(renameat(world->w.feeds, "en", world->w.feeds, "away"), 0);
	assert_int_equal(
	    renameat(world->w.content, "water/2023-09-08-forum/plan.bin", world->w.content, "away"), 0);
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		expect_passing(i, files[0]);
		expect_passing(i, files[1]);
		/* What the catalogue does not have is missing, now as ever. */
		assert_true(str_starts(str_of(ask_path(i, "/en/water/atom-7.xml")), refusals[i].missing));
		assert_true(str_starts(str_of(ask_path(i, "/en/nothing/atom.xml")), refusals[i].missing));
		assert_true(str_starts(str_of(ask_path(i, "/en/events.ics")), refusals[i].missing));
	}
	assert_int_equal(renameat(world->w.feeds, "away", world->w.feeds, "en"), 0);
	assert_int_equal(
	    renameat(world->w.content, "away", world->w.content, "water/2023-09-08-forum/plan.bin"), 0);
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++)
		for (size_t k = 0; k < ARRAY_SIZE(files); k++)
			expect_found(i, files[k]);
}

static void without_a_catalogue_nothing_is_said_to_be_missing(void **state)
{
	const char *path = memory.speaker.handle.path;
	(void)state;
	catalog_handle_close(&memory.speaker.handle);
	memory.speaker.handle.path = "/nothing/catalog.db";
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++) {
		expect_passing(i, "/en/");
		expect_passing(i, "/en/no-such-page");
	}
	const char *got = ask(&gopher_protocol, "URL:https://example.org/\r\n", SIZE_MAX);
	assert_non_null(strstr(got, lang_of("ky")->words[WORD_FAILED]));
	memory.speaker.handle.path = path;
	memory.speaker.handle.failed_at = 0; /* it need not wait for the next try */
	for (size_t i = 0; i < ARRAY_SIZE(refusals); i++)
		expect_found(i, "/en/");
}

static void no_path_is_taken_for_the_key_of_another_answer(void **state)
{
	uint64_t before = memory.speaker.counters->cache_hits;
	(void)state;
	assert_true(
	    str_starts(str_of(ask(&http_protocol, "GET / HTTP/1.0\r\n\r\n", SIZE_MAX)), "HTTP/1.1 200 "));
	assert_true(str_starts(
	    str_of(ask(&http_protocol, "GET /%0Aky%0Aen HTTP/1.0\r\n\r\n", SIZE_MAX)), "HTTP/1.1 404 "));
	assert_int_equal(memory.speaker.counters->cache_hits, before);
	assert_true(
	    str_starts(str_of(ask(&http_protocol, "GET / HTTP/1.0\r\n\r\n", SIZE_MAX)), "HTTP/1.1 200 "));
	assert_int_equal(memory.speaker.counters->cache_hits, before + 1);
	assert_true(str_starts(
	    str_of(ask(&http_protocol, "GET /%00ky%00en HTTP/1.0\r\n\r\n", SIZE_MAX)), "HTTP/1.1 400 "));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    every_protocol_answers_bytes_in_memory, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    it_does_not_matter_in_which_pieces_a_request_comes, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    an_incomplete_request_gets_nothing_and_ends_nothing, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    http_answers_what_is_pipelined_in_order_up_to_the_last, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(a_file_is_sent_whole, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    gemini_asks_tls_for_the_name_and_the_certificate, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    while_the_server_drains_each_response_is_the_last, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    over_the_limits_the_answer_is_the_overload_reply, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    what_was_published_is_answered_at_once, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    without_a_descriptor_nothing_is_said_to_be_missing, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    a_file_that_is_away_for_a_moment_is_not_said_to_be_missing, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    without_a_catalogue_nothing_is_said_to_be_missing, open_memory, close_memory),
		cmocka_unit_test_setup_teardown(
		    no_path_is_taken_for_the_key_of_another_answer, open_memory, close_memory),
	};
	return cmocka_run_group_tests(tests, begin_site, end_site);
}
