/*
 * engine: what the parts of one server share. Private to serve/.
 */
#ifndef JARCHY_SERVE_ENGINE_H
#define JARCHY_SERVE_ENGINE_H

#include <event2/event.h>

#include "serve/conn.h"
#include "serve/io.h"
#include "serve/limits.h"
#include "serve/listener.h"
#include "serve/server.h"
#include "serve/speaker.h"
#include "serve/timer_wheel.h"
#include "serve/tls.h"

struct server {
	struct event_base *base;
	struct serve_limits limits;
	struct serve_counters *counters;
	struct speaker speaker;
	struct limits addresses;
	struct overload_replies overload_replies;
	struct access_log access_log;
	struct timer_wheel wheel;
	struct event *drained;
	struct tls *tls[SERVICE_COUNT];
	struct listeners listeners;
	struct io_shared io;
	struct conn *conns;
	struct conn *parked, **parked_tail; /* lingering, the oldest first */
	bool draining;
	void (*done)(void *arg);
	void *done_arg;
};

/* Which protocol a service speaks. */
const struct protocol *server_protocol(enum service service);

/* The last connection of a draining server has gone, perhaps. */
void server_conn_gone(struct server *s);

#endif
