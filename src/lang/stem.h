/*
 * stem: what the forms of a word have in common, for search.
 *
 * A word is folded (fold.h) and then cut by the rules of the language of its text. Where that is not known,
 * or writes in another script, each language of the site that writes in the word's script has a go.
 */
#ifndef JARCHY_LANG_STEM_H
#define JARCHY_LANG_STEM_H

#include "lang/language.h"
#include "lang/stems.h"

/* Belongs to one thread. */
struct stemmer;
/*
 * Knows these languages alone: their tags, parted by spaces, of which the first STEM_LANGS_MAX count and
 * those without a pack do not; "": all that have one.
 */
struct stemmer *stemmer_new(const char *tags);
void stemmer_free(struct stemmer *s);
/* The languages, in the order of their letters. */
size_t stemmer_count(const struct stemmer *s);
const struct lang *stemmer_lang(const struct stemmer *s, size_t i);

/*
 * Whether a stem is of a language whose words nobody has written rules for: it is the folded word, and other
 * forms of it begin as it does.
 */
bool stemmer_is_bare(const struct stemmer *s, struct str stem);
/* Whether the letter becomes the same in any word, so that a word begins as its stems do. */
bool stemmer_is_simple(const struct stemmer *s, uint32_t letter);
/*
 * Takes the next word of what somebody looks for off *rest: where none are parted by spaces, one that a
 * dictionary has, of which each letter is a word of texts. False when there is none.
 */
bool stemmer_word_next(struct stemmer *s, struct str *rest, struct str *word);
/* The folded word alone, valid until the next call; empty when nothing of it is left. */
struct str stemmer_fold(struct stemmer *s, struct str word);
/*
 * The word in its own letters, in lower case as the language (NULL: any) has it; valid until the next call.
 */
struct str stemmer_lower(struct stemmer *s, struct str word, const struct lang *lang);
/*
 * Of a word as it is in a text in the language `of`; NULL: it is not known. No stems of a word that none of
 * the languages has rules for.
 */
const struct stems *stemmer_stems(struct stemmer *s, struct str word, const struct lang *of);
/*
 * Of a word that somebody looks for: those of stemmer_stems, and the word as the root of verbs and the like,
 * which texts seldom have as it is, and which is often a noun there.
 */
const struct stems *stemmer_query_stems(struct stemmer *s, struct str word);

#endif
