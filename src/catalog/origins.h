/*
 * origins: which machines minted the facts, one after the other.
 *
 * Private to catalog/. Each has a random id of its own, made when it begins to mint facts that came from
 * elsewhere: a follower that was promoted, or a machine that got a backup. Of two machines that both
 * take themselves for the origin, one is in the list of the other, or neither is; a follower goes on
 * with the one whose list has the one that it knows.
 */
#ifndef JARCHY_CATALOG_ORIGINS_H
#define JARCHY_CATALOG_ORIGINS_H

#include "catalog/facts.h"

struct origin {
	const char *id;
	int64_t number; /* stamp.changes when the next one took over; of the last one, now */
};

struct origins {
	struct origin *v; /* the last is the one that mints them */
	size_t n;
	bool taken; /* they came from elsewhere, and this machine has not minted since */
};

/* Texts are in the arena. */
bool origins_read(struct facts *f, struct arena *a, struct origins *out, struct err *err);
/* NULL: it is not in the list. */
const struct origin *origins_find(const struct origins *o, struct str id);
/* This machine mints from now on; inside a change. */
bool origins_add(struct facts *f, struct err *err);

#endif
