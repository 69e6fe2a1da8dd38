/*
 * conn: one connection, from accept to close.
 *
 * It moves bytes between a socket and a struct exchange, and none lasts too long; conn.c has its states.
 * Not for what is said (exchange.h), nor for which connections are let in (conns.h). Private to serve/.
 */
#ifndef JARCHY_SERVE_CONN_H
#define JARCHY_SERVE_CONN_H

#include <event2/event_struct.h>

#include "serve/exchange.h"
#include "serve/io.h"
#include "serve/limits.h"
#include "serve/reason.h"
#include "serve/throughput.h"
#include "serve/timer_wheel.h"

struct event_base;
struct tls;

/* What the connections of a worker share, and what they need of their surroundings (conns.h sets it up). */
struct conns {
	/* Set by the owner; what they point at must outlive the connections. */
	struct event_base *base;
	struct serve_limits limits;
	struct speaker *speaker;                 /* whose counters are ours too */
	const struct protocol *const *protocols; /* by enum service */
	struct tls *const *tls;  /* by enum service, of the certificate; NULL where there is none */
	void (*gone)(void *arg); /* a connection has gone */
	void *arg;
	/*
	 * Lets those of an address go whose peer has ended, though the event loop has not come to them
	 * yet.
	 */
	void (*let_ended_go)(struct conns *all, uint64_t key);

	struct limits addresses; /* those that count: all but those that linger */
	size_t open;             /* all */
	size_t lingering, lingering_max;
	struct overload_replies overload_replies;
	struct timer_wheel wheel;
	struct turns turns;
	struct io_shared io;
	struct conn *first;
	struct conn *parked, **parked_tail; /* those that linger and are not watched, the oldest first */
};

enum conn_state {
	CONN_PROXY,
	CONN_HANDSHAKE,
	CONN_REQUEST,
	CONN_RESPOND,
	CONN_CLOSING,
	CONN_LINGER,
	CONN_STATES
};

struct conn {
	struct timer timer; /* first: conn_of_timer */
	struct conns *all;
	struct conn *next, **link; /* of all */
	struct conn *parked_next, **parked_link;
	struct event event;
	short waiting;          /* EV_READ or EV_WRITE that is registered, else 0 */
	unsigned char state;    /* enum conn_state */
	unsigned char identity; /* enum service: whose certificate it shows when it speaks TLS */
	bool tls;               /* begins with a handshake */
	bool fresh;             /* the state's deadline is not armed yet */
	bool idle;              /* kept alive, between requests */
	unsigned char rounds;   /* of requests, in this turn */
	bool ended;             /* its peer has, and its place was needed */
	bool pooled;            /* counts among those that linger */
	bool served;            /* has waited for its turn, and has it */
	bool answered;          /* something that is not kept, in this turn */
	bool waits_for_answer;  /* the deadline is that of its turn */
	uint64_t used_us;       /* not charged yet */
	struct turn turn;
	struct limits_place place;
	struct io io;
	struct exchange x;
	union {
		struct throughput throughput; /* RESPOND */
		struct {
			uint64_t bytes; /* thrown away */
			uint64_t until; /* tick */
		} linger;               /* LINGER */
	};
};

/* Takes a socket that was accepted. The caller then sets the peer, and calls conn_start (conn_run.h). */
struct conn *conn_new(struct conns *all, int fd, enum service service);
/* The only way from one state to another. */
void conn_enter(struct conn *c, enum conn_state state);
/* The one destructor. */
void conn_close(struct conn *c, enum close_reason reason);
/* TLS begins with the bytes that have come already. False: out of memory, or there is no certificate. */
bool conn_start_tls(struct conn *c, struct str early);
/* Its place in the limits is free for another: from now on it counts among those that linger. */
void conn_pool(struct conn *c);
/*
 * It lingers without being watched, after the others, until the next tick at the latest; and no longer,
 * if it did.
 */
void conn_park(struct conn *c);
void conn_unpark(struct conn *c);
/* Whether one more connection over the limits gets an overload reply; counts it as refused. */
bool conn_may_reply(struct conns *all, const struct protocol *protocol, enum refusal why);

static inline bool conn_is_idle(const struct conn *c)
{
	return c->state == CONN_REQUEST && c->idle;
}

#endif
