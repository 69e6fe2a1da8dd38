/*
 * aliases: read for each query, since they are few.
 */
#include "catalog/search/aliases.h"

#include "lang/lang.h"
#include "lang/word.h"

static void add(struct stemmer *s, struct arena *a, struct aliases *out, const char *thing, const char *text)
{
	struct str rest = str_of(text), word;
	struct alias *one = ARENA_PUSH(a, out->v, out->n);
	struct word_tokens found;

	*one = (struct alias){ .thing = thing, .text = text };
	while (one->n < ALIAS_WORDS && stemmer_word_next(s, &rest, &word)) {
		tokens_of_word(s, word, NULL, true, &found);
		one->words[one->n++] = tokens_copy(&found, a);
	}
	if (stemmer_word_next(s, &rest, &word))
		one->n = 0;
}

static bool load_places(
    struct db *db, struct stemmer *s, struct arena *a, struct aliases *out, struct err *err)
{
	struct rows r;

	db_select(db, &r, "read the names of places",
	    "SELECT v.text FROM text t JOIN value v ON v.file = t.file"
	    " WHERE t.project = '' AND v.key IN ('place_name', 'place_alias')",
	    NULL, 0, err);
	while (rows_next(&r)) {
		struct str slug, text;
		str_cut(str_of(row_peek(&r, 0)), ' ', &slug, &text);
		const char *thing = arena_str(a, slug);
		add(s, a, out, thing, arena_str(a, str_trim(text)));
		add(s, a, out, thing, thing);
	}
	return rows_end(&r);
}

static void load_short_forms(struct stemmer *s, struct arena *a, struct aliases *out)
{
	for (size_t i = 0; i < stemmer_count(s); i++) {
		const char *const(*pair)[2] = stemmer_lang(s, i)->search.short_forms;
		for (; pair && (*pair)[0]; pair++) {
			add(s, a, out, (*pair)[0], (*pair)[0]);
			add(s, a, out, (*pair)[0], (*pair)[1]);
		}
	}
}

bool aliases_load(struct db *db, struct stemmer *s, struct arena *a, struct aliases *out, struct err *err)
{
	*out = (struct aliases){ .n = 0 };
	load_short_forms(s, a, out);
	return load_places(db, s, a, out, err);
}
