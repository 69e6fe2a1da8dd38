/*
 * cache: what the last searches found, for as long as the catalogue does not change.
 *
 * Whoever asks, by whatever protocol, and however it was written: the key is what the index was asked.
 * What is kept is bounded, and a stranger's words only take the place of others. Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_CACHE_H
#define JARCHY_CATALOG_SEARCH_CACHE_H

#include "base/buf.h"
#include "base/path.h"

enum {
	SEARCH_CACHE_SLOTS = 256,
	SEARCH_CACHE_KEY_MAX = 2048,
	SEARCH_CACHE_ROWS_MAX = 64
}; /* rows: of each kind */

/* What was found, before it is read. */
struct found {
	int64_t file;
	bool is_item;
};

/* How many of all that was found have this value. */
struct found_count {
	int by; /* enum search_filter */
	char value[SLUG_MAX + 1];
	uint64_t n;
};

/* A page of it, and how much there is in all. */
struct found_page {
	struct found *v;
	size_t n;
	uint64_t all;
	bool more;
	struct found_count *counts;
	size_t count_n;
};

struct search_slot {
	struct buf key; /* empty: nothing is kept here */
	struct found_page page;
};

/* Zeroed is empty. */
struct search_cache {
	int64_t version; /* of the catalogue that it holds for */
	struct search_slot slots[SEARCH_CACHE_SLOTS];
};

void search_cache_release(struct search_cache *c);
/* Forgets what was found in another version. */
void search_cache_begin(struct search_cache *c, int64_t version);
/* Borrowed until the next call; NULL when it is not kept. */
const struct found_page *search_cache_find(struct search_cache *c, struct str key);
/* Keeps a copy, unless it is too large. */
void search_cache_keep(struct search_cache *c, struct str key, const struct found_page *page);

#endif
