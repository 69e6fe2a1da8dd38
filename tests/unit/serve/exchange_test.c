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
	};
	return cmocka_run_group_tests(tests, begin_site, end_site);
}
