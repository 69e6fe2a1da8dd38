/*
 * sandbox: gives up, for good, what a process does not need: landlock for files, seccomp for system calls.
 *
 * Where the kernel lacks one of them, each process warns of it and goes on, unless the configuration says
 * sandbox = "require".
 */
#ifndef JARCHY_DAEMON_SANDBOX_H
#define JARCHY_DAEMON_SANDBOX_H

#include "config/config.h"

/*
 * Each is for the process itself, for good. False with err: where the sandbox is required, or a process cannot be kept from
 * gaining rights. What was given up before the step that failed stays given up.
 */
/* Reads content; writes state and feeds; no network, no programs. The folders must exist. */
bool sandbox_publisher(const struct config *c, struct err *err);
/* Where the notifier keeps its record, below the state folder. */
#define NOTIFIER_FOLDER "notifier"
/* Reads feeds and what the system needs for names and TLS; writes its own folder; network; no content, no programs. */
bool sandbox_notifier(const struct config *c, struct err *err);
/* Reads state, feeds and content; writes nothing; accepts, but opens no socket; no programs. */
bool sandbox_worker(const struct config *c, struct err *err);

#endif
