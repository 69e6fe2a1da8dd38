/*
 * listing: the rows of an item in `membership`, which listings walk along.
 *
 * Private to catalog/. They always have the state that the item's row in `item` has.
 */
#ifndef JARCHY_CATALOG_LISTING_H
#define JARCHY_CATALOG_LISTING_H

#include "catalog/catalog.h"
#include "catalog/facts.h"

struct writer;

/* What `membership` says of an item. */
struct listing {
	int64_t file;
	struct place place;
	const char *id;
	int64_t date;
	int year;
	enum item_kind kind;
	enum item_state state;
	const char **further; /* projects besides its own */
	size_t further_count;
};
/* From the rows: 1, 0 when the file holds no item, -1 failed. */
int listing_load(struct writer *w, int64_t file, struct arena *a, struct listing *out, struct err *err);
/* Both touch the projects. */
bool listing_add(struct writer *w, const struct listing *l, struct err *err);
bool listing_remove(struct writer *w, const struct listing *l, struct err *err);

#endif
