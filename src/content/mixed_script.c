/*
 * mixed_script: counts the letters of each alphabet in a word; where those of the fewer all look like
 * letters of the other, they are slips.
 */
#include "content/mixed_script.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"

/* Letter by letter; ö and ü are what people type for ө and ү. */
#define LATIN_ALIKE "aceopxyABCEHKMOPTXYöüÖÜ"
#define CYRILLIC_ALIKE "асеорхуАВСЕНКМОРТХУөүӨҮ"
/* ө and ү look like no Latin letter. */
#define CYRILLIC_STRAY "асеорхуАВСЕНКМОРТХУ"

struct word {
	struct str text;
	size_t latin, cyrillic;             /* letters */
	size_t first_latin, first_cyrillic; /* offsets in the text */
	size_t capitals; /* Latin capitals that it begins with: an abbreviation may take a suffix */
};

static bool is_latin(uint32_t c)
{
	return ascii_is_letter(c) || (c >= 0xC0 && c <= 0x24F && c != 0xD7 && c != 0xF7);
}

static bool is_cyrillic(uint32_t c)
{
	return c >= 0x400 && c <= 0x52F;
}

/* Takes the next run of letters off the line. */
static bool next_word(struct str *rest, struct word *w)
{
	*w = (struct word){ .text = { rest->p, 0 } };
	while (rest->n) {
		size_t len;
		uint32_t c = utf8_decode(*rest, &len);
		bool latin = is_latin(c), cyrillic = is_cyrillic(c);
		if (!latin && !cyrillic && w->text.n)
			return true;
		rest->p += len;
		rest->n -= len;
		if (!latin && !cyrillic) {
			w->text.p = rest->p;
			continue;
		}
		if (latin && w->latin++ == 0)
			w->first_latin = w->text.n;
		if (cyrillic && w->cyrillic++ == 0)
			w->first_cyrillic = w->text.n;
		w->capitals += ascii_is_upper(c) && w->capitals + 1 == w->latin && !w->cyrillic;
		w->text.n += len;
	}
	return w->text.n > 0;
}

/* Whether all letters of the word that are in this alphabet look like letters of the other one. */
static bool are_alike(struct str word, bool (*in_alphabet)(uint32_t c), const char *alike)
{
	while (word.n) {
		size_t len;
		uint32_t c = utf8_decode(word, &len);
		if (in_alphabet(c) && !utf8_is_one_of(c, alike))
			return false;
		word = str_sub(word, len, word.n);
	}
	return true;
}

/*
 * Whether a letter of one alphabet may come right after one of the other. In nearly all lines none does:
 * so much is seen by the first bytes of characters. Those of Latin letters over ASCII are those of × and ÷
 * too.
 */
static bool may_mix(struct str line)
{
	enum { OTHER, LATIN, CYRILLIC } before = OTHER;
	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];
		if (c >= 0x80 && c < 0xC0) /* the rest of a character */
			continue;
		bool latin = ascii_is_letter(c) || (c >= 0xC3 && c <= 0xC9);
		bool cyrillic = c >= 0xD0 && c <= 0xD4;
		if ((latin && before == CYRILLIC) || (cyrillic && before == LATIN))
			return true;
		before = latin ? LATIN : cyrillic ? CYRILLIC : OTHER;
	}
	return false;
}

bool mixed_word_next(struct str *rest, struct mixed_word *out)
{
	struct word w;
	if (!may_mix(*rest))
		return false;
	while (next_word(rest, &w)) {
		if (!w.latin || !w.cyrillic)
			continue;
		bool stray_latin = w.latin <= w.cyrillic && w.capitals < 2 &&
		                   are_alike(w.text, is_latin, LATIN_ALIKE);
		bool stray_cyrillic = w.cyrillic < w.latin && are_alike(w.text, is_cyrillic, CYRILLIC_STRAY);
		if (!stray_latin && !stray_cyrillic)
			continue;
		out->text = w.text;
		out->stray = stray_latin ? w.first_latin : w.first_cyrillic;
		out->cyrillic = stray_latin;
		return true;
	}
	return false;
}

static bool has_marks_of_address(struct str run)
{
	for (size_t i = 0; i < run.n; i++)
		if (strchr("/@\\_", run.p[i]) || (run.p[i] == '.' && i + 1 < run.n && run.p[i + 1] != '.'))
			return true;
	return false;
}

bool mixed_word_is_in_address(struct str line, struct mixed_word *w)
{
	if (w->run.n && w->text.p < w->run.p + w->run.n)
		return w->in_address;
	size_t from = (size_t)(w->text.p - line.p), to = from + w->text.n;
	while (from > 0 && !strchr(" \t", line.p[from - 1]))
		from--;
	while (to < line.n && !strchr(" \t", line.p[to]))
		to++;
	w->run = str_sub(line, from, to);
	w->in_address = has_marks_of_address(w->run);
	return w->in_address;
}

bool mixed_letter_to_latin(uint32_t cp, struct buf *out)
{
	return utf8_counterpart(cp, CYRILLIC_STRAY, LATIN_ALIKE, out);
}

void mixed_word_mend(const struct mixed_word *w, struct buf *out)
{
	for (struct str rest = w->text; rest.n;) {
		size_t n;
		uint32_t cp = utf8_decode(rest, &n);
		bool mended = w->cyrillic ? utf8_counterpart(cp, LATIN_ALIKE, CYRILLIC_ALIKE, out)
		                          : mixed_letter_to_latin(cp, out);
		if (!mended)
			buf_add_str(out, str_sub(rest, 0, n));
		rest = str_sub(rest, n, rest.n);
	}
}
