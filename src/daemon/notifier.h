/*
 * notifier: the process that tells others what has changed: shared caches (purge.h), then the hub (hub.h).
 *
 * It runs only when one of them is configured, and nothing waits for it: after each publish it compares the
 * feeds with what it announced last, by their bytes. What was announced is kept in a file of its own, so a
 * ping that is owed survives a restart. Reads the feeds and nothing of the content.
 */
#ifndef JARCHY_DAEMON_NOTIFIER_H
#define JARCHY_DAEMON_NOTIFIER_H

#include "config/config.h"
#include "daemon/shared.h"

/* The body of the process, until SIGTERM; returns its exit status. */
int notifier_run(const struct config *config, struct shared *shared);

#endif
