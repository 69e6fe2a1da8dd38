/*
 * rescue: a file without a name, in which a publisher whose state folder was deleted leaves the facts for the next publisher.
 *
 * Its sandbox lets it write into the deleted folder alone; only the next one can write into the new folder.
 */
#ifndef JARCHY_DAEMON_RESCUE_H
#define JARCHY_DAEMON_RESCUE_H

#include "base/buf.h"
#include "base/err.h"

/* A descriptor for the children of this process; -1: the system gives none, and nothing is kept. */
int rescue_new(void);

/* Leaves the bytes there. */
bool rescue_keep(int fd, const struct buf *image, struct err *err);
/* Reads what was left into image, of at most max bytes; it is empty when nothing was. Release in every case. */
bool rescue_read(int fd, size_t max, struct buf *image, struct err *err);
/* It was put where it belongs. */
void rescue_forget(int fd);

#endif
