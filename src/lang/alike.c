/*
 * alike: counts the letters of each alphabet, and those that look like none of the other.
 */
#include "lang/alike.h"

#include "base/ascii.h"
#include "base/utf8.h"

/* Letter by letter, folded: capitals look alike as well, and u is left of the ü that some type for ү. */
static const char latin_alike[] = "abcehkmoptxyu", cyrillic_alike[] = "авсенкмортхуу";

enum { ENDING_MIN = 2 }; /* letters of an ending in another alphabet than the name before it */

struct letters {
	size_t latin, cyrillic;           /* how many */
	size_t only_latin, only_cyrillic; /* of these, like none of the other alphabet */
	size_t last_cyrillic;             /* how many at the end of the word, one after the other */
};

static bool is_cyrillic(uint32_t cp)
{
	return cp >= 0x400 && cp <= 0x52F;
}

static struct letters count(struct str word)
{
	struct letters all = { 0 };
	size_t len;

	for (; word.n; word = str_sub(word, len, word.n)) {
		uint32_t cp = utf8_decode(word, &len);
		bool latin = ascii_is_letter(cp), cyrillic = is_cyrillic(cp);
		all.latin += latin;
		all.cyrillic += cyrillic;
		all.only_latin += latin && !utf8_is_one_of(cp, latin_alike);
		all.only_cyrillic += cyrillic && !utf8_is_one_of(cp, cyrillic_alike);
		all.last_cyrillic = cyrillic ? all.last_cyrillic + 1 : 0;
	}
	return all;
}

/* Most words are of one alphabet. */
static bool is_mixed(struct str word)
{
	bool latin = false, others = false;

	for (size_t i = 0; i < word.n && !(latin && others); i++) {
		latin = latin || ascii_is_letter(word.p[i]);
		others = others || (unsigned char)word.p[i] >= 0x80;
	}
	return latin && others;
}

bool alike_mend(struct str folded, struct buf *out)
{
	if (!is_mixed(folded))
		return false;
	struct letters n = count(folded);
	bool has_ending = n.last_cyrillic == n.cyrillic && n.cyrillic >= ENDING_MIN;
	bool to_latin = n.only_latin && !n.only_cyrillic && !has_ending;
	size_t len;

	if (!n.latin || !n.cyrillic || (n.only_latin && !to_latin))
		return false;
	for (; folded.n; folded = str_sub(folded, len, folded.n)) {
		uint32_t cp = utf8_decode(folded, &len);
		bool mended = to_latin ? utf8_counterpart(cp, cyrillic_alike, latin_alike, out)
		                       : utf8_counterpart(cp, latin_alike, cyrillic_alike, out);
		if (!mended)
			buf_add(out, folded.p, len);
	}
	return true;
}
