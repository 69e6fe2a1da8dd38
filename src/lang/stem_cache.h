/*
 * stem_cache: remembers what a stemmer made of a word: a text repeats most of its words.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_STEM_CACHE_H
#define JARCHY_LANG_STEM_CACHE_H

#include "lang/stems.h"

/* STEM_CACHE_ANY: in the place of a language's number, where it is not known. */
enum { STEM_CACHE_ANY = 0xFF };

/* Has one slot for each hash of a word. */
struct stem_cache;
struct stem_cache *stem_cache_new(void);
void stem_cache_free(struct stem_cache *c);

/* False: what came of the word in that language is not known (any more). Borrowed until the next note. */
bool stem_cache_find(const struct stem_cache *c, struct str word, unsigned char of, struct stems *out);
/* Copies the stems; words that are too long are never known. */
void stem_cache_note(struct stem_cache *c, struct str word, unsigned char of, const struct stems *stems);

#endif
