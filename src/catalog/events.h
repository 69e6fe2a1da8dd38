/*
 * events: which are to come and which are over.
 *
 * An event is over when the last of its days is. The day is that of the catalogue's last change, never a reader's
 * clock: the writer makes a change when an event is over, so between two changes the answer stays what it was, and pages
 * can be kept for as long.
 */
#ifndef JARCHY_CATALOG_EVENTS_H
#define JARCHY_CATALOG_EVENTS_H

#include "catalog/catalog.h"

struct writer;

enum event_time {
	EVENTS_COMING, /* today's too; the soonest first */
	EVENTS_OVER,   /* and those that name no day; the newest items first */
};
/* Live events of a project ("": of the whole site) in a language. Bodies are left out. */
bool catalog_events(struct catalog *c, enum event_time when, const char *project, const char *lang,
    size_t limit, struct arena *a, struct entries *out, struct err *err);
/* Whether any of them, over or to come, names its day. 1, 0, -1 failed. */
int catalog_has_days(struct catalog *c, const char *project, const char *lang, struct err *err);

/*
 * Of writer_advance: touches the projects of the events that are over at `now` and were not at the last change. *next
 * is left alone unless the next event is over before it (or it is INSTANT_NONE).
 */
bool events_advance(struct writer *w, int64_t now, int64_t *next, struct err *err);

#endif
