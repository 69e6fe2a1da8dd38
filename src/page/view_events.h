/*
 * view_events: a few events of a project or of the site, as a part of other pages. Private to page/.
 */
#ifndef JARCHY_PAGE_VIEW_EVENTS_H
#define JARCHY_PAGE_VIEW_EVENTS_H

#include "catalog/events.h"
#include "lang/lang.h"
#include "page/view.h"

/*
 * Appends a heading and a link for each, with the days of the event beside it. How many there are (for 0 nothing is
 * appended), -1 failed.
 */
int view_events(const struct view *v, struct page *p, enum event_time when, enum word heading, size_t limit,
    struct err *err);

/* A link to the calendar of a project ("": of the site) in the page's language, if it has one. */
bool view_events_calendar(const struct view *v, struct page *p, const char *project, struct err *err);

#endif
