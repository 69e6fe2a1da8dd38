/*
 * gopher_name: transliterated letters, a mark, and half of a hash of the name's bytes.
 *
 *   ascii = 1*80( ALPHA / DIGIT / "-" / "_" ) "~" 8HEXDIG [ "." 1*12( ALPHA / DIGIT ) ]
 */
#include "page/gopher_name.h"

#include <inttypes.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/path.h"

enum { STEM_LETTERS = 80, ENDING_LETTERS = 12, DIGITS = 8, ASCII_MAX = 4096 };

static void digits_of(const char *name, char out[DIGITS + 1])
{
	uint64_t h = hash_fold(hash_more(HASH_START, str_of(name)));

	snprintf(out, DIGITS + 1, "%08" PRIx32, (uint32_t)h);
}

static bool is_plain(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

/* One hyphen for each run of what cannot be there. */
static void add_letters(struct buf *out, struct str s, size_t most)
{
	size_t from = out->len;

	for (size_t i = 0; i < s.n && out->len - from < most; i++) {
		if (is_plain(s.p[i]))
			buf_add_char(out, s.p[i]);
		else if (out->len > from && out->data[out->len - 1] != '-')
			buf_add_char(out, '-');
	}
	if (out->len > from && out->data[out->len - 1] == '-')
		buf_truncate(out, out->len - 1);
}

void gopher_name_add(struct buf *out, const struct lang *lang, const char *name)
{
	struct str ending = path_extension(str_of(name));
	struct buf ascii, letters;
	char digits[DIGITS + 1];

	buf_init(&ascii, ASCII_MAX);
	buf_init(&letters, ASCII_MAX);
	lang_to_ascii_known(lang, str_sub(str_of(name), 0, strlen(name) - ending.n - (ending.n > 0)), &ascii);
	add_letters(&letters, buf_str(&ascii), STEM_LETTERS);
	digits_of(name, digits);
	buf_printf(out, "%s~%s", letters.len ? letters.data : "file", digits);
	buf_reset(&letters);
	add_letters(&letters, ending, ENDING_LETTERS);
	if (letters.len)
		buf_printf(out, ".%s", letters.data);
	buf_release(&ascii);
	buf_release(&letters);
}

bool gopher_name_is(struct str ascii, const char *name)
{
	char digits[DIGITS + 1];
	size_t at = ascii.n;

	while (at && ascii.p[at - 1] != '~')
		at--;
	digits_of(name, digits);
	return at && str_starts(str_sub(ascii, at, ascii.n), digits);
}
