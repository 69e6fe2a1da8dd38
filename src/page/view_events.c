/*
 * view_events: a few events of a project or of the site, as a part of other pages.
 *
 * The day before a link is that of the publication, as in every listing: feed readers of Gemini pages rely on
 * it. When the event itself is comes after the title.
 */
#include "page/view_events.h"

#include "content/address.h"
#include "lang/punctuation.h"
#include "page/view_parts.h"
#include "page/view_teaser.h"

int view_events(const struct view *v, struct page *p, enum event_time when, enum word heading, size_t limit,
    struct err *err)
{
	struct entries events;

	if (!catalog_events(v->catalog, when, v->project, p->lang->tag, limit, &p->arena, &events, err))
		return -1;
	if (events.n)
		page_heading(p, 2, p->lang->words[heading]);
	for (size_t i = 0; i < events.n; i++) {
		const struct entry *e = &events.v[i];
		const char *time = e->event_start.at == INSTANT_NONE ? NULL : item_event_time(p, e);
		const char *note = time ? lang_join(&p->arena, p->lang, JOINT_LABEL,
		                              p->lang->words[WORD_WHEN], time)
		                        : NULL;
		if (!parts_entry(v, p, e, note, SHOW_SUMMARY, err))
			return -1;
	}
	return (int)events.n;
}

bool view_events_calendar(const struct view *v, struct page *p, const char *project, struct err *err)
{
	int found = catalog_has_days(v->catalog, project, p->lang->tag, err);

	if (found == 1)
		parts_feed(p, project, &feed_formats[FORMAT_ICAL]);
	return found >= 0;
}
