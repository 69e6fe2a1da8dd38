/*
 * summary: the first words of a text, for files without a summary.
 *
 * Sentences are found by their marks alone, so that this holds for any language that uses them.
 */
#include "content/summary.h"

#include "base/ascii.h"
#include "base/utf8.h"

enum { ABBREVIATION_MAX = 2 }; /* letters of "г.", "им.", "st." */

/* ASCII and the alphabets of Russian and Kyrgyz. */
static bool is_lower(uint32_t c)
{
	return ascii_is_lower(c) || (c >= 0x430 && c <= 0x45F) || utf8_is_one_of(c, "ңөү");
}

static bool is_word(uint32_t c)
{
	if (c < 0x80)
		return ascii_is_alnum(c);
	return !utf8_is_one_of(c, "«»„“”…–—\u00A0");
}

/* The word that was read last, and whether a sentence ended with it. */
struct reading {
	size_t letters;
	bool digits; /* nothing but digits */
	bool ended;  /* after its mark and the closing quotes that follow it */
};

static void read_character(struct reading *r, uint32_t c)
{
	bool digit = ascii_is_digit(c);
	if (is_word(c)) {
		r->digits = digit && (r->digits || r->letters == 0);
		r->letters++;
		r->ended = false;
		return;
	}
	if (c == '.')
		r->ended = r->letters > ABBREVIATION_MAX || r->digits || r->letters == 0;
	else if (utf8_is_one_of(c, "!?…"))
		r->ended = true;
	else if (!utf8_is_one_of(c, "»”\")]"))
		r->ended = false;
	r->letters = 0;
	r->digits = false;
}

/* Where the last sentence within `limit` bytes ends: a space and no small letter follow. 0: nowhere. */
static size_t sentence_end(struct str s, size_t limit)
{
	struct reading r = { 0 };
	size_t best = 0, end = 0, len;
	for (size_t i = 0; i < s.n && (i <= limit || end); i += len) {
		uint32_t c = utf8_decode(str_sub(s, i, s.n), &len);
		if (c == ' ' && r.ended && i <= limit)
			end = i;
		if (c != ' ') {
			if (end && !is_lower(c))
				best = end;
			end = 0;
		}
		read_character(&r, c);
	}
	return best;
}

static bool drop_last_mark(struct str *s)
{
	static const char *const marks[] = { " ", ",", ";", ":", "-", "–", "—" };
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		if (!str_ends(*s, marks[i]))
			continue;
		s->n -= str_of(marks[i]).n;
		return true;
	}
	return false;
}

const char *summary_cut(struct arena *a, struct str paragraph, size_t columns)
{
	struct str s = str_trim(paragraph);
	size_t fit = utf8_fit(s, columns);
	if (fit == s.n)
		return arena_str(a, s);
	size_t end = sentence_end(s, fit);
	if (end > 0)
		return arena_str(a, str_sub(s, 0, end));

	fit = utf8_fit(s, columns - 1);
	end = fit;
	while (end > 0 && s.p[end] != ' ')
		end--;
	struct str cut = str_sub(s, 0, end ? end : fit);
	while (drop_last_mark(&cut))
		;
	return arena_printf(a, "%.*s…", STR_ARG(cut));
}
