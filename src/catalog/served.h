/*
 * served: whether something is at a path of the site, without making its page.
 */
#ifndef JARCHY_CATALOG_SERVED_H
#define JARCHY_CATALOG_SERVED_H

#include "catalog/catalog.h"

/*
 * Whether readers who follow the path find something there, or a redirect to it. `langs` are the site's tags,
 * NULL-terminated. With `soon` also items that are not public yet: for a text that is not public itself. What only editors
 * see is not there. Pages of a feed's history are taken on trust: who checks has no durable facts.
 * 1, 0, -1 failed.
 */
int catalog_serves(struct catalog *c, const char *const *langs, const char *path, bool soon, struct arena *a,
    struct err *err);

#endif
