/*
 * body_lines: what is looked for of the body of a text.
 *
 * Private to catalog/. Asks no database, so that any thread can do it.
 */
#ifndef JARCHY_CATALOG_SEARCH_BODY_LINES_H
#define JARCHY_CATALOG_SEARCH_BODY_LINES_H

#include "base/buf.h"

/* Appends its lines, and to the notes its addresses and dates. */
void body_lines_add(struct str gemtext, struct buf *lines, struct buf *notes);

#endif
