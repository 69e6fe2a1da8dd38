/*
 * pack_read: what the sections and keys of a language pack mean.
 *
 * Private to lang/. jarchy-languages(5) describes them for those who write packs.
 */
#ifndef JARCHY_LANG_PACK_READ_H
#define JARCHY_LANG_PACK_READ_H

#include "lang/language.h"
#include "lang/pack_problem.h"

/*
 * Makes a pack of the text of a file, of which it takes over text[0] to text[n]. `name` is that of messages,
 * and its last part without ".lang" the tag that the pack must have. What the file lacks is missing in the
 * pack (pack_complete); it is a problem, unless the program has a pack of the language, `own`, of which this
 * one has only what is different. The pack is in the arena, as long as `text` and `own` live. NULL: it has no
 * usable tag.
 */
struct lang *pack_read(struct arena *a, const char *name, char *text, size_t n, const struct lang *own,
    struct pack_problems *problems);

/*
 * Fills in what a pack lacks from another, which has everything (or from itself: what may be missing); dates
 * only where both have the same calendar, name and country where both are of one language.
 */
void pack_complete(struct lang *l, const struct lang *other);

#endif
