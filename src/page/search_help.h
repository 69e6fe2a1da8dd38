/*
 * search_help: what can be looked for, and how, by examples from this site. Private to page/.
 */
#ifndef JARCHY_PAGE_SEARCH_HELP_H
#define JARCHY_PAGE_SEARCH_HELP_H

#include "page/view.h"

/* The last part of the address of the page that is about this alone: "/ru/search/help". */
#define SEARCH_HELP "help"

/*
 * Appends a heading, an example for each way to search, which leads to what it finds, and what a search
 * forgives. False: the catalogue failed.
 */
bool search_help(const struct view *v, struct page *p, struct err *err);
/* Appends the link to the page that is about this alone. */
void search_help_link(struct page *p);

#endif
