/*
 * conn_step: one step of a connection in the state that it is in. Private to serve/.
 */
#ifndef JARCHY_SERVE_CONN_STEP_H
#define JARCHY_SERVE_CONN_STEP_H

#include "serve/conn.h"

/* What a step found. */
enum step {
	STEP_AGAIN, /* the state changed: go on */
	STEP_READ,  /* wait until the socket is readable */
	STEP_WRITE, /* … writable */
	STEP_TURN,  /* wait for its turn to be answered */
	STEP_YIELD, /* go on after the others have had their turn */
	STEP_GONE,  /* the connection is no more */
};

enum step conn_step(struct conn *c);

/* How long its state may last, in ticks of the timer wheel; and as what it is closed when it lasts longer. */
uint64_t conn_ticks(const struct conn *c);
enum close_reason conn_late(const struct conn *c);

#endif
