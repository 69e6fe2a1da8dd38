/*
 * children: the table of the supervisor's child processes: who runs, who was told to stop, who is due.
 *
 * Not for what they do or when they are restarted. Invariant: there is one publisher at most that was not told to stop, and
 * while another one leaves there is none, since the lock on the catalogue goes from one to the next.
 */
#ifndef JARCHY_DAEMON_CHILDREN_H
#define JARCHY_DAEMON_CHILDREN_H

#include <stdbool.h>
#include <stddef.h>

#include "daemon/child.h"
#include "daemon/shared.h"

/* In place of the number of a worker's slot, from 0 on. */
enum { SLOT_NOTIFIER = -2, SLOT_PUBLISHER = -1 };

enum { LEAVING_MAX = 512 }; /* processes of earlier configurations that still finish */

struct children {
	struct child publisher;
	struct child notifier;
	struct child workers[WORKERS_MAX];
	pid_t leaving_publisher;    /* 0: none */
	pid_t leaving[LEAVING_MAX]; /* all that were told to stop, that publisher among them */
	size_t leaving_count;
};

/* Who has to be there besides the publisher, and the body of each: run(arg, slot). */
struct children_plan {
	unsigned workers; /* 0 before something was published */
	bool notifier;
	int (*run)(void *arg, int slot);
	void *arg;
};

/* Starts those of the plan that are due; the time in ms until the next one is, -1 when none will be. */
int64_t children_start(struct children *c, const struct children_plan *plan);

/* Starts new workers on the same sockets, then stops the old ones: no connection is left waiting. */
void children_restart_workers(struct children *c, const struct children_plan *plan);

/* Tells publisher and notifier to stop; the next children_start starts others, a publisher when this one has left. */
void children_stop_writers(struct children *c);
/* Tells all of them to stop. */
void children_stop(struct children *c);
/* Ends those that were told to stop and did not. */
void children_kill(struct children *c);

/* Notes who has ended. True: the publisher did, since the content directory is another one (PUBLISHER_MOVED). */
bool children_reap(struct children *c);

#endif
