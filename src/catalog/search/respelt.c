/*
 * respelt: the words that are marked in titles and snippets are looked at.
 */
#include "catalog/search/respelt.h"

#include <string.h>

#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/word.h"

/* A spelling that is looked for, and the word of a text that is nearest to it so far. */
struct written {
	struct search_query *m;
	const struct respelling *of;
	struct str folded;
	struct str word; /* empty: none was met */
	const struct lang *lang;
	size_t same, more; /* letters that it begins with as the spelling does, and those after them */
	bool exact;
};

static size_t common_letters(struct str a, struct str b)
{
	size_t at = 0, n = 0, len;

	while (at < a.n && at < b.n && a.p[at] == b.p[at])
		at++;
	/* A letter of which the last bytes differ is another one. */
	for (size_t i = 0; i < a.n; i += len) {
		utf8_decode(str_sub(a, i, a.n), &len);
		if (i + len > at)
			break;
		n++;
	}
	return n;
}

static void look_at(struct written *w, struct str word, const struct lang *lang)
{
	struct word_tokens t;
	struct str folded = stemmer_fold(w->m->stemmer, word);
	size_t same = common_letters(folded, w->folded), more = utf8_length(folded) - same;
	bool exact = str_eq(folded, w->folded);

	if (!exact && w->word.n && (same < w->same || (same == w->same && more >= w->more)))
		return;
	if (!exact) {
		tokens_of_word(w->m->stemmer, word, lang, false, &t);
		if (!tokens_meet(&t, w->of->tokens))
			return;
	}
	w->word = word;
	w->lang = lang;
	w->same = same;
	w->more = more;
	w->exact = exact;
}

static void look_at_marks(
    struct written *w, const char *text, const struct inline_marks *marks, const struct lang *lang)
{
	for (size_t i = 0; i < marks->n && !w->exact; i++) {
		struct str rest = { text + marks->v[i].at, marks->v[i].n }, word;
		while (!w->exact && word_next(&rest, &word))
			look_at(w, word, lang);
	}
}

static const char *shown(struct search_query *m, const struct respelling *r, const struct hits *hits)
{
	struct str folded = stemmer_fold(m->stemmer, str_of(r->instead));
	struct written w = { .m = m, .of = r, .folded = { arena_str(m->arena, folded), folded.n } };

	for (size_t i = 0; i < hits->n && !w.exact; i++) {
		const struct hit *h = &hits->v[i];
		const struct lang *lang = lang_find(str_of(h->entry.lang));
		look_at_marks(&w, h->entry.title, &h->in_title, lang);
		look_at_marks(&w, h->snippet, &h->in_snippet, lang);
	}
	return w.word.n ? arena_str(m->arena, stemmer_lower(m->stemmer, w.word, w.lang)) : r->instead;
}

void respelt_write(struct search_query *m, struct hits *hits)
{
	hits->respelt = arena_alloc(m->arena, (m->respelt_n + 1) * sizeof *hits->respelt);
	hits->respelt_n = m->respelt_n;
	for (size_t i = 0; i < m->respelt_n; i++)
		hits->respelt[i] = (struct respelt){ m->respelt[i].typed, shown(m, &m->respelt[i], hits) };
}
