/*
 * ascii_text: between two pieces there is a space if one of them asks for it, and neither is a sign that is
 * written close to what is there.
 */
#include "lang/ascii_text.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/icu_translit.h"
#include "lang/word.h"

enum { FIRST_UNSPACED = 0xE01 }; /* letter of a script without spaces, or sign with a space within */

static const char opening[] = "([{“‘";
static const char closing[] = ")]}”’,;:!?%％.…";

void ascii_text_init(struct ascii_text *t, struct buf *out)
{
	*t = (struct ascii_text){ .out = out, .from = out->len };
}

static bool is_opening_quote(uint32_t cp)
{
	return cp == 0xAB || cp == 0x2039; /* «‹ */
}

static bool is_closing_quote(uint32_t cp)
{
	return cp == 0xBB || cp == 0x203A; /* »› */
}

static bool is_fixed_space(uint32_t cp)
{
	return cp == 0xA0 || cp == 0x2009 || cp == 0x202F;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* The last byte of the text; a space where it begins. */
static char last_of(const struct ascii_text *t)
{
	return t->out->len > t->from ? t->out->data[t->out->len - 1] : ' ';
}

/* Beside a letter of a script without spaces: whether this piece is a word or opens one. */
static bool begins_word(uint32_t cp, char first)
{
	return ascii_is_alnum(first) || strchr("+$", first) || utf8_is_one_of(cp, opening);
}

/* Whether the last piece was a word or closed one. A dot may be one of an address. */
static bool ended_word(const struct ascii_text *t)
{
	return ascii_is_alnum(last_of(t)) || (t->last != '.' && utf8_is_one_of(t->last, closing));
}

static bool asks_for_space(const struct ascii_text *t, uint32_t cp, char first)
{
	bool after = word_unspaced(t->last), before = word_unspaced(cp);

	return after != before && (after ? begins_word(cp, first) : ended_word(t));
}

/* Whether a piece of this character asks for no space, and needs none beside its like. */
static bool is_plain(uint32_t cp)
{
	return cp < FIRST_UNSPACED && !is_opening_quote(cp) && !is_closing_quote(cp);
}

static void add_spaced(struct ascii_text *t, uint32_t cp, struct str ascii)
{
	struct str piece = ascii.n > 1 ? str_trim(ascii) : ascii;

	if (!piece.n)
		return;
	bool before = *ascii.p == ' ' && ascii.n > 1, after = ascii.p[ascii.n - 1] == ' ' && ascii.n > 1;
	bool due = t->space_due || before || asks_for_space(t, cp, *piece.p);
	bool closes = due && ((after && !before) || utf8_is_one_of(cp, closing));

	if (due && !closes && !is_space(last_of(t)) && !is_space(*piece.p) && !t->opened &&
	    !utf8_is_one_of(t->last, opening))
		buf_add_char(t->out, ' ');
	t->quoted = is_opening_quote(cp) && strchr(" \t\r\n([{\"'-/", last_of(t));
	t->space_within = t->space_within && !is_closing_quote(cp);
	t->space_due = after || (closes && t->space_due);
	t->opened = before && !after;
	t->last = cp;
	buf_add_str(t->out, piece);
}

void ascii_text_add(struct ascii_text *t, uint32_t cp, struct str ascii)
{
	if (!ascii.n)
		return;
	if (t->space_due || !is_plain(cp) || !is_plain(t->last)) {
		add_spaced(t, cp, ascii);
		return;
	}
	t->last = cp;
	buf_add_str(t->out, ascii);
}

/* A closing quote, that none opens ("und »a«"): no word begins right after it. */
static bool begins_with_closing_quote(struct str rest)
{
	size_t len = 0;
	bool is_quote = rest.n && is_closing_quote(utf8_decode(rest, &len));

	rest = str_sub(rest, len, rest.n);
	return is_quote && !(rest.n && icu_translit_has(utf8_decode(rest, &len)));
}

/* Whether the next quote closes, and has a space before it. */
static bool closes_with_space(struct str rest)
{
	uint32_t cp = 0, before = 0;
	size_t len;

	for (; rest.n; rest = str_sub(rest, len, rest.n), before = cp) {
		cp = utf8_decode(rest, &len);
		if (cp == '\n' || is_opening_quote(cp))
			return false;
		if (is_closing_quote(cp))
			return (before == ' ' || is_fixed_space(before)) && begins_with_closing_quote(rest);
	}
	return false;
}

size_t ascii_text_quote_space(struct ascii_text *t, struct str rest)
{
	size_t len;
	uint32_t cp = utf8_decode(rest, &len);
	bool fixed = is_fixed_space(cp);

	if (cp != ' ' && !fixed)
		return 0;
	rest = str_sub(rest, len, rest.n);
	if (!t->quoted)
		return begins_with_closing_quote(rest) && (fixed || t->space_within) ? len : 0;
	t->quoted = false;
	t->space_within = closes_with_space(rest);
	return fixed || t->space_within ? len : 0;
}
