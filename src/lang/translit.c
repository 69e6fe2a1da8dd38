/*
 * translit: text in ASCII, for slugs and for clients that cannot show Cyrillic.
 *
 * By BGN/PCGN habits: readable without a key, not reversible.
 */
#include "lang/lang.h"

#include <string.h>

#include "base/ascii.h"
#include "base/path.h"
#include "base/utf8.h"
#include "lang/ascii_text.h"
#include "lang/icu_translit.h"
#include "lang/letter.h"
#include "lang/word.h"

/* What every language writes in this way; a pack's own pairs go before. */
static const char *const common[][2] = {
	{ "а", "a" },
	{ "б", "b" },
	{ "в", "v" },
	{ "г", "g" },
	{ "д", "d" },
	{ "е", "e" },
	{ "ё", "yo" },
	{ "ж", "zh" },
	{ "з", "z" },
	{ "и", "i" },
	{ "й", "y" },
	{ "к", "k" },
	{ "л", "l" },
	{ "м", "m" },
	{ "н", "n" },
	{ "ң", "ng" },
	{ "о", "o" },
	{ "ө", "o" },
	{ "п", "p" },
	{ "р", "r" },
	{ "с", "s" },
	{ "т", "t" },
	{ "у", "u" },
	{ "ү", "u" },
	{ "ф", "f" },
	{ "х", "kh" },
	{ "ц", "ts" },
	{ "ч", "ch" },
	{ "ш", "sh" },
	{ "щ", "shch" },
	{ "ъ", "" },
	{ "ы", "y" },
	{ "ь", "" },
	{ "э", "e" },
	{ "ю", "yu" },
	{ "я", "ya" },
	{ NULL, NULL },
};

/* Typography. A space before or after a sign is where it needs one (ascii_text.h). */
static const char *const signs[][2] = {
	{ "«", "\"" },
	{ "»", "\"" },
	{ "“", "\"" },
	{ "”", "\"" },
	{ "„", "\"" },
	{ "‘", "'" },
	{ "’", "'" },
	{ "‚", "'" },
	{ "‛", "'" },
	{ "‟", "\"" },
	{ "′", "'" },
	{ "″", "\"" },
	{ "ʼ", "'" },
	{ "ʻ", "'" },
	{ "‹", "'" },
	{ "›", "'" },
	{ "\u2010", "-" },
	{ "\u2011", "-" },
	{ "\u2012", "-" },
	{ "–", "-" },
	{ "—", "-" },
	{ "―", "-" },
	{ "−", "-" },
	{ "…", "..." },
	{ "•", "*" },
	{ "·", "*" },
	{ "،", "," },
	{ "؛", ";" },
	{ "؟", "?" },
	{ "۔", "." },
	{ "٪", "%" },
	{ "٫", "." },
	{ "٬", "," },
	{ "、", ", " },
	{ "。", ". " },
	{ "，", ", " },
	{ "．", "." },
	{ "；", "; " },
	{ "：", ": " },
	{ "？", "? " },
	{ "！", "! " },
	{ "（", " (" },
	{ "）", ") " },
	{ "《", " \"" },
	{ "》", "\" " },
	{ "〈", " '" },
	{ "〉", "' " },
	{ "「", " \"" },
	{ "」", "\" " },
	{ "『", " '" },
	{ "』", "' " },
	{ "【", " [" },
	{ "】", "] " },
	{ "％", "%" },
	{ "・", " " },
	{ "〔", " [" },
	{ "〕", "] " },
	{ "［", " [" },
	{ "］", "] " },
	{ "｛", " {" },
	{ "｝", "} " },
	{ "～", "~" },
	{ "〜", "~" },
	{ "\u3000", " " },
	{ "¿", "" },
	{ "¡", "" },
	{ "°", "deg" },
	{ "ª", "a" },
	{ "º", "o" },
	{ "§", "par." },
	{ "№", "No." },
	{ "€", "EUR" },
	{ "£", "GBP" },
	{ "¥", "JPY" },
	{ "₽", "RUB" },
	{ "₸", "KZT" },
	{ "₴", "UAH" },
	{ "₺", "TRY" },
	{ "±", "+-" },
	{ "÷", "/" },
	{ "½", "1/2" },
	{ "¼", "1/4" },
	{ "¾", "3/4" },
	{ "²", "2" },
	{ "³", "3" },
	{ "µ", "u" },
	{ "®", "(R)" },
	{ "™", "(TM)" },
	{ "×", "x" },
	{ "→", "->" },
	{ "←", "<-" },
	{ "©", "(c)" },
	{ "\u00A0", " " },
	{ "\u2002", " " },
	{ "\u2003", " " },
	{ "\u2007", " " },
	{ "\u2008", " " },
	{ "\u2009", " " },
	{ "\u200A", " " },
	{ "\u202F", " " },
	{ "\u00AD", "" },
	{ "\u200B", "" },
	{ "\u200C", "" },
	{ "\u200D", "" },
	{ "\u200E", "" },
	{ "\u200F", "" },
	{ "\u061C", "" },
	{ "\u202A", "" },
	{ "\u202B", "" },
	{ "\u202C", "" },
	{ "\u202D", "" },
	{ "\u202E", "" },
	{ "\u2060", "" },
	{ "\u2066", "" },
	{ "\u2067", "" },
	{ "\u2068", "" },
	{ "\u2069", "" },
	{ "ـ", "" },
	{ "\uFEFF", "" },
	{ NULL, NULL },
};

/*
 * Letters of other alphabets that are Cyrillic, as in names of places: what ICU makes of them has signs that
 * no reader writes. Not for lang_spellings: readers of Kyrgyz and Russian do not type them so.
 */
static const char *const other_cyrillic[][2] = {
	{ "ә", "a" },
	{ "ғ", "gh" },
	{ "ґ", "g" },
	{ "ђ", "dj" },
	{ "є", "ye" },
	{ "җ", "j" },
	{ "ѕ", "dz" },
	{ "ӣ", "i" },
	{ "і", "i" },
	{ "ї", "i" },
	{ "ј", "j" },
	{ "қ", "q" },
	{ "љ", "lj" },
	{ "њ", "nj" },
	{ "ћ", "c" },
	{ "ў", "o" },
	{ "ӯ", "u" },
	{ "ұ", "u" },
	{ "ҳ", "h" },
	{ "һ", "h" },
	{ "ҷ", "j" },
	{ "џ", "dz" },
	{ NULL, NULL },
};

static const char *look_up(const char *const (*pairs)[2], struct str letter)
{
	for (; (*pairs)[0]; pairs++)
		if (str_is(letter, (*pairs)[0]))
			return (*pairs)[1];
	return NULL;
}

/*
 * The ASCII of one lower-case character outside ASCII; "" when it has no sound, NULL when no table knows
 * it.
 */
static const char *known_ascii(const struct lang *l, uint32_t cp, struct buf *utf8)
{
	static const char digits[][2] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" };
	char digit = letter_digit(cp);
	const char *const(*tables[])[2] = { l->translit, common, signs, other_cyrillic };
	const char *ascii = NULL;

	if (digit)
		return digits[digit - '0'];
	if (letter_is_mark(cp))
		return "";
	buf_reset(utf8);
	utf8_encode(utf8, cp);
	for (size_t i = 0; i < ARRAY_SIZE(tables) && !ascii; i++)
		ascii = look_up(tables[i], buf_str(utf8));
	if (!ascii && cp > 0xFF00 && cp < 0xFF5F) {
		/* ASCII in full width */
		buf_reset(utf8);
		buf_add_char(utf8, (char)(cp - 0xFF00 + ' '));
		ascii = utf8->data;
	}
	return ascii ? ascii : letter_latin(cp);
}

/* Names and addresses were given to readers: they stay, also where a text is written better today. */
enum purpose { FOR_NAME, FOR_ADDRESS, FOR_READING };
enum { IDEOGRAPHIC_ZERO = 0x3007 }; /* has no form in addresses */

/*
 * The bytes at the head of s that no table knows and ICU may: whole, since what is beside a letter may change
 * it, and a word of Chinese has no other bounds. For reading it is with spaces or without, not both.
 */
static size_t unknown_run(const struct lang *l, struct str s, enum purpose purpose, struct buf *utf8)
{
	struct str rest = s;
	bool unspaced = false;

	while (rest.n) {
		struct str next = rest;
		bool is_upper;
		uint32_t cp = letter_next(&next, &is_upper);
		if (cp < 0x80 || !icu_translit_has(cp) || (!letter_is_mark(cp) && known_ascii(l, cp, utf8)))
			break;
		if (purpose == FOR_ADDRESS && cp == IDEOGRAPHIC_ZERO)
			break;
		if (rest.n == s.n)
			unspaced = word_unspaced(cp);
		else if (purpose == FOR_READING && word_unspaced(cp) != unspaced)
			break;
		rest = next;
	}
	return s.n - rest.n;
}

/* Щ is "Shch" in Щука, "SHCH" between capitals. */
static void add_cased(const char *ascii, bool is_upper, bool all_upper, struct buf *out)
{
	for (size_t i = 0; ascii[i]; i++)
		buf_add_char(out, all_upper || (is_upper && i == 0) ? ascii_upper(ascii[i]) : ascii[i]);
}

/*
 * Takes a character off *s and gives its ASCII to piece; was_upper: the one before is a capital. Returns the
 * character, U+FFFD for one that has no ASCII.
 */
static uint32_t take_known(
    const struct lang *l, struct str *s, bool *was_upper, struct buf *utf8, struct buf *piece)
{
	bool is_upper, next_upper = false;
	uint32_t cp = letter_next(s, &is_upper);
	char single[2] = { (char)cp, 0 };
	const char *ascii = cp < 0x80 ? single : known_ascii(l, cp, utf8);
	struct str rest = *s;

	if (is_upper && rest.n > 0)
		letter_next(&rest, &next_upper);
	add_cased(cp && ascii ? ascii : "?", is_upper, is_upper && (*was_upper || next_upper), piece);
	*was_upper = is_upper;
	return ascii ? cp : 0xFFFD;
}

static void to_ascii(const struct lang *l, struct str s, enum purpose purpose, struct buf *out)
{
	struct ascii_text text;
	struct buf utf8, piece;
	bool was_upper = false;
	size_t n;

	ascii_text_init(&text, out);
	buf_init(&utf8, 8);
	buf_init(&piece, s.n * 12 + 16);
	while (s.n > 0) {
		n = purpose == FOR_READING ? ascii_text_quote_space(&text, s) : 0;
		if (n) {
			s = str_sub(s, n, s.n);
			continue;
		}
		bool may_know = purpose != FOR_NAME && (unsigned char)*s.p >= 0x80;
		n = may_know ? unknown_run(l, s, purpose, &utf8) : 0;
		uint32_t cp;
		buf_reset(&piece);
		if (n) {
			cp = utf8_decode(s, &(size_t){ 0 });
			icu_translit_run(str_sub(s, 0, n), &piece);
			s = str_sub(s, n, s.n);
		} else {
			cp = take_known(l, &s, &was_upper, &utf8, &piece);
		}
		if (purpose == FOR_READING)
			ascii_text_add(&text, cp, buf_str(&piece));
		else
			buf_add_str(out, buf_str(&piece));
	}
	buf_release(&utf8);
	buf_release(&piece);
}

void lang_to_ascii(const struct lang *l, struct str s, struct buf *out)
{
	to_ascii(l, s, FOR_READING, out);
}

void lang_to_ascii_known(const struct lang *l, struct str s, struct buf *out)
{
	to_ascii(l, s, FOR_NAME, out);
}

/* --- the reverse ---------------------------------------------------------------------- */

/* What people write besides, in the one alphabet for the other: as they learnt it, and as they hear it. */
static const char *const also_written[][2] = {
	{ "е", "ye" },
	{ "е", "ie" },
	{ "е", "je" },
	{ "ё", "e" },
	{ "ё", "jo" },
	{ "ё", "io" },
	{ "ю", "iu" },
	{ "ю", "ju" },
	{ "ю", "u" },
	{ "я", "ia" },
	{ "я", "ja" },
	{ "ж", "j" },
	{ "ж", "dj" },
	{ "ж", "zh" },
	{ "дж", "j" },
	{ "дж", "dj" },
	{ "й", "i" },
	{ "й", "j" },
	{ "и", "y" },
	{ "и", "ee" },
	{ "ы", "i" },
	{ "ый", "y" },
	{ "ий", "y" },
	{ "ий", "i" },
	{ "х", "h" },
	{ "х", "x" },
	{ "кс", "x" },
	{ "к", "c" },
	{ "к", "q" },
	{ "с", "c" },
	{ "ц", "c" },
	{ "ц", "tz" },
	{ "ц", "z" },
	{ "ч", "c" },
	{ "ч", "tch" },
	{ "щ", "sch" },
	{ "щ", "sh" },
	{ "в", "w" },
	{ "ф", "ph" },
	{ "т", "th" },
	{ "у", "oo" },
	{ "н", "ng" },
	{ "ң", "n" },
	{ "ь", "'" },
	{ "ъ", "'" },
	{ NULL, NULL },
};

/* The longest first: "shch" is щ before it is ш. */
static size_t add_spelling(struct lang_spelling *out, size_t n, const char *letters, size_t used)
{
	size_t at = n;

	for (size_t i = 0; i < n; i++)
		if (out[i].used == used && strcmp(out[i].letters, letters) == 0)
			return n;
	if (n == LANG_SPELLINGS_MAX)
		return n;
	for (; at > 0 && out[at - 1].used < used; at--)
		out[at] = out[at - 1];
	out[at] = (struct lang_spelling){ letters, used };
	return n + 1;
}

size_t lang_spellings(const struct lang *l, struct str word, struct lang_spelling out[LANG_SPELLINGS_MAX])
{
	const char *const(*tables[])[2] = { l->translit, common, also_written };
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_SIZE(tables); i++) {
		for (const char *const(*pair)[2] = tables[i]; pair && (*pair)[0]; pair++) {
			for (int way = 0; way < 2; way++)
				if (*(*pair)[way] && str_starts(word, (*pair)[way]))
					n = add_spelling(out, n, (*pair)[!way], strlen((*pair)[way]));
		}
	}
	return n;
}

void lang_slug(const struct lang *l, struct str title, struct buf *out)
{
	enum { ENOUGH = 4096 }; /* bytes of a title; its slug is full long before */
	struct buf ascii, slug;
	buf_init(&ascii, ENOUGH * 4);
	buf_init(&slug, ENOUGH * 4);
	to_ascii(l, str_sub(title, 0, ENOUGH), FOR_ADDRESS, &ascii);
	bool gap = false;
	for (size_t i = 0; i < ascii.len; i++) {
		char c = ascii_lower(ascii.data[i]);
		if (!ascii_is_alnum(c)) {
			gap = gap || c != '\'';
			continue;
		}
		if (gap && slug.len > 0)
			buf_add_char(&slug, '-');
		gap = false;
		buf_add_char(&slug, c);
	}
	size_t end = slug.len;
	if (end > SLUG_MAX) {
		end = SLUG_MAX;
		while (end > 0 && slug.data[end] != '-')
			end--;
		if (end == 0)
			end = SLUG_MAX;
	}
	buf_add(out, slug.data, end);
	buf_release(&ascii);
	buf_release(&slug);
}
