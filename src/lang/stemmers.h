/*
 * stemmers: what a pack may name as its stemmer.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_STEMMERS_H
#define JARCHY_LANG_STEMMERS_H

#include "lang/language.h"

/* One of jarchy's own, whose tables are in C: all that such a stemmer fixes. NULL: it is none. */
const struct lang_search *stemmer_own(const char *name);
/* Whether libstemmer has it. */
bool stemmer_is_snowball(const char *name);

#endif
