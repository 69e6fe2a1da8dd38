/*
 * word: which characters make words, as tables of ranges.
 */
#include "lang/word.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/letter.h"

struct range {
	uint32_t first, last;
};

static bool is_in(const struct range *ranges, size_t n, uint32_t cp)
{
	for (size_t i = 0; i < n; i++)
		if (cp >= ranges[i].first && cp <= ranges[i].last)
			return true;
	return false;
}
#define IN(ranges, cp) is_in((ranges), ARRAY_SIZE(ranges), (cp))

/* Above ASCII: punctuation, signs, symbols, pictures, what is private or unknown. */
static const struct range parting[] = {
	{ 0x80, 0xA9 },
	{ 0xAB, 0xB4 },
	{ 0xB6, 0xB9 },
	{ 0xBB, 0xBF },
	{ 0xD7, 0xD7 },
	{ 0xF7, 0xF7 },
	{ 0x2C2, 0x2DF },
	{ 0x482, 0x482 },
	{ 0x55A, 0x55F },
	{ 0x5BE, 0x5BE },
	{ 0x60C, 0x60D },
	{ 0x61B, 0x61F },
	{ 0x66A, 0x66D },
	{ 0x964, 0x965 },
	{ 0x2000, 0x2BFF },
	{ 0x2E00, 0x2E7F },
	{ 0x3000, 0x3004 },
	{ 0x3008, 0x3030 },
	{ 0xD800, 0xF8FF },
	{ 0xFE00, 0xFE6F },
	{ 0xFEFF, 0xFF0F },
	{ 0xFF1A, 0xFF20 },
	{ 0xFFE0, 0xFFFF },
	{ 0x1F000, 0x1FAFF },
	{ 0xE0000, 0x10FFFF },
};

static const struct range ignored[] = {
	{ 0xAD, 0xAD },
	{ 0x61C, 0x61C },
	{ 0x200B, 0x200F },
	{ 0x202A, 0x202E },
	{ 0x2060, 0x2069 },
	{ 0xFE00, 0xFE0F },
	{ 0xFEFF, 0xFEFF },
};

bool word_ignores(uint32_t cp)
{
	return cp >= 0xAD && IN(ignored, cp);
}

uint32_t word_apostrophe(uint32_t cp)
{
	return cp == '\'' || cp == '`' || cp == 0xB4 || cp == 0x2018 || cp == 0x2019 || cp == 0x2BB ||
	               cp == 0x2BC || cp == 0x2032
	           ? '\''
	           : 0;
}

static bool begins_word(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_is_alnum(cp);
	/* The letters of nearly all texts, before the tables are asked. */
	if (cp >= 0x400 && cp <= 0x481)
		return true;
	return !letter_is_mark(cp) && !word_apostrophe(cp) && !IN(parting, cp);
}

static enum script script_of(uint32_t cp)
{
	static const struct range latin[] = { { 'A', 'Z' }, { 'a', 'z' }, { 0xC0, 0x24F },
		{ 0x1E00, 0x1EFF } };
	static const struct range arabic[] = { { 0x620, 0x64A }, { 0x66E, 0x6D5 }, { 0x6EE, 0x6EF },
		{ 0x6FA, 0x6FF }, { 0x750, 0x77F }, { 0x8A0, 0x8FF }, { 0xFB50, 0xFDFF },
		{ 0xFE70, 0xFEFC } };

	if (cp >= 0x400 && cp <= 0x52F)
		return SCRIPT_CYRILLIC;
	if (IN(latin, cp))
		return SCRIPT_LATIN;
	return cp >= 0x620 && IN(arabic, cp) ? SCRIPT_ARABIC : SCRIPT_OTHER;
}

enum script word_script(struct str word)
{
	size_t len;

	while (word.n) {
		size_t last = word.n - 1;
		while (last > 0 && (word.p[last] & 0xC0) == 0x80)
			last--;
		enum script script = script_of(utf8_decode(str_sub(word, last, word.n), &len));
		if (script != SCRIPT_OTHER)
			return script;
		word.n = last;
	}
	return SCRIPT_OTHER;
}

/* Scripts that are written without spaces, and what belongs to the letter before it in them. */
static const struct range unspaced[] = {
	{ 0xE01, 0xE4E }, /* Thai, Lao, Burmese, Khmer, but for their digits */
	{ 0xE81, 0xECF },
	{ 0xEDC, 0xEDF },
	{ 0x1000, 0x103F },
	{ 0x1050, 0x108F },
	{ 0x109A, 0x109F },
	{ 0x1780, 0x17DF },
	{ 0x3005, 0x3007 }, /* kana, Chinese characters */
	{ 0x3031, 0x3035 },
	{ 0x3041, 0x30FF },
	{ 0x31F0, 0x31FF },
	{ 0x3400, 0x4DBF },
	{ 0x4E00, 0x9FFF },
	{ 0xF900, 0xFAFF },
	{ 0xFF66, 0xFF9F },
	{ 0x20000, 0x3FFFD },
};
static const struct range attached[] = {
	{ 0xE31, 0xE31 }, { 0xE33, 0xE3A }, { 0xE45, 0xE45 }, { 0xE47, 0xE4E },         /* Thai */
	{ 0xEB1, 0xEB1 }, { 0xEB3, 0xEBC }, { 0xEC8, 0xECE },                           /* Lao */
	{ 0x102B, 0x103E }, { 0x1056, 0x1059 }, { 0x105E, 0x1060 }, { 0x1082, 0x108D }, /* Burmese */
	{ 0x17B4, 0x17D3 }, { 0x17DD, 0x17DD },                                         /* Khmer */
	{ 0x3099, 0x309C }, { 0x30FC, 0x30FC }, { 0xFF70, 0xFF70 }, { 0xFF9E, 0xFF9F }, /* kana */
};

bool word_unspaced(uint32_t cp)
{
	return cp >= 0xE01 && IN(unspaced, cp);
}

/* Takes a letter and all that belongs to it. */
static size_t unspaced_length(struct str s)
{
	size_t len, n;

	utf8_decode(s, &n);
	while (n < s.n) {
		uint32_t cp = utf8_decode(str_sub(s, n, s.n), &len);
		if (!letter_is_mark(cp) && !IN(attached, cp))
			break;
		n += len;
	}
	return n;
}

/*
 * A zero-width non-joiner between Arabic letters parts what is a word and its ending, which many write as one
 * or with a space.
 */
static bool parts(uint32_t cp, struct str before, struct str after)
{
	size_t len;

	return cp == 0x200C && after.n && word_script(before) == SCRIPT_ARABIC &&
	       script_of(utf8_decode(after, &len)) == SCRIPT_ARABIC;
}

/*
 * word = unspaced / spaced
 * unspaced = letter *attached           ; of a script that is written without spaces
 * spaced = 1*( letter / digit / mark / ignored / apostrophe before a letter or digit )   ; a letter or digit first
 */
bool word_next(struct str *rest, struct str *word)
{
	struct str s = *rest;
	size_t at = 0, end, len = 0;
	uint32_t first = 0;

	for (; at < s.n; at += len)
		if (begins_word(first = utf8_decode(str_sub(s, at, s.n), &len)))
			break;
	if (at >= s.n) {
		*rest = str_sub(s, s.n, s.n);
		return false;
	}
	end = at + (word_unspaced(first) ? unspaced_length(str_sub(s, at, s.n)) : 0);
	for (size_t next = at; !word_unspaced(first) && next < s.n; next += len) {
		uint32_t cp = utf8_decode(str_sub(s, next, s.n), &len);
		/* Of most texts no letter comes so late. */
		if (cp >= 0xE01 &&
		    (word_unspaced(cp) || parts(cp, str_sub(s, at, next), str_sub(s, next + len, s.n))))
			break;
		if (begins_word(cp) || letter_is_mark(cp))
			end = next + len;
		else if (!word_ignores(cp) && !(word_apostrophe(cp) && end == next))
			break;
	}
	*word = str_sub(s, at, end);
	*rest = str_sub(s, end, s.n);
	return true;
}
