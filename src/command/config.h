/*
 * config: the command `config`: prints the effective configuration.
 */
#ifndef JARCHY_COMMAND_CONFIG_H
#define JARCHY_COMMAND_CONFIG_H

#include "command/command.h"

extern const struct command config_command;

#endif
