/*
 * import: the command `import`: turns news that exist elsewhere into content files.
 *
 * Files are read by import/; here they get their names and are written.
 */
#ifndef JARCHY_COMMAND_IMPORT_H
#define JARCHY_COMMAND_IMPORT_H

#include "command/command.h"
#include "command/importing.h"

extern const struct command import_command;

/*
 * Writes one content file for each entry, and prints its path; one whose entry was imported before, or whose name is taken,
 * is left alone and told. The exit status: 0, 1 when a file could not be read or written, 2 when nothing could be.
 */
int import_run(const struct config *c, const struct import_options *o);

#endif
