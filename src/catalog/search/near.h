/*
 * near: the tokens of the vocabulary that differ from a word by a few letters.
 *
 * Private to catalog/. A wrong letter is one that was left out, put in or typed for another, or two next to
 * each other that changed places (each letter is in one of these at most).
 */
#ifndef JARCHY_CATALOG_SEARCH_NEAR_H
#define JARCHY_CATALOG_SEARCH_NEAR_H

#include "catalog/search/tokens.h"
#include "catalog/search/vocabulary.h"

/* NEAR_LETTERS_MAX: longer words have none. */
enum { NEAR_LETTERS_MAX = 40, NEAR_ERRORS_MAX = 2 };

struct near_query {
	struct str tag;  /* that the tokens begin with */
	struct str word; /* that should come after it; folded */
	int errors;      /* wrong letters, at most NEAR_ERRORS_MAX */
	size_t right;    /* so many letters at the beginning are right */
	/* So many letters may come after those that are near: one of the tokens that begin so is found then. */
	size_t after;
};
struct near_word {
	struct str text; /* of the token, without its tag */
	size_t near;     /* bytes of it that are near the word; the others come after them */
	int errors;      /* wrong letters in these */
};
struct near_words {
	struct near_word *v;
	size_t n;
};

/*
 * Adds what it finds, in the arena. *looks: how many more tokens may be looked at, in all; what is beyond
 * is not found.
 */
bool near_find(struct db *db, const struct near_query *q, size_t *looks, struct arena *a,
    struct near_words *out, struct err *err);

#endif
