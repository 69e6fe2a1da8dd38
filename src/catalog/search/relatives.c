/*
 * relatives: looks through the vocabulary where the word's beginning is.
 */
#include "catalog/search/relatives.h"

#include "base/utf8.h"

/*
 * Two forms have so many letters in common at their beginnings, and PART percent of the one that is looked
 * for; each has MORE others at most. Of READ that begin so the best are not known: the first are taken.
 */
enum { LETTERS_MIN = 4, PART = 60, MORE = 6, READ = 300 };

static size_t common_letters(struct str a, struct str b)
{
	size_t n = 0, at = 0, len, other;

	for (; at < a.n && at < b.n; at += len, n++)
		if (utf8_decode(str_sub(a, at, a.n), &len) != utf8_decode(str_sub(b, at, b.n), &other))
			break;
	return n;
}

static bool find_of(struct db *db, struct str stem, struct arena *a, struct relatives *out, struct err *err)
{
	struct str word = str_sub(stem, STEM_TAG, stem.n), *found;
	size_t letters = utf8_length(word), least = letters * PART / 100, n;

	if (letters < LETTERS_MIN)
		return true;
	least = least < LETTERS_MIN ? LETTERS_MIN : least;
	struct str beginning = str_sub(stem, 0, STEM_TAG + utf8_head(word, least));
	if (!vocabulary_range(db, beginning, READ, a, &found, &n, err))
		return false;
	for (size_t i = 0; i < n && out->n < RELATIVES_MAX; i++) {
		struct str other = str_sub(found[i], STEM_TAG, found[i].n);
		size_t same = common_letters(word, other);
		if (utf8_length(other) - same <= MORE && letters - same <= MORE && !str_eq(word, other))
			out->v[out->n++] = found[i];
	}
	return true;
}

bool relatives_find(struct db *db, struct stemmer *s, const struct word_tokens *t, struct arena *a,
    struct relatives *out, struct err *err)
{
	for (size_t i = 0; i < t->n; i++)
		if (stemmer_is_bare(s, t->v[i]) && !find_of(db, t->v[i], a, out, err))
			return false;
	return true;
}
