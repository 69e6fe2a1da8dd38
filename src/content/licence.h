/*
 * licence: where the terms are that a licence names.
 */
#ifndef JARCHY_CONTENT_LICENCE_H
#define JARCHY_CONTENT_LICENCE_H

#include "base/arena.h"

/*
 * The first web address within the text, or that of the Creative Commons licence that the whole text is the
 * name of: "CC BY-SA 4.0", "CC-BY-4.0", "Creative Commons Attribution 4.0 International", "CC0". NULL: it
 * names no address that is known.
 */
const char *licence_uri(struct arena *a, const char *text);

#endif
