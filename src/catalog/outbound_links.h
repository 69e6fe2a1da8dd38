/*
 * outbound_links: the outside addresses that the published texts lead to.
 */
#ifndef JARCHY_CATALOG_OUTBOUND_LINKS_H
#define JARCHY_CATALOG_OUTBOUND_LINKS_H

#include "catalog/catalog.h"

/*
 * Whether a live item, a project or the site leads to this absolute URI, as it is written there or
 * percent-decoded. 1, 0, or -1 with err.
 */
int catalog_links_to(struct catalog *c, struct str uri, struct err *err);

#endif
