/*
 * conn_step: what a connection does in each state (conn.c), until it has to wait or another state begins.
 */
#include "serve/conn_step.h"

#include <stddef.h>
#include <string.h>

#include "proto/proxy.h"

enum {
	TLS_FIRST_BYTE = 0x16,
	ROUNDS_PER_TURN = 4,    /* of requests and their responses */
	READS_PER_TURN = 16,    /* of one connection before others have their turn */
	LINGER_MAX = 256 << 10, /* bytes of a peer that sends on and on */
};

static enum step step_proxy(struct conn *c);
static enum step step_handshake(struct conn *c);
static enum step step_request(struct conn *c);
static enum step step_respond(struct conn *c);
static enum step step_closing(struct conn *c);
static enum step step_linger(struct conn *c);

/* The states. `seconds` is where struct serve_limits has the time that one may last. */
static const struct state {
	enum step (*step)(struct conn *c);
	size_t seconds;
	enum close_reason late;
} states[CONN_STATES] = {
	[CONN_PROXY] = { step_proxy, offsetof(struct serve_limits, handshake_seconds), CLOSE_PROXY_LATE },
	[CONN_HANDSHAKE] = { step_handshake, offsetof(struct serve_limits, handshake_seconds),
	    CLOSE_HANDSHAKE_LATE },
	[CONN_REQUEST] = { step_request, offsetof(struct serve_limits, request_seconds), CLOSE_REQUEST_LATE },
	[CONN_RESPOND] = { step_respond, offsetof(struct serve_limits, progress_seconds), CLOSE_STALLED },
	[CONN_CLOSING] = { step_closing, offsetof(struct serve_limits, progress_seconds), CLOSE_STALLED },
	[CONN_LINGER] = { step_linger, offsetof(struct serve_limits, linger_seconds), CLOSE_DONE },
};

/* The time that the connection's state may last. */
uint64_t conn_ticks(const struct conn *c)
{
	const struct serve_limits *l = &c->all->limits;
	size_t at = conn_is_idle(c) ? offsetof(struct serve_limits, keepalive_seconds)
	                            : states[c->state].seconds;
	return (uint64_t) * (const unsigned *)(const void *)((const char *)l + at) * TIMER_WHEEL_SECOND;
}

enum close_reason conn_late(const struct conn *c)
{
	return conn_is_idle(c) ? CLOSE_IDLE : states[c->state].late;
}

enum step conn_step(struct conn *c)
{
	return states[c->state].step(c);
}

static enum step leave(struct conn *c, enum close_reason reason)
{
	conn_close(c, reason);
	return STEP_GONE;
}

static enum step enter(struct conn *c, enum conn_state state)
{
	conn_enter(c, state);
	return STEP_AGAIN;
}

/* --- the states --------------------------------------------------------------- */

/* Reads what has come, after what is there already. */
static enum io_result fill(struct conn *c)
{
	struct buf *in = &c->x.in;
	size_t n = 0, room = in->max - in->len;
	char *to = buf_reserve(in, room);
	if (!to)
		return IO_ERROR;
	if (!in->len)
		c->x.arrived_us = c->all->turns.now;
	enum io_result r = io_read(&c->io, to, room, &n);
	if (r == IO_DONE)
		buf_commit(in, n);
	return r;
}

/* As exact as where a connection is let in: those of this address that have ended do not count. */
static bool move_place(struct conn *c, uint64_t key)
{
	struct limits *l = &c->all->addresses;
	if (limits_move(l, &c->place, key))
		return true;
	c->all->let_ended_go(c->all, key);
	return limits_move(l, &c->place, key);
}

static bool peer_is(struct conn *c, const struct proxy_header *h)
{
	if (h->local || h->source_len > sizeof c->x.peer)
		return true;
	memcpy(&c->x.peer, &h->source, h->source_len);
	uint64_t key = limits_key(&c->x.peer.any);
	if (!c->pooled && !c->x.rejected && !move_place(c, key))
		return false;
	c->x.limit_key = key;
	return true;
}

static enum step step_proxy(struct conn *c)
{
	struct proxy_header h;
	for (;;) {
		enum io_result r = fill(c);
		if (r == IO_WANT_READ)
			return STEP_READ;
		if (r != IO_DONE)
			return leave(c, CLOSE_PEER_ENDED);
		enum parse_result parsed = proxy_parse(c->x.in.data, c->x.in.len, &h);
		if (parsed == PARSE_BAD || (parsed == PARSE_MORE && c->x.in.len == c->x.protocol->held))
			return leave(c, CLOSE_PROXY_BAD);
		if (parsed == PARSE_DONE)
			break;
	}
	if (!peer_is(c, &h)) {
		if (!conn_may_reply(c->all, c->x.protocol, REFUSED_ADDRESS))
			return leave(c, CLOSE_OVER_LIMIT);
		limits_leave(&c->all->addresses, &c->place);
		c->x.rejected = true;
	}
	buf_consume(&c->x.in, h.used);
	if (!c->tls)
		return enter(c, CONN_REQUEST);
	if (!conn_start_tls(c, buf_str(&c->x.in)))
		return leave(c, CLOSE_NO_MEMORY);
	buf_reset(&c->x.in);
	return enter(c, CONN_HANDSHAKE);
}

static enum step step_handshake(struct conn *c)
{
	switch (io_handshake(&c->io)) {
	case IO_DONE:
		return enter(c, CONN_REQUEST);
	case IO_WANT_READ:
		return STEP_READ;
	case IO_WANT_WRITE:
		return STEP_WRITE;
	default:
		return leave(c, CLOSE_HANDSHAKE_BAD);
	}
}

static bool begins_tls(const struct conn *c)
{
	return c->x.protocol->sniffs_tls && !c->io.ssl && c->x.in.len && c->x.in.data[0] == TLS_FIRST_BYTE;
}

/* One answer in a turn that is not kept already, if the others leave time for it. */
static bool answer(struct conn *c)
{
	struct conns *all = c->all;
	c->x.permit = c->answered ? PERMIT_NONE : turns_permit(&all->turns, c->served);
	bool any = exchange_answer(&c->x);
	if (any)
		c->waits_for_answer = false;
	if (!c->x.made)
		return any;
	c->answered = true;
	c->served = false;
	turns_answered(&all->turns, c->x.made_us);
	turns_charge(&all->turns, c->x.limit_key, c->x.made_us);
	return any;
}

static enum step step_request(struct conn *c)
{
	for (int reads = 0;; reads++) {
		if (begins_tls(c)) {
			if (!conn_start_tls(c, buf_str(&c->x.in)))
				return leave(c, CLOSE_HANDSHAKE_BAD);
			buf_reset(&c->x.in);
			return enter(c, CONN_HANDSHAKE);
		}
		if (answer(c)) {
			c->throughput = (struct throughput){ 0 };
			return enter(c, CONN_RESPOND);
		}
		if (c->idle && c->x.in.len) {
			c->idle = false;
			c->fresh = true;
		}
		if (c->x.put_off)
			return STEP_TURN;
		if (reads == READS_PER_TURN)
			return STEP_YIELD;
		enum io_result r = fill(c);
		if (r == IO_WANT_READ)
			break;
		if (r != IO_DONE)
			return leave(c, r == IO_EOF ? CLOSE_PEER_ENDED : CLOSE_BROKEN);
	}
	exchange_trim(&c->x);
	return STEP_READ;
}

static enum step step_respond(struct conn *c)
{
	uint64_t sent;
	enum io_result r = send_queue_send(&c->x.out, &c->io, c->x.last, &sent);
	counter_add(&c->all->speaker->counters->services[c->x.service].bytes, sent);
	c->throughput.sent += sent;
	switch (r) {
	case IO_DONE:
		exchange_sent(&c->x, turns_clock());
		c->idle = !c->x.in.len;
		enter(c, c->x.last ? CONN_CLOSING : CONN_REQUEST);
		return ++c->rounds < ROUNDS_PER_TURN || c->x.last ? STEP_AGAIN : STEP_YIELD;
	case IO_WANT_WRITE:
		return STEP_WRITE;
	case IO_WANT_READ:
		return STEP_YIELD;
	default:
		return leave(c, r == IO_EOF ? CLOSE_CUT : CLOSE_BROKEN);
	}
}

/*
 * Whether closing now could make the kernel answer with a reset, which may take the answer away from the
 * peer.
 */
static bool must_linger(const struct conn *c)
{
	return !c->io.ended &&
	       (c->x.protocol->lingers || c->x.rejected || c->x.busy || c->x.in.len || !c->io.drained);
}

/*
 * All is said, so that it counts no more: a client that opens one connection after another has one. Where
 * too many linger, the oldest need not any longer.
 */
static void begin_to_linger(struct conn *c)
{
	struct conns *all = c->all;
	if (all->lingering >= all->lingering_max && all->parked)
		conn_close(all->parked, CLOSE_DONE);
	conn_pool(c);
	enter(c, CONN_LINGER);
}

static enum step step_closing(struct conn *c)
{
	enum io_result r = io_notify(&c->io);
	if (r == IO_WANT_WRITE)
		return STEP_WRITE;
	if (r != IO_DONE || !must_linger(c))
		return leave(c, r == IO_DONE ? CLOSE_DONE : CLOSE_BROKEN);
	io_end(&c->io);
	begin_to_linger(c);
	c->linger.bytes = 0;
	c->linger.until = timer_wheel_clock() + conn_ticks(c);
	return STEP_AGAIN;
}

/* What still comes is thrown away, encrypted or not. */
static enum step step_linger(struct conn *c)
{
	size_t n = 0;
	enum io_result r = io_discard(&c->io, &n);
	c->linger.bytes += n;
	if (r == IO_DONE && c->linger.bytes < LINGER_MAX)
		return STEP_YIELD;
	return r == IO_WANT_READ ? STEP_READ : leave(c, CLOSE_DONE);
}
