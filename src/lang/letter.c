/*
 * letter: lower case and composition for the alphabets that the packs write in.
 */
#include "lang/letter.h"

#include "base/ascii.h"
#include "base/utf8.h"

/*
 * Runs of capitals. Step 1: lower is capital + delta. Step 2: every second one is a capital, its lower case
 * comes next.
 */
static const struct {
	uint32_t first, last, step, delta;
} capitals[] = {
	{ 'A', 'Z', 1, 32 },
	{ 0xC0, 0xD6, 1, 32 },
	{ 0xD8, 0xDE, 1, 32 },
	{ 0x100, 0x136, 2, 1 },
	{ 0x139, 0x147, 2, 1 },
	{ 0x14A, 0x176, 2, 1 },
	{ 0x178, 0x178, 1, 0xFFu - 0x178u }, /* Ÿ comes after its lower case */
	{ 0x179, 0x17D, 2, 1 },
	{ 0x400, 0x40F, 1, 80 },
	{ 0x410, 0x42F, 1, 32 },
	{ 0x460, 0x480, 2, 1 },
	{ 0x48A, 0x4BE, 2, 1 },
	{ 0x4C1, 0x4CD, 2, 1 },
	{ 0x4D0, 0x52E, 2, 1 },
};

static uint32_t lower(uint32_t cp)
{
	for (size_t i = 0; i < ARRAY_SIZE(capitals); i++)
		if (cp >= capitals[i].first && cp <= capitals[i].last &&
		    (cp - capitals[i].first) % capitals[i].step == 0)
			return cp + capitals[i].delta;
	return cp;
}

static const struct {
	uint32_t base, mark, letter;
} compositions[] = {
	{ 0x438, 0x306, 0x439 }, /* й */
	{ 0x435, 0x308, 0x451 }, /* ё */
	{ 0x443, 0x306, 0x45E }, /* ў */
	{ 0x456, 0x308, 0x457 }, /* ї */
};

static uint32_t compose(uint32_t base, uint32_t mark)
{
	for (size_t i = 0; i < ARRAY_SIZE(compositions); i++)
		if (compositions[i].base == base && compositions[i].mark == mark)
			return compositions[i].letter;
	return 0;
}

bool letter_is_mark(uint32_t cp)
{
	return cp >= 0x300 && cp <= 0x36F;
}

uint32_t letter_next(struct str *rest, bool *is_upper)
{
	size_t len;
	uint32_t cp = utf8_decode(*rest, &len);
	*rest = str_sub(*rest, len, rest->n);
	/* None of ASCII is composed with a mark. */
	if (cp < 0x80) {
		*is_upper = ascii_is_upper((char)cp);
		return (uint32_t)ascii_lower((char)cp);
	}
	uint32_t letter = lower(cp);
	*is_upper = letter != cp;
	if (rest->n == 0)
		return letter;
	uint32_t composed = compose(letter, utf8_decode(*rest, &len));
	if (composed == 0)
		return letter;
	*rest = str_sub(*rest, len, rest->n);
	return composed;
}

/* ASCII, and the letters of Latin-1 and Latin Extended-A that are written so without their accents. */
static const char *const latin[][2] = {
	{ "ss", "ß" },
	{ "a", "àáâãäåāăą" },
	{ "ae", "æ" },
	{ "c", "çćĉċč" },
	{ "e", "èéêëēĕėęě" },
	{ "i", "ìíîïĩīĭįı" },
	{ "d", "ðďđ" },
	{ "n", "ñńņňŉ" },
	{ "o", "òóôõöøōŏő" },
	{ "u", "ùúûüũūŭůűų" },
	{ "y", "ýÿŷ" },
	{ "th", "þ" },
	{ "g", "ĝğġģ" },
	{ "h", "ĥħ" },
	{ "ij", "ĳ" },
	{ "j", "ĵ" },
	{ "k", "ķĸ" },
	{ "l", "ĺļľŀł" },
	{ "ng", "ŋ" },
	{ "oe", "œ" },
	{ "r", "ŕŗř" },
	{ "s", "śŝşšſ" },
	{ "t", "ţťŧ" },
	{ "w", "ŵ" },
	{ "z", "źżž" },
};

const char *letter_latin(uint32_t cp)
{
	if (cp < 0xDF || cp > 0x17F)
		return NULL;
	for (size_t i = 0; i < ARRAY_SIZE(latin); i++) {
		struct str letters = str_of(latin[i][1]);
		size_t len;
		for (; letters.n > 0; letters = str_sub(letters, len, letters.n))
			if (utf8_decode(letters, &len) == cp)
				return latin[i][0];
	}
	return NULL;
}

bool letter_is_european(uint32_t cp)
{
	return ascii_is_letter(cp) || (cp >= 0xC0 && cp <= 0x24F) || (cp >= 0x400 && cp <= 0x52F);
}

char letter_digit(uint32_t cp)
{
	/* The zeros, from Arabic to those of full width; nine digits follow each. */
	static const uint32_t zeros[] = { 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6,
		0xC66, 0xCE6, 0xD66, 0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810, 0xFF10 };

	for (size_t i = 0; cp >= zeros[0] && i < ARRAY_SIZE(zeros); i++)
		if (cp >= zeros[i] && cp <= zeros[i] + 9)
			return (char)('0' + (cp - zeros[i]));
	return 0;
}
