/*
 * writers: what writes each format of feed. Private to feed/.
 */
#ifndef JARCHY_FEED_WRITERS_H
#define JARCHY_FEED_WRITERS_H

#include "content/address.h"
#include "feed/format.h"

/* By enum feed_format_id, of those that are subscribed to; the others are NULL. */
extern feed_write_fn *const feed_writers[FORMAT_COUNT];

#endif
