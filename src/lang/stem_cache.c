/*
 * stem_cache: a table that never grows: of two words of one slot the later is kept.
 */
#include "lang/stem_cache.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/hash.h"

enum { SLOTS = 16384, WORD_BYTES = 40, PARTS_MAX = 1 + STEM_EXACT_MAX + STEMS_MAX };

/* A folded word, other ways to write it and its stems, their bytes one after the other. */
struct slot {
	unsigned char word_n, exact_n, n, of;
	unsigned char ends[PARTS_MAX];
	char word[WORD_BYTES];
	char bytes[WORD_BYTES * 5 + STEMS_MAX * STEM_TAG];
};

struct stem_cache {
	struct slot slots[SLOTS];
};

struct stem_cache *stem_cache_new(void)
{
	return xcalloc(1, sizeof(struct stem_cache));
}

void stem_cache_free(struct stem_cache *c)
{
	free(c);
}

/* The number of the word's slot; SLOTS: it has none. */
static size_t slot_number(struct str word, unsigned char of)
{
	return word.n && word.n <= WORD_BYTES ? (hash_more(HASH_START ^ of, word) >> 32) % SLOTS : SLOTS;
}

static struct str part_of(const struct slot *slot, size_t i)
{
	size_t from = i ? slot->ends[i - 1] : 0;

	return (struct str){ slot->bytes + from, slot->ends[i] - from };
}

static void recall(const struct slot *slot, struct stems *out)
{
	out->folded = part_of(slot, 0);
	out->exact_n = slot->exact_n;
	out->n = slot->n;
	for (size_t i = 0; i < out->exact_n; i++)
		out->exact[i] = part_of(slot, 1 + i);
	for (size_t i = 0; i < out->n; i++)
		out->v[i] = part_of(slot, 1 + out->exact_n + i);
}

bool stem_cache_find(const struct stem_cache *c, struct str word, unsigned char of, struct stems *out)
{
	size_t at = slot_number(word, of);

	if (at == SLOTS)
		return false;
	const struct slot *slot = &c->slots[at];
	if (slot->word_n != word.n || slot->of != of || memcmp(slot->word, word.p, word.n) != 0)
		return false;
	recall(slot, out);
	return true;
}

static bool keep(struct slot *slot, size_t *i, struct str part)
{
	size_t used = *i ? slot->ends[*i - 1] : 0;

	if (part.n > sizeof slot->bytes - used)
		return false;
	memcpy(slot->bytes + used, part.p, part.n);
	slot->ends[(*i)++] = (unsigned char)(used + part.n);
	return true;
}

void stem_cache_note(struct stem_cache *c, struct str word, unsigned char of, const struct stems *stems)
{
	size_t number = slot_number(word, of), at = 0;

	if (number == SLOTS)
		return;
	struct slot *slot = &c->slots[number];
	slot->word_n = 0;
	if (!keep(slot, &at, stems->folded))
		return;
	for (size_t i = 0; i < stems->exact_n; i++)
		if (!keep(slot, &at, stems->exact[i]))
			return;
	for (size_t i = 0; i < stems->n; i++)
		if (!keep(slot, &at, stems->v[i]))
			return;
	slot->exact_n = (unsigned char)stems->exact_n;
	slot->n = (unsigned char)stems->n;
	slot->of = of;
	slot->word_n = (unsigned char)word.n;
	memcpy(slot->word, word.p, word.n);
}
