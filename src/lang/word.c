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
	return cp == '\'' || cp == 0x2018 || cp == 0x2019 || cp == 0x2BB || cp == 0x2BC ? '\'' : 0;
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

/* word = 1*( letter / digit / mark / ignored / apostrophe before a letter or digit ), a letter or digit first */
bool word_next(struct str *rest, struct str *word)
{
	struct str s = *rest;
	size_t at = 0, end, len = 0;

	for (; at < s.n; at += len)
		if (begins_word(utf8_decode(str_sub(s, at, s.n), &len)))
			break;
	if (at >= s.n) {
		*rest = str_sub(s, s.n, s.n);
		return false;
	}
	end = at;
	for (size_t next = at; next < s.n; next += len) {
		uint32_t cp = utf8_decode(str_sub(s, next, s.n), &len);
		if (begins_word(cp) || letter_is_mark(cp))
			end = next + len;
		else if (!word_ignores(cp) && !(word_apostrophe(cp) && end == next))
			break;
	}
	*word = str_sub(s, at, end);
	*rest = str_sub(s, end, s.n);
	return true;
}

enum script word_script(struct str word)
{
	static const struct range latin[] = { { 'A', 'Z' }, { 'a', 'z' }, { 0xC0, 0x24F },
		{ 0x1E00, 0x1EFF } };
	size_t len;

	while (word.n) {
		size_t last = word.n - 1;
		while (last > 0 && (word.p[last] & 0xC0) == 0x80)
			last--;
		uint32_t cp = utf8_decode(str_sub(word, last, word.n), &len);
		if (cp >= 0x400 && cp <= 0x52F)
			return SCRIPT_CYRILLIC;
		if (IN(latin, cp))
			return SCRIPT_LATIN;
		word.n = last;
	}
	return SCRIPT_OTHER;
}
