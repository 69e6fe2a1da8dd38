/*
 * html_wide: what may be wider than the screen: tables, and text that is kept as it is.
 *
 * Private to page/.
 */
#ifndef JARCHY_PAGE_HTML_WIDE_H
#define JARCHY_PAGE_HTML_WIDE_H

#include "page/html_inline.h"

/* Whether it may be wider than the narrowest screen. */
bool html_is_wide(const struct block *b);
/* Appends a block of BLOCK_TABLE. */
void html_table(const struct html *h, const struct block *b);
/* The same of BLOCK_PRE. */
void html_fence(const struct html *h, const struct block *b);

#endif
