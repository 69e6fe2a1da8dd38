/*
 * ascii: a page for those who can show nothing but ASCII: transliterated, with links into a tree of such pages.
 *
 * Not for slugs or single words (lang.h). What is no page (files, feeds) stays as and where it is.
 */
#ifndef JARCHY_PAGE_ASCII_H
#define JARCHY_PAGE_ASCII_H

#include "page/page.h"

/* Every text of the page becomes ASCII; links to pages get `tree` ("/tr") before their path. */
void page_to_ascii(struct page *p, const char *tree);

#endif
