/*
 * icu_language: a language that has no pack: its name, marks and direction, as CLDR has them.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_ICU_LANGUAGE_H
#define JARCHY_LANG_ICU_LANGUAGE_H

#include "lang/language.h"

/* Fills in what l has not got and ICU knows of l->tag; all of it is in the arena. Words it does not know. */
void icu_language_complete(struct lang *l, struct arena *a);
/* Its name in English, in lower case, as algorithms are called; "" where ICU knows none in ASCII. */
enum { ENGLISH_NAME_BYTES = 64 };
void icu_language_english(const char *tag, char out[ENGLISH_NAME_BYTES]);

#endif
