/*
 * icu_words: the words of a run of letters that is written without spaces, as Chinese or Thai, by ICU's
 * dictionaries.
 *
 * Private to lang/. Only what people look for is parted by it (stemmer_word_next): the index has each letter.
 */
#ifndef JARCHY_LANG_ICU_WORDS_H
#define JARCHY_LANG_ICU_WORDS_H

#include <stddef.h>

#include "base/str.h"

/* Belongs to one thread. */
struct icu_words;
/* How many bytes the first word of the text has. *w: NULL at first; opened when first needed. */
size_t icu_words_first(struct icu_words **w, struct str text);
/* NULL is fine. */
void icu_words_free(struct icu_words *w);

#endif
