/*
 * collate: the order of names in lists.
 *
 * Kyrgyz, Russian and English have one, so that a list does not change with the reader's language; the others
 * have theirs. Quotation marks do not count: a name in quotes is sorted by its first letter.
 */
#include "lang/lang.h"

#include <string.h>

#include "base/ascii.h"
#include "lang/icu_collate.h"
#include "lang/letter.h"

/* Letters that the alphabets sort after a letter of the Russian one. */
static const struct {
	uint32_t letter, base;
	uint32_t place; /* among those after the same base, from 1 */
} extra[] = {
	{ 0x4D9, 0x430, 1 }, /* ә, а */
	{ 0x493, 0x433, 1 }, /* ғ, г */
	{ 0x451, 0x435, 1 }, /* ё, е */
	{ 0x4E3, 0x438, 1 }, /* ӣ, и */
	{ 0x456, 0x438, 2 }, /* і, и */
	{ 0x49B, 0x43A, 1 }, /* қ, к */
	{ 0x4A3, 0x43D, 1 }, /* ң, н */
	{ 0x4E9, 0x43E, 1 }, /* ө, о */
	{ 0x45E, 0x443, 1 }, /* ў, у */
	{ 0x4AF, 0x443, 2 }, /* ү, у */
	{ 0x4B1, 0x443, 3 }, /* ұ, у */
	{ 0x4EF, 0x443, 4 }, /* ӯ, у */
	{ 0x4B3, 0x445, 1 }, /* ҳ, х */
	{ 0x4B7, 0x447, 1 }, /* ҷ, ч */
};

/* Signs, digits, Latin, Cyrillic, everything else. */
enum { BAND = 0x10000, PLACES = 8 };
enum { BAND_SIGN, BAND_DIGIT, BAND_LATIN, BAND_CYRILLIC, BAND_OTHER };

static uint32_t cyrillic_weight(uint32_t cp)
{
	for (size_t i = 0; i < ARRAY_SIZE(extra); i++)
		if (extra[i].letter == cp)
			return (extra[i].base - 0x400) * PLACES + extra[i].place;
	return (cp - 0x400) * PLACES;
}

static uint32_t weight(uint32_t cp)
{
	const char *ascii = letter_latin(cp);
	if (ascii)
		cp = (unsigned char)ascii[0];
	if (ascii_is_digit(cp))
		return BAND_DIGIT * BAND + cp;
	if (ascii_is_lower(cp))
		return BAND_LATIN * BAND + cp;
	if (cp >= 0x430 && cp <= 0x52F)
		return BAND_CYRILLIC * BAND + cyrillic_weight(cp);
	return cp < 0x80 ? BAND_SIGN * BAND + cp : BAND_OTHER * BAND + cp;
}

static bool counts(uint32_t cp)
{
	bool quote = cp == '"' || cp == '\'' || cp == 0xAB || cp == 0xBB || (cp >= 0x2018 && cp <= 0x201F);
	return !quote && !letter_is_mark(cp) && cp != 0xAD;
}

/* The weight of the next character that counts; 0, less than every weight, at the end. */
static uint32_t next_weight(struct str *rest)
{
	while (rest->n > 0) {
		bool is_upper;
		uint32_t cp = letter_next(rest, &is_upper);
		if (counts(cp))
			return weight(cp) + 1;
	}
	return 0;
}

static int compare_common(struct str a, struct str b)
{
	for (;;) {
		uint32_t x = next_weight(&a), y = next_weight(&b);
		if (x != y)
			return x < y ? -1 : 1;
		if (x == 0)
			return 0;
	}
}

static bool has_common_order(const struct lang *l)
{
	static const char *const tags[] = { "en", "ky", "ru" };

	for (size_t i = 0; i < ARRAY_SIZE(tags); i++)
		if (strcmp(l->tag, tags[i]) == 0)
			return true;
	return false;
}

int lang_compare(const struct lang *l, struct str a, struct str b)
{
	int order;

	return !has_common_order(l) && icu_collate(l->tag, a, b, &order) ? order : compare_common(a, b);
}
