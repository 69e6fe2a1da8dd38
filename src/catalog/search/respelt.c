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
	struct str word; /* empty: it was not met */
};

static void look_at_marks(struct written *w, const char *text, const struct inline_marks *marks)
{
	for (size_t i = 0; i < marks->n && !w->word.n; i++) {
		struct str rest = { text + marks->v[i].at, marks->v[i].n }, word;
		while (!w->word.n && word_next(&rest, &word))
			if (str_is(stemmer_fold(w->m->stemmer, word), w->folded))
				w->word = word;
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

	for (size_t i = 0; i < hits->n && !w.word.n; i++) {
		const struct hit *h = &hits->v[i];
		look_at_marks(&w, h->entry.title, &h->in_title);
		look_at_marks(&w, h->snippet, &h->in_snippet);
	}
	if (w.word.n)
		r->shown = in_lower_case(m->arena, w.word);
}

void respelt_write(struct search_query *m, const struct hits *hits)
{
	for (size_t i = 0; i < hits->respelt_n; i++)
		write_one(m, &hits->respelt[i], hits);
}
