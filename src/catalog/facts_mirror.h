/*
 * facts_mirror: the copy of the facts that the catalogue holds.
 *
 * Private to catalog/. Who reads asks `vanished` alone, since the facts are the writer's. Together with the rows of items, `vanished`
 * and `slot` are enough to make lost facts again (salvage.h).
 */
#ifndef JARCHY_CATALOG_FACTS_MIRROR_H
#define JARCHY_CATALOG_FACTS_MIRROR_H

#include "catalog/facts.h"

/* Makes the copy say what the facts say, inside a change of the catalogue. */
bool facts_mirror_vanished(struct facts *f, struct db *catalogue, bool *changed, struct err *err);
bool facts_mirror_slots(struct facts *f, struct db *catalogue, bool *changed, struct err *err);

bool facts_mirror_renamed(struct facts *f, struct db *catalogue, bool *changed, struct err *err);

/* One place: it is gone since `at`. */
bool facts_mirror_vanish(struct facts *f, struct db *catalogue, const struct place *p, struct err *err);
/* One position. */
bool facts_mirror_slot(struct db *catalogue, const struct feed_slot *s, struct err *err);

#endif
