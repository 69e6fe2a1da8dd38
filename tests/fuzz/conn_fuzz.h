/*
 * conn_fuzz: what all targets of whole connections do.
 *
 * An input is a letter of flags (its low bits), and the bytes of a peer. The same bytes come all at once, one by one,
 * and in pieces, between waits and short writes. Checked: each answer is well-formed for its protocol, there is one for
 * each request, none after the last, the same bytes for every splitting, and nothing is left of the connection.
 */
#ifndef JARCHY_TESTS_FUZZ_CONN_FUZZ_H
#define JARCHY_TESTS_FUZZ_CONN_FUZZ_H

#include <sys/eventfd.h>

#include "base/utf8.h"
#include "conn_io.h"
#include "proto/proxy.h"
#include "serve/conns.h"
#include "serve/tls.h"
#include "unit/support/memory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* '@': none of them; 'A': from a balancer; 'D': TLS does not agree; … */
enum {
	FLAG_PROXIED = 1,
	FLAG_REJECTED = 2,
	FLAG_DISAGREES = 4,
	FLAG_SILENT = 8,
	FLAG_RESETS = 16,
	FLAG_NEVER_READS = 32,
};

/* Of an answer to what was asked, whole: how many of its bytes are well-formed, and whether more may follow. */
struct answered {
	size_t n;
	bool more;
};
/* `asked`: the bytes from this request on; takes the request off it. */
typedef struct answered answered_fn(struct str *asked, struct str answers);

static const struct protocol *const conn_protocols[SERVICE_COUNT] = {
	[SERVICE_GEMINI] = &gemini_protocol,
	[SERVICE_GOPHER] = &gopher_protocol,
	[SERVICE_HTTP] = &http_protocol,
	[SERVICE_HTTPS] = &http_protocol,
	[SERVICE_SPARTAN] = &spartan_protocol,
	[SERVICE_FINGER] = &finger_protocol,
	[SERVICE_NEX] = &nex_protocol,
	[SERVICE_METRICS] = &metrics_protocol,
};

static struct {
	struct live *live;
	struct memory_speaker memory;
	struct event_base *base;
	struct tls *tls[SERVICE_COUNT];
	struct conns conns;
	int fd;
} world;

static void nothing(void *arg)
{
	(void)arg;
}

static void world_end(void)
{
	conns_release(&world.conns);
	for (int i = 0; i < SERVICE_COUNT; i++)
		tls_free(world.tls[i]);
	event_base_free(world.base);
	memory_speaker_close(&world.memory);
	live_free(world.live);
	buf_release(&peer.sent);
	close(world.fd);
}

static void world_tls(struct live *l)
{
	const struct serve_identity identities[] = {
		{ .service = SERVICE_GEMINI, .certificate = l->certificate, .key = l->key },
		{ .service = SERVICE_HTTPS, .certificate = l->certificate, .key = l->key },
	};
	for (size_t i = 0; i < ARRAY_SIZE(identities); i++) {
		enum service service = identities[i].service;
		world.tls[service] = tls_new(identities, ARRAY_SIZE(identities), service, true, &failure);
		MUST(world.tls[service]);
	}
}

static void world_begin(void)
{
	struct live *l = world.live = live_new();
	l->w.site.ports[SCHEME_GEMINI] = 1965;
	l->w.site.ports[SCHEME_GOPHER] = 7070;
	memory_speaker_open(&world.memory, l);
	world_tls(l);
	world.base = event_base_new();
	world.fd = eventfd(1, EFD_NONBLOCK | EFD_CLOEXEC);
	world.conns = (struct conns){ .base = world.base,
		.limits = serve_limits_default,
		.speaker = &world.memory.speaker,
		.protocols = conn_protocols,
		.tls = world.tls,
		.gone = nothing };
	OK(conns_init(&world.conns, &failure));
	buf_init(&peer.sent, 64 << 20);
	atexit(world_end);
}

/* --- one connection ------------------------------------------------------------------ */

/* Until the connection is gone. Who waits for a peer that is silent waits for the clock. */
static void run_to_the_end(void)
{
	const int64_t longest = 600 * 1000;
	int64_t began = peer_clock;
	for (unsigned turn = 0; world.conns.first; turn++) {
		event_base_loop(world.base, EVLOOP_ONCE | EVLOOP_NONBLOCK);
		conns_sweep(&world.conns);
		bool stuck = peer.stuck || (peer.end == PEER_IS_SILENT && !peer.bytes.n);
		if (stuck && turn % 8 == 7) {
			peer_clock += 1000;
			timer_wheel_turn(&world.conns.wheel, timer_wheel_clock());
		}
		MUST(peer_clock - began < longest);
		MUST(turn < 4000000);
	}
}

static void check_nothing_is_left(void)
{
	const struct limits *l = &world.conns.addresses;
	MUST(l->total == 0 && world.live->counters.open == 0);
	for (size_t i = 0; i <= l->mask; i++)
		MUST(l->slots[i].count == 0);
	MUST(!world.conns.parked && world.conns.wheel.armed == 0);
	MUST(world.conns.overload_replies.open == 0 && world.conns.io.out.len == 0);
	buf_reset(&world.memory.log.lines);
}

static void accept_peer(enum service service, unsigned flags)
{
	union peer_address from = { .v4 = {
		                        .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) } };
	struct conns *all = &world.conns;
	peer_clock += 1000; /* overload replies are so many a second */
	all->addresses.max = flags & FLAG_REJECTED ? 0 : serve_limits_default.connections;
	conns_accept(all, dup(world.fd), &from, service, flags & FLAG_PROXIED);
}

/* The bytes that the server sends; *requests: how many it counted. */
static struct str talk(
    enum service service, unsigned flags, struct str bytes, uint32_t dice, uint64_t *requests)
{
	struct buf sent = peer.sent;
	uint64_t before = world.live->counters.requests;
	buf_reset(&sent);
	memset(&peer, 0, sizeof peer);
	peer.sent = sent;
	peer.bytes = bytes;
	peer.dice = dice;
	peer.end = flags & FLAG_RESETS ? PEER_RESETS : flags & FLAG_SILENT ? PEER_IS_SILENT : PEER_ENDS;
	peer.disagrees = flags & FLAG_DISAGREES;
	peer.never_reads = flags & FLAG_NEVER_READS;
	accept_peer(service, flags);
	run_to_the_end();
	check_nothing_is_left();
	*requests = world.live->counters.requests - before;
	return buf_str(&peer.sent);
}

/* --- what it must be ------------------------------------------------------------------ */

/* What the speaker gets: without the balancer's header, and without the byte that began TLS on a plain port. */
static struct str spoken(enum service service, unsigned flags, struct str bytes)
{
	struct proxy_header h;
	if (flags & FLAG_PROXIED) {
		if (proxy_parse(bytes.p, bytes.n, &h) != PARSE_DONE)
			return (struct str){ bytes.p, 0 };
		bytes = str_sub(bytes, h.used, bytes.n);
	}
	bool begins_tls = (conn_protocols[service]->sniffs_tls || services[service].tls) && bytes.n &&
	                  bytes.p[0] == 0x16;
	return begins_tls ? str_sub(bytes, 1, bytes.n) : bytes;
}

static void check_answers(struct str asked, struct str sent, uint64_t requests, answered_fn *answered)
{
	uint64_t n = 0;
	bool more = true;
	while (sent.n) {
		MUST(more && n < requests);
		struct answered a = answered(&asked, sent);
		MUST(a.n > 0 && a.n <= sent.n);
		sent = str_sub(sent, a.n, sent.n);
		more = a.more;
		n++;
	}
	MUST(n == requests);
}

static void check_conn(enum service service, answered_fn *answered, const uint8_t *data, size_t size)
{
	if (!world.live)
		world_begin();
	if (size < 1 || size > 32768)
		return;
	unsigned flags = data[0];
	struct str bytes = { (const char *)data + 1, size - 1 };
	uint64_t requests, again;
	struct buf whole;
	struct str sent = talk(service, flags, bytes, 0, &requests);
	buf_init(&whole, peer.sent.max);
	buf_add_str(&whole, sent);
	if (!(flags & (FLAG_NEVER_READS | FLAG_RESETS | FLAG_REJECTED)))
		check_answers(spoken(service, flags, bytes), sent, requests, answered);
	for (uint32_t dice = 1; dice < 4; dice++) {
		sent = talk(service, flags, bytes, dice, &again);
		/* Such a peer is cut off wherever the server is. */
		if (flags & (FLAG_RESETS | FLAG_NEVER_READS))
			continue;
		MUST(str_eq(sent, buf_str(&whole)) && again == requests);
	}
	buf_release(&whole);
}

/* --- words of several protocols ------------------------------------------------------- */

/* One line with its CRLF; a fault when it has other control characters. */
static inline struct str line_of(struct str *rest)
{
	size_t end = str_find(*rest, '\r');
	MUST(end + 1 < rest->n && rest->p[end + 1] == '\n');
	struct str line = str_sub(*rest, 0, end);
	for (size_t i = 0; i < line.n; i++)
		MUST((unsigned char)line.p[i] >= 0x20 || line.p[i] == '\t');
	MUST(utf8_valid(line, NULL));
	*rest = str_sub(*rest, end + 2, rest->n);
	return line;
}

#endif
