/*
 * process: what every child process does first, and telling systemd.
 */
#ifndef JARCHY_DAEMON_PROCESS_H
#define JARCHY_DAEMON_PROCESS_H

/*
 * In a child right after fork: default signal handling, SIGPIPE ignored, SIGTERM when the supervisor dies, `name`
 * in the log and in ps. SIGTERM alone stays blocked until the process can stop well (process_ready).
 */
void process_begin(const char *name);
/* A handler for SIGTERM is there: one that came meanwhile is delivered now. */
void process_ready(void);

/* Sends one state line to the socket that systemd names in NOTIFY_SOCKET, if any (sd_notify(3)). */
void process_notify(const char *state);

#endif
