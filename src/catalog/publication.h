/*
 * publication: when an item went public first, and what date it has by that.
 *
 * Private to catalog/. The instant is a durable fact, noted once, when readers see the item first, and
 * never changed: readers that look at the top of a feed, or at what was published since last time, miss
 * nothing, whatever its date says. Two kinds have their own date: what is there at the first build of a
 * site, and what comes public at once with an id of its own and a date of more than a month ago: readers may
 * have it from another site. Of these a day without a time is noon of that day, so that it is the same day in
 * other zones, but never later than the instant. What was known before such facts were kept has no instant:
 * it keeps the date that it had, a day as 00:00.
 *
 * Feeds never say that an item was published before this instant. One that waited here as a draft or for its
 * time has it as its date on pages too, unless its text names a time, or it went public on the day that its
 * name says, or its date is of more than three months ago.
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

/*
 * Of a follower whose rows were made with other facts, as those of a machine that was the origin itself:
 * each item has the instant that the facts have now.
 */
bool publication_follow(struct writer *w, struct err *err);

#endif
