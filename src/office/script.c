/*
 * script: tables of Unicode's raised and lowered characters; letters and Roman figures for lists.
 */
#include "office/script.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

static const struct {
	const char *plain, *raised, *lowered;
} pairs[] = {
	{ "0", "⁰", "₀" },
	{ "1", "¹", "₁" },
	{ "2", "²", "₂" },
	{ "3", "³", "₃" },
	{ "4", "⁴", "₄" },
	{ "5", "⁵", "₅" },
	{ "6", "⁶", "₆" },
	{ "7", "⁷", "₇" },
	{ "8", "⁸", "₈" },
	{ "9", "⁹", "₉" },
	{ "+", "⁺", "₊" },
	{ "-", "⁻", "₋" },
	{ "−", "⁻", "₋" },
	{ "–", "⁻", "₋" },
	{ "=", "⁼", "₌" },
	{ "(", "⁽", "₍" },
	{ ")", "⁾", "₎" },
	{ "n", "ⁿ", "ₙ" },
	{ "i", "ⁱ", "ᵢ" },
	{ "x", "ˣ", "ₓ" },
	{ "o", "°", "ₒ" },
	{ "о", "°", NULL },
};

static const char *find_pair(struct str one, enum script script)
{
	for (size_t i = 0; i < ARRAY_SIZE(pairs); i++)
		if (str_is(one, pairs[i].plain))
			return script == SCRIPT_RAISED ? pairs[i].raised : pairs[i].lowered;
	return NULL;
}

static bool convert(struct buf *out, enum script script, struct str text)
{
	struct buf made;
	bool whole = text.n > 0;
	size_t len;
	buf_init(&made, 4 * text.n + 4);
	for (struct str s = text; s.n && whole; s = str_sub(s, len, s.n)) {
		utf8_decode(s, &len);
		const char *other = find_pair(str_sub(s, 0, len), script);
		whole = other && buf_puts(&made, other);
	}
	if (whole)
		buf_add_str(out, buf_str(&made));
	buf_release(&made);
	return whole;
}

static bool has_figure(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		if (ascii_is_digit(text.p[i]))
			return true;
	return false;
}

/* One figure or letter, raised, is a power; a word is not. */
static bool is_short(struct str text)
{
	return utf8_length(text) == 1 && (ascii_is_letter(text.p[0]) || (unsigned char)text.p[0] >= 0xC0);
}

void script_add(struct buf *out, enum script script, struct str text)
{
	struct str inner = str_trim(text);
	if (script == SCRIPT_NONE || inner.n == 0) {
		buf_add_str(out, text);
		return;
	}
	if (text.p[0] == ' ')
		buf_add_char(out, ' ');
	if (convert(out, script, inner))
		return;
	if (has_figure(inner) || is_short(inner))
		buf_add_char(out, script == SCRIPT_RAISED ? '^' : '_');
	buf_add_str(out, inner);
	if (text.p[text.n - 1] == ' ')
		buf_add_char(out, ' ');
}

/* --- numbers of lists ------------------------------------------------------------------ */

/* a … z, aa, bb …: as Word counts. */
static void add_letters(struct buf *out, const char *const *letters, size_t count, int number)
{
	enum { REPEATS_MAX = 8 };
	size_t at = (size_t)(number - 1) % count, times = (size_t)(number - 1) / count + 1;
	for (size_t i = 0; i < times && i < REPEATS_MAX; i++)
		buf_puts(out, letters[at]);
}

static void add_latin(struct buf *out, char first, int number)
{
	char letters[26][2];
	const char *list[26];
	for (int i = 0; i < 26; i++) {
		letters[i][0] = (char)(first + i);
		letters[i][1] = '\0';
		list[i] = letters[i];
	}
	add_letters(out, list, 26, number);
}

static void add_russian(struct buf *out, bool upper, int number)
{
	static const char *const lower_letters[] = { "а", "б", "в", "г", "д", "е", "ж", "з", "и", "к", "л",
		"м", "н", "о", "п", "р", "с", "т", "у", "ф", "х", "ц", "ч", "ш", "щ", "э", "ю", "я" };
	static const char *const upper_letters[] = { "А", "Б", "В", "Г", "Д", "Е", "Ж", "З", "И", "К", "Л",
		"М", "Н", "О", "П", "Р", "С", "Т", "У", "Ф", "Х", "Ц", "Ч", "Ш", "Щ", "Э", "Ю", "Я" };
	add_letters(out, upper ? upper_letters : lower_letters, ARRAY_SIZE(lower_letters), number);
}

static void add_roman(struct buf *out, bool upper, int number)
{
	static const struct {
		int value;
		const char *text;
	} figures[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" },
		{ 50, "l" }, { 40, "xl" }, { 10, "x" }, { 9, "ix" }, { 5, "v" }, { 4, "iv" }, { 1, "i" } };
	for (size_t i = 0; i < ARRAY_SIZE(figures); i++)
		for (; number >= figures[i].value; number -= figures[i].value)
			for (const char *p = figures[i].text; *p; p++)
				buf_add_char(out, upper ? ascii_upper(*p) : *p);
}

void number_add(struct buf *out, enum number_format format, int number)
{
	enum { ROMAN_MAX = 3999 };
	bool roman = format == NUMBER_LOWER_ROMAN || format == NUMBER_UPPER_ROMAN;
	if (format == NUMBER_BULLET)
		return;
	if (format == NUMBER_DECIMAL || number < 1 || (roman && number > ROMAN_MAX))
		buf_printf(out, "%d", number);
	else if (format == NUMBER_TWO_DIGITS)
		buf_printf(out, "%02d", number);
	else if (roman)
		add_roman(out, format == NUMBER_UPPER_ROMAN, number);
	else if (format == NUMBER_LOWER_RUSSIAN || format == NUMBER_UPPER_RUSSIAN)
		add_russian(out, format == NUMBER_UPPER_RUSSIAN, number);
	else
		add_latin(out, format == NUMBER_UPPER_LETTER ? 'A' : 'a', number);
}
