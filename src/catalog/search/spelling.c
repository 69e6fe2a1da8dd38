/*
 * spelling: letters of another script, then the nearest words of the vocabulary.
 */
#include "catalog/search/spelling.h"

int spelling_knows(struct db *db, struct stemmer *s, struct str word, struct err *err)
{
	struct word_tokens t;
	int known = 0;

	tokens_of_word(s, word, NULL, true, &t);
	for (size_t i = 0; i < t.n && known == 0; i++)
		known = vocabulary_has(db, t.v[i], err);
	return known;
}

bool spelling_find(struct db *db, struct stemmer *s, const struct lang *lang, struct asked_word *word,
    struct arena *a, bool *silent, struct err *err)
{
	(void)db, (void)s, (void)lang, (void)a, (void)err;
	word->instead_n = 0;
	*silent = false;
	return true;
}
