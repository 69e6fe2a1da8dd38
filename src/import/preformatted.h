/*
 * preformatted: <pre> as a fence.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_PREFORMATTED_H
#define JARCHY_IMPORT_PREFORMATTED_H

#include <libxml/tree.h>

#include "base/buf.h"

/* Appends the element's lines between fences, below an empty line; nothing when it has none. Tabs are up to eight spaces. */
void preformatted_write(struct buf *out, const xmlNode *n);

#endif
