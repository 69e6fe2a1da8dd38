/* conns: the list of all connections and their places in the limits. */
#include "serve/conns.h"

#include <poll.h>
#include <unistd.h>

#include "serve/conn_run.h"

enum {
	SWEEP = 2,      /* lingering connections looked at for each wakeup of a listener */
	LOOK_MAX = 256, /* connections of an address that are looked at before another is refused */
	LINGERING_LEAST = 64,
};

static void let_ended_go(struct conns *all, uint64_t key)
{
	struct pollfd v[LOOK_MAX];
	struct conn *c[LOOK_MAX];
	nfds_t n = 0;
	for (struct limits_place *p = limits_first(&all->addresses, key); p && n < LOOK_MAX; p = p->next) {
		c[n] = conn_of_place(p);
		v[n] = (struct pollfd){ .fd = c[n]->io.fd, .events = POLLRDHUP };
		n++;
	}
	if (poll(v, n, 0) <= 0)
		return;
	for (nfds_t i = 0; i < n; i++)
		conn_ended(c[i], v[i].revents);
}

bool conns_init(struct conns *all, struct err *err)
{
	all->first = all->parked = NULL;
	all->parked_tail = &all->parked;
	all->overload_replies = (struct overload_replies){ 0 };
	all->let_ended_go = let_ended_go;
	limits_init(&all->addresses, all->limits.connections, all->limits.per_address);
	all->open = all->lingering = 0;
	all->lingering_max = all->limits.connections / 4 + LINGERING_LEAST;
	io_shared_init(&all->io);
	timer_wheel_init(&all->wheel, timer_wheel_clock(), conn_expired);
	return (turns_init(&all->turns, all->base, conn_turn) &&
	           timer_wheel_attach(&all->wheel, all->base)) ||
	       err_set(err, "cannot make a timer");
}

void conns_release(struct conns *all)
{
	while (all->first)
		conn_close(all->first, CLOSE_STOPPED);
	timer_wheel_release(&all->wheel);
	turns_release(&all->turns);
	io_shared_release(&all->io);
	limits_release(&all->addresses);
}

/* Exact: what has ended at its client before this connection was opened does not count. */
static bool fits(struct conns *all, uint64_t key)
{
	if (limits_fit(&all->addresses, key))
		return true;
	let_ended_go(all, key);
	return limits_fit(&all->addresses, key);
}

void conns_accept(
    struct conns *all, int fd, const union peer_address *peer, enum service service, bool proxied)
{
	const struct protocol *protocol = all->protocols[service];
	uint64_t key = proxied || protocol->watches ? LIMITS_UNCOUNTED : limits_key(&peer->any);
	bool full = all->addresses.total >= all->addresses.max;
	bool rejected = !protocol->watches && !fits(all, key);
	if (!rejected) {
		counter_add(&all->speaker->counters->accepted, 1);
	} else if (!conn_may_reply(all, protocol, full ? REFUSED_CONNECTIONS : REFUSED_ADDRESS)) {
		close(fd);
		return;
	}
	struct conn *c = conn_new(all, fd, service);
	if (!rejected)
		limits_enter(&all->addresses, &c->place, key);
	c->x.limit_key = key;
	c->x.peer = *peer;
	c->x.rejected = rejected;
	conn_start(c, proxied);
}

void conns_sweep(struct conns *all)
{
	for (int i = 0; i < SWEEP && all->parked; i++)
		conn_look_again(all->parked);
}

void conns_drain(struct conns *all)
{
	for (struct conn *c = all->first, *next; c; c = next) {
		next = c->next;
		if (conn_is_idle(c))
			conn_close(c, CLOSE_DRAINED);
	}
}
