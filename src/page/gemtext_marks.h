/*
 * gemtext_marks: a direction mark where a line of gemtext needs one. Clients are told the language of a page,
 * but most guess the direction of each line by its first letter.
 *
 * Private to page/.
 */
#ifndef JARCHY_PAGE_GEMTEXT_MARKS_H
#define JARCHY_PAGE_GEMTEXT_MARKS_H

#include "lang/lang.h"

/*
 * Appends the gemtext `text`, of a page in `lang`. The mark comes after the line's type, its address and its
 * day: clients that subscribe look for the day in the first ten characters.
 */
void gemtext_marks(struct buf *out, struct str text, const struct lang *lang);

#endif
