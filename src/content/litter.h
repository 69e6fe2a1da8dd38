/*
 * litter: files and folders that programs leave in the content directory: never content, and no mistake
 * of an editor.
 *
 * Private to content/.
 */
#ifndef JARCHY_CONTENT_LITTER_H
#define JARCHY_CONTENT_LITTER_H

#include "base/str.h"

/*
 * Whether neither a folder of this name nor anything in it is content: hidden, "_…", of a storage or file
 * system.
 */
bool litter_is_apart(struct str name);
/* Whether a program left or is still writing a file of this name: backups, locks, downloads. */
bool litter_is_file(struct str name);

#endif
