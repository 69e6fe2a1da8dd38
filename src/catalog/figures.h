/*
 * figures: how much there is, for whoever watches the server (daemon/metrics.h). Not for readers, nor for
 * editors.
 */
#ifndef JARCHY_CATALOG_FIGURES_H
#define JARCHY_CATALOG_FIGURES_H

#include "catalog/catalog.h"

struct figures {
	uint64_t items;            /* that readers see; one in several languages counts once */
	uint64_t errors, warnings; /* in the content */
};

/* It walks over an index of all items. */
bool figures_read(struct catalog *c, struct figures *out, struct err *err);

#endif
