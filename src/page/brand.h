/*
 * brand: how the site shows itself, on its pages and in its feeds: the icon, the logo and the picture for
 * sharing that are in content/site/.
 */
#ifndef JARCHY_PAGE_BRAND_H
#define JARCHY_PAGE_BRAND_H

#include "catalog/catalog.h"
#include "page/page.h"

/* Paths of the site; NULL where there is no such picture. */
struct brand {
	const char *icon;                /* as it is linked: itself, or its largest copy */
	const char *icon_192, *icon_512; /* squares of so many pixels; NULL of a drawing too */
	const char *cover;             /* the square of 1400, of a podcast; NULL: the icon is not so large */
	struct page_image logo, share; /* without alt */
};

/* Its strings are in the arena. */
bool brand_find(struct catalog *c, const char *lang, struct arena *a, struct brand *out, struct err *err);

#endif
