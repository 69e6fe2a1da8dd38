/*
 * batch: replaces many files at the cost of waiting for the disk twice. Private to feed/.
 *
 * file_replace (base/file.h) waits twice for each file, which neither a first build of thousands of documents
 * nor the dozen of a saved file can afford. The promise is the same: no reader sees half a file, and after a
 * crash each is whole, old or new. Here all temporary files are written, then forced to the disk together,
 * then renamed.
 */
#ifndef JARCHY_FEED_BATCH_H
#define JARCHY_FEED_BATCH_H

#include "base/arena.h"
#include "base/file.h"
#include "content/fields.h"

struct batch {
	struct arena arena;
	int dirfd;
	const char **paths; /* below dirfd; each has a temporary file beside it */
	size_t n;
};

void batch_init(struct batch *b, int dirfd);
/*
 * As file_replace, but nothing is seen before batch_commit. A path at most once. at: the time that the file
 * gets when it is written; INSTANT_NONE: that of file_date_after.
 */
enum file_change batch_put(struct batch *b, const char *path, struct str bytes, int64_t at, struct err *err);
/*
 * Shows everything that was put since the last time, in that order. On failure some may be shown, each whole.
 */
bool batch_commit(struct batch *b, struct err *err);
/* The same for several batches of one folder, which wait for the disk together. */
bool batch_commit_all(struct batch *const *batches, size_t n, struct err *err);
/* Removes what was not committed. */
void batch_release(struct batch *b);

#endif
