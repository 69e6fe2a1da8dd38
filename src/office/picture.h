/*
 * picture: the pictures of a document: named, and taken out where they are wanted.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_PICTURE_H
#define JARCHY_OFFICE_PICTURE_H

#include "office/archive.h"
#include "office/prose.h"

/*
 * One more picture, at the place of the open paragraph, with its link below that when pictures are wanted. One that
 * only other programs can show (EMF, WMF) is a note.
 */
void picture_add(
    struct prose *f, struct archive *z, const struct office_options *o, const char *part, const char *text);

#endif
