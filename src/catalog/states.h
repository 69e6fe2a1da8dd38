/*
 * states: the state of an item at an instant.
 *
 * Private to catalog/. writer_advance (writer.h) is here too.
 */
#ifndef JARCHY_CATALOG_STATES_H
#define JARCHY_CATALOG_STATES_H

#include "catalog/catalog.h"

/* What decides the state of an item. Instants as in struct document. */
struct timing {
	bool draft;
	int64_t date, publish, expires, withdrawn;
};
/* *next_change is the next instant at which it changes, INSTANT_NONE when it never does. */
enum item_state timing_state(const struct timing *t, int64_t now, int64_t *next_change);

#endif
