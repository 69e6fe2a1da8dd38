/*
 * publication: when an item went public first, and what date it has by that.
 *
 * Private to catalog/. The instant is a durable fact, noted once, when readers see the item first, and
 * never changed. It is noted for what is new: an item that waited here as a draft or for its time, and
 * whose date is of the last three months; or one that came public at once, and whose date is of the last
 * month. What is older comes from elsewhere, and has its own date; so has all that the first build of a
 * site finds, and what was known before such facts were kept.
 *
 * Feeds never say that an item was published before this instant. One that waited has it as its date,
 * unless its text names a time, or it went public on the day that its name says.
 */
#ifndef JARCHY_CATALOG_PUBLICATION_H
#define JARCHY_CATALOG_PUBLICATION_H

#include "base/date.h"
#include "catalog/facts.h"

struct writer;

/* The date of an item that is written to be of `written`. */
struct moment publication_date(struct moment written, const struct publication *p);
/*
 * Before the ids of a change are given: notes the instants of what readers see first with it, and dates
 * what they date.
 */
bool publication_settle(struct writer *w, struct err *err);

#endif
