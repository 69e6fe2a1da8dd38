/*
 * announced: the feeds that are there, by the digests of their bytes, and what a hub was told of each.
 *
 * A feed is owed while the digest of its bytes is not the one that the hub was told of last. The record of
 * these digests is a file, so what is owed is told after a restart too. Private to daemon/. Not for how a
 * hub (hub.h) or a cache (purge.h) is told.
 */
#ifndef JARCHY_DAEMON_ANNOUNCED_H
#define JARCHY_DAEMON_ANNOUNCED_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/digest.h"
#include "base/str.h"
#include "page/site.h"

struct known {
	char *path;                        /* below the feeds folder */
	unsigned char digest[DIGEST_SIZE]; /* of what is there; zeros: there is nothing */
	unsigned char told[DIGEST_SIZE];   /* of what the hub was told of last */
	ino_t inode;                       /* with the time of change: whether the bytes must be looked at */
	int64_t changed_ns;
	uint64_t look; /* that found it last */
	bool changed;  /* since announced_take_changes … */
	bool lately;   /* … or between the last two of these */
};

struct announced {
	const struct site *site;
	int feeds_fd, record_fd; /* folders, the caller's */
	struct known *feeds;     /* sorted by path */
	size_t n;
	uint64_t looks;
	bool first;    /* there is no record yet: what is there is not news */
	bool recorded; /* what was told is in the record */
};

/* The other fields must be set. Reads the record. */
void announced_open(struct announced *o);
void announced_release(struct announced *o);

/* Looks at every feed whose file changed. */
void announced_look(struct announced *o);

/*
 * Calls `take` with the path of each whose bytes are others than at the last call, or that is gone; and of
 * each that was so the last time: it may have been written already for a publish that had not come, and
 * workers have answered with the old one since.
 */
void announced_take_changes(struct announced *o, void (*take)(void *arg, struct str path), void *arg);

/* The first that is owed; NULL: none is. It is valid until the next look. */
struct known *announced_owed(const struct announced *o);
/* The hub was told of these bytes of it. */
void announced_tell(struct announced *o, const char *path, const unsigned char digest[DIGEST_SIZE]);
/* Writes the record, if something was told that is not in it. */
void announced_record(struct announced *o);

#endif
