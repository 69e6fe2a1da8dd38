/*
 * rewrite: what the steps of a path (struct lang_path) make of a word, for search.
 *
 * Each step takes every word that the step before it made, looks for the first row of its table that fits the
 * word's end, and puts each of the row's ends in its place. A word that no row fits is dropped.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_REWRITE_H
#define JARCHY_LANG_REWRITE_H

#include "lang/language.h"

/* What comes of one word, all different; there may be nothing. */
enum { REWRITTEN_MAX = 4 };
struct rewritten {
	size_t n;
	struct {
		size_t n;
		char bytes[FOLDED_MAX];
	} v[REWRITTEN_MAX];
};

/* The steps of one path; of no thread. Keeps what it is given. */
struct rewriter;
struct rewriter *rewriter_new(const struct lang_path *path);
void rewriter_free(struct rewriter *r);
/* The word is folded. */
void rewriter_run(const struct rewriter *r, struct str word, struct rewritten *out);

#endif
