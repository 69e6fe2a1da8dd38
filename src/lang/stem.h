/*
 * stem: what the forms of a word have in common, for search.
 *
 * A word is folded (NFC, no case, no accents, the letters that people leave out by those that
 * they type) and then cut by the rules of every pack that writes in its script, since the language
 * of a single word is not known. The only user of libstemmer.
 */
#ifndef JARCHY_LANG_STEM_H
#define JARCHY_LANG_STEM_H

#include "base/str.h"

/* FOLDED_MAX: bytes of a folded word; what is longer is cut. STEMS_MAX: of one word. */
enum { FOLDED_MAX = 96, STEMS_MAX = 8 };

/* All different; never empty. Valid until the next call with the same stemmer. */
struct stems {
	struct str v[STEMS_MAX];
	size_t n;
};

/* Belongs to one thread. */
struct stemmer;
struct stemmer *stemmer_new(void);
void stemmer_free(struct stemmer *s);

/* The folded word, valid until the next call; empty when nothing of it is left. */
struct str stemmer_fold(struct stemmer *s, struct str word);
/* Of a word as it is in a text. No stems when nothing is left of it. */
const struct stems *stemmer_stems(struct stemmer *s, struct str word);
/* Whether the words have a stem in common. */
bool stems_meet(const struct stems *a, const struct stems *b);

#endif
