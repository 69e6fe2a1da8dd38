/*
 * rehearsal: does all that serving does before it serves, and leaves nothing.
 */
#ifndef JARCHY_DAEMON_REHEARSAL_H
#define JARCHY_DAEMON_REHEARSAL_H

#include "daemon/sockets.h"

/*
 * Whether this configuration could be served: content can be read, the folders written, by the user that is
 * configured; certificates and keys load and belong together, or can be made; the log can be opened, the addresses can
 * be bound. False: err says what to mend. Nothing is made or changed on the disk.
 *
 * `old`: sockets that this process has for some of the addresses. Where it has none, ports that a jarchy with the same
 * state folder seems to listen on are as good as free.
 */
bool rehearse(struct config *c, struct sockets *old, struct err *err);

/*
 * The same of the configuration in `file`, as the body of a process of its own (trial.h). Writes to `out` the name of the file, a
 * zero byte and its text, so that what was tried is what is taken; or why it is refused. 0: it is good.
 */
int rehearse_file(const char *file, struct sockets *old, int out);

#endif
