/*
 * search_address: what a search was asked for, as the address of its page and the form of the web have it.
 *
 * What is said of years, projects and kinds is not looked at here: any text may come.
 */
#ifndef JARCHY_PAGE_SEARCH_ADDRESS_H
#define JARCHY_PAGE_SEARCH_ADDRESS_H

#include "catalog/catalog.h"
#include "lang/lang.h"

/* SEARCH_FILTER_BYTES: of a value of a filter; a longer one is refused. */
enum { SEARCH_PAGES_MAX = 50, SEARCH_QUERY_BYTES = 800, SEARCH_FILTER_BYTES = 100 };

struct wanted {
	struct str query; /* any bytes */
	size_t page;      /* from 1 */
	const char *only[SEARCH_FILTERS];
};

/* "year", "project", "kind": in addresses and in forms. */
extern const char *const search_filter_names[SEARCH_FILTERS];

enum wanted_read { WANTED_OK, WANTED_MALFORMED, WANTED_TOO_LONG };
/* The last part of an address; what it leaves is in the arena. */
enum wanted_read search_address_read(struct str more, struct arena *a, struct wanted *out);
/*
 * The filters among the pairs that a form sent; malformed ones are kept as they came. False: one is too
 * long.
 */
bool search_form_read(struct str pairs, struct arena *a, struct wanted *out);

/* "/ru/search/2-d0bb….year-2023"; NULL when the path would be longer than what Gopher takes. */
const char *search_address(struct arena *a, const struct lang *lang, const struct wanted *w, size_t page);

#endif
