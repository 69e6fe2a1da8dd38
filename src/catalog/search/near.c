/*
 * near: goes through the vocabulary in its order and skips what cannot be near.
 *
 * The distances between a beginning of a token and all beginnings of the word are a row; the rows of the
 * token at hand are kept, so that the next one needs only those after what they have in common. When no
 * distance of a row is small enough, no token that begins so is near: the next that may be has another
 * letter there, or before.
 */
#include "catalog/search/near.h"

#include <string.h>

#include "base/utf8.h"
#include "lang/word.h"

/* LETTER_BYTES: of UTF-8. DEPTH: letters of a token that are looked at. ANY: no letter comes after it. */
enum { LETTER_BYTES = 4, DEPTH = NEAR_LETTERS_MAX + NEAR_ERRORS_MAX + 1, ANY = 0x10FFFF };

struct walk {
	const struct near_query *q;
	uint32_t word[NEAR_LETTERS_MAX], low, high;
	size_t n;
	/* The token at hand, and the rows before and after each of its letters. */
	uint32_t letters[DEPTH];
	unsigned char rows[DEPTH + 1][NEAR_LETTERS_MAX + 1];
	size_t depth; /* letters whose rows are right */
	char from[TOKEN_MAX + DEPTH * LETTER_BYTES];
};

static size_t decode(struct str s, uint32_t *out, size_t max)
{
	size_t n = 0, len;

	for (; s.n && n < max; s = str_sub(s, len, s.n))
		out[n++] = utf8_decode(s, &len);
	return s.n ? max + 1 : n;
}

/* The letters that a text in the word's script may have in the place of a wrong one. */
static void bound_letters(struct walk *w)
{
	enum script script = word_script(w->q->word);

	w->low = 0;
	w->high = ANY;
	if (script == SCRIPT_LATIN)
		w->low = 'a', w->high = 'z';
	else if (script == SCRIPT_CYRILLIC)
		w->low = 0x430, w->high = 0x4FF;
	else if (script == SCRIPT_ARABIC)
		w->low = 0x620, w->high = 0x6D5;
}

static bool in_word(const struct walk *w, uint32_t letter)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->word[i] == letter)
			return true;
	return false;
}

static unsigned char least(unsigned a, unsigned b, unsigned c)
{
	unsigned n = a < b ? a : b;
	return (unsigned char)(n < c ? n : c);
}

static unsigned least_of_row(const struct walk *w, size_t row)
{
	unsigned n = w->rows[row][0];

	for (size_t i = 1; i <= w->n; i++)
		n = w->rows[row][i] < n ? w->rows[row][i] : n;
	return n;
}

/* The row after letter number i; false: nothing that begins so is near. */
static bool fill_row(struct walk *w, size_t i)
{
	const unsigned char *before = w->rows[i];
	unsigned char *row = w->rows[i + 1];
	uint32_t letter = w->letters[i];

	if (i < w->q->right ? i >= w->n || letter != w->word[i]
	                    : (letter < w->low || letter > w->high) && !in_word(w, letter))
		return false;
	row[0] = (unsigned char)(i + 1);
	for (size_t k = 1; k <= w->n; k++) {
		row[k] = least(
		    before[k - 1] + (unsigned)(letter != w->word[k - 1]), before[k] + 1u, row[k - 1] + 1u);
		if (i && k > 1 && letter == w->word[k - 2] && w->letters[i - 1] == w->word[k - 1])
			row[k] = least(row[k], w->rows[i - 1][k - 2] + 1u, row[k]);
	}
	return least_of_row(w, i + 1) <= (unsigned)w->q->errors;
}

/* The least letter after `letter` that may be number i of a token that is near; 0: there is none. */
static uint32_t next_letter(const struct walk *w, size_t i, uint32_t letter)
{
	uint32_t next = 0, c;
	unsigned errors = (unsigned)w->q->errors;

	if (least_of_row(w, i) < errors && letter < w->high)
		return letter < w->low ? w->low : letter + 1;
	for (size_t k = 0; k < w->n; k++) {
		bool same = w->rows[i][k] <= errors && w->word[k] > letter;
		bool swapped = i && k && w->rows[i - 1][k - 1] < errors && w->letters[i - 1] == w->word[k] &&
		               w->word[k - 1] > letter;
		for (int way = 0; way < 2; way++) {
			if (way ? !swapped : !same)
				continue;
			c = way ? w->word[k - 1] : w->word[k];
			next = next && next < c ? next : c;
		}
	}
	return next;
}

/* Where to go on: with the first `n` letters, and the letter after them. */
static void go_on_from(struct walk *w, size_t n, uint32_t letter)
{
	struct buf b;

	buf_init(&b, sizeof w->from - 1);
	buf_add_str(&b, w->q->tag);
	for (size_t i = 0; i < n; i++)
		utf8_encode(&b, w->letters[i]);
	if (letter)
		utf8_encode(&b, letter);
	memcpy(w->from, b.data, b.len);
	w->from[b.len] = '\0';
	buf_release(&b);
}

/* After all that begins with the first n + 1 letters; false: there is nothing more to find. */
static bool skip(struct walk *w, size_t n)
{
	for (size_t i = n + 1; i-- > w->q->right;) {
		uint32_t next = next_letter(w, i, w->letters[i]);
		if (next) {
			go_on_from(w, i, next);
			return true;
		}
	}
	return false;
}

/* Reads the rows of a token; false: it is not near, and *dead is the number of the letter that says so. */
static bool read_token(struct walk *w, const uint32_t *letters, size_t n, size_t *dead)
{
	size_t i = 0;

	while (i < w->depth && i < n && letters[i] == w->letters[i])
		i++;
	for (; i < n; i++) {
		w->letters[i] = letters[i];
		w->depth = i;
		if (!fill_row(w, i)) {
			*dead = i;
			return false;
		}
	}
	w->depth = n;
	return true;
}

/* All of a token of n letters, or what it begins with, so far as its rows are known. */
static void take(const struct walk *w, struct str text, size_t n, struct arena *a, struct near_words *out)
{
	size_t best = 0;

	for (size_t i = 1; i <= w->depth; i++)
		if (n - i <= w->q->after && w->rows[i][w->n] <= w->q->errors &&
		    (!best || w->rows[i][w->n] <= w->rows[best][w->n]))
			best = i;
	if (best)
		*ARENA_PUSH(a, out->v, out->n) = (struct near_word){ .text = { arena_str(a, text), text.n },
			.near = utf8_head(text, best),
			.errors = w->rows[best][w->n] };
}

/* One token; false: there is nothing more to find. */
static bool step(struct walk *w, struct str token, struct arena *a, struct near_words *out)
{
	uint32_t letters[DEPTH];
	size_t tag = w->q->tag.n, dead = 0;

	if (token.n < tag || memcmp(token.p, w->q->tag.p, tag) != 0)
		return false;
	struct str text = str_sub(token, tag, token.n);
	size_t n = decode(text, letters, DEPTH);
	if (n > DEPTH) {
		read_token(w, letters, DEPTH, &dead);
		return skip(w, w->depth < DEPTH ? w->depth : DEPTH - 1);
	}
	bool alive = read_token(w, letters, n, &dead);
	take(w, text, n, a, out);
	if (!alive)
		return skip(w, dead);
	go_on_from(w, n, 1);
	return true;
}

bool near_find(struct db *db, const struct near_query *q, size_t *looks, struct arena *a,
    struct near_words *out, struct err *err)
{
	struct walk w = { .q = q };
	struct vocabulary_cursor c = { .db = db, .err = err };

	w.n = decode(q->word, w.word, NEAR_LETTERS_MAX);
	if (w.n > NEAR_LETTERS_MAX || w.n < q->right)
		return true;
	bound_letters(&w);
	for (size_t k = 0; k <= w.n; k++)
		w.rows[0][k] = (unsigned char)k;
	memcpy(w.letters, w.word, q->right * sizeof *w.word);
	go_on_from(&w, q->right, 0);
	struct str token = vocabulary_seek(&c, w.from);
	while (token.n && c.looks < *looks && step(&w, token, a, out))
		token = vocabulary_seek(&c, w.from);
	*looks -= c.looks < *looks ? c.looks : *looks;
	return vocabulary_end(&c);
}
