/*
 * reconcile: brings the facts and the catalogue to agree when they are opened.
 *
 * Private to catalog/. Each is kept in a file that can be lost, or replaced by an older one, without the other. Their stamps say
 * so: then what the facts lack is taken from the catalogue, and that is built again from the content.
 */
#ifndef JARCHY_CATALOG_RECONCILE_H
#define JARCHY_CATALOG_RECONCILE_H

#include "catalog/facts.h"

/*
 * Both are open and may be used. Afterwards the catalogue has the stamp of the facts and mirrors them; it has no basis any
 * more where its rows are to be made again. Says what was found.
 */
bool reconcile(struct facts *f, struct db *catalogue, const char *folder, struct err *err);

/* The catalogue is going to be set aside: takes from it what the facts lack, if they are not those that it was made with. */
bool reconcile_unusable(struct facts *f, struct db *catalogue, const char *folder, struct err *err);

#endif
