/*
 * snippet: the paragraph with the most of the words, and of it the part around the first of them.
 */
#include "catalog/search/snippet.h"

#include <string.h>

#include "base/utf8.h"
#include "catalog/search/beginnings.h"
#include "content/gemtext.h"
#include "lang/lang.h"
#include "lang/word.h"

/* LEAD: columns before the match. BODY_READ: bytes of a body that are looked through. */
enum { SNIPPET_COLUMNS = 140, LEAD_COLUMNS = 50, BODY_READ = 1 << 16, PHRASES_HERE = 16 };

/* A paragraph, and what of the query is in it. */
struct passage {
	struct str text;
	unsigned words; /* set of typed words */
	size_t first;   /* where the first of them is */
};

static bool begins(struct str token, struct str prefix)
{
	return prefix.n && token.n >= prefix.n && memcmp(token.p, prefix.p, prefix.n) == 0;
}

static bool is_found(const struct word_tokens *t, const struct needle *n)
{
	for (size_t i = 0; i < t->n; i++) {
		if (begins(t->v[i], n->prefix))
			return true;
		for (size_t k = 0; k < n->n; k++)
			if (str_eq(t->v[i], n->tokens[k]))
				return true;
	}
	return false;
}

static void note_beginnings(struct search_query *m)
{
	m->beginnings = arena_alloc(m->arena, sizeof *m->beginnings);
	*m->beginnings = (struct beginnings){ 0 };
	for (size_t i = 0; i < m->needle_count; i++) {
		const struct needle *n = &m->needles[i];
		beginnings_add(m->beginnings, n->prefix);
		for (size_t k = 0; k < n->n; k++)
			beginnings_add(m->beginnings, n->tokens[k]);
	}
}

/* A text that is looked through from its beginning. */
struct scan {
	struct search_query *m;
	const struct lang *of;
	struct str rest;
	struct joined joined;
	const char *chain; /* the first of the words that are joined to the last one */
};

/* Phrases of which this word is the first, by their first needles. */
struct begun {
	size_t v[PHRASES_HERE];
	size_t n;
};

/* The typed words that this one is a form of. */
static unsigned found_alone(const struct scan *s, const struct word_tokens *t, struct begun *phrases)
{
	unsigned set = 0;

	phrases->n = 0;
	for (size_t i = 0; i < s->m->needle_count; i++) {
		const struct needle *n = &s->m->needles[i];
		if (n->at || !is_found(t, n))
			continue;
		if (n->of == 1)
			set |= 1u << n->word;
		else if (phrases->n < PHRASES_HERE)
			phrases->v[phrases->n++] = i;
	}
	return set;
}

/* Whether the other words of the phrase follow; *end is where it ends. */
static bool goes_on(const struct scan *s, size_t first, const char **end)
{
	struct str rest = s->rest, word = STR("");
	struct word_tokens t;

	for (size_t i = 1; i < s->m->needles[first].of; i++) {
		if (!word_next(&rest, &word))
			return false;
		tokens_of_word(s->m->stemmer, word, s->of, false, &t);
		if (!is_found(&t, &s->m->needles[first + i]))
			return false;
	}
	*end = word.p + word.n > *end ? word.p + word.n : *end;
	return true;
}

/* The typed words that are at this word, after which s->rest is; *end: where they end. */
static unsigned found_here(const struct scan *s, struct str word, const char **end)
{
	struct search_query *m = s->m;
	struct word_tokens t;
	struct begun phrases;

	if (!m->beginnings)
		note_beginnings(m);
	if (!beginnings_may_be(m->beginnings, m->stemmer, word))
		return 0;
	tokens_of_word(m->stemmer, word, s->of, false, &t);
	unsigned set = found_alone(s, &t, &phrases);
	for (size_t i = 0; i < phrases.n; i++)
		if (goes_on(s, phrases.v[i], end))
			set |= 1u << m->needles[phrases.v[i]].word;
	return set;
}

/* The typed words that the last words are when they are written as one. */
static unsigned found_joined(const struct scan *s)
{
	struct word_tokens t;
	struct begun none;

	if (!s->joined.is_joined)
		return 0;
	tokens_of_word(s->m->stemmer, (struct str){ s->joined.bytes, s->joined.n }, s->of, true, &t);
	return found_alone(s, &t, &none);
}

/* Takes the next place that has some of the typed words; 0 at the end. */
static unsigned next_found(struct scan *s, struct str *place)
{
	struct str word;

	while (word_next(&s->rest, &word)) {
		const char *from = word.p, *end = word.p + word.n;
		joined_take(&s->joined, word);
		if (!s->joined.is_joined)
			s->chain = from;
		unsigned set = found_here(s, word, &end);
		if (!set && (set = found_joined(s)) != 0)
			from = s->chain;
		if (!set)
			continue;
		*place = (struct str){ from, (size_t)(end - from) };
		s->rest = str_sub(s->rest, (size_t)(end - s->rest.p), s->rest.n);
		return set;
	}
	return 0;
}

/* All of the typed words. */
static unsigned all_words(const struct search_query *m)
{
	unsigned set = 0;

	for (size_t i = 0; i < m->needle_count; i++)
		set |= 1u << m->needles[i].word;
	return set;
}

static struct passage look_through(struct search_query *m, struct str text, const struct lang *of)
{
	unsigned all = all_words(m), set;
	struct passage p = { .text = text };
	struct scan s = { .m = m, .of = of, .rest = text };
	struct str place;

	while (p.words != all && (set = next_found(&s, &place)) != 0) {
		if (!p.words)
			p.first = (size_t)(place.p - text.p);
		p.words |= set;
	}
	return p;
}

/* The paragraph with the most of the words, the first of equals; *all gets what is in any. */
static struct passage best_of_body(
    struct search_query *m, const char *body, const struct lang *of, unsigned *all)
{
	struct gemtext_reader r;
	struct gemtext g;
	struct passage best = { { "", 0 }, 0, 0 };

	gemtext_start(&r, str_sub(str_of(body), 0, BODY_READ));
	while (best.words != all_words(m) && gemtext_next(&r, &g)) {
		struct passage p = look_through(m, g.text, of);
		*all |= p.words;
		if (__builtin_popcount(p.words) > __builtin_popcount(best.words))
			best = p;
	}
	return best;
}

/* Where to begin so that the match is near the beginning, at a word. */
static size_t begin_before(struct str text, size_t match)
{
	size_t from = match, columns = 0, word = match;

	while (from > 0 && columns < LEAD_COLUMNS) {
		from--;
		columns += (text.p[from] & 0xC0) != 0x80;
		if (text.p[from] == ' ' || text.p[from] == '\n')
			word = from + 1;
	}
	return from == 0 ? 0 : word;
}

static const char *cut(struct search_query *m, struct passage p)
{
	size_t from = begin_before(p.text, p.first);
	struct str rest = str_sub(p.text, from, p.text.n), line;
	struct buf clean;

	buf_init(&clean, BODY_READ * 2);
	utf8_clean(&clean, str_sub(rest, 0, SNIPPET_COLUMNS * 16));
	rest = buf_str(&clean);
	if (!utf8_wrap(&rest, SNIPPET_COLUMNS, &line))
		line = STR("");
	const char *text = arena_printf(
	    m->arena, "%s%.*s%s", from ? "… " : "", STR_ARG(str_trim(line)), rest.n ? " …" : "");
	buf_release(&clean);
	return text;
}

const char *snippet_make(struct search_query *m, const struct entry *e, unsigned *missing)
{
	const struct lang *of = lang_find(str_of(e->lang));
	struct passage in_summary = look_through(m, str_of(e->summary), of);
	unsigned found = look_through(m, str_of(e->title), of).words | in_summary.words;
	struct passage in_body = best_of_body(m, e->body, of, &found);

	*missing = all_words(m) & ~found;
	if (__builtin_popcount(in_body.words) > __builtin_popcount(in_summary.words))
		return cut(m, in_body);
	return cut(m, in_summary);
}

const char *snippet_of_file(
    struct search_query *m, struct str text, unsigned missing, size_t *left, int *more)
{
	struct passage best = { { "", 0 }, 0, 0 };
	struct str rest = str_sub(text, 0, *left), line;
	size_t looked = rest.n;

	while (rest.n && missing & ~best.words) {
		str_cut(rest, '\n', &line, &rest);
		struct passage p = look_through(m, line, NULL);
		if (__builtin_popcount(p.words & missing) > __builtin_popcount(best.words & missing))
			best = p;
	}
	*left -= looked - rest.n;
	*more = __builtin_popcount(best.words & missing);
	return *more ? cut(m, best) : NULL;
}

const char *snippet_part(struct search_query *m, const struct entry *e, const char *line)
{
	return cut(m, look_through(m, str_of(line), lang_find(str_of(e->lang))));
}

unsigned snippet_words(struct search_query *m, const struct entry *e, const char *line)
{
	return look_through(m, str_of(line), lang_find(str_of(e->lang))).words;
}

struct inline_marks snippet_marks(struct search_query *m, const struct entry *e, const char *line)
{
	struct scan s = { .m = m, .of = lang_find(str_of(e->lang)), .rest = str_of(line) };
	struct inline_marks marks = { 0 };
	struct str place;

	while (next_found(&s, &place))
		*ARENA_PUSH(m->arena, marks.v, marks.n) = (struct inline_mark){ (size_t)(place.p - line),
			place.n, MARK_FOUND };
	return marks;
}
