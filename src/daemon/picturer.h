/*
 * picturer: the process that decodes pictures. It reads the content and writes the store of copies, and
 * nothing else.
 *
 * One picture after the other, as the publisher asks (publish/pictures.h). When one takes too long or too
 * much memory the process ends, and another takes its place.
 */
#ifndef JARCHY_DAEMON_PICTURER_H
#define JARCHY_DAEMON_PICTURER_H

#include "config/config.h"

/*
 * A pair of sockets, the first for who asks, the second for the process; both are closed on exec unless
 * they are handed over. -1 in both: the system gives none, and pictures are left out.
 */
void picturer_sockets(int pair[2]);

/* Body of the process; it ends when it is told to, or when the other side is closed. */
int picturer_run(const struct config *config, int socket);

/*
 * Starts one for a command that publishes without a supervisor. Returns the socket to ask, -1 where it
 * cannot be started; the process ends when that is closed.
 */
int picturer_start(const struct config *config);

#endif
