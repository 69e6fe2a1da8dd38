/*
 * sweep: removes the feeds that nothing publishes any more. Private to feed/.
 *
 * Only files with the names of feed documents go, and folders that are empty then: whatever else somebody
 * keeps in the feeds folder stays. Symbolic links are not followed.
 */
#ifndef JARCHY_FEED_SWEEP_H
#define JARCHY_FEED_SWEEP_H

#include "catalog/writer.h"
#include "page/site.h"

/*
 * The feeds of the projects touched that are not among `projects`; with touched->all those of every
 * project that is not, and of languages that the site no longer has. Adds to *removed the files that went.
 */
bool sweep_feeds(int feeds_dirfd, const struct site *site, const struct texts *projects,
    const struct touched *touched, unsigned *removed, struct err *err);

/* The pages of a feed's history after the last. project may be "". */
bool sweep_pages(
    int feeds_dirfd, const char *lang, const char *project, int64_t last, unsigned *removed, struct err *err);

/* Removes one document, if it is there. */
bool sweep_file(int feeds_dirfd, const char *path, unsigned *removed, struct err *err);

#endif
