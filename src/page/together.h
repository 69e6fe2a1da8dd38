/*
 * together: several projects whose news is read together, as an address names them.
 */
#ifndef JARCHY_PAGE_TOGETHER_H
#define JARCHY_PAGE_TOGETHER_H

#include "base/err.h"
#include "catalog/catalog.h"
#include "page/site.h"

enum { TOGETHER_MAX = 20 }; /* projects */

struct together {
	/* Those that there are, by their names of now, sorted, each once; `titles` beside them. */
	const char *slugs[TOGETHER_MAX], *titles[TOGETHER_MAX];
	size_t n;
	const char *names;   /* what an address has of them: with those that are gone */
	const char *origins; /* the same by what the feeds of each are known by for good */
	const char *title;   /* the titles, with "+" between them */
};

enum together_found {
	TOGETHER_FOUND,
	TOGETHER_UNKNOWN,  /* one that never was */
	TOGETHER_GONE,     /* all are gone */
	TOGETHER_TOO_MANY, /* over TOGETHER_MAX */
	TOGETHER_FAILED,   /* the catalogue could not be read: err */
};
/*
 * `names`: slugs with "+" between them, in any order. A project that has another name now is understood;
 * one that is gone is left out. What is found is in the arena.
 */
enum together_found together_find(struct catalog *c, const struct site *site, const struct lang *lang,
    struct str names, struct arena *a, struct together *out, struct err *err);

#endif
