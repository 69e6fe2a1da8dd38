/*
 * publish: the command `publish`: takes drafts public.
 */
#ifndef JARCHY_COMMAND_PUBLISH_H
#define JARCHY_COMMAND_PUBLISH_H

#include "command/command.h"

extern const struct command publish_command;

/*
 * Takes the lines that make the file a draft out of it; everything else stays byte for byte. It is replaced
 * in one step. Prints what was done and the address. `doubts`: also with lines "# check:". False: err says
 * what is in the way, and nothing was changed; what is wrong in the text is printed before.
 */
bool publish_file(const struct config *c, const char *word, bool doubts, int64_t now, struct err *err);

#endif
