/*
 * process: what every child process does first.
 */
#ifndef JARCHY_DAEMON_PROCESS_H
#define JARCHY_DAEMON_PROCESS_H

#include <sys/types.h>

#include "config/user.h"

/*
 * What a child tells the supervisor: one byte each, through a pipe. No process sends another one signals
 * but the supervisor.
 */
enum report {
	REPORT_READY = 'r',     /* it has all that it needs and does its work from now on */
	REPORT_PUBLISHED = 'p', /* of the publisher: readers can see something new */
};
void process_report(enum report what);

/*
 * In a child, first: default signal handling, SIGPIPE ignored, SIGTERM when the supervisor dies, `name` in
 * the log and in ps, a log that does not wait, reports to the descriptor `report`. SIGTERM alone stays
 * blocked until the process can stop well (process_ready).
 */
void process_begin(const char *name, pid_t supervisor, int report);
/*
 * Gives up root's rights where a user is configured (user_become), and still ends when the supervisor does.
 */
bool process_become(const struct user *u, struct err *err);
/* A handler for SIGTERM is there: one that came meanwhile is delivered now. Reports REPORT_READY. */
void process_ready(void);

#endif
