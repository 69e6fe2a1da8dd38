/*
 * film: tracks, for pictures that have some too. Private to picture/.
 */
#ifndef JARCHY_PICTURE_FILM_H
#define JARCHY_PICTURE_FILM_H

#include "picture/boxes.h"

/* What is in a box "moov": as of a film. */
enum picture_fault film_boxes(struct walk *w, const struct box *moov);

#endif
