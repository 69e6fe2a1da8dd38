/*
 * conn: one connection, from accept to close.
 *
 * PROXY → HANDSHAKE → REQUEST → RESPOND → CLOSING → LINGER; each state has one step function
 * and one deadline in the table in conn.c; keep-alive goes from RESPOND back to REQUEST. Every
 * connection ends in one destructor, with a reason.
 */
#ifndef JARCHY_SERVE_CONN_H
#define JARCHY_SERVE_CONN_H

#include <event2/event_struct.h>

#include "serve/exchange.h"
#include "serve/reason.h"
#include "serve/throughput.h"
#include "serve/timer_wheel.h"

struct server;

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
	struct server *server;
	struct conn *next, **link; /* all of the server */
	struct conn *parked_next, **parked_link;
	struct event event;
	short waiting; /* EV_READ or EV_WRITE that is registered, else 0 */
	unsigned char state;
	bool fresh;             /* the state's deadline is not armed yet */
	unsigned char identity; /* enum service: whose certificate it shows when it speaks TLS */
	bool tls;               /* begins with a handshake */
	bool idle;              /* kept alive, between requests */
	struct io io;
	struct exchange x;
	struct throughput throughput; /* of a response */
	uint64_t linger_bytes, linger_until;
};

/*
 * A connection that the limits have let in, or that is rejected with an answer; takes the descriptor and begins at once. It may
 * be gone afterwards.
 */
void conn_start(struct server *s, int fd, const union peer_address *peer, uint64_t limit_key,
    enum service service, bool proxied, bool rejected);
/* Whether one more connection over the limits, of this protocol, gets an overload reply; counts it as refused. */
bool conn_may_reply_overload(struct server *s, const struct protocol *protocol);
/* The one destructor. */
void conn_close(struct conn *c, enum close_reason reason);
/* Its deadline has come. */
void conn_expired(struct timer *t);
/*
 * Looks at a few of those that linger, to let those go whose peer has ended too: they are not watched, since one
 * more wakeup for each would cost as much as the rest of a short answer. What nobody looks at in time, its tick does.
 */
void conn_sweep(struct server *s);
/* The server drains: closes it if it is idle, else lets it finish. */
void conn_drain(struct conn *c);

#endif
