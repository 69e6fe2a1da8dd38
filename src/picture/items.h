/*
 * items: the items of a file of pictures, their places, what refers to what: ISO/IEC 14496-12, section
 * 8.11; ISO/IEC 23008-12. Private to picture/.
 */
#ifndef JARCHY_PICTURE_ITEMS_H
#define JARCHY_PICTURE_ITEMS_H

#include "picture/boxes.h"

enum { ITEMS_MAX = 1 << 13, EXTENTS_MAX = 1 << 14, REFERENCES_MAX = 1 << 15, PROPERTIES_MAX = 1 << 15 };

struct item {
	uint32_t id, type;
	uint64_t type_at; /* of its four letters */
	uint64_t end;     /* of its box */
	bool alpha;       /* the transparency of another */
	bool keep;        /* the picture needs it */
};

struct extent {
	uint32_t item;
	bool inside;    /* offset counts from the box "idat" */
	uint64_t at, n; /* of the file, or of "idat"; n 0: to its end */
};

struct reference {
	uint32_t type, from, to;
	uint64_t type_at;
};

struct property {
	uint32_t item;
	struct box box;
};

struct items {
	struct arena *arena;
	struct source *s;
	uint32_t primary;
	struct item *v; /* by id */
	size_t n;
	struct extent *extents;
	size_t n_extents;
	struct reference *references;
	size_t n_references;
	struct property *properties; /* those of the same item in their order */
	size_t n_properties;
	struct box idat; /* end 0: none */
};

/* What the box "meta" says. All that is bounded; strings and arrays are in the arena. */
enum picture_fault items_read(struct items *out, struct source *s, const struct box *meta, struct arena *a);
/* NULL: none. */
struct item *items_find(struct items *t, uint32_t id);
/* Marks the items that the picture is made of: the first one, its parts, its transparency. */
void items_choose(struct items *t);

#endif
