/* conns: the list of all connections and their places in the limits. */
#include "serve/conns.h"

#include <unistd.h>

enum { SWEEP = 2 }; /* lingering connections looked at for each wakeup of a listener */

bool conns_init(struct conns *all, struct err *err)
{
	all->first = all->parked = NULL;
	all->parked_tail = &all->parked;
	all->overload_replies = (struct overload_replies){ 0 };
	limits_init(&all->addresses, all->limits.connections, all->limits.per_address);
	io_shared_init(&all->io);
	timer_wheel_init(&all->wheel, timer_wheel_clock(), conn_expired);
	return timer_wheel_attach(&all->wheel, all->base) || err_set(err, "cannot make a timer");
}

void conns_release(struct conns *all)
{
	while (all->first)
		conn_close(all->first, CLOSE_STOPPED);
	timer_wheel_release(&all->wheel);
	io_shared_release(&all->io);
	limits_release(&all->addresses);
}

void conns_accept(
    struct conns *all, int fd, const union peer_address *peer, enum service service, bool proxied)
{
	uint64_t key = proxied ? LIMITS_UNCOUNTED : limits_key(&peer->any);
	bool rejected = !limits_enter(&all->addresses, key);
	if (!rejected) {
		counter_add(&all->speaker->counters->accepted, 1);
	} else if (conn_may_reply(all, all->protocols[service])) {
		limits_exceed(&all->addresses);
		key = LIMITS_UNCOUNTED;
	} else {
		close(fd);
		return;
	}
	struct conn *c = conn_new(all, fd, service);
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
