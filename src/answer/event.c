/*
 * event: an event as a calendar of its own, made when it is asked for.
 */
#include "answer/event.h"

#include "feed/feed.h"

/* 1 live and of a day; 0: there is none, or it was withdrawn. */
static int find_event(struct catalog_handle *h, const struct route_match *m, struct response *a,
    struct entry *e, struct err *err)
{
	int found = catalog_entry(h->catalog, m->at.project, m->at.item, m->lang->tag, &a->arena, e, err);
	if (found != 1 || e->event_start.at == INSTANT_NONE)
		return found < 0 ? -1 : 0;
	if (e->state == STATE_WITHDRAWN || e->state == STATE_EXPIRED)
		a->status = RESPONSE_GONE;
	return e->state == STATE_LIVE;
}

void event_answer(struct catalog_handle *h, const struct route_match *m, struct response *a, struct err *err)
{
	struct feed_source source;
	struct entry e;
	int found = find_event(h, m, a, &e, err);
	if (found > 0) {
		bool ok = feed_source_init(&source, h->site, h->catalog, m->lang, err) &&
		          feed_event_calendar(&source, &e, &a->body, err);
		feed_source_release(&source);
		a->kind = RESPONSE_TEXT;
		a->mime = feed_formats[FORMAT_ICAL].mime;
		found = ok ? 1 : -1;
	}
	if (found)
		a->status = found > 0 ? RESPONSE_OK : RESPONSE_FAILED;
}
