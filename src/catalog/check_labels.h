/*
 * check_labels: pictures in texts without words. Private to catalog/.
 */
#ifndef JARCHY_CATALOG_CHECK_LABELS_H
#define JARCHY_CATALOG_CHECK_LABELS_H

#include "catalog/catalog.h"
#include "content/problem.h"

/* Adds a warning for each; those of items that are not public too. */
bool check_labels(struct catalog *c, struct problems *out, struct err *err);

#endif
