/*
 * pack_write: begins a language pack for somebody to fill in.
 */
#ifndef JARCHY_LANG_PACK_WRITE_H
#define JARCHY_LANG_PACK_WRITE_H

#include "base/buf.h"

/*
 * Appends a pack of the language with all that a pack has: what the one that is there has, else what ICU
 * knows and English words, each word with what it is for. Rules of the search are those of the program's own
 * pack, or examples in comments. False: the tag is none of BCP 47.
 */
bool pack_write_new(struct str tag, struct buf *out);

#endif
