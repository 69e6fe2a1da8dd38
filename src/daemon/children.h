/*
 * children: the table of the supervisor's child processes: who runs, who was told to stop, who is due.
 *
 * Not for what they do or when they are restarted. Invariants: there is one publisher at most that was
 * not told to stop, and while another one leaves there is none, since the lock on the catalogue goes from
 * one to the next; the same of the notifier and of the reporter, for what they keep. There is always one
 * picturer, which keeps nothing. Workers are told to stop only when those that take their place are
 * ready.
 */
#ifndef JARCHY_DAEMON_CHILDREN_H
#define JARCHY_DAEMON_CHILDREN_H

#include <stdbool.h>
#include <stddef.h>

#include "daemon/child.h"
#include "daemon/shared.h"

struct pollfd;

/* In place of the number of a worker's slot, from 0 on. */
enum { SLOT_PICTURER = -4, SLOT_REPORTER = -3, SLOT_NOTIFIER = -2, SLOT_PUBLISHER = -1 };

enum {
	LEAVING_MAX = 512, /* processes of earlier configurations that still finish */
	CHILDREN_FDS = 4 + 2 * WORKERS_MAX,
};

struct children {
	struct child publisher;
	struct child notifier;
	struct child reporter;
	struct child picturer;
	struct child workers[WORKERS_MAX];
	struct child fresh[WORKERS_MAX]; /* to take the place of the workers when all of them are ready */
	unsigned fresh_count;            /* 0: there are none */
	struct err fresh_fault;          /* why they cannot; "": nothing is wrong so far */
	pid_t trial;                     /* a process that only tries something (trial.h); 0: none */
	int trial_status;                /* of waitpid(2), when it has ended */
	pid_t leaving_publisher;         /* 0: none */
	pid_t leaving_notifier;
	pid_t leaving_reporter;
	pid_t leaving[LEAVING_MAX]; /* all that were told to stop, those three among them */
	size_t leaving_count;
};

/* Who has to be there besides the publisher, and the body of each. */
struct children_plan {
	unsigned workers; /* 0: there is nothing to show yet */
	bool notifier;
	bool reporter;
	child_run *run;
	struct shared *shared; /* where workers have their places */
	void *worker_arg;      /* for workers, fresh ones too */
	void *writer_arg;      /* for the others */
};

/*
 * Starts those of the plan that are due, and ends those that take too long to be ready; the time in ms
 * until there is more to do, -1: nothing by itself.
 */
int64_t children_start(struct children *c, const struct children_plan *plan);

/* Where reports come from, for poll(2): at most CHILDREN_FDS. Returns how many. */
size_t children_poll(const struct children *c, struct pollfd *fds);
/* Takes note of what was reported. True: the publisher has published. */
bool children_read_reports(struct children *c);
/* Whether there is a worker, of whatever program. */
bool children_any_worker(const struct children *c);
/* Whether every worker of the plan is there and ready. */
bool children_serve(const struct children *c, const struct children_plan *plan);

/*
 * Starts workers on the same sockets that are to take the place of the old ones, which go on. False: one
 * could not be started; then there is none.
 */
bool children_start_fresh(struct children *c, const struct children_plan *plan, struct err *err);
enum fresh { FRESH_NONE, FRESH_STARTING, FRESH_READY, FRESH_FAILED };
/* How far they are; err says why they failed. */
enum fresh children_fresh(const struct children *c, struct err *err);
/* They take the place of the old ones, which are told to stop: no connection is left waiting. */
void children_accept_fresh(struct children *c);
/* They are ended; the old ones stay. */
void children_drop_fresh(struct children *c);

/* Tells all but the workers to stop; the next children_start starts others when these have left. */
void children_stop_writers(struct children *c);
/* Tells all of them to stop. */
void children_stop(struct children *c);
/* Ends those that were told to stop and did not. */
void children_kill(struct children *c);

/* What became of a process that ended: the publisher's end has two meanings. */
enum ended { ENDED_NONE, ENDED_PUBLISHER = 1, ENDED_MOVED = 2, ENDED_TRIAL = 4 };
/*
 * Notes who has ended. A set of enum ended: the publisher has, without being told to; and it did since the
 * content directory is another one (PUBLISHER_MOVED); the trial has, and there is none any more. What
 * workers counted is kept in `shared`.
 */
unsigned children_reap(struct children *c, struct shared *shared);

#endif
