/*
 * word: the words of a text as search counts them.
 *
 * A word is a run of letters, digits and marks of any script, with the apostrophes between
 * them; everything else separates words. Where no spaces are written each letter is one, so that an index
 * depends on no dictionary; what of a query belongs together a dictionary says (icu_words.h). Not for breaking lines (utf8_wrap).
 */
#ifndef JARCHY_LANG_WORD_H
#define JARCHY_LANG_WORD_H

#include "lang/language.h"

/* Takes the next word off *rest, as a slice of it. False when there is none. */
bool word_next(struct str *rest, struct str *word);
/* A letter of a script without spaces, as Chinese: each is a word, and people's words are several. */
bool word_unspaced(uint32_t cp);
/* What is invisible and separates no words: soft hyphens, joiners, direction marks. */
bool word_ignores(uint32_t cp);
/* ' for an apostrophe of any kind; 0 when cp is none. */
uint32_t word_apostrophe(uint32_t cp);
/* The script of the last letter; SCRIPT_OTHER when it has none that a pack could know. */
enum script word_script(struct str word);

#endif
