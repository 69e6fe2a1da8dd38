/*
 * entry: one item as feeds show it. Private to feed/.
 */
#ifndef JARCHY_FEED_ENTRY_H
#define JARCHY_FEED_ENTRY_H

#include "feed/feed.h"

/* Of an item with its body; its strings live in the feed's arena, or are those of `from`. */
bool entry_make(const struct feed_source *s, const struct entry *from, struct feed *f, struct feed_entry *out,
    struct err *err);

#endif
