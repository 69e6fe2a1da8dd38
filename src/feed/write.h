/*
 * write: the documents of one feed as files in the feeds folder. Private to feed/.
 *
 * Each thread has a struct worker_ctx of its own and shares nothing with another but the folder: no two of
 * them write the feed of the same project and language.
 */
#ifndef JARCHY_FEED_WRITE_H
#define JARCHY_FEED_WRITE_H

#include "catalog/since.h"
#include "catalog/writer.h"
#include "feed/batch.h"
#include "feed/feed.h"

/* What one thread writes with. */
struct worker_ctx {
	struct catalog *catalog;
	const struct touched *touched;
	int dirfd;
	struct since *since; /* since when each document has its bytes; NULL: as the file says */
	struct batch batch;
	struct buf out;
	unsigned written, unchanged, removed; /* files */
	struct err err;                       /* of the call that returned false */
};

/* Everything is borrowed. Nothing is seen before batch_commit(&w->batch, …). */
void worker_init(struct worker_ctx *w, struct catalog *catalog, const struct touched *touched,
    struct since *since, int feeds_dirfd);
void worker_release(struct worker_ctx *w);

/* One task: false with w->err when it failed. */
typedef bool worker_task_fn(struct worker_ctx *w, const struct feed_source *s, const char *project);
worker_task_fn
    worker_write_feed; /* what is subscribed to of a project, or of the language (""); its calendar */
worker_task_fn worker_write_pages; /* the pages of its history that are due */
worker_task_fn worker_write_opml;  /* the list of the language's feeds; project is not used */

#endif
