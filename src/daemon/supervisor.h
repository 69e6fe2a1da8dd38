/*
 * supervisor: opens the listening sockets, starts the publisher and the workers, and starts them again when they die.
 *
 * It never reads a byte from the network or from content. Signals: SIGTERM and SIGINT finish and stop, SIGHUP reads the
 * configuration and certificates again, SIGUSR1 opens the access log again, SIGUSR2 becomes the program that is at its path.
 */
#ifndef JARCHY_DAEMON_SUPERVISOR_H
#define JARCHY_DAEMON_SUPERVISOR_H

#include "config/config.h"

/*
 * Serves until it is told to stop. The file of the configuration is read again on SIGHUP. Takes the
 * configuration. The return value is the process's exit status: 0, or 2 when it could not start.
 */
int supervisor_run(struct config *config);

#endif
