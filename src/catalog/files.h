/*
 * files: which content files the catalogue has, by path, in memory.
 *
 * Private to catalog/. A hash table of the rows of `file`, so that asking for 30,000 of
 * them at a start costs no query.
 */
#ifndef JARCHY_CATALOG_FILES_H
#define JARCHY_CATALOG_FILES_H

#include "catalog/db.h"
#include "content/fields.h"
#include "content/scan.h"

struct known {
	struct known *next;
	char *path;
	int64_t id; /* of the row */
	struct file_stamp stamp;
	bool reread;    /* must be read again, whatever the stamp says */
	bool seen;      /* for a sweep */
	int64_t missed; /* since when the file is not there; INSTANT_NONE while it is */
};

struct files {
	struct known **buckets;
	size_t bucket_count; /* a power of two, or 0 */
	size_t n;
	bool loaded; /* it is what the rows say */
};

/* Problems of these rules lie in another file, so their file is read again every time. */
#define RULE_SAME_ITEM "same-item"
#define RULE_SAME_ID "same-id"

/* A zeroed struct files is a valid empty one, not loaded. */
void files_release(struct files *f);
/* From the rows, into an empty one. */
bool files_load(struct files *f, struct db *db, struct err *err);
/* All rows are gone. */
void files_empty(struct files *f);
/* Whether a row of this path was made for a project without a text (nameless.h): it ends in a slash, as the path of no file does. */
bool files_is_made(const char *path);
/* NULL when there is none. */
struct known *files_find(const struct files *f, const char *path);
/* The path must not be there yet. */
struct known *files_add(struct files *f, const char *path);
void files_remove(struct files *f, struct known *k);

bool stamp_equal(const struct file_stamp *a, const struct file_stamp *b);

#endif
