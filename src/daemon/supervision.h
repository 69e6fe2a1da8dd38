/*
 * supervision: what the supervisor holds, and how it starts a child. Private to daemon/.
 *
 * Not for what is done with it: supervisor.c turns the loop, change.h takes another setup in, request.h
 * does what signals ask for.
 */
#ifndef JARCHY_DAEMON_SUPERVISION_H
#define JARCHY_DAEMON_SUPERVISION_H

#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/memfile.h"
#include "daemon/certificate_watch.h"
#include "daemon/children.h"
#include "daemon/notify.h"
#include "daemon/setup.h"
#include "daemon/shared.h"
#include "daemon/ticket_watch.h"
#include "daemon/trial.h"
#include "serve/tickets.h"

enum { AGAIN_MS = 30000 }; /* until the next try to replace workers that hold what is gone */

enum state { STARTING, SERVING, STOPPING };

/* What another setup is for; request.c makes that of each. */
enum change_kind {
	CHANGE_WORKERS,
	CHANGE_LOG,
	CHANGE_CONFIG,
	CHANGE_CERTIFICATES,
	CHANGE_PROGRAM,
	CHANGE_KINDS
};

enum step { NO_CHANGE, CHECKING, PUBLISHING, REPLACING };

struct change {
	enum step step;
	enum change_kind kind;
	bool own_publisher; /* the publisher is one for `next` */
	struct setup next;  /* shares with the setup that holds what does not change */
};

/* The argument of a child: which setup it is for. */
struct start {
	struct supervisor *supervisor;
	struct setup *setup;
};

struct supervisor {
	enum state state;
	char *file;             /* of the configuration; NULL: there is none so far */
	char program[PATH_MAX]; /* what to become on SIGUSR2 */
	int signals;            /* signalfd(2) */
	struct setup setup;
	struct change change;
	struct trial trial; /* in CHECKING */
	struct start current, next;
	bool asked[NSIG]; /* signals that wait until the change under way is over */
	bool inherited;   /* there were workers of the program before this one */
	bool announced;   /* that all workers are ready, since STARTING */
	int64_t again_at; /* when to try again to replace the workers; 0: no need */
	pid_t pid;
	struct memfile memory; /* of `shared` */
	struct shared *shared;
	int rescue;              /* rescue.h */
	int pictures[2];         /* picturer.h: the publisher's end, and the picturer's */
	struct tickets *tickets; /* of TLS sessions */
	struct children children;
	struct certificate_watch certificates;
	struct ticket_watch ticket_file;
	int64_t pulse_at; /* when the workers were looked at last (pulse.h); by clock_ms */
	struct notify notify;
	char failure
	    [MESSAGE_MAX];   /* why the last change that was asked for did not come to its end; "": it did */
	int64_t drain_until; /* in SERVING: when it stops, by clock_ms; 0: it was not asked to */
	int64_t stop_by;     /* in STOPPING; by clock_ms */
};

/* Who has to be there in the state that it is in. */
struct children_plan supervision_plan(struct supervisor *s);

/* Level and form of the log are those of the configuration from now on. */
void supervision_set_log(const struct config *c);

/* How the service is, in one sentence for the service manager. */
enum { STATUS_MAX = 256 };
void supervision_status(const struct supervisor *s, char out[STATUS_MAX]);

#endif
