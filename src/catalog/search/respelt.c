/*
 * respelt: the words that are marked in titles and snippets are looked at.
 */
#include "catalog/search/respelt.h"

#include <string.h>

#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/word.h"

/* A spelling that is looked for, and how texts write it. */
struct written {
	struct search_query *m;
	const char *folded;
	struct word_tokens tokens; /* their bytes are in the arena */
	struct str same, form;     /* the word itself, and another form of it; empty: not met */
};

static struct word_tokens copy_tokens(struct search_query *m, struct str word, const struct lang *of)
{
	struct word_tokens t;

	tokens_of_word(m->stemmer, word, of, true, &t);
	for (size_t i = 0; i < t.n; i++)
		t.v[i].p = arena_str(m->arena, t.v[i]);
	return t;
}

static bool meet(const struct word_tokens *a, const struct word_tokens *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (str_eq(a->v[i], b->v[k]))
				return true;
	return false;
}

static void look_at(struct written *w, struct str word, const struct lang *of)
{
	struct word_tokens t;

	if (!w->same.n && str_is(stemmer_fold(w->m->stemmer, word), w->folded))
		w->same = word;
	if (w->form.n)
		return;
	tokens_of_word(w->m->stemmer, word, of, true, &t);
	if (meet(&w->tokens, &t))
		w->form = word;
}

static void look_at_marks(
    struct written *w, const char *text, const struct inline_marks *marks, const struct lang *of)
{
	for (size_t i = 0; i < marks->n && !w->same.n; i++) {
		struct str rest = { text + marks->v[i].at, marks->v[i].n }, word;
		while (word_next(&rest, &word))
			look_at(w, word, of);
	}
}

static const char *in_lower_case(struct arena *a, struct str word)
{
	struct buf lower;

	buf_init(&lower, FOLDED_MAX * 2);
	utf8_fold(&lower, word);
	const char *text = arena_str(a, buf_str(&lower));
	buf_release(&lower);
	return text;
}

static void write_one(struct search_query *m, struct respelt *r, const struct hits *hits)
{
	struct str folded = stemmer_fold(m->stemmer, str_of(r->shown));
	struct written w = { .m = m, .folded = arena_str(m->arena, folded) };

	w.tokens = copy_tokens(m, str_of(r->shown), NULL);
	for (size_t i = 0; i < hits->n && !w.same.n; i++) {
		const struct hit *h = &hits->v[i];
		const struct lang *of = lang_find(str_of(h->entry.lang));
		look_at_marks(&w, h->entry.title, &h->in_title, of);
		look_at_marks(&w, h->snippet, &h->in_snippet, of);
	}
	if (w.same.n || w.form.n)
		r->shown = in_lower_case(m->arena, w.same.n ? w.same : w.form);
}

void respelt_write(struct search_query *m, const struct hits *hits)
{
	for (size_t i = 0; i < hits->respelt_n; i++)
		write_one(m, &hits->respelt[i], hits);
}
