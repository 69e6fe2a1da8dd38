/*
 * whole: whether all that was published is still in the feeds folder.
 *
 * Only names are looked at, in a few milliseconds: it can be asked for as often as the content is looked at.
 */
#ifndef JARCHY_FEED_WHOLE_H
#define JARCHY_FEED_WHOLE_H

#include "base/buf.h"
#include "catalog/catalog.h"
#include "page/site.h"

/* Puts the path of the first document that is not there below the folder into *missing, which is "" when there is none. */
bool feeds_missing(
    const struct site *site, struct catalog *catalog, int feeds_dirfd, struct buf *missing, struct err *err);

#endif
