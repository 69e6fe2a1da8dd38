/*
 * view_tags: the topics as a part of the home page. Private to page/.
 */
#ifndef JARCHY_PAGE_VIEW_TAGS_H
#define JARCHY_PAGE_VIEW_TAGS_H

#include "page/view.h"

/*
 * Appends a heading, a link for each topic of the site that has items, and one to the places; nothing where there are
 * none.
 */
bool view_topics_at_home(const struct view *v, struct page *p, struct err *err);

#endif
