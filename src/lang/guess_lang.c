/*
 * guess_lang: languages by their letters and small words. Both are asked of the language packs: a new
 * language needs nothing here.
 */
#include "lang/guess_lang.h"

#include <string.h>

#include "base/utf8.h"
#include "lang/fold.h"
#include "lang/word.h"

/* WORD_BYTES: a longer word says nothing. MISSED: so often a letter should be there. */
enum { SAMPLE_MAX = 64 << 10, WORD_BYTES = 128, FIRST_LETTER = 0xC0, MISSED = 3 };

static bool in_list(struct str word, const char *const *list)
{
	for (; list && *list; list++)
		if (str_is(word, *list))
			return true;
	return false;
}

/* Letters that every language in Latin, or in Cyrillic, has. */
static bool is_common(uint32_t letter)
{
	return letter < 0x80 || (letter >= 0x430 && letter <= 0x44F);
}

/* One language, and the letters that it writes besides the common ones. */
struct candidate {
	const struct lang *lang;
	unsigned char alphabet[FOLD_LETTERS_END / 8], seen[FOLD_LETTERS_END / 8];
	size_t letters; /* of the text */
	long points;
};

static void add_letter(unsigned char *alphabet, uint32_t letter)
{
	if (letter < FOLD_LETTERS_END)
		alphabet[letter / 8] |= (unsigned char)(1u << letter % 8);
}

static void begin(struct candidate *c, const struct lang *l)
{
	size_t len;

	*c = (struct candidate){ .lang = l };
	fold_alphabet(l, c->alphabet);
	for (const char *const(*p)[2] = l->search.typed; p && (*p)[0]; p++)
		add_letter(c->alphabet, utf8_decode(str_of((*p)[0]), &len));
}

/* What is typed for the letter, as small words are listed. */
static struct str typed_for(const struct lang *l, struct str letter)
{
	for (const char *const(*p)[2] = l->search.typed; p && (*p)[0]; p++)
		if (str_is(letter, (*p)[0]))
			return str_of((*p)[1]);
	return letter;
}

/* A script that one language of a site or two have says a good deal. */
static bool is_of_script(uint32_t letter, enum script script)
{
	switch (script) {
	case SCRIPT_HAN:
		return (letter >= 0x3400 && letter <= 0x9FFF) || (letter >= 0x20000 && letter <= 0x3FFFD);
	case SCRIPT_THAI:
		return letter >= 0xE01 && letter <= 0xE4E;
	case SCRIPT_ARABIC:
	case SCRIPT_LATIN:
	case SCRIPT_CYRILLIC:
	case SCRIPT_OTHER:
		break;
	}
	return false;
}

/* Letters that it has, and that others have; then the word, if it is a small one. */
static void weigh_word(struct candidate *c, struct str word)
{
	char typed[WORD_BYTES];
	size_t len, n = 0;

	if (word.n > WORD_BYTES / 2)
		return;
	if (word_script(word) == SCRIPT_ARABIC && c->lang->search.script == SCRIPT_ARABIC)
		c->points++;
	for (struct str rest = word; rest.n; rest = str_sub(rest, len, rest.n)) {
		uint32_t letter = utf8_decode(rest, &len);
		c->letters++;
		add_letter(c->seen, letter);
		struct str instead = typed_for(c->lang, str_sub(rest, 0, len));
		if (instead.n <= WORD_BYTES - n) {
			memcpy(typed + n, instead.p, instead.n);
			n += instead.n;
		}
		if (is_of_script(letter, c->lang->search.script))
			c->points++;
		else if (!is_common(letter) && letter < FOLD_LETTERS_END && !word_apostrophe(letter))
			c->points += fold_has_letter(c->alphabet, letter) ? 1 : -1;
	}
	c->points += 2 * (in_list(word, c->lang->search.stop_words) ||
	                     in_list((struct str){ typed, n }, c->lang->search.stop_words));
}

/*
 * How many letters that the language has often a text lacks, where it should have some of each. How often the
 * words of the interface say.
 */
static long count_missing(const struct candidate *c)
{
	unsigned short times[FOLD_LETTERS_END] = { 0 };
	size_t all = 1, missing = 0, len;

	for (size_t i = 0; i < WORD_COUNT; i++)
		for (struct str rest = str_of(c->lang->words[i]); rest.n; rest = str_sub(rest, len, rest.n)) {
			uint32_t letter = utf8_decode(rest, &len);
			all += letter > ' ';
			if (letter >= FIRST_LETTER && letter < FOLD_LETTERS_END && !is_common(letter))
				times[letter]++;
		}
	for (uint32_t letter = FIRST_LETTER; letter < FOLD_LETTERS_END; letter++) {
		size_t expected = times[letter] * c->letters / all;
		if (expected >= MISSED && !fold_has_letter(c->seen, letter))
			missing += expected;
	}
	return (long)missing;
}

/* How much of the folded text is this language's: its small words, its letters, its script. */
static size_t score(const struct lang *l, struct str text)
{
	struct candidate c;
	struct str word;

	begin(&c, l);
	while (word_next(&text, &word))
		weigh_word(&c, word);
	if (c.points <= 0)
		return 0;
	long rest = c.points - count_missing(&c);
	return (size_t)(rest > c.points / 4 ? rest : (c.points + 3) / 4);
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

/* A text, and the likeliest language so far, with its points and those of the next one. */
struct guess {
	struct buf folded;
	const struct lang *best;
	size_t first, second;
};

static void begin_guess(struct guess *g, struct str text)
{
	struct buf words;

	*g = (struct guess){ .best = NULL };
	buf_init(&words, 2 * SAMPLE_MAX);
	buf_init(&g->folded, 8 * SAMPLE_MAX);
	add_words(&words, str_sub(text, 0, SAMPLE_MAX));
	utf8_fold(&g->folded, buf_str(&words));
	buf_release(&words);
}

static void try(struct guess *g, const struct lang *l)
{
	size_t points = score(l, buf_str(&g->folded));

	if (points > g->first) {
		g->second = g->first;
		g->first = points;
		g->best = l;
	} else if (points > g->second) {
		g->second = points;
	}
}

static const struct lang *end_guess(struct guess *g, bool *sure)
{
	buf_release(&g->folded);
	if (sure)
		*sure = g->best && g->second * 2 <= g->first;
	return g->best;
}

const struct lang *guess_lang(struct str text, bool *sure)
{
	struct guess g;

	begin_guess(&g, text);
	for (size_t i = 0; i < lang_count(); i++)
		try(&g, lang_at(i));
	return end_guess(&g, sure);
}

const struct lang *guess_lang_of(const struct stemmer *s, struct str text, bool *sure)
{
	struct guess g;

	begin_guess(&g, text);
	for (size_t i = 0; i < stemmer_count(s); i++)
		try(&g, stemmer_lang(s, i));
	return end_guess(&g, sure);
}
