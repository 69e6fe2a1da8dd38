/*
 * raised: superscripts and subscripts as plain text.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_RAISED_H
#define JARCHY_IMPORT_RAISED_H

#include "base/buf.h"

/*
 * Appends the words of <sup> (or <sub>) so that 10⁶ is not read as 106: in the characters that Unicode has for it, else
 * "^6" or "_i", in brackets where they are several; words as in "1st" as they are.
 */
void raised_write(struct buf *out, struct str words, bool super);

#endif
