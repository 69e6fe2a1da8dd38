/*
 * beginnings: folds each letter once, and only says no where that is all that folding a word does.
 */
#include "catalog/search/beginnings.h"

#include "base/utf8.h"

enum { UNKNOWN, UNSIMPLE, ANY };

static size_t slot(uint32_t first, uint32_t second)
{
	return (first * 67 + second) % BEGINNINGS_BITS;
}

static void set(struct beginnings *b, size_t at)
{
	b->pairs[at / 64] |= 1ULL << at % 64;
}

static bool is_set(const struct beginnings *b, size_t at)
{
	return b->pairs[at / 64] >> at % 64 & 1;
}

/* After the tag: one character, or a language and a path. */
static struct str letters_of(struct str token)
{
	size_t tag = token.n && token.p[0] >= 'a' && token.p[0] <= 'z' ? STEM_TAG : 1;
	return str_sub(token, tag, token.n);
}

void beginnings_add(struct beginnings *b, struct str token)
{
	struct str letters = letters_of(token);
	size_t len;

	if (!letters.n)
		return;
	uint32_t first = utf8_decode(letters, &len);
	letters = str_sub(letters, len, letters.n);
	set(b, slot(first, letters.n ? utf8_decode(letters, &len) : ANY));
}

/* The letter as the index has it; UNSIMPLE: more or less than one becomes of it, or it depends. */
static uint32_t fold(struct beginnings *b, struct stemmer *s, uint32_t letter, struct str bytes)
{
	size_t len;

	if (letter >= BEGINNINGS_KNOWN)
		return UNSIMPLE;
	if (b->folded[letter] == UNKNOWN && !stemmer_is_simple(s, letter))
		b->folded[letter] = UNSIMPLE;
	if (b->folded[letter] == UNKNOWN) {
		struct str folded = stemmer_fold(s, bytes);
		uint32_t to = folded.n ? utf8_decode(folded, &len) : UNSIMPLE;
		b->folded[letter] = folded.n && len == folded.n && to < BEGINNINGS_KNOWN ? (uint16_t)to
		                                                                         : UNSIMPLE;
	}
	return b->folded[letter];
}

/* Takes the next letter off; ANY at the end. A mark after it may make another letter of it. */
static uint32_t next(struct beginnings *b, struct stemmer *s, struct str *rest)
{
	size_t len, after;

	if (!rest->n)
		return ANY;
	uint32_t letter = utf8_decode(*rest, &len);
	struct str bytes = str_sub(*rest, 0, len);
	*rest = str_sub(*rest, len, rest->n);
	uint32_t mark = rest->n ? utf8_decode(*rest, &after) : 0;
	if (mark >= 0x300 && mark < 0x370)
		return UNSIMPLE;
	return fold(b, s, letter, bytes);
}

bool beginnings_may_be(struct beginnings *b, struct stemmer *s, struct str word)
{
	uint32_t first = next(b, s, &word), second = next(b, s, &word);

	return first == UNSIMPLE || second == UNSIMPLE || is_set(b, slot(first, second)) ||
	       is_set(b, slot(first, ANY));
}
