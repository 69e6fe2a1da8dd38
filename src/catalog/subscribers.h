/*
 * subscribers: how many readers feed services ask for, kept with the durable facts.
 *
 * The newest number of each service (and of each number that it has given a feed) for each feed: polls are never added up. What
 * services say cannot be verified, and anybody may invent some, so there are bounds, of a feed and in all. In a full feed a
 * newcomer takes the place of a service that is gone, or of one that was seen on a single day, and that before yesterday; when
 * there are too many in all, the latter go. Who was seen on two days can be outlived, but not pushed out; a flood of newcomers fills what is free
 * and then costs nothing.
 */
#ifndef JARCHY_CATALOG_SUBSCRIBERS_H
#define JARCHY_CATALOG_SUBSCRIBERS_H

#include "catalog/writer.h"

enum {
	SUBSCRIBERS_A_FEED = 64, /* services */
	SUBSCRIBERS_IN_ALL = 32768,
	SUBSCRIBERS_GONE = 60,  /* days without a poll after which a service is gone */
	SUBSCRIBERS_KEPT = 366, /* days after which it is forgotten */
};

struct subscriber {
	const char *path; /* of the feed */
	const char *agent;
	const char *feed_id; /* that the service has given the feed; or "" */
	int64_t count;
	int64_t seen; /* days since 1970, UTC */
};

struct subscribers {
	struct subscriber *v; /* sorted by path, the largest count first */
	size_t n;
};

/* Keeps these, in one change; outside of writer_begin. */
bool subscribers_note(struct writer *w, const struct subscriber *v, size_t n, int64_t today, struct err *err);

/* Reads them all, whether a publisher lives or not; there need be no facts yet. */
bool subscribers_read(const char *folder, struct arena *a, struct subscribers *out, struct err *err);

#endif
