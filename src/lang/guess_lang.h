/*
 * guess_lang: the language of a text that does not say it.
 */
#ifndef JARCHY_LANG_GUESS_LANG_H
#define JARCHY_LANG_GUESS_LANG_H

#include "lang/lang.h"
#include "lang/stem.h"

/*
 * The language with the most of its letters and small words in the text (UTF-8; its first 64 KiB count);
 * NULL when there is none. *sure: no other language has more than half as many. It may be NULL.
 */
const struct lang *guess_lang(struct str text, bool *sure);
/* The same, of the languages of a stemmer alone. */
const struct lang *guess_lang_of(const struct stemmer *s, struct str text, bool *sure);

#endif
