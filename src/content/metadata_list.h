/*
 * metadata_list: the keys of front matter, and how its readers add to them.
 */
#ifndef JARCHY_CONTENT_METADATA_LIST_H
#define JARCHY_CONTENT_METADATA_LIST_H

#include "base/arena.h"
#include "base/err.h"

enum {
	METADATA_MAX = 64 << 10,
	METADATA_KEYS_MAX = 1024,
	METADATA_VALUES_MAX = 4096,
	METADATA_DEPTH_MAX = 16
};

struct metadata_value {
	const char *text; /* a scalar, without its quotes; may hold line feeds */
	int line;
};

/* A key with what it holds: one scalar, those of a list, or none. */
struct metadata_key {
	const char *name; /* of one in a table within another: "menu.main.weight" */
	int line;
	struct metadata_value *v;
	size_t n;
};

/* In the order of the text; a name that is written twice comes twice. */
struct metadata {
	struct metadata_key *v;
	size_t n;
	size_t values; /* of all keys */
};

/* What a reader has read so far, and where it failed. */
struct metadata_reading {
	struct arena *arena;
	struct metadata *out;
	int line; /* of the text, at which the front matter begins */
	int bad_line;
};

/* One more key below `parent` ("" at the top); NULL with err when there are too many. */
struct metadata_key *metadata_add_key(
    struct metadata_reading *r, const char *parent, struct str name, int line, struct err *err);
bool metadata_add_value(
    struct metadata_reading *r, struct metadata_key *key, struct str text, int line, struct err *err);

#endif
