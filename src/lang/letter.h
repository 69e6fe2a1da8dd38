/*
 * letter: code points of a text as letters without case, for transliteration and order.
 *
 * Knows the Cyrillic and Latin alphabets. Not for folding in search (utf8_fold does that).
 */
#ifndef JARCHY_LANG_LETTER_H
#define JARCHY_LANG_LETTER_H

#include "base/str.h"

/*
 * Takes the next character off *rest, which is not empty, and returns its lower
 * case. A base letter and the breve or diaeresis after it are one letter
 * (й, ё), however they are stored. Invalid bytes give U+FFFD.
 */
uint32_t letter_next(struct str *rest, bool *is_upper);
/* The ASCII base of an accented Latin letter in lower case ("e" of é, "ss" of ß); NULL when it has none. */
const char *letter_latin(uint32_t lower);
/* Whether it is a letter of the Latin or Cyrillic alphabets, upper or lower case. */
bool letter_is_european(uint32_t cp);
/* The ASCII digit of a digit of any other script; 0: it is none. */
char letter_digit(uint32_t cp);
/* Marks that combine with the letter before them. */
bool letter_is_mark(uint32_t cp);

#endif
