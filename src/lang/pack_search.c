/*
 * pack_search: the sections of a pack that say how its language is searched, and written in ASCII.
 */
#include <string.h>

#include "lang/pack_reader.h"
#include "lang/stemmers.h"

/* "ж:j" of a list of such; nothing may be after the colon. */
static void read_pairs(
    struct reader *r, const char *(**table)[2], size_t *n, const char *key, const char *value)
{
	struct str rest = str_of(value), pair, letter, instead;

	while (rest.n) {
		str_cut(rest, ' ', &pair, &rest);
		if (!pair.n)
			continue;
		if (!str_cut(pair, ':', &letter, &instead) || !letter.n)
			PROBLEM(r, "%s: \"%.*s\" is no pair: write a letter, a colon, and what it becomes",
			    key, STR_ARG(pair));
		else
			reader_pair(r, table, n, arena_str(r->a, letter), arena_str(r->a, instead));
	}
}

static void read_stemmer(struct reader *r, const char *value)
{
	struct lang_search *s = &r->l->search;
	const struct lang_search *own = stemmer_own(value);

	if (own) {
		enum script script = s->script;
		*s = *own;
		s->script = script;
	} else if (stemmer_is_snowball(value)) {
		s->snowball = value;
	} else {
		PROBLEM(r,
		    "unknown stemmer \"%s\": write one of Snowball's, as \"english\", or take the line out",
		    value);
	}
}

static void read_stop_words(struct reader *r, const char *value)
{
	const char *const *words = reader_parts(r, "stop_words", value, 0);

	if (r->stop_n)
		r->stop_n--;
	for (; *words; words++)
		*ARENA_PUSH(r->a, r->stop_words, r->stop_n) = *words;
	*ARENA_PUSH(r->a, r->stop_words, r->stop_n) = NULL;
}

void read_search(struct reader *r, const char *key, const char *value)
{
	static const char *const known[] = { "stemmer", "typed", "stop_words", NULL };

	if (strcmp(key, "stemmer") == 0)
		read_stemmer(r, value);
	else if (strcmp(key, "typed") == 0)
		read_pairs(r, &r->typed, &r->typed_n, key, value);
	else if (strcmp(key, "stop_words") == 0)
		read_stop_words(r, value);
	else
		reader_unknown(r, key, known);
}

void read_ascii(struct reader *r, const char *key, const char *value)
{
	static const char *const known[] = { "letters", NULL };

	if (strcmp(key, "letters") == 0)
		read_pairs(r, &r->letters, &r->letter_n, key, value);
	else
		reader_unknown(r, key, known);
}

void read_abbreviation(struct reader *r, const char *key, const char *value)
{
	for (size_t i = 0; i < r->short_n && r->short_forms[i][0]; i++) {
		if (r->p && strcmp(r->short_forms[i][0], key) == 0) {
			PROBLEM(r, "\"%s\" is here twice: take one out", key);
			return;
		}
	}
	reader_pair(r, &r->short_forms, &r->short_n, key, value);
}

void read_stem(struct reader *r, const char *key, const char *value)
{
	if (!*value)
		PROBLEM(r, "\"%s\" has no value: write one, or take the line out", key);
	else
		reader_pair(r, &r->stems, &r->stem_n, key, value);
}

void finish_search(struct reader *r)
{
	struct lang_search *s = &r->l->search;

	s->typed = (const char *const(*)[2])r->typed;
	s->stop_words = r->stop_words;
	s->short_forms = (const char *const(*)[2])r->short_forms;
	s->exceptions = (const char *const(*)[2])r->stems;
	r->l->translit = (const char *const(*)[2])r->letters;
}
