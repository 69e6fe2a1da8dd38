/*
 * backup: the durable facts in a file, and back from it.
 *
 * A backup is made while a publisher lives and holds what was committed at one instant. Only the facts are
 * in it: the content is the editors', the catalogue and the feeds are made of both.
 */
#ifndef JARCHY_CATALOG_BACKUP_H
#define JARCHY_CATALOG_BACKUP_H

#include "base/buf.h"
#include "base/err.h"
#include "catalog/stamp.h"

/*
 * Writes the facts of the state folder into `file`, whole or not at all, and looks over what it wrote. A
 * file that is there is replaced only when it is an older backup of the same facts.
 */
bool backup_make(const char *folder, const char *file, struct facts_summary *out, struct err *err);

/*
 * Reads a backup, or the facts in an export (export.h), and looks over it. image is for backup_restore;
 * released by the caller, also after a failure.
 */
bool backup_read(const char *file, struct buf *image, struct facts_summary *out, struct err *err);

/*
 * Puts the backup into the state folder. Refused while a publisher lives; and, without `force`, when ids or
 * positions that are known there are not in it. With `force` the catalogue goes as well, so that nothing but
 * the backup says what was given. What was there is kept as facts.db.replaced; *kept: there was something.
 */
bool backup_restore(const char *folder, const struct buf *image, bool force, bool *kept, struct err *err);

/*
 * Puts an image of the facts (writer_close_disturbed) back where they were taken away. What lies there goes
 * first when it is more, or of another identity. *put: it was put there.
 */
bool backup_put_back(const char *folder, const struct buf *image, bool *put, struct err *err);

#endif
