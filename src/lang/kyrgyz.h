/*
 * kyrgyz: how Kyrgyz words change, as tables for the search.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_KYRGYZ_H
#define JARCHY_LANG_KYRGYZ_H

#include "lang/language.h"

extern const struct lang_search kyrgyz_stemmer;

#endif
