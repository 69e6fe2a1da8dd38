/*
 * child: a process that is always to be there: its pid, and when the next one is due after it ended.
 *
 * Not for what the process does, nor for whether there should be one at the moment: the supervisor knows
 * both.
 */
#ifndef JARCHY_DAEMON_CHILD_H
#define JARCHY_DAEMON_CHILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/err.h"

struct child {
	pid_t pid;       /* 0: there is none */
	int reports;     /* the end of a pipe where what it reports is read; 0: it is closed */
	bool ready;      /* it reported so, or belongs to a program before this one */
	int64_t started; /* ms */
	int64_t due;     /* when to start it again */
	unsigned failures;
	/* Of a worker (pulse.h): what it has counted, and for how long that has not moved. */
	uint64_t turns;
	int64_t silent_ms;
};

/*
 * The body of a process, which returns its exit status; `place` is that of a worker (shared.h), `report` is
 * for process_begin.
 */
typedef int child_run(void *arg, int slot, unsigned place, int report);

/* Starts a process. False: the system starts none; the next try is due after half a minute. */
bool child_start(struct child *c, child_run *run, void *arg, int slot, unsigned place, struct err *err);

/* Takes note of what the process reported. True: that something was published. */
bool child_read_reports(struct child *c);

/* Forgets the process, which may live on. */
void child_forget(struct child *c);

/*
 * The process ended with this status (waitpid(2)), which is logged under its name and number (0: it has
 * none). After a long life the next one is due at once, after a short one when a pause has passed, which
 * doubles each time.
 */
void child_ended(struct child *c, const char *name, unsigned number, int status);

#endif
