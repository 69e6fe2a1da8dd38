/*
 * sandbox: gives up, for good, what a process does not need: files, ports and signals (landlock), system
 * calls (seccomp), capabilities and limits.
 *
 * Where the kernel lacks a part, the rest is entered, unless the configuration says sandbox = "require".
 */
#ifndef JARCHY_DAEMON_SANDBOX_H
#define JARCHY_DAEMON_SANDBOX_H

#include "config/config.h"

/*
 * At start, before there are children: says once what this kernel lacks. False: it lacks something and
 * all is required.
 */
bool sandbox_check(const struct config *c, struct err *err);

/*
 * Each is for the process itself, for good. False with err: where the sandbox is required, or a process
 * cannot be kept from gaining rights. What was given up before the step that failed stays given up.
 */
/* Starts the others, opens sockets, keys and logs: only capabilities go that none of that needs. */
bool sandbox_supervisor(const struct config *c, struct err *err);
/*
 * Reads content; writes state and feeds; no network, no programs. A folder that is not there stays out of
 * reach.
 */
bool sandbox_publisher(const struct config *c, struct err *err);
/* Where the notifier keeps its record, below the state folder. */
#define NOTIFIER_FOLDER "notifier"
/*
 * Reads feeds and what the system needs for names and TLS; writes its own folder; network, where there is
 * no hub only to the ports of caches and of name servers; no content, no programs.
 */
bool sandbox_notifier(const struct config *c, struct err *err);
/* Where the reporter notes that it has written, below the state folder. */
#define REPORTER_FOLDER "reporter"
/*
 * Reads state and content; writes files into the content, the only one that does, and its own folder; no
 * network, no programs.
 */
bool sandbox_reporter(const struct config *c, struct err *err);
/* Reads content; writes the copies of pictures, below the state folder; no network, no programs. */
bool sandbox_picturer(const struct config *c, struct err *err);
/* Reads state, feeds and content; writes nothing; accepts, but opens no socket; no programs. */
bool sandbox_worker(const struct config *c, struct err *err);

#endif
