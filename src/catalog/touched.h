/*
 * touched: which projects and pages of history a change touches: what the writer tells those who write feeds.
 */
#ifndef JARCHY_CATALOG_TOUCHED_H
#define JARCHY_CATALOG_TOUCHED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A page of a feed's history (history.h) that must be written again. number 0: all of the project's, in every language. */
struct touched_page {
	const char *project, *lang;
	int64_t number;
};

struct touched {
	bool any, all;
	/*
	 * The one language in which the site has another text, or without `all`, items have; or NULL. Feeds in
	 * other languages are as they were; but those of languages without a text of the site have that one.
	 */
	const char *only;
	bool same_items; /* all feeds have the items that they had, and each has the text that it had */
	const char *const *projects; /* by slug */
	size_t n;
	const struct touched_page *pages; /* each once, sorted by project, language and number */
	size_t page_count;
};

#endif
