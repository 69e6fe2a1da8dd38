/*
 * letters: goes through the ways to spell a word as far as the vocabulary has words that begin so.
 *
 * Where it has none that goes on to the end, what began longest is ended in the likeliest ways: no text may
 * have this form of the word.
 */
#include "catalog/search/letters.h"

#include <string.h>

#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/letter.h"
#include "lang/word.h"

/* BRANCHES: beginnings that are kept to be ended, in ENDS_MAX ways, with WAYS of each part. */
enum { BRANCHES = 4, BEGINNING_MIN = 3, ENDS_MAX = 32, WAYS = 3, FOUND_MAX = 16 };

/* What a word may begin with, and what is left of it. */
struct branch {
	char bytes[FOLDED_MAX + 1];
	size_t n;
	struct str rest;
};
struct walk {
	const struct letters_query *q;
	struct arena *a;
	struct letters_words *out;
	struct err *err;
	size_t looks;                    /* left */
	struct branch longest[BRANCHES]; /* the least that is left first */
	size_t longest_n;
	size_t ends; /* that were tried */
	bool failed;
};

static bool look(struct walk *w)
{
	if (w->failed || w->looks == 0)
		return false;
	w->looks--;
	return true;
}

static bool is_begun(struct walk *w, const struct branch *b)
{
	char token[FOLDED_MAX + 2] = "=";

	if (!look(w))
		return false;
	memcpy(token + 1, b->bytes, b->n);
	int found = vocabulary_begins(w->q->db, (struct str){ token, b->n + 1 }, w->err);
	w->failed = w->failed || found < 0;
	return found > 0;
}

/* A whole word: kept when the vocabulary has one of its forms. */
static void take(struct walk *w, const struct branch *b)
{
	struct word_tokens t;
	struct str word = { b->bytes, b->n };
	int found = 0;

	for (size_t i = 0; i < w->out->n; i++)
		if (str_eq(w->out->v[i], word))
			return;
	tokens_of_word(w->q->stemmer, word, NULL, true, &t);
	for (size_t i = 0; i < t.n && found == 0 && look(w); i++)
		found = vocabulary_has(w->q->db, t.v[i], w->err);
	w->failed = w->failed || found < 0;
	if (found > 0 && w->out->n < FOUND_MAX)
		*ARENA_PUSH(w->a, w->out->v, w->out->n) = (struct str){ arena_str(w->a, word), word.n };
}

/* Adds letters as the vocabulary has them. */
static bool append(struct walk *w, struct branch *b, const char *letters, size_t used)
{
	struct str folded = stemmer_fold(w->q->stemmer, str_of(letters));

	if (folded.n > FOLDED_MAX - b->n)
		return false;
	memcpy(b->bytes + b->n, folded.p, folded.n);
	b->n += folded.n;
	b->rest = str_sub(b->rest, used, b->rest.n);
	return true;
}

/* How many letters it has already. */
static size_t length(const struct branch *b)
{
	return utf8_length((struct str){ b->bytes, b->n });
}

static void remember(struct walk *w, const struct branch *b)
{
	size_t at = w->longest_n;

	if (length(b) < BEGINNING_MIN)
		return;
	while (at > 0 && w->longest[at - 1].rest.n > b->rest.n)
		at--;
	if (at == BRANCHES)
		return;
	w->longest_n += w->longest_n < BRANCHES;
	memmove(&w->longest[at + 1], &w->longest[at], (w->longest_n - at - 1) * sizeof *b);
	w->longest[at] = *b;
}

/* A sign that Latin letters leave out comes after a consonant. */
static bool may_have_sign(const struct branch *b)
{
	static const char consonants[] = "бвгджзклмнпрстфхцчшщ";
	size_t at = b->n, len;

	while (at > 0 && (b->bytes[--at] & 0xC0) == 0x80)
		;
	return b->n &&
	       utf8_is_one_of(utf8_decode((struct str){ b->bytes + at, b->n - at }, &len), consonants);
}

static bool go(struct walk *w, const struct branch *from);

/* Goes on with these letters in the place of the next `used` bytes; false: no word begins so. */
static bool try(struct walk *w, const struct branch *from, const char *letters, size_t used)
{
	struct branch b = *from;

	if (!append(w, &b, letters, used) || (*letters && !is_begun(w, &b)))
		return false;
	if (!go(w, &b))
		remember(w, &b);
	return true;
}

/* False: the vocabulary has no word that goes on so. */
static bool go(struct walk *w, const struct branch *from)
{
	struct lang_spelling ways[LANG_SPELLINGS_MAX];
	bool any = false;

	if (!from->rest.n)
		take(w, from);
	size_t n = from->rest.n ? lang_spellings(w->q->lang, from->rest, ways) : 0;
	for (size_t i = 0; i < n && w->looks; i++)
		any = try(w, from, ways[i].letters, ways[i].used) || any;
	if (may_have_sign(from))
		any = try(w, from, "ь", 0) || (from->rest.n && try(w, from, "ъ", 0)) || any;
	return any || !from->rest.n;
}

static void end(struct walk *w, const struct branch *from);

static void end_with_sign(struct walk *w, const struct branch *from)
{
	struct branch b = *from;

	if (append(w, &b, "ь", 0))
		end(w, &b);
}

/* All likely ways to end what has begun. */
static void end(struct walk *w, const struct branch *from)
{
	struct lang_spelling ways[LANG_SPELLINGS_MAX];

	if (w->ends == ENDS_MAX)
		return;
	if (!from->rest.n) {
		w->ends++;
		take(w, from);
	}
	/* Of verbs: "-т" may be "-ть", "-тся" may be "-ться". */
	if (may_have_sign(from) && (!from->rest.n || from->rest.p[0] == 's'))
		end_with_sign(w, from);
	size_t n = !from->rest.n ? 0 : lang_spellings(w->q->lang, from->rest, ways);
	for (size_t i = 0; i < n && i < WAYS; i++) {
		struct branch b = *from;
		if (append(w, &b, ways[i].letters, ways[i].used))
			end(w, &b);
	}
}

bool letters_spell(const struct letters_query *q, struct arena *a, struct letters_words *out, struct err *err)
{
	struct walk w = { .q = q, .a = a, .out = out, .err = err };
	struct branch empty = { .rest = q->word };
	size_t least = *q->looks < LETTERS_LOOKS ? *q->looks : LETTERS_LOOKS;

	w.looks = least;
	go(&w, &empty);
	if (!out->n)
		for (size_t i = 0; i < w.longest_n; i++)
			end(&w, &w.longest[i]);
	*q->looks -= least - w.looks;
	return !w.failed;
}

void letters_spell_plainly(const struct letters_query *q, struct buf *out)
{
	struct lang_spelling ways[LANG_SPELLINGS_MAX];

	for (struct str rest = q->word; rest.n;) {
		size_t n = lang_spellings(q->lang, rest, ways), len;
		utf8_decode(rest, &len);
		if (n)
			buf_puts(out, ways[0].letters);
		else
			buf_add(out, rest.p, len);
		rest = str_sub(rest, n ? ways[0].used : len, rest.n);
	}
}

/* --- letters that look alike ------------------------------------------------------------ */

/* Pairs of Latin and Cyrillic ones in lower case: such as look alike as capitals, and as small letters. */
static const char latin_capitals[] = "abcehkmoptxy", cyrillic_capitals[] = "авсенкмортху";
static const char latin_small[] = "aceopxykmtu", cyrillic_small[] = "асеорхукмти";

bool letters_look_alike(struct str word, struct buf *out)
{
	size_t start = out->len;
	bool latin = word_script(word) == SCRIPT_LATIN, ok = word.n > 0;

	while (word.n && ok) {
		bool upper;
		uint32_t letter = letter_next(&word, &upper);
		const char *a = upper ? latin_capitals : latin_small,
		           *b = upper ? cyrillic_capitals : cyrillic_small;
		ok = utf8_counterpart(letter, latin ? a : b, latin ? b : a, out);
	}
	if (!ok)
		buf_truncate(out, start);
	return ok;
}
