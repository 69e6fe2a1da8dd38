/*
 * cache: ready answers of one worker, bounded in bytes, least recently used out first.
 *
 * Entries are counted references: one that was dropped lives on until the last connection has sent it. All are
 * dropped when the catalogue's generation changes. Knows no protocol: what the forms and heads of an entry mean is for
 * the speakers to say.
 */
#ifndef JARCHY_ANSWER_CACHE_H
#define JARCHY_ANSWER_CACHE_H

#include "base/str.h"

enum { CACHE_FORMS = 3, CACHE_BUCKETS = 4096 };

/* One form of an answer, as a content coding. Both texts are owned; body is NULL when not made yet. */
struct cache_form {
	char *body;
	size_t body_n;
	char *head; /* lines to send before the body, without those that change */
	size_t head_n;
	size_t brief_n;         /* the part of the head that an answer without body repeats */
	size_t etag_at, etag_n; /* where in the head */
};

struct cached {
	unsigned refs;
	bool listed; /* in the cache */
	uint64_t hash;
	char *key; /* kind, then path */
	size_t key_n;
	size_t size;                  /* bytes accounted */
	struct cached *next;          /* in its bucket */
	struct cached *newer, *older; /* by last use */
	int note;                     /* the speaker's */
	int64_t modified;
	struct cache_form form[CACHE_FORMS];
};

struct cache {
	struct cached *bucket[CACHE_BUCKETS];
	struct cached *newest, *oldest;
	size_t size, max; /* bytes */
	size_t count;
};

void cache_init(struct cache *c, size_t max);
/* Drops everything; the cache stays usable. */
void cache_clear(struct cache *c);

/* Borrowed: hold it before anything else is asked of the cache. NULL when there is none. */
struct cached *cache_find(struct cache *c, char kind, struct str path);

/* A new one with one reference, the caller's, and empty forms. */
struct cached *cached_new(char kind, struct str path);
void cached_hold(struct cached *e);
void cached_drop(struct cached *e);

/* Takes it in, with a reference of its own, unless it is over a quarter of the whole. */
void cache_insert(struct cache *c, struct cached *e);
/* Counts the bytes of an entry again after a form was added to it. */
void cache_recount(struct cache *c, struct cached *e);

#endif
