/*
 * shared: the one piece of memory that all processes see.
 *
 * Made by the supervisor before it starts any other. The publisher moves the
 * generation; each worker writes its own counters, and notes for the publisher into the table of subscribers; everybody
 * reads.
 */
#ifndef JARCHY_DAEMON_SHARED_H
#define JARCHY_DAEMON_SHARED_H

#include <stdatomic.h>
#include <stdbool.h>

#include "base/memfile.h"
#include "serve/settings.h"
#include "serve/subscriber_table.h"

enum { WORKERS_MAX = 64 };

struct shared {
	_Atomic uint64_t generation; /* 0: nothing was published yet */
	_Atomic bool feeds_only; /* the catalogue may be missing: it is being built, or was not looked at */
	_Atomic bool damaged;    /* a worker met a page of the catalogue that cannot be read */
	struct serve_counters workers[WORKERS_MAX];
	struct subscriber_table subscribers;
};

/* Makes it in `m`, which owns it. NULL with err on failure. */
struct shared *shared_new(struct memfile *m, struct err *err);
/* In a child: that of the descriptor, which is closed. */
struct shared *shared_open(struct memfile *m, int fd, struct err *err);

#endif
