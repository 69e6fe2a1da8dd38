/*
 * reporter: keeps one file REPORT_FILE (publish/report.h) in each folder of the content that has
 * something to say.
 *
 * A process of its own, the only one that may write into the content: landlock knows folders and no
 * names, so this one has nothing to do with texts, documents or the network. It reads the problems of the
 * catalogue and writes files of one name.
 */
#ifndef JARCHY_DAEMON_REPORTER_H
#define JARCHY_DAEMON_REPORTER_H

#include "config/config.h"

/* Status of one that is not wanted any more and has taken its files away. */
enum { REPORTER_DONE = 4 };

/* Whether there has to be one: it is configured, or was once and left files. */
bool reporter_is_wanted(const struct config *config);

/* Runs until SIGTERM, or until there is nothing to take away; the status to end with. */
int reporter_run(const struct config *config);

#endif
