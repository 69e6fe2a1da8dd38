/*
 * catalog_handle: what a worker makes answers from: the catalogue and the two folders.
 *
 * The catalogue is opened again when its file was replaced, and once more when a read fails: a publisher may build it
 * from nothing while workers run.
 */
#ifndef JARCHY_ANSWER_CATALOG_HANDLE_H
#define JARCHY_ANSWER_CATALOG_HANDLE_H

#include <stdatomic.h>
#include <sys/types.h>

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/site.h"

struct catalog_handle {
	const struct site *site;
	const char *path; /* of the catalogue */
	int feeds_fd, content_fd;
	const _Atomic uint64_t *generation;
	uint64_t seen;           /* generation that was last looked at */
	struct catalog *catalog; /* NULL while it cannot be opened */
	dev_t device;
	ino_t inode;
	uint64_t fault;     /* the last that was logged: a hash of its words */
	int64_t fault_told; /* clock_coarse_ms */
};

/* The other fields must be set. False: the catalogue cannot be opened. */
bool catalog_handle_open(struct catalog_handle *h, struct err *err);
void catalog_handle_close(struct catalog_handle *h);

/* Whether something was published since the last call. */
bool catalog_handle_moved(struct catalog_handle *h);

/* A read transaction on h->catalog. */
bool catalog_handle_begin(struct catalog_handle *h, struct err *err);
void catalog_handle_end(struct catalog_handle *h);

#endif
