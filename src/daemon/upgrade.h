/*
 * upgrade: the supervisor becomes another program without letting go of what it holds.
 *
 * exec in place keeps the pid, so the children stay children. What the new program needs to know of them and of the
 * listening sockets goes through one environment variable, which it takes away again.
 */
#ifndef JARCHY_DAEMON_UPGRADE_H
#define JARCHY_DAEMON_UPGRADE_H

#include <limits.h>
#include <sys/types.h>

#include "daemon/children.h"
#include "daemon/sockets.h"

/* What one supervisor leaves to the next. */
struct inherited {
	struct sockets sockets;
	struct children
	    children; /* only their pids; no publisher but one that leaves, no notifier or reporter */
	int tickets;  /* where to read the keys of the tickets from; -1: nowhere */
};

/* The path of the running program, to be asked at start: later another may be there. "" when that cannot be known. */
void upgrade_program(char path[PATH_MAX]);

/*
 * Becomes `program config --test` with these sockets, its standard output going to `out`: to be called in a process of its
 * own. Returns only when that failed.
 */
void upgrade_try(const char *program, const char *file, const struct sockets *sockets, int out);

/* Becomes `program serve`. Returns only when that failed; then nothing has changed. */
void upgrade_exec(const char *program, const char *file, const struct inherited *h, struct err *err);

/* What the supervisor before this one left; nothing when there was none. */
void inherited_take(struct inherited *h);
/* Closes what of the sockets and `tickets` was not taken. */
void inherited_release(struct inherited *h);

#endif
