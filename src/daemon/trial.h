/*
 * trial: tries in a process of its own what might hang or crash, while the supervisor goes on.
 *
 * The process leads a group of its own, which is killed when the time is up. It reports by its exit status and by what it
 * writes to `out`. Who waits for children tells of its end.
 */
#ifndef JARCHY_DAEMON_TRIAL_H
#define JARCHY_DAEMON_TRIAL_H

#include <stdint.h>
#include <sys/types.h>

#include "base/buf.h"
#include "base/err.h"

enum { TRIAL_MS = 10000, TRIAL_OUT_MAX = 17 << 20 };

struct trial {
	pid_t pid; /* 0: there is none */
	int out;   /* a file in memory */
	int64_t until;
	bool timed_out;
};

/* Starts a process that ends with what body(arg, out) returns, its signals as usual. */
bool trial_start(struct trial *t, int (*body)(void *arg, int out), void *arg, struct err *err);
/* The time in ms until the time is up; kills it when it is. -1: there is nothing to wait for. */
int64_t trial_left(struct trial *t);
/* It has ended: what it wrote. */
void trial_end(struct trial *t, struct buf *out);
/* Kills it; its end is none of ours any more. */
void trial_give_up(struct trial *t);

#endif
