/*
 * russian: how Russian words change, as tables for the search.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_RUSSIAN_H
#define JARCHY_LANG_RUSSIAN_H

#include "lang/language.h"

/* Letters, as in struct rewrite. */
#define VOWELS "аеиоуыэюя"
#define HUSHING "жшщч"
#define VELARS "гкх"
/* The consonants before the н of soft adjectives ("последний"): those of nouns in -ние come after vowels. */
#define SOFT_BEFORE_N "вджймнтхш"
#define CONSONANTS "бвгджзйклмнпрстфхцчшщ"

/* The paths, as initializers of struct lang_path. */
#define RUSSIAN_NOUNS                                                                                        \
	{                                                                                                    \
		.steps = { russian_noun_endings, russian_lost_vowels }, .roots = russian_short_nouns         \
	}
#define RUSSIAN_VERBS                                                                                        \
	{                                                                                                    \
		.steps = { russian_reflexive, russian_participle_endings, russian_verb_endings,              \
			russian_verb_themes, russian_verb_roots },                                           \
		.roots = russian_short_verbs                                                                 \
	}
#define RUSSIAN_ADJECTIVES                                                                                   \
	{                                                                                                    \
		.steps = { russian_adjective_endings }                                                       \
	}

extern const struct rewrite russian_noun_endings[], russian_lost_vowels[];
extern const struct rewrite russian_reflexive[], russian_participle_endings[], russian_verb_endings[],
    russian_verb_themes[], russian_verb_roots[];
extern const struct rewrite russian_adjective_endings[];
/* What may be left of words of few letters. */
extern const char *const russian_short_nouns[], *const russian_short_verbs[];
/* All of it. */
extern const struct lang_search russian_stemmer;

#endif
