/*
 * cache: ready answers of one worker, bounded in bytes, least recently used out first.
 *
 * The body of an entry may be in an open file too, from which a socket takes it without a copy. Such files
 * are few, as each takes a descriptor, and the bytes in memory are always there.
 *
 * Entries are counted references: one that was dropped lives on until the last connection has sent it. When
 * the catalogue's generation changes none of them is an answer any more (cache_age). Knows no protocol:
 * what the forms and heads of an entry mean is for the speakers to say.
 */
#ifndef JARCHY_ANSWER_CACHE_H
#define JARCHY_ANSWER_CACHE_H

#include "base/str.h"

enum {
	CACHE_FORMS = 3,
	CACHE_BUCKETS = 4096,
	CACHE_FILE_FROM =
	    64 << 10, /* bytes of a body: to copy fewer takes less time than to send them from a file */
};

/*
 * One form of an answer, as a content coding. Both texts are owned, and NULL when not made yet; a body that
 * was taken over from an older entry is there before its head.
 */
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
	bool aged;   /* of an older generation */
	uint64_t hash;
	char *key; /* kind, then path */
	size_t key_n;
	size_t size;                  /* bytes accounted */
	struct cached *next;          /* in its bucket */
	struct cached *newer, *older; /* by last use */
	int note;                     /* the speaker's */
	int64_t modified;
	int file;             /* open: the body of the first form; -1: none */
	int64_t file_time_ns; /* when it was written */
	struct cache_form form[CACHE_FORMS];
};

struct cache {
	struct cached *bucket[CACHE_BUCKETS];
	struct cached *newest, *oldest;
	size_t size, max; /* bytes */
	size_t count;
	size_t files, files_max; /* open, of entries that are listed */
};

/* `max` bytes, and so many open files. */
void cache_init(struct cache *c, size_t max, size_t files_max);
/* Drops everything; the cache stays usable. */
void cache_clear(struct cache *c);
/*
 * None of the entries is found any more. Those that have more forms than the first stay until there is an
 * entry of the same key: if its first body is the same, it takes over the bodies of the others, which took
 * long to make.
 */
void cache_age(struct cache *c);

/* Borrowed: hold it before anything else is asked of the cache. NULL when there is none. */
struct cached *cache_find(struct cache *c, char kind, struct str path);

/* A new one with one reference, the caller's, and empty forms. */
struct cached *cached_new(char kind, struct str path);
void cached_hold(struct cached *e);
void cached_drop(struct cached *e);
/*
 * Takes the descriptor of a file, written at `time_ns`, whose bytes are those of the first form; -1: there
 * is none. It is closed at once when the body is too short to gain by it.
 */
void cached_file_take(struct cached *e, int fd, int64_t time_ns);
/* Whether the first form can be sent from the file: it was not written to since. */
bool cached_file_is_good(const struct cached *e);

/*
 * Takes it in, with a reference of its own, unless it is over a quarter of the whole. Its file is closed when
 * there are enough of them.
 */
void cache_insert(struct cache *c, struct cached *e);
/* Counts the bytes of an entry again after a form was added to it. */
void cache_recount(struct cache *c, struct cached *e);

#endif
