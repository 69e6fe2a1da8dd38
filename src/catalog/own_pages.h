/*
 * own_pages: the pages that the site has of its own, for its menu.
 */
#ifndef JARCHY_CATALOG_OWN_PAGES_H
#define JARCHY_CATALOG_OWN_PAGES_H

#include "catalog/catalog.h"

struct own_page {
	const char *stem, *lang;
	const char *title; /* the short one where it has one */
};
struct own_pages {
	struct own_page *v;
	size_t n;
};

/*
 * The live ones with a place in the menu, in its order: each once, in `lang` or in the first of `langs`
 * (NULL-terminated) that has it.
 */
bool catalog_menu(struct catalog *c, const char *lang, const char *const *langs, struct arena *a,
    struct own_pages *out, struct err *err);
/* Whether there is any project. */
bool catalog_has_projects(struct catalog *c, bool *out, struct err *err);

#endif
