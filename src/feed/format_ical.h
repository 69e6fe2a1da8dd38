/*
 * format_ical: the events of a project or of the site as an iCalendar file (RFC 5545).
 *
 * Not for the text of events (entry.h). It has no clock: the same content gives the same bytes.
 */
#ifndef JARCHY_FEED_FORMAT_ICAL_H
#define JARCHY_FEED_FORMAT_ICAL_H

#include "feed/feed.h"

/*
 * Appends the events that name a day, newest first; `title` is the calendar's. 1 made, 0 there are
 * none (nothing is appended), -1 failed.
 */
int calendar_write(
    const struct feed_source *s, const char *project, const char *title, struct buf *out, struct err *err);

#endif
