/*
 * words: what of a document's characters a text has.
 *
 * Private to office/.
 */
#ifndef JARCHY_OFFICE_WORDS_H
#define JARCHY_OFFICE_WORDS_H

#include "base/arena.h"
#include "base/buf.h"

/*
 * Appends the character `c`, whose bytes are `one`: soft hyphens and what else is invisible not at all, every kind of space but
 * the no-break one as a space, known characters of the fonts of symbols as those of Unicode. False: there is nothing to say it by.
 */
bool words_add(struct buf *to, uint32_t c, struct str one);
/* One space for each run of them, none at the edges, where no no-break space is either. In the arena. */
const char *words_squeeze(struct arena *a, struct str s);

#endif
