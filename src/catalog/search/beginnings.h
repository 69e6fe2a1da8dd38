/*
 * beginnings: tells quickly that a word of a text is none of those that are looked for, by its first letters.
 *
 * Most words of a text are none, and to cut a word to its stems takes ten times as long. Private to catalog/.
 */
#ifndef JARCHY_CATALOG_SEARCH_BEGINNINGS_H
#define JARCHY_CATALOG_SEARCH_BEGINNINGS_H

#include "catalog/search/tokens.h"

enum { BEGINNINGS_KNOWN = 0x600, BEGINNINGS_BITS = 4096 };

/* A zeroed one knows nothing yet. */
struct beginnings {
	uint16_t
	    folded[BEGINNINGS_KNOWN]; /* of each letter so far: 0: not looked up; 1: none that is simple */
	uint64_t pairs[BEGINNINGS_BITS / 64]; /* of the first two letters, or of one and whatever follows */
};

/* A token (tokens.h), or the beginning of one, that words are compared with. */
void beginnings_add(struct beginnings *b, struct str token);
/* False: no form of the word has a token that begins like one that was added. */
bool beginnings_may_be(struct beginnings *b, struct stemmer *s, struct str word);

#endif
