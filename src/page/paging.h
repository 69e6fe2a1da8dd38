/*
 * paging: long listings in pages of fifty. Private to page/.
 *
 * Pages are numbered from the oldest item on, so a full page keeps its items and its address while items
 * are added; a bookmark, a search engine and a cache find there what they found before. The newest page,
 * which is not full yet, is at the listing's own address.
 */
#ifndef JARCHY_PAGE_PAGING_H
#define JARCHY_PAGE_PAGING_H

#include "page/view.h"

/*
 * Appends the items of page v->number (0: the newest) of what q asks for (newest first; offset and limit
 * are set here), and links to the pages before and after it. `path` is the listing's own address. The
 * newest page gets it as its path; others get the days of their items into the title, and the listing as a
 * step of the trail. 1, 0: no such page, -1: failed.
 */
int paging_fill(const struct view *v, struct page *p, struct entry_query *q, unsigned show, const char *path,
    struct err *err);

#endif
