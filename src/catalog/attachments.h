/*
 * attachments: the names of an item's files, as texts call them.
 *
 * Private to catalog/. What readers ask of them is in catalog.h.
 */
#ifndef JARCHY_CATALOG_ATTACHMENTS_H
#define JARCHY_CATALOG_ATTACHMENTS_H

#include "catalog/db.h"
#include "content/file_link.h"

/* Of all files beside the item, in the arena. */
bool attachment_names(struct db *db, const char *project, const char *stem, struct arena *a,
    struct file_names *out, struct err *err);

#endif
