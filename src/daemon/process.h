/*
 * process: what every child process does first.
 */
#ifndef JARCHY_DAEMON_PROCESS_H
#define JARCHY_DAEMON_PROCESS_H

#include <stdint.h>

#include "config/user.h"

/* In the supervisor, before it starts any: its children end when it does. */
void process_lead(void);
/*
 * In a child right after fork: default signal handling, SIGPIPE ignored, SIGTERM when the supervisor dies, `name`
 * in the log and in ps. SIGTERM alone stays blocked until the process can stop well (process_ready).
 */
void process_begin(const char *name);
/* Gives up root's rights where a user is configured (user_become), and still ends when the supervisor does. */
bool process_become(const struct user *u, struct err *err);
/* A handler for SIGTERM is there: one that came meanwhile is delivered now. */
void process_ready(void);

#endif
