/*
 * punctuation: how a language puts two texts together: a label and its value, members of a list, a text and
 * a note on it.
 *
 * For what readers see on pages, in menus and in feeds; not for messages, nor for what programs read. Those
 * who write the two themselves, as into markup, take what is between them from struct lang, and escape it.
 */
#ifndef JARCHY_LANG_PUNCTUATION_H
#define JARCHY_LANG_PUNCTUATION_H

#include "lang/language.h"

/*
 * "Topic: water", "PDF, 230 KB", "Archive (2021)", in the arena. Of a list the first may be a list as well.
 */
const char *lang_join(
    struct arena *a, const struct lang *l, enum joint how, const char *first, const char *second);
/* Appends ":" or the like: after a label that has its values in the lines below it. */
void lang_label_end(const struct lang *l, struct buf *out);

#endif
