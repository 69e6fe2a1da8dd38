/*
 * conn: the states of a connection. Each has a step function (conn_step.c); conn_enter is the only way from
 * one to another, conn_close the only end. When the steps are taken is in conn_run.c.
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
 * Any state may end in conn_close: all is done, the peer ends or breaks a rule, a deadline comes, the server
 * ends.
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
 *  1. A connection that waits has either an event registered (`waiting`), or is parked: in LINGER, in the
 *     list of those that conns_sweep looks at; or it waits for its turn (turns.h).
 *  2. A connection that waits has its timer armed, for the deadline of its state or, parked, for the next
 *     tick.
 *  3. RESPOND begins with something to send, or with a request whose response is empty and the last. REQUEST
 *     begins with nothing to send, and another request may come.
 *  4. Nothing is read in RESPOND: a peer that does not take its responses cannot make us hold more requests.
 *  5. It counts in the limits from conns_accept until it lingers or goes; those that linger count among
 *     themselves, and those that get the overload reply.
 *
 * check_waiting (conn_run.c) asserts 1 and 2, check_state the table and 3.
 */
#include "serve/conn.h"

#include <assert.h>
#include <event2/event.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/log.h"
#include "serve/client_cert.h"
#include "serve/tls.h"

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

/* --- lingering without being watched ---------------------------------------------- */

void conn_unpark(struct conn *c)
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
void conn_park(struct conn *c)
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
void conn_pool(struct conn *c)
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
	conn_unpark(c);
	turns_leave(&all->turns, &c->turn);
	*c->link = c->next;
	if (c->next)
		c->next->link = c->link;
	leave_limits(c);
	all->open--;
	exchange_sent(&c->x, turns_clock());
	exchange_release(&c->x);
	io_release(&c->io);
	count_open(all);
	free(c);
	all->gone(all->arg);
}

/* --- from state to state ------------------------------------------------------------ */

void conn_enter(struct conn *c, enum conn_state state)
{
	c->state = (unsigned char)state;
	c->fresh = true;
	check_state(c);
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

bool conn_start_tls(struct conn *c, struct str early)
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
	count_open(all);
	io_init(&c->io, fd, &all->io);
	exchange_init(&c->x, all->speaker, all->protocols[service]);
	c->x.service = service;
	return c;
}

bool conn_may_reply(struct conns *all, const struct protocol *protocol, enum refusal why)
{
	counter_add(&all->speaker->counters->refused[why], 1);
	return protocol->overload_reply &&
	       overload_reply_begin(&all->overload_replies, timer_wheel_clock() / TIMER_WHEEL_SECOND);
}
