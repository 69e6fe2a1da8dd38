/*
 * page: an HTML page of its own, as one item.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_PAGE_H
#define JARCHY_IMPORT_PAGE_H

#include "base/err.h"
#include "import/imported.h"

/* One item. False: err says why nothing could be made of the bytes. */
bool import_page(struct str bytes, struct import *out, struct err *err);

#endif
