/*
 * view_teaser: what a list tells of an item beside its title. Private to page/.
 */
#ifndef JARCHY_PAGE_VIEW_TEASER_H
#define JARCHY_PAGE_VIEW_TEASER_H

#include "page/view.h"

/*
 * "8 September 2023, 10:00–17:00", or the days when it goes on for several. The entry must have
 * event_start.
 */
const char *item_event_time(struct page *p, const struct entry *e);
/*
 * In the page's arena. `files` are the item's; `note` is its kind or language in words, or NULL; summary:
 * whether there is room for it. NULL: the catalogue could not be read.
 */
const struct teaser *teaser_make(const struct view *v, struct page *p, const struct entry *e,
    const struct attachments *files, const char *note, bool summary, struct err *err);

#endif
