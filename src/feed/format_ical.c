/*
 * format_ical: an iCalendar file (RFC 5545), written by libical.
 */
#include "feed/format.h"

#include <libical/ical.h>
#include <string.h>
#include <time.h>

#include "content/address.h"
#include "feed/entry.h"
#include "page/view.h"

enum { EVENTS_MAX = 1000 };

/* Times are written as UTC, days as days: no table of zones is needed, here or by the reader. */
static struct icaltimetype utc(int64_t at)
{
	time_t t = (time_t)at;
	struct tm tm;
	gmtime_r(&t, &tm);
	return (struct icaltimetype){ .year = tm.tm_year + 1900,
		.month = tm.tm_mon + 1,
		.day = tm.tm_mday,
		.hour = tm.tm_hour,
		.minute = tm.tm_min,
		.second = tm.tm_sec,
		.zone = icaltimezone_get_utc_timezone() };
}

static struct icaltimetype day(int64_t at)
{
	struct civil c = date_civil(at);
	return (struct icaltimetype){ .year = c.year, .month = c.month, .day = c.day, .is_date = 1 };
}

/* The beginning of the day, or of the one after it. */
static int64_t midnight(int64_t at, int days)
{
	struct civil c = date_civil(at);
	c.day += days;
	c.hour = c.minute = c.second = 0;
	return date_instant(&c);
}

static bool same_day(int64_t a, int64_t b)
{
	return midnight(a, 0) == midnight(b, 0);
}

/*
 * Both ends are days, or both are times (RFC 5545 section 3.8.2.2). Where one has an hour, a day at the
 * other end is that whole day. Without an end that is known a time ends on its own day, a day with
 * itself.
 */
static void add_times(icalcomponent *event, const struct entry *e)
{
	struct moment from = e->event_start, to = e->event_end;
	bool later = to.has_time ? to.at > from.at : to.at >= from.at;
	bool ends = later && (to.has_time || !from.has_time || !same_day(from.at, to.at));
	bool days = !from.has_time && !(ends && to.has_time);

	icalcomponent_add_property(event, icalproperty_new_dtstart(days ? day(from.at) : utc(from.at)));
	if (!ends)
		return;
	int64_t end = to.has_time ? to.at : midnight(to.at, 1);
	icalcomponent_add_property(event, icalproperty_new_dtend(days ? day(end) : utc(end)));
}

enum { MINUTE = 60 };

/*
 * How often the event was changed in a way that matters (section 3.8.7.4). It must grow with each change,
 * and the content alone decides: so it is the minutes from the publication to the last `updated`, and one
 * more when the event is not held.
 */
static int sequence(const struct entry *e)
{
	int64_t minutes = (e->updated - e->opens) / MINUTE;
	bool off = e->event_status != EVENT_HELD;
	return minutes < INT32_MAX ? (int)minutes + off : INT32_MAX;
}

/* A new day of what is postponed is not known: calendars call that tentative. */
static void add_status(icalcomponent *event, const struct entry *e)
{
	static const enum icalproperty_status statuses[EVENT_STATUS_COUNT] = {
		[EVENT_HELD] = ICAL_STATUS_CONFIRMED,
		[EVENT_CANCELLED] = ICAL_STATUS_CANCELLED,
		[EVENT_POSTPONED] = ICAL_STATUS_TENTATIVE,
	};
	icalcomponent_add_property(event, icalproperty_new_sequence(sequence(e)));
	icalcomponent_add_property(event, icalproperty_new_status(statuses[e->event_status]));
}

/* What parts categories is no part of a name, and libical writes it as it is. */
static void add_category(icalcomponent *event, const char *name, struct arena *a)
{
	char *one = arena_strdup(a, name), *to = one;

	for (const char *from = one; *from; from++)
		if (*from != ',' && *from != ';')
			*to++ = *from;
		else if (from[1] != ' ')
			*to++ = ' ';
	*to = '\0';
	icalcomponent_add_property(event, icalproperty_new_categories(one));
}

static bool add_values(const struct feed_source *s, const struct entry *e, icalcomponent *event,
    struct arena *a, struct err *err)
{
	struct values values;

	if (!catalog_values(s->catalog, e->project, e->stem, e->lang, a, &values, err))
		return false;
	for (size_t i = 0; i < values.n; i++) {
		const char *key = values.v[i].key, *text = values.v[i].text;
		if (strcmp(key, "event_place") == 0)
			icalcomponent_add_property(event, icalproperty_new_location(text));
		else if (strcmp(key, "topic") == 0)
			add_category(event, entry_name_of(s, "topic_name", text, a), a);
		else if (strcmp(key, "place") == 0)
			add_category(event, entry_name_of(s, "place_name", text, a), a);
	}
	return true;
}

static void add_file(icalcomponent *event, const char *url, const char *mime)
{
	icalattach *at = icalattach_new_from_url(url);
	icalproperty *p = icalproperty_new_attach(at);

	icalproperty_add_parameter(p, icalparameter_new_fmttype(mime));
	icalcomponent_add_property(event, p);
	icalattach_unref(at);
}

static bool add_files(const struct feed_source *s, const struct entry *e, icalcomponent *event,
    struct arena *a, struct err *err)
{
	struct attachments files = { 0 };

	if (e->bundle && !catalog_attachments(s->catalog, e->project, e->stem, e->lang, a, &files, err))
		return false;
	for (size_t i = 0; i < files.n; i++)
		if (entry_is_enclosure(&files.v[i]))
			add_file(event, entry_file_url(s, e, &files.v[i], a), files.v[i].mime);
	return true;
}

static bool add_event(const struct feed_source *s, const struct entry *e, icalcomponent *calendar,
    struct arena *a, struct err *err)
{
	icalcomponent *event = icalcomponent_new_vevent();
	const char *path = path_of(a, e->lang, e->project, e->stem);

	icalcomponent_add_component(calendar, event);
	icalcomponent_add_property(event, icalproperty_new_uid(e->id));
	icalcomponent_add_property(event, icalproperty_new_dtstamp(utc(e->updated)));
	icalcomponent_add_property(event, icalproperty_new_created(utc(e->opens)));
	icalcomponent_add_property(event, icalproperty_new_lastmodified(utc(e->updated)));
	add_status(event, e);
	add_times(event, e);
	const char *title = view_event_title(a, s->lang, e, e->title);
	icalcomponent_add_property(event, icalproperty_new_summary(title));
	if (*e->summary)
		icalcomponent_add_property(event, icalproperty_new_description(e->summary));
	const char *url = site_url_of(a, s->site, SCHEME_HTTP, 'h', path);
	icalcomponent_add_property(event, icalproperty_new_url(url));
	return add_values(s, e, event, a, err) && add_files(s, e, event, a, err);
}

/* One that is subscribed to has a title. */
static icalcomponent *begin(const char *title)
{
	icalcomponent *calendar = icalcomponent_new_vcalendar();

	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar, icalproperty_new_prodid("-//jarchy//jarchy//EN"));
	if (!title)
		return calendar;
	icalproperty *name = icalproperty_new_x(title);
	icalproperty_set_x_name(name, "X-WR-CALNAME");
	icalcomponent_add_property(calendar, name);
	return calendar;
}

static int add_events(const struct feed_source *s, const struct entries *events, icalcomponent *calendar,
    struct arena *a, struct err *err)
{
	int made = 0;

	for (size_t i = 0; i < events->n; i++) {
		if (events->v[i].event_start.at == INSTANT_NONE)
			continue;
		if (!add_event(s, &events->v[i], calendar, a, err))
			return -1;
		made = 1;
	}
	return made;
}

static bool put(icalcomponent *calendar, struct buf *out, struct err *err)
{
	char *text = icalcomponent_as_ical_string_r(calendar);

	if (!text)
		return err_set(err, "cannot write the calendar");
	buf_puts(out, text);
	icalmemory_free_buffer(text);
	return true;
}

int calendar_write(
    const struct feed_source *s, const char *project, const char *title, struct buf *out, struct err *err)
{
	struct entry_query q = { .lang = s->lang->tag,
		.project = *project ? project : NULL,
		.by_kind = true,
		.kind = KIND_EVENT,
		.limit = EVENTS_MAX };
	struct entries events;
	struct arena a;

	arena_init(&a);
	icalcomponent *calendar = begin(title);
	int made = catalog_entries(s->catalog, &q, &a, &events, err)
	               ? add_events(s, &events, calendar, &a, err)
	               : -1;
	if (made > 0 && !put(calendar, out, err))
		made = -1;
	icalcomponent_free(calendar);
	arena_release(&a);
	return made;
}

bool feed_event_calendar(const struct feed_source *s, const struct entry *e, struct buf *out, struct err *err)
{
	struct arena a;

	arena_init(&a);
	icalcomponent *calendar = begin(NULL);
	bool ok = add_event(s, e, calendar, &a, err) && put(calendar, out, err);
	icalcomponent_free(calendar);
	arena_release(&a);
	return ok;
}
