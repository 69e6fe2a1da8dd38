/*
 * build: the command `build`.
 */
#ifndef JARCHY_COMMAND_BUILD_H
#define JARCHY_COMMAND_BUILD_H

#include "command/command.h"

extern const struct command build_command;

/*
 * Publishes once. The exit status: 0; 1 when a content file has an error (the good ones are
 * published all the same); 2 when nothing could be published.
 */
int build_run(const struct config *c, bool quiet);

#endif
