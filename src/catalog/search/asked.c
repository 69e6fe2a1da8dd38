/*
 * asked: reads a query from its beginning to its end; nothing in it is an error.
 */
#include "catalog/search/asked.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "catalog/search/tokens.h"
#include "lang/lang.h"
#include "lang/word.h"

/* So many capitals may be names that are short for others. */
enum { LETTERS_MEANT = 12 };

static const struct {
	const char *label;
	enum word word;
} filters[ASKED_BY_COUNT] = {
	[ASKED_BY_YEAR] = { "year", WORD_YEAR },
	[ASKED_BY_PROJECT] = { "project", WORD_PROJECT },
	[ASKED_BY_KIND] = { "kind", WORD_KIND },
	[ASKED_BY_TOPIC] = { "topic", WORD_TOPIC },
	[ASKED_BY_PLACE] = { "place", WORD_PLACE },
};

const char *asked_label(enum asked_by by)
{
	return filters[by].label;
}

static struct str first_characters(struct str s)
{
	size_t at = 0, len;

	for (int i = 0; i < ASKED_CHARACTERS && at < s.n; i++, at += len)
		utf8_decode(str_sub(s, at, s.n), &len);
	return str_sub(s, 0, at);
}

/* The bytes of a space, or of a quotation mark, at the beginning of s; 0: it is none. */
static size_t starts_with(struct str s, const char *const *any)
{
	for (; *any; any++)
		if (str_starts(s, *any))
			return strlen(*any);
	return 0;
}

static size_t starts_with_space(struct str s)
{
	static const char *const spaces[] = { "\u00a0", "\u3000", NULL };

	return s.n && (unsigned char)s.p[0] <= ' ' ? 1 : starts_with(s, spaces);
}

static size_t starts_with_quote(struct str s)
{
	static const char *const quotes[] = { "\"", "«", "»", "“", "”", "„", "‟", "″", "‹", "›", "「", "」",
		"『", "』", "《", "》", "＂", NULL };

	return starts_with(s, quotes);
}

/* Takes what is up to the next quotation mark, or to the end, off *rest, which begins with one. */
static struct str take_quoted(struct str *rest)
{
	size_t from = starts_with_quote(*rest), at = from;

	while (at < rest->n && !starts_with_quote(str_sub(*rest, at, rest->n)))
		at++;
	struct str inside = str_sub(*rest, from, at);
	*rest = str_sub(*rest, at + starts_with_quote(str_sub(*rest, at, rest->n)), rest->n);
	return inside;
}

static struct str take_chunk(struct str *rest)
{
	size_t at = 0;

	while (at < rest->n && !starts_with_space(str_sub(*rest, at, rest->n)))
		at++;
	struct str chunk = str_sub(*rest, 0, at);
	*rest = str_sub(*rest, at, rest->n);
	return chunk;
}

static bool is_stop_word(struct stemmer *s, struct str word)
{
	struct str folded = stemmer_fold(s, word);

	for (size_t i = 0; i < stemmer_count(s); i++)
		for (const char *const *w = stemmer_lang(s, i)->search.stop_words; w && *w; w++)
			if (str_is(folded, *w))
				return true;
	return false;
}

/* "https://" says nothing about what is at an address. */
static struct str without_scheme(struct str chunk)
{
	for (size_t i = 0; i < chunk.n; i++)
		if (str_starts(str_sub(chunk, i, chunk.n), "://"))
			return str_sub(chunk, i, chunk.n);
	return chunk;
}

static void add_words(struct str chunk, struct stemmer *s, struct asked *out)
{
	struct str word;
	size_t len;

	for (bool joined = false; stemmer_word_next(s, &chunk, &word) && out->word_n < ASKED_WORDS_MAX;) {
		/* What has no spaces was never joined. */
		bool unspaced = word_unspaced(utf8_decode(word, &len));
		out->words[out->word_n++] = (struct asked_word){
			.text = word, .joined = joined && !unspaced, .stop = is_stop_word(s, word)
		};
		joined = !unspaced;
	}
}

static void add_phrase(struct str text, bool exact, bool without, struct asked *out)
{
	struct str rest = text, word;

	if (out->phrase_n < ASKED_PARTS_MAX && word_next(&rest, &word))
		out->phrases[out->phrase_n++] = (struct asked_phrase){ text, exact, without };
}

/* Whether it is the language's name of a filter, also in Latin letters: "год", "god". */
static bool is_label(struct stemmer *s, struct str typed, const struct lang *lang, const char *word)
{
	struct buf latin;

	if (str_eq(typed, stemmer_fold(s, str_of(word))))
		return true;
	buf_init(&latin, FOLDED_MAX);
	lang_to_ascii(lang, str_of(word), &latin);
	bool same = str_eq(typed, stemmer_fold(s, buf_str(&latin)));
	buf_release(&latin);
	return same;
}

/* Which filter has this label; ASKED_BY_COUNT: none. */
static enum asked_by filter_of(struct stemmer *s, struct str label)
{
	char typed[FOLDED_MAX];
	struct str folded = stemmer_fold(s, label), whole = { typed, folded.n };

	memcpy(typed, folded.p, folded.n);
	for (int by = 0; folded.n && by < ASKED_BY_COUNT; by++) {
		if (str_is(whole, filters[by].label))
			return (enum asked_by)by;
		for (size_t i = 0; i < stemmer_count(s); i++) {
			const struct lang *lang = stemmer_lang(s, i);
			if (is_label(s, whole, lang, lang->words[filters[by].word]))
				return (enum asked_by)by;
		}
	}
	return ASKED_BY_COUNT;
}

/* At the beginning of *rest, which it takes it off then. */
static bool take_filter(struct str *rest, struct stemmer *s, bool without, struct asked *out)
{
	static const char wide[] = "：";
	struct str chunk = *rest, label = take_chunk(&chunk), after;
	size_t colon = 0, n = 1;

	for (; colon < label.n && label.p[colon] != ':'; colon++)
		if (str_starts(str_sub(label, colon, label.n), wide)) {
			n = strlen(wide);
			break;
		}
	if (colon == label.n)
		return false;
	enum asked_by by = filter_of(s, str_sub(label, 0, colon));
	if (by == ASKED_BY_COUNT)
		return false;
	*rest = str_sub(*rest, colon + n, rest->n);
	/* "project: x" too. */
	while (starts_with_space(*rest))
		*rest = str_sub(*rest, starts_with_space(*rest), rest->n);
	after = starts_with_quote(*rest) ? take_quoted(rest) : take_chunk(rest);
	after = str_trim(after);
	if (after.n && out->filter_n < ASKED_PARTS_MAX)
		out->filters[out->filter_n++] = (struct asked_filter){ by, after, without };
	return true;
}

/* "-" before a word, not one between spaces. */
static bool take_minus(struct str *rest)
{
	static const char *const signs[] = { "-", "−", "－", NULL };
	size_t n = starts_with(*rest, signs);
	struct str after = str_sub(*rest, n, rest->n);

	if (!n || !after.n || starts_with_space(after) || str_starts(after, "-"))
		return false;
	*rest = after;
	return true;
}

void asked_read(struct str typed, struct stemmer *s, struct asked *out)
{
	struct str rest = first_characters(typed);
	size_t stops = 0;

	*out = (struct asked){ .word_n = 0 };
	while (rest.n) {
		size_t space = starts_with_space(rest);
		if (space) {
			rest = str_sub(rest, space, rest.n);
			continue;
		}
		bool without = take_minus(&rest);
		if (starts_with_quote(rest))
			add_phrase(take_quoted(&rest), true, without, out);
		else if (take_filter(&rest, s, without, out))
			continue;
		else if (without)
			add_phrase(take_chunk(&rest), false, true, out);
		else
			add_words(without_scheme(take_chunk(&rest)), s, out);
	}
	for (size_t i = 0; i < out->word_n; i++)
		stops += out->words[i].stop;
	for (size_t i = 0; i < out->word_n; i++)
		out->words[i].stop = out->words[i].stop && stops < out->word_n;
}

/* --- the words that were read -------------------------------------------------------- */

struct str asked_text(const struct asked *q, size_t from, size_t n)
{
	struct str first = q->words[from].text, last = q->words[from + n - 1].text;

	return (struct str){ first.p, (size_t)(last.p - first.p) + last.n };
}

/* What is between a word and the next one, as it was typed. */
static struct str gap_after(const struct asked *q, size_t at)
{
	struct str word = q->words[at].text, next = q->words[at + 1].text;

	return (struct str){ word.p + word.n, (size_t)(next.p - word.p) - word.n };
}

size_t asked_number_length(const struct asked *q, size_t from)
{
	uint64_t number;
	size_t n = 1;

	if (q->words[from].text.n > 3 || !str_to_uint(q->words[from].text, 999, &number))
		return 1;
	while (from + n < q->word_n && gap_after(q, from + n - 1).n <= 3 && q->words[from + n].text.n == 3 &&
	       str_to_uint(q->words[from + n].text, 999, &number))
		n++;
	return n;
}

bool asked_is_in_capitals(const struct asked *q)
{
	size_t letters = 0;

	for (size_t i = 0; i < q->word_n; i++) {
		if (!tokens_is_capitals(q->words[i].text))
			return false;
		letters += utf8_length(q->words[i].text);
	}
	return q->word_n > 1 && letters > LETTERS_MEANT;
}
