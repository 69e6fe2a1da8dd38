/*
 * since: since when each document and each attachment has the bytes that it has.
 *
 * Kept in the durable facts, so that Last-Modified is the same after a file was written again, and on every
 * machine that has the same facts. The instant of a document moves on by a second at least whenever its
 * bytes change: whoever asks by date misses no change. A document goes by its path in the site
 * ("/ru/atom.xml"), an attachment by its path in the content, which does not begin with "/".
 */
#ifndef JARCHY_CATALOG_SINCE_H
#define JARCHY_CATALOG_SINCE_H

#include "base/err.h"
#include "catalog/since_mark.h"

struct writer;

/* One pass over documents. Every function but the first and the last may be called by any thread. */
struct since;
/* The writer is open, not changing, and outlives it. NULL with err on failure. */
struct since *since_new(struct writer *w, struct err *err);
void since_free(struct since *s);

/*
 * Since when the document of this path has these bytes: as it is known, or from now on. there: what the
 * file says that is there now (INSTANT_NONE: there is none): what is new is later than that too.
 */
bool since_find(struct since *s, const char *path, struct str bytes, int64_t there, struct since_mark *out,
    struct err *err);
/* It was written, or is there, as of mark->at. */
void since_note(struct since *s, const char *path, const struct since_mark *mark);
/* Whether all documents are noted in this pass: those that are not are forgotten. */
void since_is_whole(struct since *s);

/*
 * Each path of the site with what the facts know of it, for a follower: a document that has the same
 * bytes again has the instant of the last time. `each` returns false to end with its err.
 */
bool since_each(struct writer *w,
    bool (*each)(void *arg, const char *path, const struct since_mark *m, struct err *err), void *arg,
    struct err *err);

#endif
