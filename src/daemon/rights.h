/*
 * rights: capabilities, core dumps and limits: what a process has from the system besides files and calls.
 *
 * Not for users (config/user.h), nor for files and system calls (sandbox.h).
 */
#ifndef JARCHY_DAEMON_RIGHTS_H
#define JARCHY_DAEMON_RIGHTS_H

#include <stdbool.h>

#include "base/err.h"

/* No program that this process could ever run gets a capability. For root only: others have none to give. */
bool rights_drop_bounding(struct err *err);
/* No capability is left, in any set. */
bool rights_drop(struct err *err);
/*
 * What the supervisor needs: of root ports below 1024, other users' files, keys and processes; of another
 * user what systemd gave it (ambient capabilities), which the program that it becomes by SIGUSR2 has too.
 */
bool rights_keep_for_supervisor(struct err *err);

/*
 * No other process of its user may read its memory or descriptors, and none of it is written to a disk when
 * it crashes.
 */
void rights_hide(void);
/* No process or thread can be started. */
void rights_limit_to_one(void);

#endif
