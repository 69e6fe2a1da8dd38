/*
 * said: whether a line is one of the words that the site itself uses, in any language that has a pack.
 */
#ifndef JARCHY_LANG_SAID_H
#define JARCHY_LANG_SAID_H

#include "base/str.h"
#include "lang/language.h"

/* Whatever the case, the spaces and the marks: "ПРЕСС - РЕЛИЗ" is "Пресс-релиз". */
bool lang_said(struct str line, enum word word);

#endif
