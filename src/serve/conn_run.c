/*
 * conn_run: when the steps of a connection are taken: on events of its socket, in its turn, at its deadline.
 */
#include "serve/conn_run.h"

#include <assert.h>
#include <event2/event.h>
#include <poll.h>
#include <stddef.h>

#include "serve/conn_step.h"

enum {
	ANSWER_PATIENCE = 5, /* seconds that a request waits for its turn */
	RUN_US_MAX = 1000,   /* that a run may count for, answers apart */
	CHARGED_US = 200,    /* and from which on it is worth counting */
};

static struct conn *conn_of_timer(struct timer *t)
{
	return (struct conn *)(void *)t;
}

/* Between two wakeups. */
static void check_waiting(const struct conn *c)
{
	assert(!c->parked_link || c->state == CONN_LINGER);
	assert(!!c->parked_link + !!c->waiting + !!c->turn.link == 1);
	assert(timer_is_armed(&c->timer) && !c->fresh);
}

/* --- waiting --------------------------------------------------------------------- */

/* The deadline of a state counts from its first wait: what comes before takes no time. */
static void arm_deadline(struct conn *c)
{
	uint64_t now = timer_wheel_clock();
	uint64_t due = now + conn_ticks(c);
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
		step = conn_step(c);
	while (step == STEP_AGAIN);
	if (step != STEP_GONE)
		io_turn_end(&c->io);
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

/* Goes on until it has to wait, from `now` on (turns_begin). It may be gone afterwards. */
static void run_from(struct conn *c, int64_t now)
{
	struct conns *all = c->all;
	uint64_t key = c->x.limit_key;
	turns_leave(&all->turns, &c->turn);
	enum step step = steps(c);
	charge(all, step == STEP_GONE ? NULL : c, key, now);
	if (step == STEP_GONE)
		return;
	c->served = false;
	if (step == STEP_TURN) {
		if (c->ended && all->lingering < all->lingering_max)
			conn_pool(c);
		wait_for_turn(c, true);
		check_waiting(c);
		return;
	}
	bool writes = step == STEP_WRITE || (step == STEP_YIELD && c->state == CONN_RESPOND);
	if (step == STEP_READ && c->state == CONN_LINGER && !c->waiting)
		conn_park(c);
	else
		wait_for(c, writes ? EV_WRITE : EV_READ, step == STEP_YIELD);
	check_waiting(c);
}

static void run(struct conn *c)
{
	run_from(c, turns_begin(&c->all->turns));
}

/* Those of an address that took much lately wait when the loop has a lot to do. */
static void run_or_wait(struct conn *c)
{
	int64_t now = turns_begin(&c->all->turns);
	if (!turns_is_late(&c->all->turns, c->x.limit_key, now)) {
		run_from(c, now);
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

void conn_start(struct conn *c, bool proxied)
{
	if (!proxied && c->tls && !conn_start_tls(c, (struct str){ NULL, 0 })) {
		conn_close(c, CLOSE_NO_MEMORY);
		return;
	}
	conn_enter(c, proxied ? CONN_PROXY : c->tls ? CONN_HANDSHAKE : CONN_REQUEST);
	run_or_wait(c);
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
	conn_unpark(c);
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
		conn_pool(c); /* it may read its answer, when its turn comes */
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
	else
		conn_close(c, conn_late(c));
}
