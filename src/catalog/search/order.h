/*
 * order: what was found, each thing once, the best first.
 *
 * Private to catalog/. Sorting some thousand rows here takes a fraction of what SQL takes for it.
 */
#ifndef JARCHY_CATALOG_SEARCH_ORDER_H
#define JARCHY_CATALOG_SEARCH_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A row of the index that was found, with what its place depends on. */
struct candidate {
	int64_t file;
	bool is_item; /* else a project's own page, whose stem is "" */
	const char *project, *stem, *lang;
	int64_t date;   /* INSTANT_NONE: it has none */
	int year, kind; /* where it has a date */
	int words;      /* of the query, that it has */
	double weight;  /* of these; more is better */
	bool foreign;   /* in another language than the reader's */
};

/*
 * Of each thing that is there in several languages one stays: the reader's, else the one that is found best.
 * Sorts them: the reader's language, then by words, then by weight, of which ten years take half. Returns how
 * many are left.
 */
size_t order_best(struct candidate *v, size_t n);

#endif
