/*
 * stamp: which facts these are, and how often they were changed.
 *
 * The identity is random and made with the facts; each change of them, and nothing else, raises `changes`.
 * The catalogue holds the stamp of the facts that its rows agree with.
 */
#ifndef JARCHY_CATALOG_STAMP_H
#define JARCHY_CATALOG_STAMP_H

#include <stdint.h>

enum {
	IDENTITY_MAX = 40,         /* bytes, with the NUL: 32 hexadecimal digits */
	FACTS_BYTES_MAX = 1 << 30, /* of all facts */
};

struct stamp {
	char identity[IDENTITY_MAX]; /* "": none */
	int64_t changes;
};

/* What facts hold, for a person. */
struct facts_summary {
	struct stamp stamp;
	int64_t ids, positions; /* of items, and of items in feeds */
};

#endif
