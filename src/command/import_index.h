/*
 * import_index: what the content has already, and what this import added: by id, by path, by pair.
 *
 * Private to command/.
 */
#ifndef JARCHY_COMMAND_IMPORT_INDEX_H
#define JARCHY_COMMAND_IMPORT_INDEX_H

#include "base/arena.h"
#include "base/err.h"

/* What a key is of. */
enum index_kind {
	INDEX_ID,      /* of an item: the path of its file below the content directory */
	INDEX_PAIR,    /* of a source: the stem of the item that it is in some language */
	INDEX_PATH,    /* below the content directory: of a file that a dry run would have written */
	INDEX_PROJECT, /* the path of one of its files */
	INDEX_TOPIC,   /* "ru topic": that the report has it */
};

struct index_row;
struct import_index {
	struct arena arena; /* owns all of it */
	struct index_row **buckets;
};

/* Reads the ids of all items and the names of projects. A directory that is not there is empty. */
bool import_index_open(struct import_index *ix, const char *content, struct err *err);
void import_index_release(struct import_index *ix);
/* NULL when there is none. */
const char *import_index_find(const struct import_index *ix, enum index_kind kind, const char *key);
/* Keeps copies; of two with one key the first is found. */
void import_index_add(struct import_index *ix, enum index_kind kind, const char *key, const char *value);

#endif
