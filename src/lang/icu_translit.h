/*
 * icu_translit: letters of any script in ASCII.
 *
 * Private to lang/. Not for letters that packs or translit.c know, which write them as their readers do.
 */
#ifndef JARCHY_LANG_ICU_TRANSLIT_H
#define JARCHY_LANG_ICU_TRANSLIT_H

#include "base/buf.h"

/* Whether the code point is a letter, a mark of one or a digit, so that it may have a form in ASCII. */
bool icu_translit_has(uint32_t cp);
/*
 * Appends what a run of such characters is in ASCII, "?" for each that has no form. Of any thread. The rules
 * are read when they are first needed, which takes up to half a second (Chinese); runs are remembered.
 */
void icu_translit_run(struct str run, struct buf *out);

#endif
