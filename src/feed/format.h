/*
 * format: the documents that a feed or a list is written as; each is in its own format_….c. Private to feed/.
 *
 * A format has no clock and reads no settings: the same feed gives the same bytes. What escapes is markup/.
 */
#ifndef JARCHY_FEED_FORMAT_H
#define JARCHY_FEED_FORMAT_H

#include "feed/feed.h"

/* A format: appends the document, whose own address is `self`, to out. */
typedef void feed_write_fn(const struct feed *f, const char *self, struct buf *out);
feed_write_fn feed_write_atom; /* RFC 4287 */
feed_write_fn feed_write_rss;  /* RSS 2.0 with the content, dc and atom namespaces */
feed_write_fn feed_write_json; /* JSON Feed 1.1 */

/* OPML 2.0: the Atom feeds of the language, the site's first, then the projects'. */
void opml_write(const struct feed_source *s, const struct texts *projects, struct buf *out);

/*
 * iCalendar (RFC 5545): appends the events that these questions find and that name a day, each once, newest
 * first; `title` is the calendar's. 1 made, 0 there are none (nothing is appended), -1 failed.
 */
int calendar_write(const struct feed_source *s, const struct entry_query *questions, size_t n,
    const char *title, struct buf *out, struct err *err);

#endif
