/*
 * pack_text: whether the bytes of a file are a text that can be a language pack at all, so that one that is
 * not has one line said of it, and not one for each of its own.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_PACK_TEXT_H
#define JARCHY_LANG_PACK_TEXT_H

#include "lang/pack_problem.h"

/* False: it is none, which is a problem. `file`: its name in messages; `tag`: of the language. */
bool pack_text_check(struct str text, const char *file, const char *tag, struct pack_problems *problems);

#endif
