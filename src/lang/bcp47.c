/*
 * bcp47: one subtag after the other, told by its length and place.
 */
#include "lang/bcp47.h"

#include "base/ascii.h"

enum { SUBTAG_MAX = 8 };

static bool next_subtag(struct str *rest, struct str *subtag)
{
	size_t n = 0;
	while (n < rest->n && ascii_is_alnum(rest->p[n]))
		n++;
	bool ends = n == rest->n;
	bool goes_on = n + 1 < rest->n && (rest->p[n] == '-' || rest->p[n] == '_');
	if (n == 0 || n > SUBTAG_MAX || (!ends && !goes_on))
		return false;
	*subtag = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, ends ? n : n + 1, rest->n);
	return true;
}

static bool are_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_letter(s.p[i]))
			return false;
	return true;
}

static bool is_region(struct str s)
{
	return (s.n == 2 && are_letters(s)) ||
	       (s.n == 3 && ascii_is_digit(s.p[0]) && ascii_is_digit(s.p[1]) && ascii_is_digit(s.p[2]));
}

bool bcp47_parse(struct str s, struct bcp47 *out)
{
	struct bcp47 tag = { .language = { NULL, 0 } };
	struct str subtag;

	if (!next_subtag(&s, &tag.language) || tag.language.n < 2 || tag.language.n > 3 ||
	    !are_letters(tag.language))
		return false;
	for (size_t place = 1; s.n; place++) {
		if (!next_subtag(&s, &subtag))
			return false;
		if (place == 1 && subtag.n == 4 && are_letters(subtag))
			tag.script = subtag;
		else if (place <= 2 && !tag.region.n && is_region(subtag))
			tag.region = subtag;
	}
	*out = tag;
	return true;
}

void bcp47_write(const struct bcp47 *tag, char out[TAG_BYTES])
{
	size_t n = 0;

	for (size_t i = 0; i < tag->language.n; i++)
		out[n++] = ascii_lower(tag->language.p[i]);
	if (tag->script.n)
		out[n++] = '-';
	for (size_t i = 0; i < tag->script.n; i++)
		out[n++] = ascii_lower(tag->script.p[i]);
	out[n] = '\0';
}
