/*
 * attached: the words of files beside items, for the search (extract/extract.h).
 *
 * Private to catalog/. A file that may have words has a row from the moment it is put; they come later. The
 * index of an item is made of what is SHOWN: all of its files are, as soon as the last of them is read, so
 * that it is made once more and not for each of them.
 */
#ifndef JARCHY_CATALOG_ATTACHED_H
#define JARCHY_CATALOG_ATTACHED_H

#include "base/buf.h"
#include "catalog/db.h"

/* Bytes of the words of all files of an item that are looked for. */
enum { ATTACHED_MAX = 1 << 20 };

/* Appends what the index has of the files of an item: the same until attached_forget and writer_put_words. */
bool attached_read(struct db *db, const char *project, const char *stem, struct buf *out, struct err *err);

/* A file whose words are shown. */
struct attached {
	const char *name; /* in the content */
	struct str words;
};
/* Those of an item, by name, and of the words of all together the first `max` bytes; in the arena. */
bool attached_list(struct db *db, const char *project, const char *stem, size_t max, struct arena *a,
    struct attached **out, size_t *n, struct err *err);

#endif
