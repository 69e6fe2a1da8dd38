/*
 * worker: one process that answers readers. It reads, and writes nothing but its log.
 */
#ifndef JARCHY_DAEMON_WORKER_H
#define JARCHY_DAEMON_WORKER_H

#include "config/config.h"
#include "daemon/certificates.h"
#include "daemon/shared.h"

struct worker_options {
	const struct config *config;
	struct shared *shared;
	struct worker_place *place; /* its own in there */
	const struct serve_listener *listeners;
	size_t listener_count;
	struct identities *identities; /* released as soon as they are loaded */
	const struct tickets *tickets;
	int access_fd; /* -1: none */
};

/*
 * Serves until SIGTERM, then finishes what is under way (with a deadline); the return value is the exit
 * status.
 */
int worker_run(const struct worker_options *o);

#endif
