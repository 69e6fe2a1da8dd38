/*
 * catalog_internal: the insides of a reader's handle, shared by the files that answer its questions.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_CATALOG_INTERNAL_H
#define JARCHY_CATALOG_CATALOG_INTERNAL_H

#include "catalog/db.h"

struct absence;
struct facts;
struct search_state;

struct catalog {
	struct db db;
	bool nested;                   /* catalog_begin inside a writer's change */
	struct facts *facts;           /* the writer's, or a twin's own; else NULL */
	bool is_twin;                  /* owns its facts */
	struct search_state *searches; /* of a reader that has searched */
	struct absence *absence;       /* of one that was asked for what is absent */
};

#endif
