/*
 * pack_search: the sections of a pack that say how its language is searched, and written in ASCII.
 *
 * Lists may be written as the language is: they are folded at the end, when it is known what is typed instead
 * of its letters, since the search has all words so.
 */
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/fold.h"
#include "lang/letter.h"
#include "lang/pack_reader.h"
#include "lang/stemmers.h"
#include "lang/word.h"

enum { ENDINGS_CUT = 6 }; /* of one word */

/* What the left side of a pair becomes; empty: it cannot be one. Any letters, which are folded later. */
static struct str left_letters(struct reader *r, struct str written)
{
	(void)r;
	return written;
}

/* One letter, as words have it that are not in capitals. */
static struct str left_typed(struct reader *r, struct str written)
{
	struct buf folded;
	struct str letter = STR("");
	size_t len;

	buf_init(&folded, FOLDED_MAX);
	utf8_fold(&folded, written);
	if (utf8_length(buf_str(&folded)) == 1)
		letter = str_of(arena_str(r->a, buf_str(&folded)));
	buf_release(&folded);
	return letter.n && word_apostrophe(utf8_decode(letter, &len)) ? STR("'") : letter;
}

/* One letter, as it is looked for in text that is written in ASCII. */
static struct str left_ascii(struct reader *r, struct str written)
{
	struct buf letter;
	bool is_upper;

	buf_init(&letter, 8);
	utf8_encode(&letter, letter_next(&written, &is_upper));
	struct str found = written.n ? STR("") : str_of(arena_str(r->a, buf_str(&letter)));
	buf_release(&letter);
	return found;
}

/* "ж:j" of a list of such; nothing may be after the colon. */
static void read_pairs(struct reader *r, const char *(**table)[2], size_t *n, const char *key,
    const char *value, struct str (*left)(struct reader *r, struct str written))
{
	struct str rest = str_of(value), pair, letter, instead;

	while (rest.n) {
		str_cut(rest, ' ', &pair, &rest);
		if (!pair.n)
			continue;
		if (str_cut(pair, ':', &letter, &instead) && letter.n && (letter = left(r, letter)).n)
			reader_pair(r, table, n, arena_str(r->a, letter), arena_str(r->a, instead));
		else
			PROBLEM(r, "%s: \"%.*s\" is no pair: write a letter, a colon, and what it becomes",
			    key, STR_ARG(pair));
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

/* They are looked at when they are folded. */
static void read_endings(struct reader *r, const char *value)
{
	*ARENA_PUSH(r->a, r->raw_endings, r->ending_n) = (struct raw_endings){ value, r->line };
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
		read_pairs(r, &r->finals, &r->final_n, key, value, left_letters);
	else if (strcmp(key, "roots") == 0)
		read_words(r, &r->roots, &r->root_n, key, value);
	else if (strcmp(key, "beginnings") == 0)
		read_words(r, &r->beginnings, &r->beginning_n, key, value);
	else if (strcmp(key, "elided") == 0)
		read_words(r, &r->elided, &r->elided_n, key, value);
	else if (strcmp(key, "typed") == 0)
		read_pairs(r, &r->typed, &r->typed_n, key, value, left_typed);
	else if (strcmp(key, "also_typed") == 0)
		read_pairs(r, &r->also_typed, &r->also_n, key, value, left_typed);
	else if (strcmp(key, "stop_words") == 0)
		read_words(r, &r->stop_words, &r->stop_n, key, value);
	else
		reader_unknown(r, key, known);
}

/* What is no ASCII would be in addresses and pages that have nothing else. */
static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

void read_ascii(struct reader *r, const char *key, const char *value)
{
	static const char *const known[] = { "letters", NULL };
	size_t from = r->letter_n;

	if (strcmp(key, "letters") != 0) {
		reader_unknown(r, key, known);
		return;
	}
	read_pairs(r, &r->letters, &r->letter_n, key, value, left_ascii);
	for (size_t i = from ? from - 1 : 0; i + 1 < r->letter_n; i++) {
		const char **pair = r->letters[i];
		if (is_ascii(pair[1]))
			continue;
		PROBLEM(r, "letters: \"%s:%s\" is not in ASCII after the colon: write Latin letters", pair[0],
		    pair[1]);
		pair[1] = "";
	}
}

void read_abbreviation(struct reader *r, const char *key, const char *value)
{
	for (size_t i = 0; i < r->short_n && r->short_forms[i][0]; i++) {
		if (r->p && strcmp(r->short_forms[i][0], key) == 0) {
			PROBLEM(r, "\"%s\" is here twice: take one out", key);
			return;
		}
	}
	if (!*value)
		PROBLEM(r, "\"%s\" has no value: write one, or take the line out", key);
	else
		reader_pair(r, &r->short_forms, &r->short_n, key, value);
}

void read_stem(struct reader *r, const char *key, const char *value)
{
	if (!*value)
		PROBLEM(r, "\"%s\" has no value: write one, or take the line out", key);
	else
		reader_pair(r, &r->stems, &r->stem_n, key, value);
}

/* --- folding ------------------------------------------------------------------------------- */

static const char *folded(struct reader *r, struct folder *f, struct str word)
{
	struct str s = fold_word(f, word, 0);

	return str_eq(s, word) ? word.p : arena_str(r->a, s);
}

/* Words of which nothing is left do nothing. */
static void fold_list(struct reader *r, struct folder *f, const char **list)
{
	const char **to = list;

	for (; list && *list; list++) {
		*to = folded(r, f, str_of(*list));
		to += **to != '\0';
	}
	if (to != list)
		*to = NULL;
}

static void fold_pairs(struct reader *r, struct folder *f, const char *(*pairs)[2], bool left)
{
	for (; pairs && (*pairs)[0]; pairs++) {
		if (left)
			(*pairs)[0] = folded(r, f, str_of((*pairs)[0]));
		(*pairs)[1] = folded(r, f, str_of((*pairs)[1]));
	}
}

/* The endings of a line, folded; what cannot be one is left out. */
static const char *fold_endings(struct reader *r, struct folder *f, const struct raw_endings *raw)
{
	struct str rest = str_of(raw->text), ending;
	struct buf out;

	r->line = raw->line;
	buf_init(&out, PACK_MAX);
	while (rest.n) {
		str_cut(rest, ' ', &ending, &rest);
		if (!ending.n)
			continue;
		struct str plain = fold_word(f, ending, 0);
		if (!note_letters(r, plain)) {
			PROBLEM(r,
			    "endings: \"%.*s\" cannot be cut: write at most %d letters, of an alphabet of at "
			    "most %d",
			    STR_ARG(ending), CUTTER_ENDING_MAX, CUTTER_LETTERS_MAX);
			break;
		}
		if (plain.n)
			buf_printf(&out, "%s%.*s", out.len ? " " : "", STR_ARG(plain));
	}
	const char *text = arena_str(r->a, buf_str(&out));
	buf_release(&out);
	return text;
}

/* The endings are a path of their own, after those of a stemmer of ours. */
static void finish_endings(struct reader *r, struct folder *f)
{
	struct lang_path *path = r->l->search.paths;
	struct lang_slot *slots = NULL;
	size_t n = 0, slot_n = 0;

	while (n < LANG_PATHS_MAX && (path->cuts || path->steps[0]))
		n++, path++;
	if (!r->ending_n)
		return;
	r->line = r->raw_endings[0].line;
	if (n == LANG_PATHS_MAX) {
		PROBLEM(r, "endings: this stemmer cuts all of its own, and none beside them: take them out");
		return;
	}
	for (size_t i = 0; i < r->ending_n; i++) {
		const char *endings = fold_endings(r, f, &r->raw_endings[i]);
		if (*endings)
			*ARENA_PUSH(
			    r->a, slots, slot_n) = (struct lang_slot){ .endings = endings, .in = 1, .to = 1 };
	}
	*ARENA_PUSH(r->a, slots, slot_n) = (struct lang_slot){ .endings = NULL };
	*path = (struct lang_path){ .slots = slots,
		.cuts = ENDINGS_CUT,
		.finals = (const char *const(*)[2])r->finals,
		.roots = r->roots };
}

/* Folds as the language does. Its words need no look: there is no other language here. */
static struct folder *folder_of(const struct reader *r, struct lang *bare)
{
	const struct lang *langs[] = { bare };

	*bare = (struct lang){ .tag = r->l->tag, .search.typed = r->l->search.typed };
	return folder_new(langs, 1);
}

/* What is typed instead of letters is folded first, as all the rest is folded by it. */
static void fold_all(struct reader *r)
{
	struct lang bare;
	struct folder *f = folder_of(r, &bare);

	fold_pairs(r, f, r->typed, false);
	folder_free(f);
	r->l->search.typed = (const char *const(*)[2])r->typed;
	f = folder_of(r, &bare);
	fold_pairs(r, f, r->finals, true);
	fold_list(r, f, r->roots);
	fold_list(r, f, r->beginnings);
	fold_list(r, f, r->elided);
	fold_list(r, f, r->stop_words);
	finish_endings(r, f);
	folder_free(f);
}

void finish_search(struct reader *r)
{
	struct lang_search *s = &r->l->search;

	fold_all(r);
	s->also_typed = (const char *const(*)[2])r->also_typed;
	s->elided = r->elided;
	s->beginnings = r->beginnings;
	s->stop_words = r->stop_words;
	s->short_forms = (const char *const(*)[2])r->short_forms;
	s->exceptions = (const char *const(*)[2])r->stems;
	r->l->translit = (const char *const(*)[2])r->letters;
}
