/*
 * conn_run: lets a connection go on when something comes that it waits for. Private to serve/.
 */
#ifndef JARCHY_SERVE_CONN_RUN_H
#define JARCHY_SERVE_CONN_RUN_H

#include "serve/conn.h"

/* Begins, and goes on until it has to wait: it may be gone afterwards. */
void conn_start(struct conn *c, bool proxied);
/* Its turn has come. */
void conn_turn(struct turn *t);
/* Its deadline has come. */
void conn_expired(struct timer *t);
/* Whether the peer of a parked connection has ended meanwhile. It may be gone afterwards. */
void conn_look_again(struct conn *c);
/* poll(2) says this of the socket: acts on it if the peer has ended. It may be gone afterwards. */
void conn_ended(struct conn *c, short events);
struct conn *conn_of_place(struct limits_place *p);

#endif
