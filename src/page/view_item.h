/*
 * view_item: what other views show of an item. Private to page/.
 */
#ifndef JARCHY_PAGE_VIEW_ITEM_H
#define JARCHY_PAGE_VIEW_ITEM_H

#include "page/view.h"

/* Appends when and where an event is, the body, and the attachments. The entry must have its body. */
bool item_add_content(const struct view *v, struct page *p, const struct entry *e, struct err *err);
/* All of an item's page but where it leads back to. The entry must have its body. */
bool item_fill(const struct view *v, struct page *p, const struct entry *e, struct err *err);

#endif
