/*
 * russian: how Russian words change, as tables for the search.
 *
 * Private to lang/: for the pack alone.
 */
#ifndef JARCHY_LANG_RUSSIAN_H
#define JARCHY_LANG_RUSSIAN_H

#include "lang/language.h"

extern const struct rewrite russian_noun_endings[], russian_lost_vowels[], russian_adjective_endings[];
extern const struct rewrite russian_reflexive[], russian_participle_endings[], russian_verb_endings[],
    russian_verb_themes[], russian_verb_roots[];
/* Words of fewer letters than stems else have at least. */
extern const char *const russian_short_nouns[], *const russian_short_verbs[];
/* Forms that no rule brings together. */
extern const char *const russian_exceptions[][2];

#endif
