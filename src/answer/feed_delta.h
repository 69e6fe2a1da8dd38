/*
 * feed_delta: which entries the last versions of feeds had, so that a reader who names a version gets only
 * what it lacks (RFC 3229 and its "feed" manipulation).
 *
 * Nothing is kept of readers. Memory is fixed: the oldest version is forgotten, and a reader who names one
 * that is not known gets the whole. An entry is known by its bytes: one that was corrected without a new
 * date counts as new.
 */
#ifndef JARCHY_ANSWER_FEED_DELTA_H
#define JARCHY_ANSWER_FEED_DELTA_H

#include "base/buf.h"
#include "base/str.h"

enum { VERSION_TAGS = 3, VERSION_TAG_MAX = 40 };

struct version {
	uint64_t path, document;                  /* hashes */
	char tags[VERSION_TAGS][VERSION_TAG_MAX]; /* entity tags of its codings; "": not known */
	uint64_t *entries;                        /* hashes */
	size_t n;
};

struct feed_delta {
	struct version *ring;
	size_t next;
};

void feed_delta_init(struct feed_delta *d);
void feed_delta_release(struct feed_delta *d);

/*
 * A document of ours, Atom or RSS, goes by this tag in the coding of that number. Anything else is ignored.
 */
void feed_delta_note(
    struct feed_delta *d, struct str path, struct str document, unsigned coding, struct str tag);

/*
 * Appends the document without the entries that a version named in If-None-Match held, and returns that
 * version's tag. NULL: none of them is known.
 */
const char *feed_delta_make(const struct feed_delta *d, struct str path, struct str document,
    struct str if_none_match, struct buf *out);

#endif
