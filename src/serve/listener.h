/*
 * listener: accepts connections from all listening sockets of a worker, and hands each to its owner.
 *
 * When descriptors run out, accepting pauses for a moment and the connections wait in the
 * kernel's queue: nothing spins, no connection is cut off. Not for the limits of addresses (conns.h). Private to serve/.
 */
#ifndef JARCHY_SERVE_LISTENER_H
#define JARCHY_SERVE_LISTENER_H

#include "base/err.h"
#include "serve/settings.h"

struct event;
struct event_base;
struct listeners;

struct listener {
	struct listeners *all;
	struct serve_listener socket;
	struct event *event;
};

struct listeners {
	/* Set by the owner. */
	struct event_base *base;
	struct serve_counters *counters;
	const size_t *open; /* connections there are */
	/* Before connections are accepted. */
	void (*woken)(void *arg);
	/* Takes the descriptor of a connection. */
	void (*accepted)(
	    void *arg, int fd, const union peer_address *peer, const struct serve_listener *socket);
	void *arg;

	struct listener *v;
	size_t n;
	struct event *resume; /* after a pause */
	int reserve;          /* a descriptor to give up when there are none left; -1: none */
	size_t room;          /* connections that leave descriptors for files */
	int told;             /* the error that the log was told of last */
};

/* The first fields are set. The sockets stay the caller's. False with err leaves what listeners_release is for. */
bool listeners_init(struct listeners *all, const struct serve_listener *v, size_t n, struct err *err);
void listeners_release(struct listeners *all);
void listeners_start(struct listeners *all);
/* Accepts what is queued already, since no other process may, and then no more. */
void listeners_stop(struct listeners *all);

#endif
