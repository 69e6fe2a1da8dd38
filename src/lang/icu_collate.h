/*
 * icu_collate: the order of names in a language, by its alphabet (CLDR).
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_ICU_COLLATE_H
#define JARCHY_LANG_ICU_COLLATE_H

#include "base/str.h"

/* Of any thread. False: ICU has no order, *order is untouched. */
bool icu_collate(const char *tag, struct str a, struct str b, int *order);

#endif
