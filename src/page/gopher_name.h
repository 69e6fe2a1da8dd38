/*
 * gopher_name: how files are called in selectors, which are ASCII without spaces:
 * "Most-nochyu~5f0e41d2.jpg" of "Мост ночью.jpg".
 *
 * The letters are for people who save the file; which file it is, the digits tell. So the name of a file
 * is found by comparing it with those that there are, and not by turning letters back.
 */
#ifndef JARCHY_PAGE_GOPHER_NAME_H
#define JARCHY_PAGE_GOPHER_NAME_H

#include "lang/lang.h"

/* Appends the name in ASCII, under 120 bytes; the language says how its letters are written. */
void gopher_name_add(struct buf *out, const struct lang *lang, const char *name);
/* Whether the name in ASCII, of any language, is of this file. */
bool gopher_name_is(struct str ascii, const char *name);

#endif
