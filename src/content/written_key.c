/*
 * written_key: a word is brought into the form of keys, a letter at a time, and looked up.
 */
#include "content/written_key.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "content/mend.h"
#include "content/mixed_script.h"
#include "content/suggestions.h"

enum { WORD_BYTES = 64 };

#define FULL_WIDTH_COLON "："

bool written_key_cut(struct str line, struct str *key, struct str *value)
{
	size_t at = str_find(line, ':'), n = sizeof FULL_WIDTH_COLON - 1;
	for (size_t i = 0; i + n <= line.n && i < at; i++)
		if (str_starts(str_sub(line, i, line.n), FULL_WIDTH_COLON)) {
			*key = mend_trim(str_sub(line, 0, i));
			*value = mend_trim(str_sub(line, i + n, line.n));
			return true;
		}
	*key = mend_trim(str_sub(line, 0, at));
	*value = at < line.n ? mend_trim(str_sub(line, at + 1, line.n)) : STR("");
	return at < line.n;
}

/* "Short-title" is "short_title"; what is no letter of ASCII and looks like one is that. */
static void put_form(struct str word, struct buf *out)
{
	static const char quotes[] = "\"'`*“”„«»‘’\u00A0", joins[] = " -_‐‑–—";
	size_t n;
	for (; word.n; word = str_sub(word, n, word.n)) {
		uint32_t cp = utf8_decode(word, &n);
		if (utf8_is_one_of(cp, quotes))
			continue;
		if (utf8_is_one_of(cp, joins))
			buf_add_char(out, '_');
		else if (!mixed_letter_to_latin(cp, out))
			buf_add_str(out, str_sub(word, 0, n));
	}
	for (size_t i = 0; i < out->len; i++)
		out->data[i] = ascii_lower(out->data[i]);
}

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/*
 * In Russian or Kyrgyz. What other systems call it in English is not taken: their values have another form.
 */
static const struct key *translated(struct str word, unsigned of)
{
	const char *names[KEYS_MAX + 1];
	size_t n = 0;
	for (const struct key *k = content_keys; k->name; k++)
		if (k->of & of)
			names[n++] = k->name;
	names[n] = NULL;
	const char *meant = is_ascii(word) ? NULL : suggest_key(word, names);
	return meant ? key_find(str_of(meant)) : NULL;
}

const struct key *written_key(struct str word, unsigned of)
{
	struct buf form;
	if (word.n == 0 || word.n > WORD_BYTES)
		return NULL;
	buf_init(&form, WORD_BYTES);
	put_form(word, &form);
	const struct key *k = key_find(buf_str(&form));
	buf_release(&form);
	if (k)
		return k->of & of ? k : NULL;
	return translated(word, of);
}
