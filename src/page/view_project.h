/*
 * view_project: what other views show of a project. Private to page/.
 */
#ifndef JARCHY_PAGE_VIEW_PROJECT_H
#define JARCHY_PAGE_VIEW_PROJECT_H

#include "page/view.h"

/* Appends the heading and the facts of the project; nothing when it has none. */
bool project_add_passport(const struct view *v, struct page *p, const struct text *project, struct err *err);

#endif
