/*
 * feed: the entries of an RSS or Atom feed.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_FEED_H
#define JARCHY_IMPORT_FEED_H

#include "base/err.h"
#include "import/imported.h"

/* An item for each entry. False: err says why nothing could be made of the bytes. */
bool import_feed(struct str bytes, struct import *out, struct err *err);

#endif
