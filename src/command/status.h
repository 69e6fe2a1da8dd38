/*
 * status: the command `status`: what is published in which language.
 */
#ifndef JARCHY_COMMAND_STATUS_H
#define JARCHY_COMMAND_STATUS_H

#include "command/command.h"

extern const struct command status_command;

/*
 * Prints a table on standard output: a row for each item of the project (all projects when NULL), a column for each
 * language of the site. Writes nothing. The exit status: 0, or 2 when it could not look.
 */
int status_run(const struct config *c, const char *project);

#endif
