/*
 * mapped: the items of a language in the order of their positions in the site's feed (history.h), for maps of
 * the site.
 *
 * A position never changes, so that a part of the map changes only where its items do: one that gets an old
 * date later moves no other.
 */
#ifndef JARCHY_CATALOG_MAPPED_H
#define JARCHY_CATALOG_MAPPED_H

#include "catalog/catalog.h"

struct mapped {
	struct entry entry; /* without its body */
	const char *langs;  /* the tags of all in which it is live, with spaces between them */
};
struct mapped_items {
	struct mapped *v;
	size_t n;
};
/* The live ones at the n positions from `from` on. */
bool catalog_mapped(struct catalog *c, const char *lang, int64_t from, int64_t n, struct arena *a,
    struct mapped_items *out, struct err *err);
/* One more than the last position of a live item; 0: there is none. */
bool catalog_mapped_end(struct catalog *c, const char *lang, int64_t *out, struct err *err);

/* The live pages of the site itself, which have no positions, in every language. */
bool catalog_mapped_pages(struct catalog *c, struct arena *a, struct mapped_items *out, struct err *err);

/* `size` positions that have a live item, of those from number * size on. */
struct map_part {
	int64_t number;
	int64_t
	    changed; /* the last change of one of its items or of their translations, or when one left it */
};
struct map_parts {
	struct map_part *v;
	size_t n;
};
bool catalog_map_parts(struct catalog *c, const char *lang, int64_t size, struct arena *a,
    struct map_parts *out, struct err *err);

#endif
