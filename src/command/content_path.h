/*
 * content_path: a file or folder of the content, named on the command line.
 */
#ifndef JARCHY_COMMAND_CONTENT_PATH_H
#define JARCHY_COMMAND_CONTENT_PATH_H

#include <limits.h>

#include "config/config.h"

/*
 * The path below the content directory, "" for all of it. The word is a path from the current folder, or
 * else from there. False: there is no such file or folder.
 */
bool content_path_find(const struct config *c, const char *word, char out[PATH_MAX], struct err *err);

#endif
