/*
 * fold: a word as the search has it: no case, no accents, no vowel marks, the letters that people leave out by
 * those that they type, digits of all scripts as those of ASCII.
 *
 * What is typed instead of a letter differs by language: "і" is typed as "и" for Kazakh, and is another
 * letter than "и" in Ukrainian. So a word is folded as one language has it, or as all of the site's agree on.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_FOLD_H
#define JARCHY_LANG_FOLD_H

#include "lang/language.h"

/* FOLD_ALL: in the place of a language's number. */
enum { FOLD_LANGS_MAX = 26, FOLD_ALL = 31 };

/*
 * Which letters, up to FOLD_LETTERS_END, a language writes its words with (those of the interface), as a set
 * of bits.
 */
enum { FOLD_LETTERS_END = 0x700 };
void fold_alphabet(const struct lang *l, unsigned char letters[FOLD_LETTERS_END / 8]);
static inline bool fold_has_letter(const unsigned char letters[FOLD_LETTERS_END / 8], uint32_t letter)
{
	return letter < FOLD_LETTERS_END && (letters[letter / 8] >> letter % 8 & 1);
}

struct folder;
/* The languages must live as long as the folder; their numbers are their places here. */
struct folder *folder_new(const struct lang *const *langs, size_t n);
void folder_free(struct folder *f);

/* At most FOLDED_MAX bytes, valid until the next call; empty when nothing of the word is left. */
struct str fold_word(struct folder *f, struct str word, unsigned lang);
/* Whether languages disagree about a letter of the word that was folded last. */
bool fold_was_doubtful(const struct folder *f);
/*
 * The word with its own letters, in lower case as the language has it: as Snowball's algorithms expect it.
 * Valid until the next call of this.
 */
struct str fold_case(struct folder *f, struct str word, const struct lang *lang);
/*
 * The word with the other way of typing its letters that the language has (lang_search.also_typed); empty:
 * it has no such letter. Valid until the next call of this.
 */
struct str fold_respell(struct folder *f, struct str word, const struct lang *lang);
/* Whether the letter becomes the same in any word, of any language. */
bool fold_is_simple(const struct folder *f, uint32_t letter);

#endif
