/*
 * pack_search: the sections of a pack that say how its language is searched, and written in ASCII.
 */
#include <string.h>

#include "base/utf8.h"
#include "lang/pack_reader.h"
#include "lang/stemmers.h"

enum { ENDINGS_CUT = 6 }; /* of one word */

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

/* Appends the words of a list; a NULL ends it. */
static void read_words(struct reader *r, const char ***list, size_t *n, const char *key, const char *value)
{
	const char *const *words = reader_parts(r, key, value, 0);

	if (*n)
		(*n)--;
	for (; *words; words++)
		*ARENA_PUSH(r->a, *list, *n) = *words;
	*ARENA_PUSH(r->a, *list, *n) = NULL;
}

/* Notes the letters of an ending; false: the cutter can have no such. */
static bool note_letters(struct reader *r, struct str ending)
{
	size_t len, n = 0, all = 0;

	for (; ending.n; ending = str_sub(ending, len, ending.n), n++) {
		uint32_t cp = utf8_decode(ending, &len);
		if (cp >= CUTTER_LETTERS_END)
			return false;
		r->ending_letters[cp / 8] |= (unsigned char)(1u << cp % 8);
	}
	for (size_t i = 0; i < sizeof r->ending_letters; i++)
		all += (size_t)__builtin_popcount(r->ending_letters[i]);
	return n <= CUTTER_ENDING_MAX && all <= CUTTER_LETTERS_MAX;
}

static void read_endings(struct reader *r, const char *value)
{
	struct str rest = str_of(value), ending;

	while (rest.n) {
		str_cut(rest, ' ', &ending, &rest);
		if (note_letters(r, ending))
			continue;
		PROBLEM(r,
		    "endings: \"%.*s\" cannot be cut: write at most %d letters, of an alphabet of at most %d",
		    STR_ARG(ending), CUTTER_ENDING_MAX, CUTTER_LETTERS_MAX);
		return;
	}
	*ARENA_PUSH(r->a, r->endings, r->ending_n) = (struct lang_slot){ .endings = value, .in = 1, .to = 1 };
}

void read_search(struct reader *r, const char *key, const char *value)
{
	static const char *const known[] = { "stemmer", "endings", "finals", "roots", "beginnings", "elided",
		"typed", "also_typed", "stop_words", NULL };

	if (strcmp(key, "stemmer") == 0)
		read_stemmer(r, value);
	else if (strcmp(key, "endings") == 0)
		read_endings(r, value);
	else if (strcmp(key, "finals") == 0)
		read_pairs(r, &r->finals, &r->final_n, key, value);
	else if (strcmp(key, "roots") == 0)
		read_words(r, &r->roots, &r->root_n, key, value);
	else if (strcmp(key, "beginnings") == 0)
		read_words(r, &r->beginnings, &r->beginning_n, key, value);
	else if (strcmp(key, "elided") == 0)
		read_words(r, &r->elided, &r->elided_n, key, value);
	else if (strcmp(key, "typed") == 0)
		read_pairs(r, &r->typed, &r->typed_n, key, value);
	else if (strcmp(key, "also_typed") == 0)
		read_pairs(r, &r->also_typed, &r->also_n, key, value);
	else if (strcmp(key, "stop_words") == 0)
		read_words(r, &r->stop_words, &r->stop_n, key, value);
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

/* The endings are a path of their own, after those of a stemmer of ours. */
static void finish_endings(struct reader *r)
{
	struct lang_path *path = r->l->search.paths;
	size_t n = 0;

	while (n < LANG_PATHS_MAX && (path->cuts || path->steps[0]))
		n++, path++;
	if (!r->endings || n == LANG_PATHS_MAX)
		return;
	*ARENA_PUSH(r->a, r->endings, r->ending_n) = (struct lang_slot){ .endings = NULL };
	*path = (struct lang_path){ .slots = r->endings,
		.cuts = ENDINGS_CUT,
		.finals = (const char *const(*)[2])r->finals,
		.roots = r->roots };
}

void finish_search(struct reader *r)
{
	struct lang_search *s = &r->l->search;

	s->typed = (const char *const(*)[2])r->typed;
	s->also_typed = (const char *const(*)[2])r->also_typed;
	s->elided = r->elided;
	s->beginnings = r->beginnings;
	finish_endings(r);
	s->stop_words = r->stop_words;
	s->short_forms = (const char *const(*)[2])r->short_forms;
	s->exceptions = (const char *const(*)[2])r->stems;
	r->l->translit = (const char *const(*)[2])r->letters;
}
