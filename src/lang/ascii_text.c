/*
 * ascii_text: between two pieces there is a space if one of them asks for it, and neither is a sign that is
 * written close to what is there.
 */
#include "lang/ascii_text.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/word.h"

enum { FIRST_UNSPACED = 0xE01 }; /* letter of a script without spaces, or sign with a space within */

static const char opening[] = "([{“‘";
static const char closing[] = ")]}”’,;:!?%％.…";

void ascii_text_init(struct ascii_text *t, struct buf *out)
{
	*t = (struct ascii_text){ .out = out, .from = out->len };
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
	return cp < FIRST_UNSPACED;
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
