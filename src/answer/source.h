/*
 * source: what a worker makes answers from: the catalogue and the two folders.
 *
 * The catalogue is opened anew when its file was replaced, and once more when a read
 * fails; so a publisher that builds it afresh takes nobody down.
 */
#ifndef JARCHY_ANSWER_SOURCE_H
#define JARCHY_ANSWER_SOURCE_H

#include <stdatomic.h>
#include <sys/types.h>

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/site.h"

struct source {
	const struct site *site;
	const char *path; /* of the catalogue */
	int feeds_fd, content_fd;
	const _Atomic uint64_t *generation;
	uint64_t seen;           /* generation that was last looked at */
	struct catalog *catalog; /* NULL while it cannot be opened */
	dev_t device;
	ino_t inode;
};

/* The other fields must be set. False: the catalogue cannot be opened. */
bool source_open(struct source *s, struct err *err);
void source_close(struct source *s);

/* Whether something was published since the last call. */
bool source_moved(struct source *s);

/* A read transaction on s->catalog. */
bool source_begin(struct source *s, struct err *err);
void source_end(struct source *s);

#endif
