/*
 * make_site: copies of the site's icon and logo. Private to picture/.
 */
#ifndef JARCHY_PICTURE_MAKE_SITE_H
#define JARCHY_PICTURE_MAKE_SITE_H

#include "picture/making.h"

/* Pixels that m->work is to have for these copies: never more than the original. */
void make_site_size(const struct picture *p, unsigned *width, unsigned *height);
/* The copies, of m->work. */
enum picture_fault make_site_copies(struct making *m);
/* Of a file that is no raster: a drawing in SVG, which is checked and kept as it is. */
enum picture_fault make_site_drawing(struct making *m);

#endif
