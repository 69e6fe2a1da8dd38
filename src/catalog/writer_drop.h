/*
 * writer_drop: takes content files out of the rows.
 *
 * Private to catalog/. writer_drop_missing and writer_drop (writer.h) are here too.
 */
#ifndef JARCHY_CATALOG_WRITER_DROP_H
#define JARCHY_CATALOG_WRITER_DROP_H

#include "catalog/files.h"
#include "catalog/listing.h"

/*
 * Takes out all that the file holds, but for its row in `file`: 1 when it held an item, which is in `was`,
 * 0, -1 failed.
 */
int writer_forget(struct writer *w, const struct known *k, struct listing *was, struct err *err);
/* Drops the file with its row, whatever its grace time. */
bool writer_drop_known(struct writer *w, struct known *k, int64_t now, struct err *err);

#endif
