/*
 * setup: what the supervisor holds for one configuration: the listening sockets and the access log.
 *
 * It is opened whole or not at all. Not for what outlives a configuration: shared memory, keys of tickets, children.
 */
#ifndef JARCHY_DAEMON_SETUP_H
#define JARCHY_DAEMON_SETUP_H

#include "daemon/sockets.h"

struct setup {
	struct config *config; /* its own, allocated */
	struct sockets sockets;
	int access_fd; /* -1: none */
};

/*
 * Takes an allocated configuration, checks what it names (content, user, certificates), binds its addresses, opens its access
 * log, makes the folders and the certificate that are missing, and lets its user send signals to this process.
 *
 * Of `old` the sockets of the same addresses are taken over and the others closed. On failure the configuration is released,
 * nothing new is open, no certificate was made, and `old` is untouched; err says what to mend.
 */
bool setup_open(struct setup *s, struct config *config, struct sockets *old, struct err *err);

/*
 * Reads `file` (NULL: the default) again and opens it in the place of what `s` holds. On failure everything is as it was, the
 * process's time zone too; what is wrong in the file was printed on standard error.
 */
bool setup_reload(struct setup *s, const char *file, struct err *err);

/* Opens the access log again under its name, for log rotation. On failure the open one stays. */
bool setup_reopen_log(struct setup *s, struct err *err);

/* Closes and frees all of it. */
void setup_close(struct setup *s);

#endif
