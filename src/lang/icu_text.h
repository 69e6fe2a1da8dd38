/*
 * icu_text: texts between ICU's UTF-16 and UTF-8.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_ICU_TEXT_H
#define JARCHY_LANG_ICU_TEXT_H

#include <unicode/utypes.h>

#include "base/arena.h"

/* In the arena. `n`: units of UTF-16. "" for what is no text. */
char *icu_text(struct arena *a, const UChar *text, int32_t n);

#endif
