/*
 * fold: one table of letters for all languages of a site, each with the languages that have it.
 *
 * A language folds its own letters as its pack says, and letters of the others as they do, but for those that
 * its own words have.
 */
#include "lang/fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "lang/alike.h"
#include "lang/letter.h"
#include "lang/word.h"

enum { LETTERS_END = FOLD_LETTERS_END };

/* A letter, and what is typed in its place, in the languages of the set; bit FOLD_ALL: in all. */
struct typed {
	uint32_t letter, langs;
	struct str instead;
};

struct folder {
	const struct lang *langs[FOLD_LANGS_MAX];
	size_t lang_n;
	struct typed *typed;
	size_t typed_n;
	unsigned char respelt[LETTERS_END / 8]; /* letters that some language types in another way besides */
	struct buf composed, folded, plain, cased, respelling;
	bool doubtful;
};

/* --- the table ------------------------------------------------------------------------- */

static uint32_t letter_of(const char *text)
{
	size_t len;
	return utf8_decode(str_of(text), &len);
}

void fold_alphabet(const struct lang *l, unsigned char letters[LETTERS_END / 8])
{
	size_t len;

	memset(letters, 0, LETTERS_END / 8);
	for (size_t i = 0; i < WORD_COUNT; i++) {
		struct str rest = str_of(l->words[i] ? l->words[i] : "");
		for (; rest.n; rest = str_sub(rest, len, rest.n)) {
			uint32_t cp = utf8_decode(rest, &len);
			if (cp >= 0x80 && cp < LETTERS_END)
				letters[cp / 8] |= (unsigned char)(1u << cp % 8);
		}
	}
}

static const char *own_of(const struct lang *l, uint32_t letter)
{
	for (const char *const(*p)[2] = l->search.typed; p && (*p)[0]; p++)
		if (letter_of((*p)[0]) == letter)
			return (*p)[1];
	return NULL;
}

static void add_pair(struct folder *f, uint32_t letter, const char *instead)
{
	for (size_t i = 0; i < f->typed_n; i++)
		if (f->typed[i].letter == letter && str_is(f->typed[i].instead, instead))
			return;
	f->typed = xrealloc(f->typed, (f->typed_n + 1) * sizeof *f->typed);
	f->typed[f->typed_n++] = (struct typed){ .letter = letter, .instead = str_of(instead) };
}

/* Whether the language writes the letter, and means it. Of apostrophes each language has its own habits. */
static bool is_its_own(uint32_t letter, const unsigned char alphabet[LETTERS_END / 8])
{
	if (letter == '\'')
		return true;
	return fold_has_letter(alphabet, letter) && !letter_latin(letter);
}

/* Gives the language each letter that it, or another where it has none of its own, types otherwise. */
static void join(struct folder *f, size_t number)
{
	const struct lang *l = f->langs[number];
	unsigned char alphabet[LETTERS_END / 8];

	fold_alphabet(l, alphabet);
	for (size_t i = 0; i < f->typed_n; i++) {
		struct typed *t = &f->typed[i];
		const char *own = own_of(l, t->letter);
		if (own ? str_is(t->instead, own) : !is_its_own(t->letter, alphabet))
			t->langs |= 1u << number;
	}
}

/* A letter that every language types so, but an apostrophe, which is left out if any leaves it out. */
static void agree(struct folder *f)
{
	uint32_t all = (1u << f->lang_n) - 1;

	for (size_t i = 0; i < f->typed_n; i++)
		if (f->typed[i].langs == all || f->typed[i].letter == '\'')
			f->typed[i].langs |= 1u << FOLD_ALL;
}

static void learn_respelling(struct folder *f, const struct lang *l)
{
	for (const char *const(*p)[2] = l->search.also_typed; p && (*p)[0]; p++) {
		uint32_t letter = letter_of((*p)[0]);
		if (letter < LETTERS_END)
			f->respelt[letter / 8] |= (unsigned char)(1u << letter % 8);
	}
}

struct folder *folder_new(const struct lang *const *langs, size_t n)
{
	struct folder *f = xcalloc(1, sizeof *f);

	f->lang_n = n < FOLD_LANGS_MAX ? n : FOLD_LANGS_MAX;
	buf_init(&f->composed, FOLDED_MAX * 8);
	buf_init(&f->folded, FOLDED_MAX);
	buf_init(&f->plain, FOLDED_MAX * 8);
	buf_init(&f->cased, FOLDED_MAX * 8);
	buf_init(&f->respelling, FOLDED_MAX * 8);
	for (size_t i = 0; i < f->lang_n; i++) {
		f->langs[i] = langs[i];
		learn_respelling(f, langs[i]);
		for (const char *const(*p)[2] = langs[i]->search.typed; p && (*p)[0]; p++)
			add_pair(f, letter_of((*p)[0]), (*p)[1]);
	}
	for (size_t i = 0; f->typed_n && i < f->lang_n; i++)
		join(f, i);
	agree(f);
	return f;
}

void folder_free(struct folder *f)
{
	if (!f)
		return;
	free(f->typed);
	buf_release(&f->composed);
	buf_release(&f->folded);
	buf_release(&f->plain);
	buf_release(&f->cased);
	buf_release(&f->respelling);
	free(f);
}

/* --- a word ------------------------------------------------------------------------------ */

/* Marks of vowels, which most texts leave out, and what only makes an Arabic word longer. */
static bool is_left_out(uint32_t cp)
{
	return letter_is_mark(cp) || word_ignores(cp) || (cp >= 0x610 && cp <= 0x61A) || cp == 0x640 ||
	       (cp >= 0x64B && cp <= 0x65F) || cp == 0x670 || (cp >= 0x6D6 && cp <= 0x6ED) ||
	       (cp >= 0x591 && cp <= 0x5C7);
}

/* What the language types for the letter; NULL: itself. Notes whether others type something else. */
static const struct str *typed_for(struct folder *f, uint32_t cp, unsigned lang)
{
	uint32_t all = ((1u << f->lang_n) - 1) | 1u << FOLD_ALL;
	const struct str *instead = NULL;

	for (size_t i = 0; i < f->typed_n; i++) {
		if (f->typed[i].letter != cp)
			continue;
		f->doubtful = f->doubtful || f->typed[i].langs != all;
		if (!instead && (f->typed[i].langs >> lang & 1))
			instead = &f->typed[i].instead;
	}
	return instead;
}

static bool add_letter(struct folder *f, uint32_t cp, unsigned lang)
{
	struct buf *out = &f->folded;

	if (cp < 0x80 && cp != '\'' && cp != '`')
		return buf_add_char(out, (char)cp);
	if (is_left_out(cp))
		return true;
	uint32_t letter = word_apostrophe(cp);
	letter = letter ? letter : cp;
	const struct str *instead = typed_for(f, letter, lang);
	if (instead)
		return buf_add_str(out, *instead);
	char digit = letter >= 0x660 ? letter_digit(letter) : 0;
	if (digit)
		return buf_add_char(out, digit);
	const char *latin = letter_latin(letter);
	return latin ? buf_puts(out, latin) : utf8_encode(out, letter);
}

/* Forms of letters that fonts had once, and letters of full width: all begin with one byte. */
static struct str without_forms(struct folder *f, struct str word)
{
	if (!memchr(word.p, 0xEF, word.n))
		return word;
	buf_reset(&f->plain);
	utf8_compose_compatible(&f->plain, word);
	return buf_str(&f->plain);
}

struct str fold_word(struct folder *f, struct str word, unsigned lang)
{
	size_t len;

	buf_reset(&f->composed);
	buf_reset(&f->folded);
	f->doubtful = false;
	/* More bytes than this cannot be needed: a letter with its marks has far less. */
	utf8_fold(&f->composed, without_forms(f, str_sub(word, 0, FOLDED_MAX * 2)));
	for (struct str rest = buf_str(&f->composed); rest.n; rest = str_sub(rest, len, rest.n))
		if (!add_letter(f, utf8_decode(rest, &len), lang))
			break;
	buf_reset(&f->composed);
	if (alike_mend(buf_str(&f->folded), &f->composed) && f->composed.len <= FOLDED_MAX) {
		buf_reset(&f->folded);
		buf_add_str(&f->folded, buf_str(&f->composed));
	}
	return buf_str(&f->folded);
}

bool fold_was_doubtful(const struct folder *f)
{
	return f->doubtful;
}

/* Two languages have an i without its dot, whose capital is I. */
static bool has_dotless(const struct lang *l)
{
	return l->tag[0] && (memcmp(l->tag, "tr", 2) == 0 || memcmp(l->tag, "az", 2) == 0) &&
	       (l->tag[2] == '\0' || l->tag[2] == '-');
}

static void add_cased(struct buf *out, uint32_t cp, bool dotless)
{
	if (dotless && cp == 'I')
		buf_puts(out, "ı");
	else if (dotless && cp == 0x130)
		buf_add_char(out, 'i');
	else if (word_apostrophe(cp))
		buf_add_char(out, '\'');
	else if (!word_ignores(cp))
		utf8_encode(out, cp);
}

struct str fold_case(struct folder *f, struct str word, const struct lang *lang)
{
	bool dotless = lang && has_dotless(lang);
	size_t len;

	buf_reset(&f->composed);
	buf_reset(&f->cased);
	for (struct str rest = without_forms(f, str_sub(word, 0, FOLDED_MAX * 2)); rest.n;
	     rest = str_sub(rest, len, rest.n))
		add_cased(&f->composed, utf8_decode(rest, &len), dotless);
	utf8_fold(&f->cased, buf_str(&f->composed));
	struct str cased = str_sub(buf_str(&f->cased), 0, FOLDED_MAX);
	while (cased.n == FOLDED_MAX && (cased.p[cased.n - 1] & 0x80) && !utf8_valid(cased, NULL))
		cased.n--;
	return cased;
}

static const char *also_typed(const struct lang *l, uint32_t letter)
{
	for (const char *const(*p)[2] = l->search.also_typed; (*p)[0]; p++)
		if (letter_of((*p)[0]) == letter)
			return (*p)[1];
	return NULL;
}

struct str fold_respell(struct folder *f, struct str word, const struct lang *lang)
{
	bool any = false;
	size_t len;

	buf_reset(&f->composed);
	buf_reset(&f->respelling);
	if (!lang->search.also_typed)
		return STR("");
	utf8_fold(&f->composed, str_sub(word, 0, FOLDED_MAX * 2));
	for (struct str rest = buf_str(&f->composed); rest.n; rest = str_sub(rest, len, rest.n)) {
		const char *also = also_typed(lang, utf8_decode(rest, &len));
		any = any || also;
		if (also)
			buf_puts(&f->respelling, also);
		else
			buf_add(&f->respelling, rest.p, len);
	}
	return any ? buf_str(&f->respelling) : STR("");
}

bool fold_is_simple(const struct folder *f, uint32_t letter)
{
	uint32_t all = ((1u << f->lang_n) - 1) | 1u << FOLD_ALL;

	/* What a word begins with may be an article that is left out. */
	if (word_apostrophe(letter))
		return false;
	for (size_t i = 0; i < f->typed_n; i++)
		if (f->typed[i].letter == letter && f->typed[i].langs != all)
			return false;
	return letter >= LETTERS_END || !(f->respelt[letter / 8] >> letter % 8 & 1);
}
