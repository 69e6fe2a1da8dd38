/*
 * engine: what the parts of one server share. Private to serve/.
 */
#ifndef JARCHY_SERVE_ENGINE_H
#define JARCHY_SERVE_ENGINE_H

#include <event2/event.h>

#include "answer/cache.h"
#include "answer/catalog_handle.h"
#include "answer/feed_delta.h"
#include "answer/polls.h"
#include "serve/access_log.h"
#include "serve/conn.h"
#include "serve/io.h"
#include "serve/limits.h"
#include "serve/listener.h"
#include "serve/server.h"
#include "serve/timer_wheel.h"
#include "serve/tls.h"

struct server {
	struct event_base *base;
	struct serve_limits limits;
	struct serve_counters *counters;
	struct subscriber_table *subscribers; /* or NULL */
	struct catalog_handle handle;
	struct cache cache;
	struct limits addresses;
	struct overload_replies overload_replies;
	struct polls polls;
	struct feed_delta versions;
	struct access_log access;
	struct timer_wheel wheel;
	struct event *drained;
	struct tls *tls[SERVICE_COUNT];
	const struct key_fingerprint *editors;
	size_t editor_count;
	struct listeners listeners;
	struct io_shared io;
	struct buf path;           /* scratch of the speakers */
	struct buf overload_reply; /* what an HTTP connection over the limits gets */
	struct conn *conns;
	struct conn *parked, **parked_tail; /* lingering, the oldest first */
	bool draining;
	void (*done)(void *arg);
	void *done_arg;
	int64_t date_second; /* that `date` is of */
	char date[DATE_TEXT_MAX];
};

/* Which protocol a service speaks. */
const struct protocol *server_protocol(enum service service);

/* The last connection of a draining server has gone, perhaps. */
void server_conn_gone(struct server *s);

/* Drops the cache when something was published. Before every answer. */
void server_refresh(struct server *s);

#endif
