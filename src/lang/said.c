/*
 * said: compares letters alone.
 */
#include "lang/said.h"

#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/letter.h"
#include "lang/word.h"

enum { LINE_MAX_BYTES = 1024 };

/* What is in a word, but for digits and apostrophes. */
static bool is_letter(uint32_t cp)
{
	return letter_is_european(cp) || (cp >= 0x250 && !word_apostrophe(cp) && !word_ignores(cp));
}

/* Letters alone, folded: "ПРЕСС - РЕЛИЗ" is "прессрелиз". */
static void letters_of(struct str s, struct buf *out)
{
	struct buf plain;
	struct str word;
	size_t len;
	buf_init(&plain, 4 * LINE_MAX_BYTES);
	while (word_next(&s, &word))
		for (; word.n; word = str_sub(word, len, word.n))
			if (is_letter(utf8_decode(word, &len)))
				buf_add(&plain, word.p, len);
	buf_reset(out);
	utf8_fold(out, buf_str(&plain));
	buf_release(&plain);
}

bool lang_said(struct str line, enum word word)
{
	struct buf here, there;
	bool found = false;
	if (line.n > LINE_MAX_BYTES)
		return false;
	buf_init(&here, 4 * LINE_MAX_BYTES);
	buf_init(&there, 4 * LINE_MAX_BYTES);
	letters_of(line, &here);
	for (size_t i = 0; i < lang_count() && !found; i++) {
		letters_of(str_of(lang_at(i)->words[word]), &there);
		found = here.len && str_eq(buf_str(&here), buf_str(&there));
	}
	buf_release(&here);
	buf_release(&there);
	return found;
}
