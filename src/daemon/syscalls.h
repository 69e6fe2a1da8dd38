/*
 * syscalls: which calls of the kernel a process may still make (seccomp(2)); all others fail.
 *
 * Private to daemon/.
 */
#ifndef JARCHY_DAEMON_SYSCALLS_H
#define JARCHY_DAEMON_SYSCALLS_H

#include <stdbool.h>

#include "base/err.h"

enum role { ROLE_PUBLISHER, ROLE_WORKER, ROLE_NOTIFIER, ROLE_REPORTER, ROLE_PICTURER, ROLE_COUNT };

/* For this process and its threads to come, for good. */
bool syscalls_restrict(enum role role, struct err *err);
/* Whether this kernel can. */
bool syscalls_can_be_restricted(void);

#endif
