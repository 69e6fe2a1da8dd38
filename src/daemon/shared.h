/*
 * shared: the one piece of memory that all processes see.
 *
 * Made by the supervisor before it starts any other. The publisher moves the generation and says what it
 * published; each worker writes in a place of its own, and notes for the publisher into the table of
 * subscribers; everybody reads.
 *
 * A worker's place is its own as long as it lives, so no count has two writers: one that is replaced goes on
 * counting beside the one that replaces it. When it has ended, the supervisor adds what it counted to
 * `ended`, and no sum ever falls.
 */
#ifndef JARCHY_DAEMON_SHARED_H
#define JARCHY_DAEMON_SHARED_H

#include <stdatomic.h>
#include <stdbool.h>
#include <sys/types.h>

#include "base/memfile.h"
#include "publish/progress.h"
#include "publish/agent_view.h"
#include "serve/settings.h"
#include "serve/subscriber_table.h"

enum {
	WORKERS_MAX = 64,
	PLACES = 4 * WORKERS_MAX, /* of workers that serve, and of those that finish after a reload */
};

/* What the publisher alone says of itself. */
struct publisher_view {
	_Atomic int64_t at; /* when readers got something new last, in seconds since 1970; 0: not yet */
	_Atomic uint64_t items, errors, warnings; /* figures.h */
	_Atomic uint64_t feeds_written;           /* files */
	struct progress_view progress;            /* of the first pass */
};

/* Those that the supervisor starts. */
enum process_kind {
	PROCESS_WORKER,
	PROCESS_PUBLISHER,
	PROCESS_PICTURE,
	PROCESS_NOTIFIER,
	PROCESS_REPORTER,
	PROCESS_KINDS
};
extern const char *const process_kind_names[PROCESS_KINDS];

/*
 * What became of telling the hub of a feed: it took it, it answered that it never will, it is to be asked
 * again.
 */
enum ping_result { PING_TOLD, PING_REFUSED, PING_FAILED, PING_RESULTS };
extern const char *const ping_result_names[PING_RESULTS];

/* Of one worker. */
struct worker_place {
	_Atomic int pid;        /* 0: it is free; PLACE_TAKEN: of a process that is being started */
	_Atomic uint64_t turns; /* of a timer of its event loop (pulse.h) */
	struct serve_counters counters;
};
enum { PLACE_TAKEN = -1 };

struct shared {
	_Atomic uint64_t generation; /* 0: nothing was published yet */
	_Atomic bool
	    writing; /* the publisher is: files of feeds may be newer than what workers answer with */
	_Atomic bool feeds_only; /* the catalogue may be missing: it is being built, or was not looked at */
	_Atomic bool damaged;    /* a worker met a page of the catalogue that cannot be read */
	_Atomic bool draining;   /* it ends soon: balancers are to look elsewhere */
	_Atomic bool stopping;   /* it ends now: no worker takes the place of another */
	struct publisher_view published;
	struct agent_view agents;                 /* of the publisher too */
	_Atomic int64_t started;                  /* seconds since 1970 */
	_Atomic uint64_t restarts[PROCESS_KINDS]; /* of the supervisor */
	_Atomic uint64_t pings[PING_RESULTS];     /* of the notifier */
	_Atomic uint64_t adding;     /* odd: the supervisor moves counts from a place to `ended` */
	struct serve_counters ended; /* of all workers that have ended */
	struct worker_place places[PLACES];
	struct subscriber_table subscribers;
};

/* Makes it in `m`, which owns it. NULL with err on failure. */
struct shared *shared_new(struct memfile *m, struct err *err);
/* In a child: that of the descriptor, which is closed. */
struct shared *shared_open(struct memfile *m, int fd, struct err *err);

/*
 * For the supervisor alone. A free place for a worker that is about to be started; where so many still
 * finish that there is none, the last one, which then has several writers and may count too little.
 */
unsigned shared_take_place(struct shared *s);
/* Whose it is: the process was started (0: it could not be). */
void shared_name_place(struct shared *s, unsigned place, pid_t pid);
/* The process has ended: what it counted is kept, its place is free. Nothing for one that has none. */
void shared_leave_place(struct shared *s, pid_t pid);

/* The turns of a worker. False: it has no place of its own. */
bool shared_turns(const struct shared *s, pid_t pid, uint64_t *turns);
/* The counts of all workers that there are and were. */
void shared_sum(const struct shared *s, struct serve_counters *out);

#endif
