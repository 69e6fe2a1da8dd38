/*
 * publish: writes the feeds of the catalogue into the feeds folder.
 *
 * Layout: {lang}/atom.xml, {lang}/rss.xml, {lang}/feed.json, {lang}/feeds.opml, and
 * {lang}/{project}/atom.xml, rss.xml, feed.json; beside them events.ics, where there are events, and the
 * pages of their history, atom-1.xml, feed-1.json and so on (make.h); those of RSS are made when they are
 * asked for. A document is written after those that it names; where all of these are there
 * (touched->same_items), the feeds come before their history. A file is rewritten only when its bytes differ;
 * the same catalogue always gives the same bytes.
 */
#ifndef JARCHY_FEED_PUBLISH_H
#define JARCHY_FEED_PUBLISH_H

#include "catalog/since.h"
#include "catalog/writer.h"
#include "page/site.h"

struct feed_report {
	unsigned written, unchanged, removed;
};

/*
 * Renders the feeds of the projects touched, the site's, and the pages of history touched, in every
 * language of the site; with touched->all everything, and files of projects that are gone are removed.
 * One read transaction a thread. Each file's time is the instant since when it has its bytes, noted in
 * `since`, for writer_feeds_written; NULL: the time at which it was written. On failure err names the
 * file; what was written so far stays and is whole, the rest is as it was: call again.
 */
bool feeds_publish(const struct site *site, struct catalog *catalog, struct since *since, int feeds_dirfd,
    const struct touched *touched, struct feed_report *report, struct err *err);

/*
 * Of a follower, after it: the time of each document whose bytes the facts know is the instant that they
 * know of them, also where the document was not written now.
 */
bool feeds_keep_times(struct writer *w, int feeds_dirfd, struct err *err);

#endif
