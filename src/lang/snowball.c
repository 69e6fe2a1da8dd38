/*
 * snowball: one algorithm, and what it expects.
 */
#include "lang/snowball.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct snowball {
	struct sb_stemmer *algorithm;
	bool reads_letters;
};

/* Those whose rules have no letter that folding takes away. */
static const char *const of_plain_letters[] = { "english", "porter", "russian" };

struct snowball *snowball_new(const char *algorithm)
{
	struct sb_stemmer *found = sb_stemmer_new(algorithm, "UTF_8");

	if (!found)
		return NULL;
	struct snowball *s = xcalloc(1, sizeof *s);
	*s = (struct snowball){ found, true };
	for (size_t i = 0; i < ARRAY_SIZE(of_plain_letters); i++)
		s->reads_letters = s->reads_letters && strcmp(algorithm, of_plain_letters[i]) != 0;
	return s;
}

void snowball_free(struct snowball *s)
{
	if (!s)
		return;
	sb_stemmer_delete(s->algorithm);
	free(s);
}

bool snowball_reads_letters(const struct snowball *s)
{
	return s->reads_letters;
}

struct str snowball_stem(struct snowball *s, struct str word)
{
	const sb_symbol *stem = sb_stemmer_stem(s->algorithm, (const sb_symbol *)word.p, (int)word.n);

	return stem ? (struct str){ (const char *)stem, (size_t)sb_stemmer_length(s->algorithm) } : word;
}

bool snowball_has(const char *algorithm)
{
	for (const char **known = sb_stemmer_list(); *known; known++)
		if (strcmp(algorithm, *known) == 0)
			return true;
	return false;
}
