/*
 * given_stems: forms of a language whose stem its pack gives ([stems]).
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_GIVEN_STEMS_H
#define JARCHY_LANG_GIVEN_STEMS_H

#include "base/arena.h"
#include "lang/fold.h"

/* A form, and its stem; a form may have several. */
struct given_stem {
	struct str form, stem;
};
struct given_stems {
	struct given_stem *v; /* sorted by form */
	size_t n;
};

/*
 * Reads those of a pack, whatever they are written like: folded as language `number` of the folder has it,
 * where that changes something in the arena.
 */
void given_stems_init(struct given_stems *g, const struct lang_search *rules, struct folder *f,
    unsigned number, struct arena *a);
void given_stems_release(struct given_stems *g);
/* The first of those of a folded form; *n: how many there are, one after the other. */
const struct given_stem *given_stems_of(const struct given_stems *g, struct str form, size_t *n);

#endif
