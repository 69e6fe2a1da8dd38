/*
 * conn: the states of a connection. Each has a step function; enter() is the only way from one to another,
 * conn_close the only end.
 *
 *     accepted -------------------.---------------------.
 *        | from a balancer        | TLS                 | plain
 *        v           TLS          v       agreed        v
 *      PROXY ----------------> HANDSHAKE ----------> REQUEST <--------.
 *        |                        ^                   | | ^           |
 *        |                        '-------------------' | |           | all is sent,
 *        |                     the first byte is TLS's  | |           | more may come
 *        '----------------------------------------------|-'           |
 *                            plain                      v             |
 *                                   a response is    RESPOND ---------'
 *                                   queued              |
 *                                                       | all is sent, it was the last
 *                                                       v
 *                                                    CLOSING
 *                                                       | a reset could take the response away
 *                                                       v
 *                                                    LINGER
 *
 * Any state may end in conn_close: all is done, the peer ends or breaks a rule, a deadline comes, the server ends.
 *
 *     state      deadline            socket is read  in (received)        out (to send)  TLS
 *     PROXY      handshake_seconds   yes             part of the header   empty          not begun
 *     HANDSHAKE  handshake_seconds   by TLS          empty                empty          begun
 *     REQUEST    request_seconds     yes             part of a request    empty          agreed, or plain
 *       idle     keepalive_seconds   yes             empty                empty          agreed, or plain
 *     RESPOND    each second a look  no              requests to come     responses      agreed, or plain
 *                (throughput.h)
 *     CLOSING    progress_seconds    no              not looked at        empty          close_notify is due
 *     LINGER     linger_seconds      thrown away     not looked at        empty          not looked at
 *
 * What holds:
 *
 *  1. A connection that waits has either an event registered (`waiting`), or is parked: in LINGER, in the list of
 *     those that conns_sweep looks at; or it waits for its turn (turns.h).
 *  2. A connection that waits has its timer armed, for the deadline of its state or, parked, for the next tick.
 *  3. RESPOND begins with something to send, or with a request whose response is empty and the last. REQUEST begins with
 *     nothing to send, and another request may come.
 *  4. Nothing is read in RESPOND: a peer that does not take its responses cannot make us hold more requests.
 *  5. It counts in the limits from conns_accept until it lingers or goes; those that linger count among themselves, and
 *     those that get the overload reply.
 *
 * check_waiting asserts 1 and 2, check_state the table and 3.
 */
#include "serve/conn.h"

#include <assert.h>
#include <event2/event.h>
#include <poll.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "proto/proxy.h"
#include "serve/client_cert.h"
#include "serve/tls.h"

enum {
	TLS_FIRST_BYTE = 0x16,
	ROUNDS_PER_TURN = 4,    /* of requests and their responses */
	READS_PER_TURN = 16,    /* of one connection before others have their turn */
	ANSWER_PATIENCE = 5,    /* seconds that a request waits for its turn */
	RUN_US_MAX = 1000,      /* that a run may count for, answers apart */
	CHARGED_US = 200,       /* and from which on it is worth counting */
	LINGER_MAX = 256 << 10, /* bytes of a peer that sends on and on */
};

/* What a step found. */
enum step {
	STEP_AGAIN, /* the state changed: go on */
	STEP_READ,  /* wait until the socket is readable */
	STEP_WRITE, /* … writable */
	STEP_TURN,  /* wait for its turn to be answered */
	STEP_YIELD, /* go on after the others have had their turn */
	STEP_GONE,  /* the connection is no more */
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

static struct conn *conn_of_timer(struct timer *t)
{
	return (struct conn *)(void *)t;
}

static const struct conn *conn_of_exchange(const struct exchange *x)
{
	return (const struct conn *)(const void *)((const char *)x - offsetof(struct conn, x));
}

/* --- what holds -------------------------------------------------------------------- */

/* At the beginning of a state. */
static void check_state(const struct conn *c)
{
	const struct exchange *x = &c->x;
	bool pending = send_queue_pending(&x->out);
	assert(c->fresh && !c->parked_link && x->in_used == 0);
	switch ((enum conn_state)c->state) {
	case CONN_PROXY:
		assert(!c->io.ssl && !x->in.len && !pending && !x->last);
		break;
	case CONN_HANDSHAKE:
		assert(c->io.ssl && !c->io.established && !x->in.len && !pending && !x->last);
		break;
	case CONN_REQUEST:
		assert(c->io.ssl ? c->io.established : !c->tls);
		assert(!pending && !x->last);
		break;
	case CONN_RESPOND:
		assert(pending || x->last);
		break;
	case CONN_CLOSING:
	case CONN_LINGER:
		assert(!pending && x->last);
		break;
	case CONN_STATES:
		assert(false);
	}
}

/* Between two wakeups. */
static void check_waiting(const struct conn *c)
{
	assert(!c->parked_link || c->state == CONN_LINGER);
	assert(!!c->parked_link + !!c->waiting + !!c->turn.link == 1);
	assert(timer_is_armed(&c->timer) && !c->fresh);
}

/* --- lingering without being watched ---------------------------------------------- */

static void unpark(struct conn *c)
{
	if (!c->parked_link)
		return;
	*c->parked_link = c->parked_next;
	if (c->parked_next)
		c->parked_next->parked_link = c->parked_link;
	else
		c->all->parked_tail = c->parked_link;
	c->parked_link = NULL;
}

/* After the others, until the next tick at the latest. */
static void park(struct conn *c)
{
	struct conns *all = c->all;
	uint64_t now = timer_wheel_clock();
	c->fresh = false;
	c->parked_next = NULL;
	c->parked_link = all->parked_tail;
	*all->parked_tail = c;
	all->parked_tail = &c->parked_next;
	timer_wheel_arm(&all->wheel, &c->timer, now + 1);
}

/* --- the end ----------------------------------------------------------------------- */

static void count_open(struct conns *all)
{
	atomic_store_explicit(&all->speaker->counters->open, all->open, memory_order_relaxed);
}

static void leave_limits(struct conn *c)
{
	if (c->pooled) {
		c->all->lingering--;
		return;
	}
	if (c->x.rejected)
		overload_reply_end(&c->all->overload_replies);
	else
		limits_leave(&c->all->addresses, &c->place);
}

/* Its place in the limits is free for another: it counts among those that linger. */
static void pool(struct conn *c)
{
	if (c->pooled)
		return;
	leave_limits(c);
	c->pooled = true;
	c->all->lingering++;
}

/* What the peer sees of it. */
static void shut_down(struct conn *c, enum shutdown_mode mode)
{
	/* An answer that is cut off must not look complete either. */
	if (c->state == CONN_RESPOND)
		mode = SHUTDOWN_RESET;
	if (mode == SHUTDOWN_NOTIFY)
		io_notify(&c->io);
	if (mode == SHUTDOWN_RESET)
		io_reset(&c->io);
}

void conn_close(struct conn *c, enum close_reason reason)
{
	struct conns *all = c->all;
	const struct reason *r = reason_of(reason);
	if (r->is_error)
		log_debug("%s connection closed: %s: %s", c->x.protocol->name, r->name, r->text);
	shut_down(c, r->mode);
	if (c->waiting)
		event_del(&c->event);
	timer_wheel_disarm(&all->wheel, &c->timer);
	unpark(c);
	turns_leave(&all->turns, &c->turn);
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	leave_limits(c);
	all->open--;
	exchange_release(&c->x);
	io_release(&c->io);
	count_open(all);
	free(c);
	all->gone(all->arg);
}

static enum step leave(struct conn *c, enum close_reason reason)
{
	conn_close(c, reason);
	return STEP_GONE;
}

/* --- from state to state ------------------------------------------------------------ */

static enum step enter(struct conn *c, enum conn_state state)
{
	c->state = (unsigned char)state;
	c->fresh = true;
	check_state(c);
	return STEP_AGAIN;
}

/* The time that the connection's state may last. */
static uint64_t ticks_of(const struct conn *c)
{
	const struct serve_limits *l = &c->all->limits;
	size_t at = conn_is_idle(c) ? offsetof(struct serve_limits, keepalive_seconds)
	                            : states[c->state].seconds;
	return (uint64_t) * (const unsigned *)(const void *)((const char *)l + at) * TIMER_WHEEL_SECOND;
}

/* The deadline of a state counts from its first wait: what comes before takes no time. */
static void arm_deadline(struct conn *c)
{
	uint64_t now = timer_wheel_clock();
	uint64_t due = now + ticks_of(c);
	if (c->state == CONN_RESPOND) {
		throughput_wait(&c->throughput, now);
		due = now + TIMER_WHEEL_SECOND; /* looked at again and again */
	}
	if (c->state == CONN_LINGER)
		due = c->linger.until > now ? c->linger.until : now;
	c->fresh = false;
	timer_wheel_arm(&c->all->wheel, &c->timer, due + 1);
}

static void on_event(evutil_socket_t fd, short what, void *arg);

/* After a yield the event fires once by itself. */
static void wait_for(struct conn *c, short what, bool yield)
{
	static const struct timeval at_once = { 0, 0 };
	if (c->fresh)
		arm_deadline(c);
	if (c->waiting != what) {
		if (c->waiting)
			event_del(&c->event);
		event_assign(&c->event, c->all->base, c->io.fd, (short)(what | EV_PERSIST), on_event, c);
		c->waiting = what;
		event_add(&c->event, yield ? &at_once : NULL);
	} else if (yield) {
		event_add(&c->event, &at_once);
	}
}

static void unwatch(struct conn *c)
{
	if (c->waiting)
		event_del(&c->event);
	c->waiting = 0;
}

/* In the order of turns.h. One that waits to be answered is told after a while that the server is busy. */
static void wait_for_turn(struct conn *c, bool for_answer)
{
	unwatch(c);
	if (c->fresh)
		arm_deadline(c);
	if (for_answer && !c->waits_for_answer)
		timer_wheel_arm(
		    &c->all->wheel, &c->timer, timer_wheel_clock() + ANSWER_PATIENCE * TIMER_WHEEL_SECOND);
	c->waits_for_answer = for_answer || c->waits_for_answer;
	turns_wait(&c->all->turns, &c->turn, c->x.limit_key, for_answer && c->x.dear);
}

static enum step steps(struct conn *c)
{
	enum step step;
	io_turn(&c->io);
	c->answered = false;
	c->rounds = 0;
	do
		step = states[c->state].step(c);
	while (step == STEP_AGAIN);
	return step;
}

/*
 * What a run took, from `began` on. Another process may have had the processor meanwhile, so what is not an answer, whose
 * time is known, counts up to a bound.
 */
static void charge(struct conns *all, struct conn *c, uint64_t key, int64_t began)
{
	uint64_t us = (uint64_t)(turns_clock() - began);
	us = us < RUN_US_MAX ? us : RUN_US_MAX;
	if (c)
		us = c->used_us += us;
	if (us < CHARGED_US && c)
		return;
	turns_charge(&all->turns, key, us);
	if (c)
		c->used_us = 0;
}

/* Goes on until it has to wait. It may be gone afterwards. */
static void run(struct conn *c)
{
	struct conns *all = c->all;
	int64_t began = turns_begin(&all->turns);
	uint64_t key = c->x.limit_key;
	turns_leave(&all->turns, &c->turn);
	enum step step = steps(c);
	charge(all, step == STEP_GONE ? NULL : c, key, began);
	if (step == STEP_GONE)
		return;
	c->served = false;
	if (step == STEP_TURN) {
		if (c->ended && all->lingering < all->lingering_max)
			pool(c);
		wait_for_turn(c, true);
		check_waiting(c);
		return;
	}
	bool writes = step == STEP_WRITE || (step == STEP_YIELD && c->state == CONN_RESPOND);
	if (step == STEP_READ && c->state == CONN_LINGER && !c->waiting)
		park(c);
	else
		wait_for(c, writes ? EV_WRITE : EV_READ, step == STEP_YIELD);
	check_waiting(c);
}

/* Those of an address that took much lately wait when the loop has a lot to do. */
static void run_or_wait(struct conn *c)
{
	struct turns *turns = &c->all->turns;
	if (!turns_is_late(turns, c->x.limit_key, turns_begin(turns))) {
		run(c);
		return;
	}
	wait_for_turn(c, false);
	check_waiting(c);
}

void conn_turn(struct turn *t)
{
	struct conn *c = (struct conn *)(void *)((char *)t - offsetof(struct conn, turn));
	c->served = true;
	run(c);
}

static void on_event(evutil_socket_t fd, short what, void *arg)
{
	struct conn *c = arg;
	(void)fd;
	/* libevent takes an event away whose time has come, and puts it back only where the time was not zero. */
	if (what & EV_TIMEOUT) {
		event_del(&c->event);
		c->waiting = 0;
	}
	if (what & EV_READ)
		io_ready(&c->io);
	run_or_wait(c);
}

/* --- the beginning ------------------------------------------------------------------ */

static const char *server_name(const struct exchange *x)
{
	return io_server_name(&conn_of_exchange(x)->io);
}

static enum client_cert client_cert(const struct exchange *x, struct key_fingerprint *shown)
{
	const struct speaker *s = x->speaker;
	return client_cert_judge(conn_of_exchange(x)->io.ssl, s->editors, s->editor_count, shown);
}

static bool start_tls(struct conn *c, struct str early)
{
	static const struct exchange_tls callbacks = { server_name, client_cert };
	assert(c->identity != SERVICE_NONE);
	const struct tls *tls = c->all->tls[c->identity];
	if (!tls || !io_start_tls(&c->io, tls_context(tls), c->x.protocol->alpn, early))
		return false;
	c->x.tls = &callbacks;
	if (c->x.protocol->editors && c->x.speaker->editor_count)
		client_cert_ask(c->io.ssl);
	return true;
}

struct conn *conn_new(struct conns *all, int fd, enum service service)
{
	struct conn *c = xcalloc(1, sizeof *c);
	c->all = all;
	c->tls = services[service].tls;
	c->identity = (unsigned char)services[service].identity;
	c->next = all->first;
	c->link = &all->first;
	if (c->next)
		c->next->link = &c->next;
	all->first = c;
	all->open++;
	io_init(&c->io, fd, &all->io);
	exchange_init(&c->x, all->speaker, all->protocols[service]);
	return c;
}

void conn_start(struct conn *c, bool proxied)
{
	count_open(c->all);
	if (!proxied && c->tls && !start_tls(c, (struct str){ NULL, 0 })) {
		conn_close(c, CLOSE_NO_MEMORY);
		return;
	}
	enter(c, proxied ? CONN_PROXY : c->tls ? CONN_HANDSHAKE : CONN_REQUEST);
	run_or_wait(c);
}

bool conn_may_reply(struct conns *all, const struct protocol *protocol)
{
	counter_add(&all->speaker->counters->refused, 1);
	return protocol->overload_reply &&
	       overload_reply_begin(&all->overload_replies, timer_wheel_clock() / TIMER_WHEEL_SECOND);
}

/* --- deadlines ------------------------------------------------------------------------ */

/* A response may last as long as it moves, and not too slowly. */
static void respond_expired(struct conn *c)
{
	uint64_t now = timer_wheel_clock();
	switch (throughput_look(&c->throughput, &c->all->limits, io_queued(&c->io), now)) {
	case THROUGHPUT_STALLED:
		conn_close(c, CLOSE_STALLED);
		break;
	case THROUGHPUT_SLOW:
		conn_close(c, CLOSE_SLOW);
		break;
	case THROUGHPUT_OK:
		timer_wheel_arm(&c->all->wheel, &c->timer, now + TIMER_WHEEL_SECOND);
		break;
	}
}

void conn_look_again(struct conn *c)
{
	unpark(c);
	c->fresh = true;
	io_ready(&c->io);
	run(c);
}

struct conn *conn_of_place(struct limits_place *p)
{
	return (struct conn *)(void *)((char *)p - offsetof(struct conn, place));
}

/* The end of a peer that waits for a response is no end yet: it may read. */
void conn_ended(struct conn *c, short events)
{
	short ends = c->state == CONN_RESPOND || c->state == CONN_CLOSING ? POLLERR | POLLHUP
	                                                                  : POLLERR | POLLHUP | POLLRDHUP;
	if (!(events & ends))
		return;
	if (c->turn.link && c->all->lingering < c->all->lingering_max) {
		pool(c); /* it may read its answer, when its turn comes */
	} else if (c->turn.link) {
		conn_close(c, CLOSE_PEER_ENDED);
	} else {
		io_ready(&c->io);
		c->ended = true;
		run(c);
	}
}

static void answer_busy(struct conn *c)
{
	c->x.busy = true;
	c->fresh = true;
	run(c);
}

void conn_expired(struct timer *t)
{
	struct conn *c = conn_of_timer(t);
	if (c->turn.link && c->waits_for_answer)
		answer_busy(c);
	else if (c->parked_link && timer_wheel_clock() < c->linger.until)
		conn_look_again(c);
	else if (c->state == CONN_RESPOND)
		respond_expired(c);
	else if (conn_is_idle(c))
		conn_close(c, CLOSE_IDLE);
	else
		conn_close(c, states[c->state].late);
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
	enum io_result r = io_read(&c->io, to, room, &n);
	if (r == IO_DONE)
		buf_commit(in, n);
	return r;
}

static bool peer_is(struct conn *c, const struct proxy_header *h)
{
	if (h->local || h->source_len > sizeof c->x.peer)
		return true;
	memcpy(&c->x.peer, &h->source, h->source_len);
	uint64_t key = limits_key(&c->x.peer.any);
	if (!c->pooled && !c->x.rejected && !limits_move(&c->all->addresses, &c->place, key))
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
		if (!conn_may_reply(c->all, c->x.protocol))
			return leave(c, CLOSE_OVER_LIMIT);
		limits_leave(&c->all->addresses, &c->place);
		c->x.rejected = true;
	}
	buf_consume(&c->x.in, h.used);
	if (!c->tls)
		return enter(c, CONN_REQUEST);
	if (!start_tls(c, buf_str(&c->x.in)))
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
			if (!start_tls(c, buf_str(&c->x.in)))
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
	counter_add(&c->all->speaker->counters->bytes, sent);
	c->throughput.sent += sent;
	switch (r) {
	case IO_DONE:
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

/* Whether closing now could make the kernel answer with a reset, which may take the answer away from the peer. */
static bool must_linger(const struct conn *c)
{
	return !c->io.ended &&
	       (c->x.protocol->lingers || c->x.rejected || c->x.busy || c->x.in.len || !c->io.drained);
}

/*
 * All is said, so that it counts no more: a client that opens one connection after another has one. Where too many
 * linger, the oldest need not any longer.
 */
static void begin_to_linger(struct conn *c)
{
	struct conns *all = c->all;
	if (all->lingering >= all->lingering_max && all->parked)
		conn_close(all->parked, CLOSE_DONE);
	pool(c);
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
	c->linger.until = timer_wheel_clock() + ticks_of(c);
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
