/*
 * format_ical: an iCalendar file (RFC 5545), written by libical.
 */
#include "feed/format.h"

#include <libical/ical.h>
#include <stdlib.h>
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
	bool is_new = e->updated == e->published && e->published == date_noon(e->date.at);
	int64_t minutes = is_new ? 0 : (e->updated - e->opens) / MINUTE;
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
	const char *url = site_url_of(a, s->site, SCHEME_HTTP, '0', path);
	icalcomponent_add_property(event, icalproperty_new_url(url));
	return add_values(s, e, event, a, err) && add_files(s, e, event, a, err);
}

static void add_extra(icalcomponent *calendar, const char *name, const char *value)
{
	icalproperty *p = icalproperty_new_x(value);

	icalproperty_set_x_name(p, name);
	icalcomponent_add_property(calendar, p);
}

/* How often to ask again: RFC 7986 section 5.7, and the word that Outlook knew before. */
static void add_refreshing(icalcomponent *calendar)
{
	struct icaldurationtype every = icaldurationtype_from_int(FEED_TTL_MINUTES * MINUTE);
	icalproperty *refresh = icalproperty_new_refreshinterval(every);
	char *text = icaldurationtype_as_ical_string_r(every);

	icalproperty_set_parameter(refresh, icalparameter_new_value(ICAL_VALUE_DURATION));
	icalcomponent_add_property(calendar, refresh);
	add_extra(calendar, "X-PUBLISHED-TTL", text);
	icalmemory_free_buffer(text);
}

/* One that is subscribed to has a title, and is asked for again. */
static icalcomponent *begin(const char *title)
{
	icalcomponent *calendar = icalcomponent_new_vcalendar();

	icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
	icalcomponent_add_property(calendar, icalproperty_new_prodid("-//jarchy//jarchy//EN"));
	if (!title)
		return calendar;
	add_extra(calendar, "X-WR-CALNAME", title);
	add_refreshing(calendar);
	return calendar;
}

/* Those of several projects are in each of them. */
static bool is_known(const int64_t *rows, size_t n, int64_t row)
{
	while (n > 0)
		if (rows[--n] == row)
			return true;
	return false;
}

static int add_events(const struct feed_source *s, const struct entries *events, icalcomponent *calendar,
    struct arena *a, struct err *err)
{
	int64_t *rows = NULL;
	size_t n = 0;

	for (size_t i = 0; i < events->n; i++) {
		const struct entry *e = &events->v[i];
		if (e->event_start.at == INSTANT_NONE || is_known(rows, n, e->row))
			continue;
		if (!add_event(s, e, calendar, a, err))
			return -1;
		*ARENA_PUSH(a, rows, n) = e->row;
	}
	return n > 0;
}

static int by_date(const void *x, const void *y)
{
	const struct entry *a = x, *b = y;

	if (a->date.at != b->date.at)
		return a->date.at > b->date.at ? -1 : 1;
	int order = strcmp(a->project, b->project);
	return order ? order : strcmp(a->stem, b->stem);
}

/* Of what several questions find, the newest come first all the same. */
static bool find_events(const struct feed_source *s, const struct entry_query *questions, size_t n,
    struct arena *a, struct entries *out, struct err *err)
{
	*out = (struct entries){ 0 };
	for (size_t i = 0; i < n; i++) {
		struct entry_query q = questions[i];
		struct entries found;
		q.lang = s->lang->tag;
		q.by_kind = true;
		q.kind = KIND_EVENT;
		q.limit = EVENTS_MAX;
		if (!catalog_entries(s->catalog, &q, a, &found, err))
			return false;
		for (size_t k = 0; k < found.n; k++)
			*ARENA_PUSH(a, out->v, out->n) = found.v[k];
	}
	if (n > 1 && out->n)
		qsort(out->v, out->n, sizeof *out->v, by_date);
	return true;
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

int calendar_write(const struct feed_source *s, const struct entry_query *questions, size_t n,
    const char *title, struct buf *out, struct err *err)
{
	struct entries events;
	struct arena a;

	arena_init(&a);
	icalcomponent *calendar = begin(title);
	int made = find_events(s, questions, n, &a, &events, err) ? add_events(s, &events, calendar, &a, err)
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
