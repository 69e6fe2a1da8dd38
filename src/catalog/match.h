/*
 * match: from what a reader typed to what FTS5 is asked, and where it stands in a text.
 *
 * Private to catalog/. Any bytes are a query. Every word is quoted, so nothing of it is syntax.
 */
#ifndef JARCHY_CATALOG_MATCH_H
#define JARCHY_CATALOG_MATCH_H

#include "catalog/query.h"
#include "lang/stem.h"

/* What stands behind these is not looked for. */
enum { MATCH_CHARACTERS = 200, MATCH_WORDS = 8 };

/* A word to look for in a text. */
struct needle {
	struct stems stems;
	struct str prefix; /* folded; empty: only the stems count */
	unsigned word;     /* which of the typed words it stands for */
};

struct match {
	struct stemmer *stemmer;
	struct arena *arena;
	const char *expression; /* NULL: nothing to look for */
	struct needle *needles;
	size_t needle_count;
};

/* Release in both cases. */
bool match_init(struct match *m, struct catalog *c, struct str typed, struct arena *a, struct err *err);
void match_release(struct match *m);

/*
 * A few words of the item around what was looked for, from its summary or body; the summary's
 * beginning when it stands in neither. In the arena.
 */
const char *match_snippet(struct match *m, const char *summary, const char *body);

#endif
