/*
 * type: what a file is by its first bytes, and its walker. Private to picture/.
 */
#ifndef JARCHY_PICTURE_TYPE_H
#define JARCHY_PICTURE_TYPE_H

#include "picture/walk.h"

/* By the bytes, never by the name. */
enum picture_type type_of(struct source *s);
/* Walks a file of that type, and says so in the head. Of TYPE_OTHER FAULT_FORMAT. */
enum picture_fault type_walk(struct walk *w, enum picture_type type);

#endif
