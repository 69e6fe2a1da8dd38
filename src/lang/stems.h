/*
 * stems: what a word of a text, or of a query, becomes for the search.
 *
 * A stem begins with a tag, so that stems of one language never meet those of another:
 *
 *   stem = language path 1*OCTET
 *   language = %x61-7A    ; a, b, c … in the order that stemmer_new was given
 *   path     = DIGIT      ; the way it was cut by: 0 nouns and all else, 1 verbs, 2 adjectives
 */
#ifndef JARCHY_LANG_STEMS_H
#define JARCHY_LANG_STEMS_H

#include "base/str.h"

/* STEMS_MAX: of one word. STEM_EXACT_MAX: other ways to write it. */
enum { STEM_TAG = 2, STEMS_MAX = 16, STEM_LANGS_MAX = 26, STEM_EXACT_MAX = 2 };

/* The folded word and its stems, all different. Valid until the next call with the same stemmer. */
struct stems {
	struct str folded; /* empty when nothing of the word is left */
	/* What is as good as the word itself, folded: without an article, or with "ue" for "ü". */
	struct str exact[STEM_EXACT_MAX];
	size_t exact_n;
	struct str v[STEMS_MAX];
	size_t n;
	bool again; /* the same stemmer gave all of them before, for the same word */
};

#endif
