/*
 * html_list: lists within lists, and lists with numbers, from the lines that gemtext has for them.
 *
 * Private to page/. A line of a list begins with "– " for each list around its own, and a numbered one
 * then with its number.
 */
#ifndef JARCHY_PAGE_HTML_LIST_H
#define JARCHY_PAGE_HTML_LIST_H

#include "page/html_inline.h"

/* How many lines of one list begin with this block. */
size_t html_list_lines(const struct page *p, size_t from);
/* Appends these lines as <ul> and <ol>. */
void html_list(const struct html *h, size_t from, size_t lines);

#endif
