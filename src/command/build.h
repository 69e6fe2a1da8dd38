/*
 * build: the command `build`.
 */
#ifndef JARCHY_COMMAND_BUILD_H
#define JARCHY_COMMAND_BUILD_H

#include "command/command.h"

extern const struct command build_command;

/*
 * Starts a process that makes copies of pictures; the socket to ask it, or -1. Set by who knows of
 * processes; NULL: none.
 */
typedef int start_pictures(const struct config *c);
extern start_pictures *build_pictures;

/*
 * Publishes once. The exit status: 0; 1 when a content file has an error (the good ones are
 * published all the same); 2 when nothing could be published.
 */
int build_run(const struct config *c, bool quiet);

#endif
