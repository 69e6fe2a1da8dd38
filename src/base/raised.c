/*
 * raised: the table of Unicode's superscripts and subscripts.
 */
#include "base/raised.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

static const struct {
	const char *plain, *super, *sub;
} marks[] = {
	{ "0", "⁰", "₀" }, { "1", "¹", "₁" }, { "2", "²", "₂" }, { "3", "³", "₃" }, { "4", "⁴", "₄" },
	{ "5", "⁵", "₅" }, { "6", "⁶", "₆" }, { "7", "⁷", "₇" }, { "8", "⁸", "₈" }, { "9", "⁹", "₉" },
	{ "+", "⁺", "₊" }, { "-", "⁻", "₋" }, { "−", "⁻", "₋" }, { "–", "⁻", "₋" }, { "=", "⁼", "₌" },
	{ "(", "⁽", "₍" }, { ")", "⁾", "₎" }, { "n", "ⁿ", "ₙ" }, { "i", "ⁱ", "ᵢ" }, { "x", "ˣ", "ₓ" },
	{ "o", "°", "ₒ" }, { "о", "°", NULL }, /* Cyrillic, as typed for a degree */
};

/* The character in Unicode's form; NULL: there is none. */
static const char *mark_of(struct str one, bool super)
{
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		if (str_is(one, marks[i].plain))
			return super ? marks[i].super : marks[i].sub;
	return NULL;
}

enum { FORMULA_MAX = 16 }; /* letters; more are a line in small letters */

/* A number or a formula, not a word as in "1st". */
static bool is_formula(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_digit(s.p[i]) || strchr("+-*/=", s.p[i] ? s.p[i] : ' '))
			return true;
	return false;
}

void raised_write(struct buf *out, struct str words, bool super)
{
	size_t from = out->len, count = 0, len;
	words = str_trim(words);
	for (size_t i = 0; i < words.n; i += len, count++) {
		utf8_decode(str_sub(words, i, words.n), &len);
		const char *mark = mark_of(str_sub(words, i, i + len), super);
		if (!mark)
			break;
		buf_puts(out, mark);
		if (i + len >= words.n)
			return;
	}
	buf_truncate(out, from);
	if (utf8_valid(words, NULL))
		count = utf8_length(words);
	if (count == 0 || count > FORMULA_MAX || (!is_formula(words) && count > 1) || *words.p == '[' ||
	    (*words.p & 0x80)) {
		buf_add_str(out, words);
		return;
	}
	buf_printf(out, count > 1 ? "%c(%.*s)" : "%c%.*s", super ? '^' : '_', STR_ARG(words));
}
