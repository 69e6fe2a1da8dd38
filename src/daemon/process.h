/*
 * process: what every child process does first, and telling systemd.
 */
#ifndef JARCHY_DAEMON_PROCESS_H
#define JARCHY_DAEMON_PROCESS_H

/*
 * In a child right after fork: default signal handling, nothing blocked, SIGPIPE
 * ignored, SIGTERM when the supervisor dies, `name` in the log and in ps.
 */
void process_begin(const char *name);

/* Sends one state line to the socket that systemd names in NOTIFY_SOCKET, if any (sd_notify(3)). */
void process_notify(const char *state);

#endif
