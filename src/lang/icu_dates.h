/*
 * icu_dates: dates of a language as CLDR has them, where a pack has none.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_ICU_DATES_H
#define JARCHY_LANG_ICU_DATES_H

#include "lang/language.h"

/*
 * Fills in each pattern of dates that the pack lacks. What ICU cannot say in numbers and names of months is
 * said in numbers; what needs words ("until") is said with a dash. All of it is in the arena.
 */
void icu_dates_complete(struct lang *l, struct arena *a);

#endif
