/*
 * purge: tells shared caches, as Varnish and nginx, which answers are old.
 *
 * A request for each cache and publish, by the keys that answers have (answer/http_headers.h):
 *
 *     PURGE / HTTP/1.1
 *     Surrogate-Key: page feed:ru/ feed:ru/wells
 *
 * What is told is told once more a second later: an answer that was on its way to the cache when it was told
 * is old too. Nothing is lost: a cache that cannot be told is told that all is old, when it can be; and so
 * is each one when this process begins, as it cannot know what was told before. Private to daemon/.
 */
#ifndef JARCHY_DAEMON_PURGE_H
#define JARCHY_DAEMON_PURGE_H

#include "config/config.h"
#include "daemon/transfer.h"

/* What is old. */
struct keys {
	bool all;
	struct buf text; /* with a space before each */
};

struct purged_cache {
	const struct purge *purge;
	const char *url;
	struct transfer transfer;
	struct keys owed;
	bool down;      /* which the log has */
	unsigned pause; /* seconds, after a failure */
	int64_t due;    /* when to tell what is owed; clock_ms */
};

struct purge {
	const struct transfers *web;
	struct purged_cache caches[PURGE_MAX];
	size_t n;
	struct keys young, old; /* what was told lately; the old ones are told again first */
	int64_t again_at;       /* when they are; clock_ms */
};

/* The configuration and the transfers must outlive it. It must not be moved. */
bool purge_init(struct purge *p, const struct config *config, const struct transfers *web, struct err *err);
void purge_release(struct purge *p);

/* Everything is old, or what has this key. They are told at the next turn. */
void purge_note_all(struct purge *p);
void purge_note(struct purge *p, struct str key);

/* Begins to tell each cache that is owed something, and is to be told now. */
void purge_turn(struct purge *p);
/* Whether all was told to every cache that can be told. */
bool purge_settled(const struct purge *p);

#endif
