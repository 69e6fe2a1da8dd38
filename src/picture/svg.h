/*
 * svg: whether a drawing in SVG may be shown as the site's logo or icon: one that draws, and does nothing
 * else.
 *
 * It is served as it is, so what is in it must be harmless also where a browser opens it by itself: no
 * script, nothing of other hosts, nothing that XML can make of little. SVG 2; Associating Style Sheets
 * with XML.
 */
#ifndef JARCHY_PICTURE_SVG_H
#define JARCHY_PICTURE_SVG_H

#include "picture/picture.h"

enum { SVG_BYTES_MAX = 64 << 10 };

/* Before the process enters a sandbox, and before there are threads. */
void svg_load(void);

/*
 * FAULT_NONE: it may be shown; width and height are its size in pixels as it says by itself, or the shape of
 * its viewBox, or 0 where it says nothing.
 */
enum picture_fault svg_check(struct str text, unsigned *width, unsigned *height);
/* The same of a file, from its beginning. FAULT_STORE: it cannot be read. `text` gets the bytes. */
enum picture_fault svg_read(int fd, struct buf *text, unsigned *width, unsigned *height);

#endif
