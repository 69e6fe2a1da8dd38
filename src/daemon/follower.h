/*
 * follower: which export a machine takes over, and when.
 *
 *   NOTHING ──an export that may be taken──▶ WAITING ──all of its content is here──▶ CURRENT
 *                                              ▲  │ patience is over: file by file      │
 *                                              └──┴──────── the next export ────────────┘
 *
 * What is shown is always what some export names: content that is newer, or that is not all here, waits.
 * The last good state stays when the export is damaged, older, of another site, or away. Each fault is
 * one line of the log. Not for the databases (catalog/follow.h), nor for the loop around it
 * (publisher.h).
 */
#ifndef JARCHY_DAEMON_FOLLOWER_H
#define JARCHY_DAEMON_FOLLOWER_H

#include <limits.h>

#include "config/config.h"
#include "daemon/watch.h"
#include "publish/compile.h"

enum {
	FOLLOWER_PATIENCE_MS = 30000, /* for content that is under way */
	FOLLOWER_COPY_MS = 10000,     /* for an export that is under way, before it is said */
	FOLLOWER_RETRY_MS = 1000,     /* after a file was changed while it was read */
};

/* What was seen of a file of the content that the rows are not of. */
struct seen_file {
	struct file_stamp stamp;
	char digest[DIGEST_HEX];
};

struct follower {
	const struct config *config;
	char path[PATH_MAX];     /* of the export */
	bool looked;             /* `stamp` is of … */
	struct file_stamp stamp; /* … the file at the last look */
	struct buf bytes;        /* of the export that is held; `held` borrows from it */
	struct export held;
	bool has;                /* there is one */
	bool current;            /* all of it is shown */
	struct seen_file **seen; /* of each file of it; NULL: not looked at */
	int64_t waits_since;     /* clock_ms, since when content is missing; 0: nothing is */
	int64_t copied_since;    /* clock_ms, since when the export is not whole; 0: it is */
	int64_t patience;        /* FOLLOWER_PATIENCE_MS */
	size_t waiting;          /* files, as it was said last */
	char said[768];          /* the last fault of the export; "" */
};

/* Borrows the configuration. */
void follower_init(struct follower *f, const struct config *config);
void follower_release(struct follower *f);

/* The catalogue was opened again: everything is compared at the next pass. */
void follower_again(struct follower *f);
/* Whether the export is another file than at the last look. */
bool follower_is_due(const struct follower *f);
/*
 * One pass, in the place of compile_run: as that. *wait: after which time to come back (ms). The report
 * has the folders of the content that are to be watched.
 */
bool follower_pass(
    struct follower *f, struct compiler *c, struct compile_report *r, int64_t *wait, struct err *err);

#endif
