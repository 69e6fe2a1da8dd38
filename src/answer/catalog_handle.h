/*
 * catalog_handle: what a worker makes answers from: the catalogue and the two folders.
 *
 * The catalogue is opened again when its file was replaced, and once more when a read fails: a publisher
 * may build it from nothing while workers run. While there is none, feeds and fixed texts can be answered
 * all the same.
 */
#ifndef JARCHY_ANSWER_CATALOG_HANDLE_H
#define JARCHY_ANSWER_CATALOG_HANDLE_H

#include <stdatomic.h>

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/site.h"

struct catalog_handle {
	const struct site *site;
	const char *path; /* of the catalogue */
	int feeds_fd, content_fd;
	int pictures_fd; /* the store (picture/store.h); -1: there is none */
	const _Atomic uint64_t *generation;
	const _Atomic bool *feeds_only; /* the catalogue may be missing; NULL: it may not */
	const _Atomic bool *draining;   /* this server is about to end; NULL: it is not */
	_Atomic bool *damaged;          /* is set when a page cannot be read; or NULL */
	uint64_t seen;                  /* generation that was last looked at */
	struct catalog *catalog;        /* NULL while it cannot be opened */
	struct err failure;             /* why the last try to open it failed */
	int64_t failed_at;              /* when the last try to open it failed; clock_coarse_ms */
	uint64_t fault;                 /* the last that was logged: a hash of its words */
	int64_t fault_told;             /* clock_coarse_ms */
};

/* The other fields must be set. False: the catalogue cannot be opened, and must not be missing. */
bool catalog_handle_open(struct catalog_handle *h, struct err *err);
void catalog_handle_close(struct catalog_handle *h);

/* Whether something was published since the last call. */
bool catalog_handle_moved(struct catalog_handle *h);

/* Whether there is none yet, which is known and no fault. */
bool catalog_handle_is_awaited(const struct catalog_handle *h);

/* Whether pages and feeds can be answered, and readers are still wanted. */
bool catalog_handle_is_ready(const struct catalog_handle *h);

/* A read transaction on h->catalog. */
bool catalog_handle_begin(struct catalog_handle *h, struct err *err);
void catalog_handle_end(struct catalog_handle *h);

#endif
