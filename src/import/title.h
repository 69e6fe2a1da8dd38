/*
 * title: what a page is called.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_TITLE_H
#define JARCHY_IMPORT_TITLE_H

#include "import/meta.h"

/* The title as a person would give it: without the name of the site. */
const char *title_of(struct arena *a, const struct meta *m);

#endif
