#include "unit/support/client.h"

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>

#include "serve/io.h"
#include "serve/tls.h"

static struct live *world;

static int prepare(void **state)
{
	(void)state;
	world = live_new();
	return 0;
}

static int finish(void **state)
{
	(void)state;
	live_stop(world, 's');
	live_free(world);
	return 0;
}

static int forget(void **state)
{
	(void)state;
	live_free(world);
	return 0;
}

static void expect_robots(void)
{
	struct client c;
	client_ask(&c, world->port[SERVICE_GOPHER], "/robots.txt\r\n");
	assert_true(str_starts(buf_str(&c.got), "User-agent: *"));
	client_close(&c);
}

/* A connection that surely was accepted: it has had one answer. */
static void open_kept(struct client *c)
{
	client_open(c, world->port[SERVICE_HTTP]);
	client_send(c, STR("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"));
	client_take(c, 15);
	assert_true(str_starts(buf_str(&c->got), "HTTP/1.1 200 OK"));
}

static void one_address_gets_its_share_and_no_more(void **state)
{
	struct client kept[3], c;
	(void)state;
	world->limits.per_address = 3;
	live_start(world);
	for (int i = 0; i < 3; i++)
		open_kept(&kept[i]);
	client_ask(&c, world->port[SERVICE_HTTP], "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_true(c.got.len == 0 || str_starts(buf_str(&c.got), "HTTP/1.1 503 "));
	client_close(&c);
	assert_true(
	    world->counters.refused[REFUSED_ADDRESS] + world->counters.refused[REFUSED_CONNECTIONS] >= 1);
	shutdown(kept[0].fd, SHUT_WR);
	client_drain(&kept[0]);
	client_close(&kept[0]);
	expect_robots();
	client_close(&kept[1]);
	client_close(&kept[2]);
}

static void slow_handshakes_count_for_their_address(void **state)
{
	struct client slow[2], c;
	(void)state;
	world->limits.per_address = 2;
	world->limits.handshake_seconds = 3600;
	live_start(world);
	for (int i = 0; i < 2; i++) {
		client_open(&slow[i], world->port[SERVICE_GEMINI]);
		client_send(&slow[i], (struct str){ "\x16\x03\x01", 3 });
	}
	WAIT_FOR(world->counters.open == 2);
	client_ask(&c, world->port[SERVICE_HTTP], "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
	assert_true(c.got.len == 0 || str_starts(buf_str(&c.got), "HTTP/1.1 503 "));
	assert_true(
	    world->counters.refused[REFUSED_ADDRESS] + world->counters.refused[REFUSED_CONNECTIONS] >= 1);
	client_close(&c);
	client_close(&slow[0]);
	expect_robots();
	client_close(&slow[1]);
}

static void a_request_that_does_not_come_is_not_waited_for(void **state)
{
	struct client gopher, gemini, silent;
	(void)state;
	world->limits.request_seconds = 1;
	world->limits.handshake_seconds = 1;
	live_start(world);
	client_open(&gopher, world->port[SERVICE_GOPHER]);
	client_send(&gopher, STR("/rob"));
	client_open(&silent, world->port[SERVICE_GEMINI]);
	client_send(&silent, STR("\x16\x03"));
	client_open(&gemini, world->port[SERVICE_GEMINI]);
	assert_true(client_handshake(&gemini, "localhost", NULL));
	client_send(&gemini, STR("gemini://loc"));
	expect_robots();
	client_drain(&gopher);
	client_drain(&silent);
	client_drain(&gemini);
	assert_int_equal(gopher.got.len + silent.got.len + gemini.got.len, 0);
	assert_true(gemini.notified);
	client_close(&gopher);
	client_close(&silent);
	client_close(&gemini);
	WAIT_FOR(world->counters.open == 0);
}

static void who_does_not_read_is_cut_off(void **state)
{
	struct client c;
	int small = 4096;
	(void)state;
	world->limits.progress_seconds = 1;
	live_start(world);
	client_open(&c, world->port[SERVICE_HTTP]);
	setsockopt(c.fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
	/* In one piece: the server has then read all of it, so its reset has no other cause. */
	char requests[8000] = "";
	for (int i = 0; i < 100; i++)
		strcat(requests, "GET /en/water/2023-09-08-forum/plan.bin HTTP/1.1\r\nHost: x\r\n\r\n");
	client_send(&c, str_of(requests));
	/* Only a reset gets past what the client has not read. */
	struct pollfd p = { .fd = c.fd, .events = POLLRDHUP };
	assert_int_equal(poll(&p, 1, CLIENT_PATIENCE * 1000), 1);
	client_drain(&c);
	assert_true(c.got.len < 100 * (size_t)LIVE_FILE_BYTES);
	client_close(&c);
	expect_robots();
}

static void what_comes_after_the_end_is_thrown_away_until_it_is_time_to_close(void **state)
{
	struct client c;
	(void)state;
	world->limits.linger_seconds = 1;
	live_start(world);
	client_ask(&c, world->port[SERVICE_GOPHER], "/robots.txt\r\n");
	assert_true(str_starts(buf_str(&c.got), "User-agent: *"));
	/* Our end has come, but the client goes on and on. */
	int64_t limit = clock_ms() + CLIENT_PATIENCE * 1000;
	size_t sent = 0;
	while (world->counters.open && clock_ms() < limit) {
		sent += send(c.fd, "x", 1, MSG_NOSIGNAL) == 1;
		sched_yield();
	}
	assert_int_equal(world->counters.open, 0);
	assert_true(sent > 0);
	client_close(&c);
	expect_robots();
}

/* A conversation that begins with this many changes of the key. */
static size_t answered_after_updates(int updates)
{
	struct client c;
	client_open(&c, world->port[SERVICE_GEMINI]);
	assert_true(client_handshake(&c, "localhost", NULL));
	for (int i = 0; i < updates; i++) {
		SSL_key_update(c.ssl, SSL_KEY_UPDATE_NOT_REQUESTED);
		if (SSL_do_handshake(c.ssl) != 1)
			break;
	}
	char url[64];
	int n = snprintf(
	    url, sizeof url, "gemini://localhost:%u/robots.txt\r\n", world->port[SERVICE_GEMINI]);
	SSL_write(c.ssl, url, n);
	client_drain(&c);
	size_t got = c.got.len;
	client_close(&c);
	return got;
}

static void a_peer_may_change_its_key_a_few_times(void **state)
{
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	live_start(world);
	assert_true(answered_after_updates(1) > 0);
	assert_true(answered_after_updates(IO_EMPTY_MAX) > 0);
	assert_int_equal(answered_after_updates(IO_EMPTY_MAX + 1), 0);
	assert_int_equal(answered_after_updates(5000), 0);
	expect_robots();
}

static void no_handshake_begins_again_in_a_connection(void **state)
{
	struct client c;
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	live_start(world);
	client_open(&c, world->port[SERVICE_GEMINI]);
	assert_true(client_handshake_of(&c, TLS1_2_VERSION, "localhost", NULL));
	assert_int_equal(SSL_renegotiate(c.ssl), 1);
	assert_int_not_equal(SSL_do_handshake(c.ssl), 1);
	client_close(&c);
	WAIT_FOR(world->counters.open == 0);
	assert_int_equal(world->counters.requests, 0);
	expect_robots();
}

static void a_flood_of_warnings_is_cut(void **state)
{
	static const char warning[] = "\x15\x03\x03\x00\x02\x01\x5a"; /* user_canceled */
	enum { FLOOD = 100000 };
	struct client c;
	int sent = 0;
	(void)state;
	world->limits.handshake_seconds = 3600;
	live_start(world);
	client_open(&c, world->port[SERVICE_GEMINI]);
	while (sent < FLOOD && send(c.fd, warning, sizeof warning - 1, MSG_NOSIGNAL) > 0)
		sent++;
	client_drain(&c);
	client_close(&c);
	WAIT_FOR(world->counters.open == 0);
	assert_true(sent < FLOOD);
	expect_robots();
}

static void a_handshake_of_any_length_is_not_read(void **state)
{
	/* The head of a ClientHello of 128 KiB, then nothing but its body. */
	static char flight[5 + IO_RECORD] = "\x16\x03\x01\x40\x00\x01\x01\xff\xff\x03\x03";
	struct client c;
	(void)state;
	world->limits.handshake_seconds = 3600;
	live_start(world);
	client_open(&c, world->port[SERVICE_GEMINI]);
	for (size_t sent = 0; sent <= IO_HANDSHAKE_MAX; sent += sizeof flight) {
		if (send(c.fd, flight, sizeof flight, MSG_NOSIGNAL) < 0)
			break;
		memset(flight + 5, 0, sizeof flight - 5);
	}
	client_drain(&c);
	assert_int_equal(world->counters.requests, 0);
	client_close(&c);
	WAIT_FOR(world->counters.open == 0);
	expect_robots();
}

static const struct {
	enum service service;
	const char *request;
} conversations[] = {
	{ SERVICE_NEX, "/robots.txt\r\n" },
	{ SERVICE_FINGER, "en\r\n" },
	{ SERVICE_SPARTAN, "localhost /robots.txt 0\r\n" },
	{ SERVICE_HTTP, "GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n" },
	{ SERVICE_GEMINI, "no request\r\n" },
};

/* Ends in one of the ways in which clients do: after the answer, after some of it, at once, with a reset. */
static void end_somehow(struct client *c, unsigned way)
{
	char some[16];
	if (way == 0 && !c->ssl)
		shutdown(c->fd, SHUT_WR);
	if (way == 0)
		client_drain(c);
	/* Whoever waits for the answer gets it. */
	assert_true(
	    way != 0 || (c->got.len > 5 && !strstr(c->got.data, "44 30") && !strstr(c->got.data, " 503 ")));
	assert_true(way != 1 || client_some(c, some, sizeof some) > 5);
	if (way == 2) {
		const struct linger at_once = { 1, 0 };
		setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
	}
	client_close(c);
}

/* One address has all its connections at work, always; each that its client ended makes room for one. */
static void connections_that_have_ended_leave_the_count_at_once(void **state)
{
	enum { KEPT = 4, STEPS = 3000 };
	struct client kept[KEPT] = { 0 };
	bool open[KEPT] = { false };
	uint64_t random = 7;
	(void)state;
	signal(SIGPIPE, SIG_IGN);
	world->limits.per_address = KEPT;
	live_start(world);
	for (int i = 0; i < STEPS; i++) {
		random = random * 6364136223846793005u + 1442695040888963407u;
		size_t at = (random >> 33) % KEPT, what = (random >> 40) % ARRAY_SIZE(conversations);
		if (open[at])
			end_somehow(&kept[at], (random >> 50) % 4);
		client_open(&kept[at], world->port[conversations[what].service]);
		if (conversations[what].service == SERVICE_GEMINI)
			assert_true(client_handshake(&kept[at], "localhost", NULL));
		client_send(&kept[at], str_of(conversations[what].request));
		open[at] = true;
	}
	for (int i = 0; i < KEPT; i++)
		end_somehow(&kept[i], 0);
	WAIT_FOR(world->counters.open == 0);
}

static void await_drained(void)
{
	pthread_join(world->thread, NULL);
	assert_true(world->drained);
	pthread_barrier_destroy(&world->ready);
	close(world->orders[0]);
	close(world->orders[1]);
}

static void an_idle_connection_ends_and_a_draining_server_too(void **state)
{
	struct client idle, busy;
	(void)state;
	live_start(world);
	open_kept(&idle);
	client_open(&busy, world->port[SERVICE_GOPHER]);
	client_send(&busy, STR("/rob"));
	WAIT_FOR(world->counters.open >= 2);
	assert_int_equal(write(world->orders[1], "d", 1), 1);
	client_drain(&idle);
	client_send(&busy, STR("ots.txt\r\n"));
	client_drain(&busy);
	assert_true(str_starts(buf_str(&busy.got), "User-agent: *"));
	client_close(&busy);
	client_close(&idle);
	await_drained();
}

static struct client hasty, late;

/* Both wait to be accepted. The first is over as soon as it is. */
static void queue_two(struct live *l)
{
	client_open(&hasty, l->port[SERVICE_GEMINI]);
	client_send(&hasty, STR("no handshake"));
	client_open(&late, l->port[SERVICE_GOPHER]);
	client_send(&late, STR("/rob"));
}

static void who_is_accepted_while_another_goes_is_waited_for(void **state)
{
	(void)state;
	world->before_drain = queue_two;
	live_start(world);
	assert_int_equal(write(world->orders[1], "d", 1), 1);
	WAIT_FOR(world->counters.open == 1 && world->counters.accepted == 2);
	client_send(&late, STR("ots.txt\r\n"));
	client_drain(&late);
	assert_true(str_starts(buf_str(&late.got), "User-agent: *"));
	client_close(&hasty);
	client_close(&late);
	await_drained();
}

static void a_balancer_says_whose_connection_it_is(void **state)
{
	struct client c;
	struct buf log;
	struct network loopback;
	(void)state;
	assert_true(network_parse("127.0.0.0/8", &loopback));
	for (int i = 0; i < SERVICE_COUNT; i++) {
		world->listeners[i].proxies = &loopback;
		world->listeners[i].proxy_count = 1;
	}
	live_start(world);
	client_ask(
	    &c, world->port[SERVICE_GOPHER], "PROXY TCP4 203.0.113.9 127.0.0.1 5000 70\r\n/robots.txt\r\n");
	assert_true(str_starts(buf_str(&c.got), "User-agent: *"));
	client_close(&c);
	client_ask(&c, world->port[SERVICE_GOPHER], "/robots.txt\r\n");
	assert_int_equal(c.got.len, 0);
	client_close(&c);
	client_open(&c, world->port[SERVICE_HTTPS]);
	client_send(&c, STR("PROXY TCP4 203.0.113.9 127.0.0.1 5000 70\r\n"));
	assert_true(client_handshake(&c, "localhost", NULL));
	client_send(&c, STR("GET /robots.txt HTTP/1.0\r\n\r\n"));
	client_drain(&c);
	assert_non_null(strstr(c.got.data, "User-agent: *"));
	client_close(&c);
	live_stop(world, 's');
	buf_init(&log, 1 << 20);
	OK(file_read(AT_FDCWD, world->access, 1 << 20, &log, &failure));
	assert_non_null(strstr(log.data, " gopher 203.0.113.0 ok "));
	buf_release(&log);
}

static void each_request_is_one_line_in_the_log(void **state)
{
	struct buf log;
	struct str rest, line;
	size_t n = 0;
	(void)state;
	live_start(world);
	for (int i = 0; i < 20; i++)
		expect_robots();
	struct client c;
	client_ask(&c, world->port[SERVICE_GOPHER], "/a\"b\r\n");
	client_close(&c);
	live_stop(world, 's');
	buf_init(&log, 1 << 20);
	OK(file_read(AT_FDCWD, world->access, 1 << 20, &log, &failure));
	rest = buf_str(&log);
	while (str_next_line(&rest, &line)) {
		n++;
		bool last = rest.n == 0;
		size_t stamp = str_find(line, ' ');
		/* The last field is how long it took: "0.001234". */
		struct str seconds = str_sub(line, line.n - 8, line.n);
		assert_true(seconds.p[-1] == ' ' && seconds.p[1] == '.');
		assert_true(
		    str_ends(str_sub(line, 0, line.n - 9), last ? " \"/a\\x22b\"" : " \"/robots.txt\""));
		assert_true(str_starts(str_sub(line, stamp, line.n),
		    last ? " gopher 127.0.0.0 missing " : " gopher 127.0.0.0 ok "));
	}
	assert_int_equal(n, 21);
	buf_release(&log);
}

static void without_descriptors_it_waits_and_recovers(void **state)
{
	enum { CROWD = 200 };
	static struct client crowd[CROWD];
	struct rlimit old, few;
	(void)state;
	getrlimit(RLIMIT_NOFILE, &old);
	few = old;
	world->limits.per_address = 1000;
	for (int i = 0; i < CROWD; i++)
		client_open(&crowd[i], world->port[SERVICE_GOPHER]);
	live_start(world);
	/* All descriptors below this are taken, and a few above it are free. */
	few.rlim_cur = (rlim_t)dup(world->w.content) + 10;
	setrlimit(RLIMIT_NOFILE, &few);
	for (int i = 0; i < CROWD; i++)
		client_send(&crowd[i], STR("/robots.txt\r\n"));
	int answered = 0;
	for (int i = 0; i < CROWD; i++) {
		client_drain(&crowd[i]);
		answered += crowd[i].got.len > 0;
		client_close(&crowd[i]);
	}
	setrlimit(RLIMIT_NOFILE, &old);
	close((int)few.rlim_cur - 10);
	assert_true(answered > 0);
	expect_robots();
}

static void a_certificate_without_its_key_is_refused(void **state)
{
	struct err err;
	(void)state;
	struct serve_identity good = {
		.service = SERVICE_GEMINI, .certificate = world->certificate, .key = world->key
	};
	struct serve_identity bad = {
		.service = SERVICE_GEMINI, .certificate = world->certificate, .key = world->certificate
	};
	assert_true(tls_check_identity(&good, &err));
	assert_false(tls_check_identity(&bad, &err));
	assert_non_null(strstr(err.text, world->certificate));
	bad.certificate = "/nothing.pem";
	assert_false(tls_check_identity(&bad, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(one_address_gets_its_share_and_no_more, prepare, finish),
		cmocka_unit_test_setup_teardown(
		    a_request_that_does_not_come_is_not_waited_for, prepare, finish),
		cmocka_unit_test_setup_teardown(who_does_not_read_is_cut_off, prepare, finish),
		cmocka_unit_test_setup_teardown(
		    what_comes_after_the_end_is_thrown_away_until_it_is_time_to_close, prepare, finish),
		cmocka_unit_test_setup_teardown(
		    connections_that_have_ended_leave_the_count_at_once, prepare, finish),
		cmocka_unit_test_setup_teardown(a_peer_may_change_its_key_a_few_times, prepare, finish),
		cmocka_unit_test_setup_teardown(slow_handshakes_count_for_their_address, prepare, finish),
		cmocka_unit_test_setup_teardown(no_handshake_begins_again_in_a_connection, prepare, finish),
		cmocka_unit_test_setup_teardown(a_flood_of_warnings_is_cut, prepare, finish),
		cmocka_unit_test_setup_teardown(a_handshake_of_any_length_is_not_read, prepare, finish),
		cmocka_unit_test_setup_teardown(
		    an_idle_connection_ends_and_a_draining_server_too, prepare, forget),
		cmocka_unit_test_setup_teardown(
		    who_is_accepted_while_another_goes_is_waited_for, prepare, forget),
		cmocka_unit_test_setup_teardown(a_balancer_says_whose_connection_it_is, prepare, forget),
		cmocka_unit_test_setup_teardown(each_request_is_one_line_in_the_log, prepare, forget),
		cmocka_unit_test_setup_teardown(without_descriptors_it_waits_and_recovers, prepare, finish),
		cmocka_unit_test_setup_teardown(a_certificate_without_its_key_is_refused, prepare, forget),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
