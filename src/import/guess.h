/*
 * guess: languages and kinds of texts that do not say which they are.
 *
 * Private to import/.
 */
#ifndef JARCHY_IMPORT_GUESS_H
#define JARCHY_IMPORT_GUESS_H

#include "import/imported.h"

/* The language with the most of its letters and small words in the text; "" when there is none. */
const char *import_guess_lang(struct arena *a, struct imported *item, struct str text);
/* Whether the line says "press release", "news" in any language, whatever the case and the spaces. */
bool import_says_press_release(struct str line);
bool import_says_news(struct str line);

#endif
