/*
 * config_command: the command `config`: prints the effective configuration, or tests all that serving needs.
 *
 * Here and not in command/, since the test does what the supervisor does before it serves.
 */
#ifndef JARCHY_DAEMON_CONFIG_COMMAND_H
#define JARCHY_DAEMON_CONFIG_COMMAND_H

#include "command/command.h"

extern const struct command config_command;

/* The end of what is printed when the test succeeds: a supervisor looks for it (trial.h). Other versions do too. */
#define CONFIG_TEST_GOOD ": the configuration is good\n"

#endif
