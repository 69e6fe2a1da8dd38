/*
 * raised: superscripts and subscripts as plain text.
 */
#ifndef JARCHY_BASE_RAISED_H
#define JARCHY_BASE_RAISED_H

#include "base/buf.h"

/*
 * Appends words that are raised (<sup>), or lowered (<sub>), so that 10⁶ is not read as 106: in the characters that Unicode
 * has for it, else "^a" or "_a", in brackets where they are several; words as in "1st" as they are. `words` is no part of `out`.
 */
void raised_write(struct buf *out, struct str words, bool super);

#endif
