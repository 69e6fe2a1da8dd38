/*
 * alike: letters that look like those of another alphabet, in words that a wrong keyboard made.
 *
 * Private to lang/. Not for telling writers of them: content/mixed_script.h.
 */
#ifndef JARCHY_LANG_ALIKE_H
#define JARCHY_LANG_ALIKE_H

#include "base/buf.h"

/*
 * Appends a folded word of both Latin and Cyrillic letters with those of one of the two alone. False, and
 * nothing appended: it has letters of one alphabet only, or such of both as look like none of the other, or
 * is a name in Latin letters with a Cyrillic ending.
 */
bool alike_mend(struct str folded, struct buf *out);

#endif
