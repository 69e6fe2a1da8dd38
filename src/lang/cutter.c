/*
 * cutter: compares the end of a word with all endings of a path, letter by letter.
 */
#include "lang/cutter.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* TRIES: how many cuts of one word are tried, whatever a stranger writes. */
enum { ENDING_MAX = 12, TRIES = 48 };

/* An ending, as what each of its letters may be, from the last one to the first. */
struct cut {
	struct str letters[ENDING_MAX];
	size_t n;
	uint64_t last; /* the bits of what the last byte may be, by its lower six bits: tells most apart */
	enum ending_after after;
	bool doubtful;
	unsigned in, to;
};

struct cutter {
	const struct lang_search *rules;
	const struct lang_path *path;
	struct cut *v; /* the longest first */
	size_t n;
	bool has_doubts;
};

/* Each letter of a class, or the one letter that is none. */
static struct str variants_of(const struct lang_search *rules, struct str letter)
{
	for (const char *const(*v)[2] = rules->variants; v && (*v)[0]; v++)
		if (str_is(letter, (*v)[0]))
			return str_of((*v)[1]);
	return letter;
}

static void add_ending(struct cutter *cutter, struct str text, const struct cut *like)
{
	size_t len;

	cutter->v = xrealloc(cutter->v, (cutter->n + 1) * sizeof *cutter->v);
	struct cut *c = &cutter->v[cutter->n++];
	*c = *like;
	for (; text.n; text = str_sub(text, len, text.n)) {
		assert(c->n < ENDING_MAX);
		utf8_decode(text, &len);
		memmove(c->letters + 1, c->letters, c->n++ * sizeof *c->letters);
		c->letters[0] = variants_of(cutter->rules, str_sub(text, 0, len));
	}
	for (struct str all = c->letters[0]; all.n; all = str_sub(all, len, all.n)) {
		utf8_decode(all, &len);
		c->last |= UINT64_C(1) << (all.p[len - 1] & 63);
	}
}

static int by_length(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;

	return (x->n < y->n) - (x->n > y->n);
}

struct cutter *cutter_new(const struct lang_search *rules, const struct lang_path *path)
{
	struct cutter *c = xcalloc(1, sizeof *c);

	c->rules = rules;
	c->path = path;
	for (const struct ending *e = path->endings; e && e->text; e++)
		add_ending(c, str_of(e->text),
		    &(struct cut){ .after = e->after, .doubtful = e->doubtful, .in = ~0U, .to = 1 });
	for (const struct lang_slot *slot = path->slots; slot && slot->endings; slot++) {
		struct str rest = str_of(slot->endings), ending;
		while (rest.n) {
			str_cut(rest, ' ', &ending, &rest);
			add_ending(
			    c, ending, &(struct cut){ .after = slot->after, .in = slot->in, .to = slot->to });
		}
	}
	for (size_t i = 0; i < c->n; i++)
		c->has_doubts = c->has_doubts || c->v[i].doubtful;
	qsort(c->v, c->n, sizeof *c->v, by_length);
	return c;
}

void cutter_free(struct cutter *c)
{
	if (!c)
		return;
	free(c->v);
	free(c);
}

static bool is_root(struct str s, const char *const *roots)
{
	for (; roots && *roots; roots++)
		if (str_is(s, *roots))
			return true;
	return false;
}

/* Whether the last letter of s is one of these; `len` is how many bytes it has. */
static bool ends_in_one_of(struct str s, struct str letters, size_t *len)
{
	for (; letters.n; letters = str_sub(letters, *len, letters.n)) {
		utf8_decode(letters, len);
		if (s.n >= *len && memcmp(s.p + s.n - *len, letters.p, *len) == 0)
			return true;
	}
	return false;
}

static bool may_be_left(struct str rest, const struct lang_path *path)
{
	if (utf8_length(rest) >= STEM_LETTERS_MIN)
		return true;
	return is_root(rest, path->roots);
}

/* One word, while it is cut. */
struct cutting {
	const struct cutter *cutter;
	const struct lang_path *path;
	bool doubtful; /* endings that are may be cut as well */
	int tries;     /* how many are left */
};

/* Whether what is left in this state may be a stem. */
static bool is_done(const struct lang_path *path, unsigned state)
{
	return !path->done || (state & path->done);
}

/* What is left of the word without the ending; empty when it does not end so. */
static struct str without(const struct cutting *c, const struct cut *cut, struct str word)
{
	static const struct str none = { "", 0 };
	size_t len;

	for (size_t i = 0; i < cut->n; i++) {
		if (!ends_in_one_of(word, cut->letters[i], &len))
			return none;
		word.n -= len;
	}
	if (cut->after != AFTER_ANY &&
	    ends_in_one_of(word, str_of(c->cutter->rules->vowels), &len) != (cut->after == AFTER_VOWEL))
		return none;
	return may_be_left(word, c->path) ? word : none;
}

/* Cuts what it can off a word that is in this state. False: no stem comes of it, and it is as it was. */
static bool cut_from(struct cutting *c, struct str *s, unsigned state, int cuts)
{
	if (!cuts || c->tries <= 0 || is_root(*s, c->path->roots))
		return is_done(c->path, state);
	uint64_t last = UINT64_C(1) << (s->p[s->n - 1] & 63);
	for (size_t i = 0; i < c->cutter->n; i++) {
		const struct cut *cut = &c->cutter->v[i];
		if (!(cut->last & last) || !(cut->in & state) || (cut->doubtful && !c->doubtful))
			continue;
		struct str rest = without(c, cut, *s);
		if (!rest.n)
			continue;
		c->tries--;
		if (!cut_from(c, &rest, cut->to, cuts - 1))
			continue;
		*s = rest;
		return true;
	}
	return is_done(c->path, state);
}

/* Writes the word as the path spells it; how many bytes there are. */
static size_t respell(char *to, struct str word, const struct lang_path *path)
{
	size_t n = 0, len;

	for (; word.n; word = str_sub(word, len, word.n)) {
		utf8_decode(word, &len);
		struct str piece = str_sub(word, 0, len);
		for (const char *const(*r)[2] = path->respelled; r && (*r)[0]; r++)
			if (str_starts(word, (*r)[0])) {
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
static size_t mend_final(char *bytes, size_t n, const struct lang_path *path)
{
	struct str s = { bytes, n };

	if (is_root(s, path->roots))
		return n;
	for (const char *const(*f)[2] = path->finals; f && (*f)[0]; f++) {
		if (!str_ends(s, (*f)[0]))
			continue;
		size_t from = n - strlen((*f)[0]), len = strlen((*f)[1]);
		if (from + len > FOLDED_MAX)
			break;
		if (!may_be_left((struct str){ bytes, from + len }, path))
			break;
		memcpy(bytes + from, (*f)[1], len);
		return from + len;
	}
	return n;
}

bool cutter_has_doubts(const struct cutter *c)
{
	return c->has_doubts;
}

size_t cutter_run(const struct cutter *c, struct str folded, bool doubtful, char *to)
{
	struct cutting cutting = { c, c->path, doubtful, TRIES };
	struct str s = { to, respell(to, folded, c->path) };

	if (!s.n || !cut_from(&cutting, &s, 1, c->path->cuts))
		return 0;
	return mend_final(to, s.n, c->path);
}
