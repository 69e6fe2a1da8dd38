/*
 * html_search: the form of a search.
 *
 * Private to page/.
 */
#ifndef JARCHY_PAGE_HTML_SEARCH_H
#define JARCHY_PAGE_HTML_SEARCH_H

#include "page/html_inline.h"

/* Appends the form for a link to the search; `form` is what is in it already, or NULL. */
void html_search(const struct html *h, const struct link *l, const struct search_form *form);

#endif
