/*
 * preview_link: gives editors an address at which a browser shows what is not public yet, and takes it back.
 */
#ifndef JARCHY_COMMAND_PREVIEW_LINK_H
#define JARCHY_COMMAND_PREVIEW_LINK_H

#include "command/command.h"

extern const struct command preview_link_command;

#endif
