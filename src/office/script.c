/*
 * script: letters and Roman figures for lists.
 */
#include "office/script.h"

#include "base/ascii.h"
#include "base/raised.h"

void script_add(struct buf *out, enum script script, struct str text)
{
	struct str inner = str_trim(text);
	if (script == SCRIPT_NONE || inner.n == 0) {
		buf_add_str(out, text);
		return;
	}
	if (text.p[0] == ' ')
		buf_add_char(out, ' ');
	raised_write(out, inner, script == SCRIPT_RAISED);
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
