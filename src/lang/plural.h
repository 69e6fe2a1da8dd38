/*
 * plural: which form of a noun goes with a number, by CLDR's rules.
 */
#ifndef JARCHY_LANG_PLURAL_H
#define JARCHY_LANG_PLURAL_H

#include "lang/language.h"

/* "zero", "one" … */
extern const char *const plural_names[PLURAL_COUNT];

/* Whether rules are known for the language. */
bool plural_is_known(const char *language);
/* The forms that it has for whole numbers: the bit 1 << form of each. */
unsigned plural_forms(const char *language);
/* Whether it has the form for one number alone, as that of two is in Arabic. */
bool plural_is_of_one(const char *language, enum plural form);
/* Of any thread; the rules are looked up once for a language. */
enum plural plural_of(const char *language, uint64_t n);

#endif
