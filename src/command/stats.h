/*
 * stats: the command `stats`: how many subscribers each feed has, by what feed services say.
 */
#ifndef JARCHY_COMMAND_STATS_H
#define JARCHY_COMMAND_STATS_H

#include "command/command.h"

extern const struct command stats_command;

/*
 * Prints on standard output a table of projects and languages, then each feed with its services; or all of it as JSON.
 * Works whether the site is being served or not, and writes nothing. `today`: days since 1970, UTC. The exit
 * status: 0, or 2 when it could not look.
 */
int stats_run(const struct config *c, bool json, int64_t today);

#endif
