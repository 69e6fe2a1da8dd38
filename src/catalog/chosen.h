/*
 * chosen: the items of a feed that is made when it is asked for: those that went public or were corrected
 * last.
 *
 * Every question is bounded: by the items of a topic or place, else by an index in the order of what is
 * new.
 */
#ifndef JARCHY_CATALOG_CHOSEN_H
#define JARCHY_CATALOG_CHOSEN_H

#include "catalog/catalog.h"

enum chosen_by { CHOSEN_BY_TOPIC, CHOSEN_BY_PLACE, CHOSEN_BY_PROJECT, CHOSEN_BY_KIND, CHOSEN_BY_WORDS };

struct chosen {
	enum chosen_by by;
	const char *lang;
	const char *slug; /* of the topic, the place or the project */
	enum item_kind kind;
	const struct search_request *search; /* of it: text and only */
};

/*
 * The live items, with their bodies, at most `limit`, in no order. What the search index does not know
 * yet is not found by words.
 */
bool catalog_chosen(struct catalog *c, const struct chosen *q, size_t limit, struct arena *a,
    struct entries *out, struct err *err);
/* The same of those that were withdrawn, the last first, without bodies; by words there are none. */
bool catalog_chosen_withdrawn(struct catalog *c, const struct chosen *q, size_t limit, struct arena *a,
    struct entries *out, struct err *err);

#endif
