/*
 * archive: the parts of a zip that is held in memory.
 *
 * Private to office/. The only user of libzip.
 */
#ifndef JARCHY_OFFICE_ARCHIVE_H
#define JARCHY_OFFICE_ARCHIVE_H

#include "base/arena.h"
#include "base/err.h"

struct archive;

/* `bytes` must outlive it. NULL: err says what is wrong. */
struct archive *archive_open(struct str bytes, struct err *err);
void archive_close(struct archive *z);

bool archive_has(struct archive *z, const char *name);
/*
 * One part whole, in the arena, NUL-terminated. False: it is not there, it is over `max` bytes, or it unpacks to
 * far more than it can honestly hold.
 */
bool archive_read(
    struct archive *z, struct arena *a, const char *name, size_t max, struct str *out, struct err *err);

#endif
