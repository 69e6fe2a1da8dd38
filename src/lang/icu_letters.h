/*
 * icu_letters: the letters that a language is written with (CLDR's exemplars).
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_ICU_LETTERS_H
#define JARCHY_LANG_ICU_LETTERS_H

#include "base/buf.h"

/*
 * Appends them in lower case, in the order of their numbers; nothing where ICU knows none, or over so many.
 */
enum { LETTERS_LISTED = 200 };
void icu_letters(const char *tag, struct buf *out);

#endif
