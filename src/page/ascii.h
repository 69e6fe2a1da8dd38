/*
 * ascii: a page for those who can show nothing but ASCII: transliterated, with links into a tree of such
 * pages.
 *
 * Not for slugs or single words (lang.h). What is no page (files, feeds) stays as and where it is.
 */
#ifndef JARCHY_PAGE_ASCII_H
#define JARCHY_PAGE_ASCII_H

#include "page/page.h"

/* Every text of the page becomes ASCII; links to pages get `tree` ("/tr") before their path. */
void page_to_ascii(struct page *p, const char *tree);

/*
 * Puts a link to the tree first for each language of the site, in ASCII, for those who can read nothing
 * else.
 */
void page_offer_ascii(struct page *p, const struct site *site, const char *tree);

#endif
