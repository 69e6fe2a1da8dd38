/*
 * salvage: takes from a catalogue what the facts lack.
 *
 * Private to catalog/. The catalogue knows the id of each item, what vanished, and the positions in feeds: of lost facts all but the
 * subscribers comes back, of older ones all that was added since.
 */
#ifndef JARCHY_CATALOG_SALVAGE_H
#define JARCHY_CATALOG_SALVAGE_H

#include "catalog/facts.h"

enum salvage_rule {
	SALVAGE_LACKING, /* the facts are right where they say something */
	SALVAGE_NEWER,   /* the catalogue is right: it has seen more of the same facts */
};

struct salvaged {
	size_t ids, positions; /* that the facts did not have */
	bool partly;           /* a table could not be read to its end */
};

/*
 * Inside a change of the facts. A catalogue that is damaged or of another version gives what can be read; false: the facts could
 * not be written.
 */
bool salvage(
    struct facts *f, struct db *catalogue, enum salvage_rule rule, struct salvaged *out, struct err *err);

#endif
