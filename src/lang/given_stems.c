/*
 * given_stems: a sorted table, which is searched by halves.
 */
#include "lang/given_stems.h"

#include <stdlib.h>
#include <string.h>

static int compare(struct str a, struct str b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

static int by_form(const void *a, const void *b)
{
	return compare(((const struct given_stem *)a)->form, ((const struct given_stem *)b)->form);
}

static size_t words_in(const char *forms)
{
	size_t n = *forms != 0;

	for (; *forms; forms++)
		n += *forms == ' ';
	return n;
}

/* As it is where folding changes nothing, as of nearly all. */
static struct str keep_folded(struct folder *f, unsigned number, struct arena *a, struct str form)
{
	struct str folded = fold_word(f, form, number);

	return str_eq(folded, form) ? form : (struct str){ arena_str(a, folded), folded.n };
}

void given_stems_init(struct given_stems *g, const struct lang_search *rules, struct folder *f,
    unsigned number, struct arena *a)
{
	const char *const(*rows)[2] = rules->exceptions;
	size_t n = 0;

	for (size_t i = 0; rows && rows[i][0]; i++)
		n += words_in(rows[i][0]);
	*g = (struct given_stems){ .v = xcalloc(n + 1, sizeof *g->v) };
	for (; rows && (*rows)[0]; rows++) {
		struct str forms = str_of((*rows)[0]);
		while (forms.n) {
			struct given_stem *e = &g->v[g->n++];
			str_cut(forms, ' ', &e->form, &forms);
			e->form = keep_folded(f, number, a, e->form);
			e->stem = keep_folded(f, number, a, str_of((*rows)[1]));
		}
	}
	qsort(g->v, g->n, sizeof *g->v, by_form);
}

void given_stems_release(struct given_stems *g)
{
	free(g->v);
}

const struct given_stem *given_stems_of(const struct given_stems *g, struct str form, size_t *n)
{
	size_t from = 0, to = g->n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (compare(g->v[middle].form, form) < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (; to < g->n && str_eq(g->v[to].form, form); to++)
		;
	*n = to - from;
	return g->v + from;
}
