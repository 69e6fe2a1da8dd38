/*
 * shared: the one piece of memory that all processes see.
 *
 * Made by the supervisor before it forks anything. The publisher moves the
 * generation; each worker writes its own counters, and notes for the publisher into the table of subscribers; everybody
 * reads.
 */
#ifndef JARCHY_DAEMON_SHARED_H
#define JARCHY_DAEMON_SHARED_H

#include "base/err.h"
#include "serve/settings.h"
#include "serve/subscriber_table.h"

enum { WORKERS_MAX = 64 };

struct shared {
	_Atomic uint64_t generation; /* 0: nothing was published yet */
	struct serve_counters workers[WORKERS_MAX];
	struct subscriber_table subscribers;
};

/* NULL with err on failure. */
struct shared *shared_new(struct err *err);
/* Lets go of the memory in this process only. */
void shared_free(struct shared *s);

#endif
