/*
 * identity: which id an item goes by in feeds, and how it is known again.
 *
 * Private to catalog/. An item whose file names no id has the one that readers were given for its place.
 * At a new place it has that of an item that vanished (in this change or any before it), when one of
 * these marks (marks.h) says that it is the same:
 *
 *   file  the same inode, size and time of writing: the file was renamed, and not edited;
 *   head  the same title and the same date: it was renamed or copied, perhaps edited;
 *   body  the same date and the same text of some length: it was given another title.
 *
 * Each within one language, and only when a single item fits. An inode alone proves nothing, since the next
 * new file may get that of one just deleted; nor does a title or a text alone, for what returns every
 * month has both. Else it gets an id of its own, one that was never given to another place.
 *
 * One that says the same as an item of another project, at the same name, gets the id of that: it is not
 * published while that is there, and takes its place when that is gone.
 */
#ifndef JARCHY_CATALOG_IDENTITY_H
#define JARCHY_CATALOG_IDENTITY_H

#include <stdbool.h>

#include "base/err.h"

struct writer;
struct scanned;
struct document;

/* id is borrowed from the document, or lives in the writer's arena. */
bool identity_find(
    struct writer *w, const struct scanned *file, const struct document *d, const char **id, struct err *err);

#endif
