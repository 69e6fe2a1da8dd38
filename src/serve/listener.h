/*
 * listener: accepts connections, within the limits.
 *
 * When descriptors run out, accepting pauses for a moment and the connections wait in the
 * kernel's queue: nothing spins, nobody is cut off.
 */
#ifndef JARCHY_SERVE_LISTENER_H
#define JARCHY_SERVE_LISTENER_H

#include "serve/server.h"

struct event;
struct server;

struct listener {
	struct server *server;
	struct serve_listener what;
	struct event *event;
};

struct listeners {
	struct listener *v;
	size_t n;
	struct event *resume; /* after a pause */
	int reserve;          /* a descriptor to give up when there are none left */
	size_t room;          /* connections that leave descriptors for files */
};

bool listeners_init(struct server *s, const struct serve_listener *v, size_t n, struct err *err);
void listeners_release(struct server *s);
void listeners_start(struct server *s);
/* Lets in what is queued already, since nobody else may, and then no more. */
void listeners_stop(struct server *s);

#endif
