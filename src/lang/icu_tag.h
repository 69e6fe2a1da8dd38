/*
 * icu_tag: which script a language is usually written in, and where (CLDR's likely subtags).
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_ICU_TAG_H
#define JARCHY_LANG_ICU_TAG_H

#include "lang/bcp47.h"

/* Once, before anything else of ICU: what it does not know is of no language, not of the environment's. */
void icu_begin(void);

/*
 * Takes the region off, and the script where it is the usual one: "uz-Latn-UZ" is "uz", "zh-TW" is "zh-hant".
 * False: it is no tag.
 */
bool icu_tag_shorten(struct str tag, char out[TAG_BYTES]);
/* With the likely script and country, as ICU has them: "uz_Cyrl_UZ". */
enum { LOCALE_BYTES = 32 };
void icu_tag_locale(const char *tag, char out[LOCALE_BYTES]);

#endif
