/*
 * view_projects: the list of projects, also as a part of the home page. Private to page/.
 */
#ifndef JARCHY_PAGE_VIEW_PROJECTS_H
#define JARCHY_PAGE_VIEW_PROJECTS_H

#include "page/view.h"

/* Appends a heading and a link for each running project, by name. */
bool view_running_projects(const struct view *v, struct page *p, struct err *err);

#endif
