/*
 * conns: all connections of a worker: which are let in, and what happens to all of them at once.
 *
 * Not for what one connection does (conn.h). Private to serve/.
 */
#ifndef JARCHY_SERVE_CONNS_H
#define JARCHY_SERVE_CONNS_H

#include "base/err.h"
#include "serve/conn.h"

/* The first fields of `all` are set. False with err leaves what conns_release is for. */
bool conns_init(struct conns *all, struct err *err);
/* Cuts those that are left. */
void conns_release(struct conns *all);

/*
 * Takes the descriptor of a connection that was accepted, and begins at once: lets it in, rejects it with an overload
 * reply, or closes it. `proxied`: it begins with the PROXY protocol, which says who the peer is.
 */
void conns_accept(
    struct conns *all, int fd, const union peer_address *peer, enum service service, bool proxied);
/*
 * Looks at a few of those that linger, to close those whose peer has ended too: they are not watched, since one
 * more wakeup for each would cost as much as the rest of a short answer. Those that are not looked at in time have a
 * deadline.
 */
void conns_sweep(struct conns *all);
/* Closes those that are idle; the others finish. */
void conns_drain(struct conns *all);

#endif
