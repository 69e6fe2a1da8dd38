/*
 * guess_lang: languages by their letters and small words. Both are asked of the language packs: a new
 * language needs nothing here.
 */
#include "lang/guess_lang.h"

#include <string.h>

#include "base/utf8.h"
#include "lang/letter.h"

enum { SAMPLE_MAX = 64 << 10 };

static bool in_list(struct str word, const char *const *list)
{
	for (; list && *list; list++)
		if (str_is(word, *list))
			return true;
	return false;
}

/* How much of the folded text is this language's: its small words, its letters, its alphabet. */
static size_t score(const struct lang *l, struct str text)
{
	const struct lang_search *s = &l->search;
	size_t points = 0, len;
	for (size_t i = 0; i < text.n;) {
		size_t from = i;
		while (i < text.n && letter_is_european(utf8_decode(str_sub(text, i, text.n), &len))) {
			i += len;
			for (const char *const(*p)[2] = s->typed; p && (*p)[0]; p++)
				points += str_is(str_sub(text, i - len, i), (*p)[0]);
		}
		struct str word = str_sub(text, from, i);
		points += 2 * (size_t)in_list(word, s->stop_words);
		if (i == from) {
			utf8_decode(str_sub(text, i, text.n), &len);
			i += len;
		}
	}
	return points;
}

static bool is_address(struct str word)
{
	for (size_t i = 0; i + 2 < word.n; i++)
		if (word.p[i] == '@' || (word.p[i] == ':' && word.p[i + 1] == '/' && word.p[i + 2] == '/'))
			return true;
	return str_starts(word, "www.");
}

/* The words but for addresses, whose letters are Latin in any language. */
static void add_words(struct buf *out, struct str text)
{
	while (text.n) {
		size_t n = 0;
		while (n < text.n && !strchr(" \t\n", text.p[n]))
			n++;
		if (n && !is_address(str_sub(text, 0, n))) {
			buf_add(out, text.p, n);
			buf_add_char(out, ' ');
		}
		text = str_sub(text, n + (n < text.n), text.n);
	}
}

const struct lang *guess_lang(struct str text, bool *sure)
{
	const struct lang *best = NULL;
	size_t first = 0, second = 0;
	struct buf words, folded;
	buf_init(&words, 2 * SAMPLE_MAX);
	buf_init(&folded, 8 * SAMPLE_MAX);
	add_words(&words, str_sub(text, 0, SAMPLE_MAX));
	utf8_fold(&folded, buf_str(&words));
	buf_release(&words);
	for (size_t i = 0; i < lang_count(); i++) {
		size_t points = score(lang_at(i), buf_str(&folded));
		if (points > first) {
			second = first;
			first = points;
			best = lang_at(i);
		} else if (points > second) {
			second = points;
		}
	}
	buf_release(&folded);
	if (sure)
		*sure = best && second * 2 <= first;
	return best;
}
