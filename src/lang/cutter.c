/*
 * cutter: compares the end of a word with all endings of a path, letter by letter.
 *
 * Each letter that the rules name has a number, so that what a letter may be is a set of bits. All other
 * letters have number 0, which is in no set.
 */
#include "lang/cutter.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* TRIES: how many cuts of one word are tried, whatever a stranger writes. */
enum { CLASHES_MAX = 4, TRIES = 48, ENDING_MAX = CUTTER_ENDING_MAX, LETTERS_END = CUTTER_LETTERS_END };

typedef uint64_t letter_set;

/* An ending, as what each of its letters may be, from the last one to the first. */
struct cut {
	letter_set letters[ENDING_MAX];
	size_t n;
	enum ending_after after;
	bool doubtful, varies; /* its first letter is one of the variants */
	unsigned in, to;
	size_t order; /* in the tables of the pack */
};

/* Folded words, sorted. */
struct list {
	struct str *v;
	size_t n;
};

struct cutter {
	const struct lang_path *path;
	struct cut *v; /* the longest first */
	size_t n;
	unsigned char numbers[LETTERS_END]; /* of the letters */
	unsigned char last_number;
	letter_set vowels;
	struct {
		letter_set first, before;
	} clashes[CLASHES_MAX];
	size_t clash_count;
	struct list roots, others;
};

/* --- what a pack has, as sets ---------------------------------------------------------- */

static letter_set set_of(struct cutter *c, struct str letters)
{
	letter_set set = 0;
	size_t len;

	for (; letters.n; letters = str_sub(letters, len, letters.n)) {
		uint32_t cp = utf8_decode(letters, &len);
		assert(cp < LETTERS_END);
		if (!c->numbers[cp]) {
			c->numbers[cp] = ++c->last_number;
			assert(c->last_number <= CUTTER_LETTERS_MAX);
		}
		set |= UINT64_C(1) << c->numbers[cp];
	}
	return set;
}

/* Each letter of a class, or the one letter that is none. */
static struct str variants_of(const struct lang_search *rules, struct str letter)
{
	for (const char *const(*v)[2] = rules->variants; v && (*v)[0]; v++)
		if (str_is(letter, (*v)[0]))
			return str_of((*v)[1]);
	return letter;
}

static void add_ending(
    struct cutter *cutter, const struct lang_search *rules, struct str text, const struct lang_slot *slot)
{
	size_t len;

	cutter->v = xrealloc(cutter->v, (cutter->n + 1) * sizeof *cutter->v);
	struct cut *c = &cutter->v[cutter->n++];
	*c = (struct cut){ .after = slot->after,
		.doubtful = slot->doubtful,
		.in = slot->in,
		.to = slot->to,
		.order = cutter->n };
	for (; text.n; text = str_sub(text, len, text.n)) {
		assert(c->n < ENDING_MAX);
		utf8_decode(text, &len);
		struct str letters = variants_of(rules, str_sub(text, 0, len));
		memmove(c->letters + 1, c->letters, c->n++ * sizeof *c->letters);
		c->letters[0] = set_of(cutter, letters);
		c->varies = c->varies || (c->n == 1 && letters.p != text.p);
	}
}

static int by_length(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return (x->order > y->order) - (x->order < y->order);
}

static int compare(struct str a, struct str b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int by_text(const void *a, const void *b)
{
	return compare(*(const struct str *)a, *(const struct str *)b);
}

static void learn_list(struct list *list, const char *const *words)
{
	while (words && words[list->n])
		list->n++;
	list->v = xcalloc(list->n + 1, sizeof *list->v);
	for (size_t i = 0; words && i < list->n; i++)
		list->v[i] = str_of(words[i]);
	qsort(list->v, list->n, sizeof *list->v, by_text);
}

struct cutter *cutter_new(const struct lang_search *rules, const struct lang_path *path)
{
	struct cutter *c = xcalloc(1, sizeof *c);

	c->path = path;
	c->vowels = rules->vowels ? set_of(c, str_of(rules->vowels)) : 0;
	for (const char *const(*pair)[2] = rules->clashes; pair && (*pair)[0]; pair++) {
		assert(c->clash_count < CLASHES_MAX);
		c->clashes[c->clash_count].first = set_of(c, str_of((*pair)[0]));
		c->clashes[c->clash_count++].before = set_of(c, str_of((*pair)[1]));
	}
	for (const struct lang_slot *slot = path->slots; slot && slot->endings; slot++) {
		struct str rest = str_of(slot->endings), ending;
		while (rest.n) {
			str_cut(rest, ' ', &ending, &rest);
			if (ending.n)
				add_ending(c, rules, ending, slot);
		}
	}
	qsort(c->v, c->n, sizeof *c->v, by_length);
	learn_list(&c->roots, path->roots);
	learn_list(&c->others, path->others);
	return c;
}

void cutter_free(struct cutter *c)
{
	if (!c)
		return;
	free(c->v);
	free(c->roots.v);
	free(c->others.v);
	free(c);
}

/* --- a word ------------------------------------------------------------------------------ */

/* One word, while it is cut. */
struct cutting {
	const struct cutter *cutter;
	const char *bytes;
	unsigned char numbers[FOLDED_MAX];  /* of its letters */
	unsigned char ends[FOLDED_MAX + 1]; /* how many bytes so many letters have */
	bool doubtful;                      /* endings that are may be cut as well */
	bool met;                           /* one that is doubtful was */
	int tries;                          /* how many are left */
};

static void begin(struct cutting *c, struct str word, size_t *letters)
{
	size_t len, n = 0;

	c->bytes = word.p;
	c->ends[0] = 0;
	for (size_t at = 0; at < word.n; at += len) {
		uint32_t cp = utf8_decode(str_sub(word, at, word.n), &len);
		c->numbers[n++] = cp < LETTERS_END ? c->cutter->numbers[cp] : 0;
		c->ends[n] = (unsigned char)(at + len);
	}
	*letters = n;
}

/* Of the folded words of a list, whether s is one. */
static bool is_in(struct str s, const struct list *list)
{
	size_t from = 0, to = list->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = compare(list->v[middle], s);
		if (order == 0)
			return true;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return false;
}

static struct str left_of(const struct cutting *c, size_t letters)
{
	return (struct str){ c->bytes, c->ends[letters] };
}

/* The first row of finals that s ends in; a row of NULLs: in none. */
static const char *const *final_of(struct str s, const struct lang_path *path)
{
	static const char *const none[2];

	for (const char *const(*f)[2] = path->finals; f && (*f)[0]; f++)
		if (str_ends(s, (*f)[0]))
			return *f;
	return none;
}

/* Whether s is a root, or will be with the end that it has without endings. */
static bool is_root(struct str s, const struct cutter *c)
{
	const char *const *final = final_of(s, c->path);
	char mended[FOLDED_MAX];

	if (is_in(s, &c->roots))
		return true;
	if (!final[0])
		return false;
	size_t kept = s.n - strlen(final[0]), len = strlen(final[1]);
	if (kept + len > sizeof mended)
		return false;
	for (size_t i = 0; i < kept; i++)
		mended[i] = s.p[i];
	memcpy(mended + kept, final[1], len);
	return is_in((struct str){ mended, kept + len }, &c->roots);
}

/* Whether there are letters enough for a stem, as it is when its end is mended. */
static bool may_be_left(struct str rest, size_t letters, const struct cutter *c)
{
	if (letters > STEM_LETTERS_MIN)
		return true;
	const char *const *final = final_of(rest, c->path);
	if (final[0])
		letters += utf8_length(str_of(final[1])) - utf8_length(str_of(final[0]));
	return letters >= STEM_LETTERS_MIN || is_root(rest, c);
}

/* Whether what is left in this state may be a stem. */
static bool is_done(const struct cutter *c, struct str rest, size_t letters, unsigned state)
{
	if (is_in(rest, &c->others))
		return false;
	if (!c->path->done || (state & c->path->done))
		return true;
	return state == 1 && letters >= STEM_LETTERS_MIN && is_in(rest, &c->roots);
}

/* Whether an ending that begins with this letter may follow the one before it. */
static bool agrees(const struct cutter *c, unsigned before, unsigned first)
{
	for (size_t i = 0; i < c->clash_count; i++)
		if ((c->clashes[i].first >> first & 1) && (c->clashes[i].before >> before & 1))
			return false;
	return true;
}

/* How many letters are left of so many without the ending; 0: they do not end so. */
static size_t without(const struct cutting *c, const struct cut *cut, size_t letters)
{
	const unsigned char *end = c->numbers + letters;

	if (letters <= cut->n)
		return 0;
	for (size_t i = 0; i < cut->n; i++)
		if (!(cut->letters[i] >> *--end & 1))
			return 0;
	unsigned before = end[-1];
	bool after_vowel = c->cutter->vowels >> before & 1;
	if (cut->after != AFTER_ANY && after_vowel != (cut->after == AFTER_VOWEL))
		return 0;
	if (cut->varies && !agrees(c->cutter, before, *end))
		return 0;
	letters -= cut->n;
	return may_be_left(left_of(c, letters), letters, c->cutter) ? letters : 0;
}

/* Cuts what it can off a word that is in this state. False: no stem comes of it, and it is as it was. */
static bool cut_from(struct cutting *c, size_t *letters, unsigned state, int cuts)
{
	const struct cutter *rules = c->cutter;
	struct str word = left_of(c, *letters);
	bool is_whole = is_in(word, &rules->roots) || is_in(word, &rules->others);
	letter_set last = UINT64_C(1) << c->numbers[*letters - 1];

	for (size_t i = 0; i < rules->n && cuts && !is_whole && c->tries > 0; i++) {
		const struct cut *cut = &rules->v[i];
		if (!(cut->letters[0] & last) || !(cut->in & state) || (cut->doubtful && !c->doubtful))
			continue;
		size_t rest = without(c, cut, *letters);
		if (!rest)
			continue;
		c->tries--;
		c->met = c->met || cut->doubtful;
		if (!cut_from(c, &rest, cut->to, cuts - 1))
			continue;
		*letters = rest;
		return true;
	}
	return is_done(rules, word, *letters, state);
}

/* Writes the word as the path spells it; how many bytes there are. */
static size_t respell(char *to, struct str word, const struct lang_path *path)
{
	size_t n = 0, len;

	if (!path->respelled) {
		memcpy(to, word.p, word.n);
		return word.n;
	}
	for (; word.n; word = str_sub(word, len, word.n)) {
		utf8_decode(word, &len);
		struct str piece = str_sub(word, 0, len);
		for (const char *const(*r)[2] = path->respelled; (*r)[0]; r++)
			if (len > 1 && (*r)[0][1] == word.p[1] && str_starts(word, (*r)[0])) {
				len = strlen((*r)[0]);
				piece = str_of((*r)[1]);
				break;
			}
		if (piece.n > FOLDED_MAX - n)
			break;
		memcpy(to + n, piece.p, piece.n);
		n += piece.n;
	}
	return n;
}

/* Gives a stem the end that it has without endings, in place; how many bytes it has then. */
static size_t mend_final(const struct cutter *c, char *bytes, size_t n)
{
	struct str s = { bytes, n };
	const char *const *final = final_of(s, c->path);

	if (!final[0] || is_in(s, &c->roots))
		return n;
	size_t kept = n - strlen(final[0]), len = strlen(final[1]);
	struct str mended = { bytes, kept + len };
	if (mended.n > FOLDED_MAX)
		return n;
	char old[FOLDED_MAX];
	memcpy(old, bytes, n);
	memcpy(bytes + kept, final[1], len);
	if (utf8_length(mended) >= STEM_LETTERS_MIN || is_in(mended, &c->roots))
		return mended.n;
	memcpy(bytes, old, n);
	return n;
}

size_t cutter_run(const struct cutter *c, struct str folded, bool *doubtful, char *to)
{
	struct cutting cutting = { .cutter = c, .doubtful = *doubtful, .tries = TRIES };
	size_t letters, n = respell(to, folded, c->path);

	*doubtful = false;
	begin(&cutting, (struct str){ to, n }, &letters);
	if (!letters || !cut_from(&cutting, &letters, 1, c->path->cuts))
		return 0;
	*doubtful = cutting.met;
	return mend_final(c, to, cutting.ends[letters]);
}

size_t cutter_root(const struct cutter *c, struct str folded, char *to)
{
	size_t n = c->path->done ? respell(to, folded, c->path) : 0;
	struct str word = { to, n };

	if (!n || is_in(word, &c->others) || !may_be_left(word, utf8_length(word), c))
		return 0;
	return mend_final(c, to, n);
}
