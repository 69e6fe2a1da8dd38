/*
 * role: what a process does that the supervisor started: it takes what it was given and becomes
 * publisher, worker, notifier, reporter or picturer.
 */
#ifndef JARCHY_DAEMON_ROLE_H
#define JARCHY_DAEMON_ROLE_H

#include "daemon/handover.h"

/* The name of the process in a slot, as in messages and ps(1): "publisher", "worker 1". */
void role_name(int slot, char out[24]);

/* Runs to its end and ends the process. The descriptors of the handover are its own. */
_Noreturn void role_run(const struct handover *h);

#endif
