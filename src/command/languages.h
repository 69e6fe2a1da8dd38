/*
 * languages: lists the languages that pages can be in, and begins packs of new ones.
 */
#ifndef JARCHY_COMMAND_LANGUAGES_H
#define JARCHY_COMMAND_LANGUAGES_H

#include "command/command.h"

extern const struct command languages_command;

#endif
