/*
 * keyboard: where the letters are on the keyboards that people type with, Latin and Cyrillic.
 *
 * Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_KEYBOARD_H
#define JARCHY_CATALOG_SEARCH_KEYBOARD_H

#include "base/buf.h"

/* Whether two lower-case letters are on keys next to each other. */
bool keyboard_are_neighbours(uint32_t a, uint32_t b);
/*
 * Appends what the same keys give in the other layout: "djlf" and "вода". False, with nothing appended: the
 * word has what is on none of them.
 */
bool keyboard_switch(struct str word, struct buf *out);

#endif
