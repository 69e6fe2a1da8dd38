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
#include "lang/letter.h"

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

/* Typography. */
static const char *const signs[][2] = {
	{ "«", "\"" },
	{ "»", "\"" },
	{ "“", "\"" },
	{ "”", "\"" },
	{ "„", "\"" },
	{ "‘", "'" },
	{ "’", "'" },
	{ "‚", "'" },
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
	{ "№", "No." },
	{ "€", "EUR" },
	{ "×", "x" },
	{ "→", "->" },
	{ "←", "<-" },
	{ "©", "(c)" },
	{ "\u00A0", " " },
	{ "\u2007", " " },
	{ "\u2009", " " },
	{ "\u202F", " " },
	{ "\u00AD", "" },
	{ "\u200B", "" },
	{ "\u200C", "" },
	{ "\u200D", "" },
	{ "\uFEFF", "" },
	{ NULL, NULL },
};

static const char *look_up(const char *const (*pairs)[2], struct str letter)
{
	for (; (*pairs)[0]; pairs++)
		if (str_is(letter, (*pairs)[0]))
			return (*pairs)[1];
	return NULL;
}

/* The ASCII of one lower-case character outside ASCII; "" when it has no sound, "?" when it is unknown. */
static const char *ascii_of(const struct lang *l, uint32_t cp, struct buf *utf8)
{
	if (letter_is_mark(cp))
		return "";
	buf_reset(utf8);
	utf8_encode(utf8, cp);
	const char *ascii = look_up(l->translit, buf_str(utf8));
	if (!ascii)
		ascii = look_up(common, buf_str(utf8));
	if (!ascii)
		ascii = look_up(signs, buf_str(utf8));
	if (!ascii)
		ascii = letter_latin(cp);
	return ascii ? ascii : "?";
}

void lang_to_ascii(const struct lang *l, struct str s, struct buf *out)
{
	struct buf utf8;
	buf_init(&utf8, 8);
	bool was_upper = false;
	while (s.n > 0) {
		bool is_upper, next_upper = false;
		uint32_t cp = letter_next(&s, &is_upper);
		char single[2] = { (char)cp, 0 };
		const char *ascii = cp < 0x80 ? single : ascii_of(l, cp, &utf8);
		struct str rest = s;
		if (is_upper && rest.n > 0)
			letter_next(&rest, &next_upper);
		/* Щ is "Shch" in Щука, "SHCH" between capitals. */
		bool all_upper = is_upper && (was_upper || next_upper);
		if (cp == 0)
			buf_add_char(out, '?');
		for (size_t i = 0; ascii[i]; i++)
			buf_add_char(
			    out, all_upper || (is_upper && i == 0) ? ascii_upper(ascii[i]) : ascii[i]);
		was_upper = is_upper;
	}
	buf_release(&utf8);
}

/* --- the reverse ---------------------------------------------------------------------- */

enum { OPTIONS_MAX = 4 };

/* What people type, though it is not written so here. */
static const char *const also_typed[][2] = {
	{ "е", "ye" },
	{ "х", "h" },
	{ "ц", "c" },
	{ "в", "w" },
	{ "кс", "x" },
	{ "ж", "j" },
	{ NULL, NULL },
};

/* What may be written for the beginning of a word in Latin letters. */
struct options {
	struct {
		const char *letter;
		size_t used; /* bytes of the word */
	} v[OPTIONS_MAX];
	size_t n;
};

/* The longest first: "shch" is щ before it is ш. */
static void add_option(struct options *o, const char *letter, size_t used)
{
	size_t at = o->n;

	for (size_t i = 0; i < o->n; i++)
		if (strcmp(o->v[i].letter, letter) == 0)
			return;
	if (o->n == OPTIONS_MAX)
		return;
	for (; at > 0 && o->v[at - 1].used < used; at--)
		o->v[at] = o->v[at - 1];
	o->v[at].letter = letter;
	o->v[at].used = used;
	o->n++;
}

static void find_options(const char *const (*pairs)[2], struct str word, struct options *o)
{
	for (; (*pairs)[0]; pairs++)
		if (*(*pairs)[1] && str_starts(word, (*pairs)[1]))
			add_option(o, (*pairs)[0], strlen((*pairs)[1]));
}

/* Where a soft sign may have been between two consonants: льн, ньк, сьм. */
static bool may_be_soft(char before, char next)
{
	if (before == 'l')
		return strchr("bcdfgkmnpstvz", next) && next;
	if (before == 'n')
		return strchr("cgks", next) && next;
	return strchr("dstz", before) && before && strchr("bm", next) && next;
}

/* One of n, the rest of the number is for what comes after. */
static size_t choose(unsigned *which, size_t n)
{
	size_t one = *which % n;
	*which /= (unsigned)n;
	return one;
}

bool lang_from_ascii(const struct lang *l, struct str word, unsigned n, struct buf *out)
{
	struct buf lower;
	size_t start = out->len;

	buf_init(&lower, word.n + 1);
	for (size_t i = 0; i < word.n; i++)
		buf_add_char(&lower, ascii_lower(word.p[i]));
	for (struct str rest = buf_str(&lower); rest.n;) {
		struct options o = { .n = 0 };
		find_options(l->translit, rest, &o);
		find_options(common, rest, &o);
		find_options(also_typed, rest, &o);
		if (!o.n)
			add_option(&o, NULL, 1);
		size_t one = choose(&n, o.n), used = o.v[one].used;
		if (o.v[one].letter)
			buf_puts(out, o.v[one].letter);
		else
			buf_add(out, rest.p, 1);
		if (used < rest.n && may_be_soft(rest.p[used - 1], rest.p[used]) && choose(&n, 2))
			buf_puts(out, "ь");
		rest = str_sub(rest, used, rest.n);
	}
	buf_release(&lower);
	if (n)
		buf_truncate(out, start);
	return n == 0;
}

void lang_slug(const struct lang *l, struct str title, struct buf *out)
{
	enum { ENOUGH = 4096 }; /* bytes of a title; its slug is full long before */
	struct buf ascii, slug;
	buf_init(&ascii, ENOUGH * 4);
	buf_init(&slug, ENOUGH * 4);
	lang_to_ascii(l, str_sub(title, 0, ENOUGH), &ascii);
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
