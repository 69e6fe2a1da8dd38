/*
 * absence: whether a language lacks items that others have; each page with a listing asks.
 *
 * Where nothing is absent all items have to be looked at, so the answer is kept until the catalogue changes.
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_ABSENCE_H
#define JARCHY_CATALOG_ABSENCE_H

#include <stdbool.h>

#include "base/err.h"

struct catalog;

/* Whether the project, NULL: the site, has an item with a live text and none in `lang`. */
bool absence_find(struct catalog *c, const char *project, const char *lang, bool *any, struct err *err);

#endif
