/*
 * tokens: folds, cuts and joins the words of a text, line by line.
 */
#include "catalog/search/tokens.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/guess_lang.h"
#include "lang/lang.h"
#include "lang/letter.h"
#include "lang/word.h"

/*
 * CAPITALS: as many an abbreviation has. TAIL: letters of an ending after them. SHOUTED: letters of a line.
 * GUESSED: bytes of a text that its language is guessed by.
 */
enum {
	CAPITALS_MIN = 2,
	CAPITALS_MAX = 6,
	TAIL_MAX = 8,
	SHOUTED_MIN = 12,
	GROUP = 3,
	DIGITS_MAX = 30,
	GUESSED = 8 << 10
};

void tokens_add_line(struct buf *out, struct str text)
{
	buf_add_str(out, text);
	buf_add_char(out, '\n');
}

void tokens_add_verbatim(struct buf *out, const char *tag, struct str text)
{
	buf_add_char(out, TOKEN_VERBATIM);
	buf_puts(out, tag);
	tokens_add_line(out, text);
}

void tokens_begin_text(struct buf *out)
{
	buf_add_char(out, TOKEN_TEXT);
	buf_add_char(out, '\n');
}

/* The bytes of the capitals that a word begins with, when they are an abbreviation; 0: it is none. */
static size_t abbreviation(struct str word)
{
	struct str rest = word;
	size_t capitals = 0, tail = 0, end = 0;

	while (rest.n) {
		bool upper = false;
		uint32_t cp = letter_next(&rest, &upper);
		bool digit = cp < 0x80 && ascii_is_digit((char)cp);
		if (tail == 0 && (upper || (digit && capitals))) {
			capitals += upper;
			end = word.n - rest.n;
		} else if (capitals < CAPITALS_MIN || ++tail > TAIL_MAX || upper || digit) {
			return 0;
		}
	}
	return capitals >= CAPITALS_MIN && capitals <= CAPITALS_MAX ? end : 0;
}

/* How many capitals a word has; -1: it has other letters too. */
static int capitals_of(struct str word)
{
	int n = 0;

	while (word.n) {
		bool upper = false;
		uint32_t cp = letter_next(&word, &upper);
		if (!upper && letter_is_european(cp))
			return -1;
		n += upper;
	}
	return n;
}

struct str tokens_of_address(struct str address)
{
	for (size_t i = 0; i + 3 <= address.n; i++)
		if (memcmp(address.p + i, "://", 3) == 0) {
			address = str_sub(address, i + 3, address.n);
			break;
		}
	return str_starts(address, "www.") ? str_sub(address, 4, address.n) : address;
}

bool tokens_is_capitals(struct str word)
{
	return capitals_of(word) > 0;
}

bool tokens_is_shouted(struct str line)
{
	struct str word;
	int all = 0;

	while (word_next(&line, &word)) {
		int n = capitals_of(word);
		if (n < 0)
			return false;
		all += n;
	}
	return all >= SHOUTED_MIN;
}

static void add(struct word_tokens *out, struct str token)
{
	if (out->n < TOKENS_MAX)
		out->v[out->n++] = token;
}

static void add_tagged(struct word_tokens *out, size_t slot, char tag, struct str folded)
{
	char *to = out->bytes[slot];

	to[0] = tag;
	memcpy(to + 1, folded.p, folded.n);
	add(out, (struct str){ to, folded.n + 1 });
}

static void add_stems(struct word_tokens *out, const struct stems *stems)
{
	if (!stems->folded.n)
		return;
	add_tagged(out, 0, '=', stems->folded);
	for (size_t i = 0; i < stems->exact_n; i++)
		add_tagged(out, 1 + i, '=', stems->exact[i]);
	for (size_t i = 0; i < stems->n; i++)
		add(out, stems->v[i]);
}

void tokens_of_word(
    struct stemmer *s, struct str word, const struct lang *of, bool plain, struct word_tokens *out)
{
	size_t capitals = plain ? 0 : abbreviation(word);

	out->n = 0;
	out->is_abbreviation = capitals > 0;
	out->again = false;
	if (!capitals) {
		const struct stems *stems = stemmer_stems(s, word, of);
		add_stems(out, stems);
		out->again = stems->again;
		return;
	}
	struct str whole = stemmer_fold(s, word);
	if (!whole.n)
		return;
	add_tagged(out, 0, '=', whole);
	struct str folded = stemmer_fold(s, str_sub(word, 0, capitals));
	add_tagged(out, 1, '^', folded);
	if (capitals < word.n)
		add_tagged(out, 2, '=', folded);
}

void tokens_of_query_word(struct stemmer *s, struct str word, struct word_tokens *out)
{
	out->n = 0;
	out->is_abbreviation = out->again = false;
	add_stems(out, stemmer_query_stems(s, word));
}

struct word_tokens *tokens_copy(const struct word_tokens *t, struct arena *a)
{
	struct word_tokens *copy = arena_alloc(a, sizeof *copy);

	*copy = (struct word_tokens){ .n = t->n, .is_abbreviation = t->is_abbreviation };
	for (size_t i = 0; i < t->n; i++)
		copy->v[i] = (struct str){ arena_str(a, t->v[i]), t->v[i].n };
	return copy;
}

bool tokens_meet(const struct word_tokens *a, const struct word_tokens *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (str_eq(a->v[i], b->v[k]))
				return true;
	return false;
}

/* --- words that are joined ------------------------------------------------------------- */

static size_t count_digits(struct str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (!ascii_is_digit(word.p[i]))
			return 0;
	return word.n;
}

/* What parts two words of a text: hyphens of all kinds, or what parts the groups of a number. */
static bool is_hyphen(struct str between)
{
	return str_is(between, "-") || str_is(between, "\u2010") || str_is(between, "\u2011") ||
	       str_is(between, "\u200c"); /* between Persian letters alone (word.h) */
}

static bool is_group_mark(struct str between)
{
	return (between.n == 1 && strchr(" ,.'", between.p[0])) || str_is(between, "\u00a0") ||
	       str_is(between, "\u202f") || str_is(between, "\u2009") || str_is(between, "\u2019");
}

static void begin(struct joined *j, size_t digits)
{
	j->is_joined = false;
	j->digits = digits;
	j->n = 0;
}

static void append(struct joined *j, struct str word)
{
	if (word.n > sizeof j->bytes - j->n)
		word.n = 0;
	memcpy(j->bytes + j->n, word.p, word.n);
	j->n += word.n;
	j->is_joined = word.n > 0;
}

void joined_take(struct joined *j, struct str word)
{
	const char *end = j->last.p ? j->last.p + j->last.n : NULL;
	struct str between = { end, end && word.p > end ? (size_t)(word.p - end) : 0 };
	size_t digits = count_digits(word);
	bool was_joined = j->is_joined;

	if (between.n && is_hyphen(between) && !(digits && count_digits(j->last))) {
		if (!was_joined || !j->by_hyphen) {
			begin(j, 0);
			append(j, j->last);
		}
		j->by_hyphen = true;
		append(j, word);
	} else if (between.n && is_group_mark(between) && digits == GROUP && j->digits &&
	           (was_joined || j->digits <= GROUP) && j->digits < DIGITS_MAX) {
		if (!was_joined)
			append(j, j->last);
		j->by_hyphen = false;
		append(j, word);
		j->digits += digits;
	} else {
		begin(j, digits);
	}
	j->last = word;
}

/* --- a text ------------------------------------------------------------------------------ */

struct reader {
	struct stemmer *stemmer;
	const struct lang *of;
	const char *start;
	token_take *take;
	void *context;
};

static int give(const struct reader *r, const struct word_tokens *t, bool here, size_t from, size_t to)
{
	struct token token = { .here = here, .again = t->again, .start = from, .end = to };
	int rc = 0;

	for (size_t i = 0; i < t->n && rc == 0; i++) {
		token.text = t->v[i];
		rc = r->take(r->context, &token);
		token.here = true;
	}
	return rc;
}

/* Of no word of the text. */
static int give_alone(const struct reader *r, struct str text)
{
	return r->take(r->context, &(struct token){ .text = text });
}

static int read_line(const struct reader *r, struct str line)
{
	bool plain = tokens_is_shouted(line);
	struct joined joined = { .n = 0 };
	struct word_tokens t;
	struct str word;
	bool any = false;
	int rc = 0;

	while (rc == 0 && word_next(&line, &word)) {
		size_t from = (size_t)(word.p - r->start), to = from + word.n;
		tokens_of_word(r->stemmer, word, r->of, plain, &t);
		rc = give(r, &t, false, from, to);
		any = any || t.n;
		joined_take(&joined, word);
		if (!joined.is_joined || rc)
			continue;
		tokens_of_word(r->stemmer, (struct str){ joined.bytes, joined.n }, r->of, true, &t);
		rc = give(r, &t, true, from, to);
	}
	return rc || !any ? rc : give_alone(r, STR("|"));
}

/* Up to the next text. */
static struct str this_text(struct str rest)
{
	static const char next[] = { '\n', TOKEN_TEXT };
	const char *end = rest.n ? memmem(rest.p, rest.n, next, sizeof next) : NULL;

	return end ? (struct str){ rest.p, (size_t)(end - rest.p) } : rest;
}

/* NULL: not known. */
static const struct lang *guess(const struct stemmer *s, struct str text, const struct lang *otherwise)
{
	bool sure;
	const struct lang *l = guess_lang_of(s, str_sub(text, 0, GUESSED), &sure);

	return l ? sure ? l : NULL : otherwise;
}

int tokens_read(struct stemmer *s, struct str text, token_take *take, void *context)
{
	struct reader r = { .stemmer = s, .start = text.p, .take = take, .context = context };
	const struct lang *said = NULL;
	struct str line, rest = text;
	int rc = 0;

	if (str_next_line(&rest, &line))
		r.of = said = lang_find(line);
	while (rc == 0 && str_next_line(&rest, &line))
		if (line.n && line.p[0] == TOKEN_TEXT)
			r.of = guess(s, this_text(rest), said);
		else if (line.n && line.p[0] == TOKEN_VERBATIM)
			rc = give_alone(&r, str_sub(line, 1, TOKEN_MAX));
		else
			rc = read_line(&r, line);
	return rc;
}
