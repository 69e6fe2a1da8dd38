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
	bool doubtful, varies; /* the first letter does */
	unsigned in, to;
	size_t order; /* in the tables of the pack */
};

struct cutter {
	const struct lang_search *rules;
	const struct lang_path *path;
	struct cut *v; /* the longest first */
	size_t n;
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
	c->order = cutter->n;
	for (; text.n; text = str_sub(text, len, text.n)) {
		assert(c->n < ENDING_MAX);
		utf8_decode(text, &len);
		memmove(c->letters + 1, c->letters, c->n++ * sizeof *c->letters);
		c->letters[0] = variants_of(cutter->rules, str_sub(text, 0, len));
		c->varies = c->varies || (c->n == 1 && c->letters[0].n > len);
	}
	for (struct str all = c->letters[0]; all.n; all = str_sub(all, len, all.n)) {
		utf8_decode(all, &len);
		c->last |= UINT64_C(1) << (all.p[len - 1] & 63);
	}
}

static int by_length(const void *a, const void *b)
{
	const struct cut *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return (x->order > y->order) - (x->order < y->order);
}

struct cutter *cutter_new(const struct lang_search *rules, const struct lang_path *path)
{
	struct cutter *c = xcalloc(1, sizeof *c);

	c->rules = rules;
	c->path = path;
	for (const struct lang_slot *slot = path->slots; slot && slot->endings; slot++) {
		struct str rest = str_of(slot->endings), ending;
		while (rest.n) {
			str_cut(rest, ' ', &ending, &rest);
			add_ending(c, ending,
			    &(struct cut){ .after = slot->after,
			        .doubtful = slot->doubtful,
			        .in = slot->in,
			        .to = slot->to });
		}
	}
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

static bool is_in(struct str s, const char *const *list)
{
	for (; list && *list; list++)
		if (str_is(s, *list))
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
static bool is_root(struct str s, const struct lang_path *path)
{
	const char *const *final = final_of(s, path);

	if (is_in(s, path->roots))
		return true;
	if (!final[0])
		return false;
	size_t kept = s.n - strlen(final[0]);
	for (const char *const *r = path->roots; r && *r; r++)
		if (strncmp(*r, s.p, kept) == 0 && strcmp(*r + kept, final[1]) == 0)
			return true;
	return false;
}

/* Whether there are letters enough for a stem, as it is when its end is mended. */
static bool may_be_left(struct str rest, const struct lang_path *path)
{
	const char *const *final = final_of(rest, path);
	size_t letters = utf8_length(rest);

	if (final[0])
		letters += utf8_length(str_of(final[1])) - utf8_length(str_of(final[0]));
	return letters >= STEM_LETTERS_MIN || is_root(rest, path);
}

/* One word, while it is cut. */
struct cutting {
	const struct cutter *cutter;
	const struct lang_path *path;
	bool doubtful; /* endings that are may be cut as well */
	bool met;      /* one that is doubtful was */
	int tries;     /* how many are left */
};

/* Whether what is left in this state may be a stem. */
static bool is_done(const struct lang_path *path, struct str rest, unsigned state)
{
	if (is_in(rest, path->others))
		return false;
	if (!path->done || (state & path->done))
		return true;
	return state == 1 && utf8_length(rest) >= STEM_LETTERS_MIN && is_in(rest, path->roots);
}

/* Whether an ending that begins with `first` may follow what is left of the word. */
static bool agrees(const struct lang_search *rules, struct str rest, struct str first)
{
	size_t len;

	for (const char *const(*c)[2] = rules->clashes; c && (*c)[0]; c++)
		if (ends_in_one_of(first, str_of((*c)[0]), &len) &&
		    ends_in_one_of(rest, str_of((*c)[1]), &len))
			return false;
	return true;
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
	if (cut->varies && !agrees(c->cutter->rules, word, (struct str){ word.p + word.n, len }))
		return none;
	if (cut->after != AFTER_ANY &&
	    ends_in_one_of(word, str_of(c->cutter->rules->vowels), &len) != (cut->after == AFTER_VOWEL))
		return none;
	return may_be_left(word, c->path) ? word : none;
}

/* Cuts what it can off a word that is in this state. False: no stem comes of it, and it is as it was. */
static bool cut_from(struct cutting *c, struct str *s, unsigned state, int cuts)
{
	if (!cuts || c->tries <= 0 || is_in(*s, c->path->roots) || is_in(*s, c->path->others))
		return is_done(c->path, *s, state);
	uint64_t last = UINT64_C(1) << (s->p[s->n - 1] & 63);
	for (size_t i = 0; i < c->cutter->n; i++) {
		const struct cut *cut = &c->cutter->v[i];
		if (!(cut->last & last) || !(cut->in & state) || (cut->doubtful && !c->doubtful))
			continue;
		struct str rest = without(c, cut, *s);
		if (!rest.n)
			continue;
		c->tries--;
		c->met = c->met || cut->doubtful;
		if (!cut_from(c, &rest, cut->to, cuts - 1))
			continue;
		*s = rest;
		return true;
	}
	return is_done(c->path, *s, state);
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
	const char *const *final = final_of((struct str){ bytes, n }, path);

	if (!final[0] || is_in((struct str){ bytes, n }, path->roots))
		return n;
	size_t kept = n - strlen(final[0]), len = strlen(final[1]);
	if (kept + len > FOLDED_MAX || !may_be_left((struct str){ bytes, kept + len }, path))
		return n;
	memcpy(bytes + kept, final[1], len);
	return kept + len;
}

size_t cutter_run(const struct cutter *c, struct str folded, bool *doubtful, char *to)
{
	struct cutting cutting = { c, c->path, *doubtful, false, TRIES };
	struct str s = { to, respell(to, folded, c->path) };

	bool is_word = s.n && cut_from(&cutting, &s, 1, c->path->cuts);
	*doubtful = cutting.met;
	return is_word ? mend_final(to, s.n, c->path) : 0;
}
