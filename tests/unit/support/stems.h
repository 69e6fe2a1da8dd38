/*
 * Forms of words, and whether they have a stem in common.
 */
#ifndef JARCHY_TESTS_STEMS_H
#define JARCHY_TESTS_STEMS_H

#include "unit/support/test.h"

#include "lang/stem.h"
#include "lang/word.h"

/* The stems of a word, kept while others are looked for. */
struct kept_stems {
	char folded[FOLDED_MAX], stems[STEMS_MAX][STEM_TAG + FOLDED_MAX];
	struct stems v;
};

static inline void keep_stems(struct kept_stems *kept, const struct stems *found)
{
	memcpy(kept->folded, found->folded.p, found->folded.n);
	kept->v = *found;
	kept->v.folded.p = kept->folded;
	for (size_t i = 0; i < found->n; i++) {
		memcpy(kept->stems[i], found->v[i].p, found->v[i].n);
		kept->v.v[i].p = kept->stems[i];
	}
}

/* Whether the words are one as they are, or have a stem in common. */
static inline bool stems_meet(const struct stems *a, const struct stems *b)
{
	bool meet = str_eq(a->folded, b->folded);

	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			meet = meet || str_eq(a->v[i], b->v[k]);
	return meet;
}

/*
 * The forms of each line are parted by spaces, of a text in the language `of`, NULL: unknown. Each meets the
 * first, or none does.
 */
static inline void assert_meet_in(
    struct stemmer *s, const struct lang *of, const char *const *lines, bool meet)
{
	for (; *lines; lines++) {
		struct str rest = str_of(*lines), word;
		struct kept_stems first;
		assert_true(word_next(&rest, &word));
		keep_stems(&first, stemmer_stems(s, word, of));
		while (word_next(&rest, &word))
			if (stems_meet(&first.v, stemmer_stems(s, word, of)) != meet)
				fail_msg("%s: %.*s", *lines, STR_ARG(word));
	}
}

#endif
