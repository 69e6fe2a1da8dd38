/*
 * backup: the commands `backup` and `restore`: the durable facts into a file, and back.
 */
#ifndef JARCHY_COMMAND_BACKUP_H
#define JARCHY_COMMAND_BACKUP_H

#include "command/command.h"

extern const struct command backup_command, restore_command;

#endif
