/*
 * publisher: the process that keeps the catalogue and the feeds up to the content directory.
 */
#ifndef JARCHY_DAEMON_PUBLISHER_H
#define JARCHY_DAEMON_PUBLISHER_H

#include "config/config.h"
#include "daemon/shared.h"

/* Exit status: a folder is another one now, or gone, and every process must open it again. */
enum { PUBLISHER_MOVED = 3 };

/*
 * Watches and publishes until SIGTERM; rescue: see rescue.h; pictures: a socket to the picturer, or -1.
 * The return value is the process's exit status. Each time readers can see something new the generation
 * goes up and that is reported (process.h).
 */
int publisher_run(const struct config *config, struct shared *shared, int rescue, int pictures);

#endif
