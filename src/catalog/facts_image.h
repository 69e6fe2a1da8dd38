/*
 * facts_image: all of the facts as the bytes of one file, at one instant.
 *
 * Private to catalog/. For backups, and for putting the facts back when their folder is lost under a
 * running publisher. The file is whole by itself: it needs no -wal.
 */
#ifndef JARCHY_CATALOG_FACTS_IMAGE_H
#define JARCHY_CATALOG_FACTS_IMAGE_H

#include "base/buf.h"
#include "catalog/db.h"
#include "catalog/stamp.h"

/* From an open connection, outside of a change, also when its file was deleted. out is reset first. */
bool facts_image_take(struct db *db, struct buf *out, struct err *err);

/* Whether these bytes are facts that this version can read, whole; *out is what they hold. */
bool facts_image_check(struct str image, struct facts_summary *out, struct err *err);

/*
 * An image that was checked, as a database in memory of this version that says that it came from
 * elsewhere (origins.h). To be closed in any case.
 */
bool facts_image_open_taken(struct str image, struct db *db, struct err *err);
/* The same as an image. */
bool facts_image_taken(struct str image, struct buf *out, struct err *err);

/*
 * Puts them into the folder, for a writer that holds off all others. Facts that are there are kept as
 * facts.db.replaced, with their -wal.
 */
bool facts_image_put(const char *folder, struct str image, struct err *err);

/* What the facts of the folder hold. False: they cannot be read, or there are none. */
bool facts_image_of(const char *folder, struct buf *image, struct facts_summary *out, struct err *err);

/* Renames the facts of the folder to facts.db.replaced when they are not whole. */
void facts_image_set_aside_damaged(const char *folder);

#endif
