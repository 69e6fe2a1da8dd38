/*
 * request: does what a signal or a changed certificate asks for. Private to daemon/.
 *
 * Not for when: supervisor.c knows. What comes of each is a change (change.h), or a line that says why not.
 */
#ifndef JARCHY_DAEMON_REQUEST_H
#define JARCHY_DAEMON_REQUEST_H

#include "daemon/supervision.h"

/* SIGHUP: tries the configuration; request_tried goes on. */
void request_reload(struct supervisor *s);
/* SIGUSR1 */
void request_reopen_log(struct supervisor *s);
/* SIGUSR2: tries the program; request_tried goes on, and then this process is that program. */
void request_upgrade(struct supervisor *s);
/* The trial has ended. */
void request_tried(struct supervisor *s);
/* Looks at the files of the certificates, unless something else is under way. */
void request_certificates(struct supervisor *s);

#endif
