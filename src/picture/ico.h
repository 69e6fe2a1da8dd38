/*
 * ico: a file that browsers ask for as /favicon.ico, of one PNG. Private to picture/.
 */
#ifndef JARCHY_PICTURE_ICO_H
#define JARCHY_PICTURE_ICO_H

#include "base/buf.h"

/* Appends the directory of an icon with this PNG of so many pixels each way, at most 256; then the PNG. */
void ico_write(struct str png, unsigned side, struct buf *out);

#endif
