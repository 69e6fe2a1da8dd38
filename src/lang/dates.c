/*
 * dates: days, hours and periods by the patterns of a language.
 */
#include "lang/icu_calendar.h"
#include "lang/lang.h"

enum { TEXT_MAX = 1000 };

/* A pattern of one date, or of two. */
static void put(const struct lang *l, enum date_form form, const struct civil *from, const struct civil *to,
    struct buf *out)
{
	pattern_write(&l->dates[form],
	    &(struct pattern_values){ .dates = { from, from, to }, .digits = l->digits }, out);
}

/* A pattern of texts that are ready. */
static void put_given(
    const struct lang *l, enum date_form form, struct pattern_values *given, struct buf *out)
{
	given->digits = l->digits;
	pattern_write(&l->dates[form], given, out);
}

/* A day as readers count it: whole days are of the pack's calendar, months and years alone are Gregorian. */
static struct civil day_of(const struct lang *l, const struct civil *d)
{
	return l->calendar == CALENDAR_PERSIAN ? icu_calendar_persian(d) : *d;
}

static bool same_day(const struct civil *a, const struct civil *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

void lang_day(const struct lang *l, const struct civil *d, struct buf *out)
{
	struct civil day = day_of(l, d);

	put(l, DATE_DAY, &day, &day, out);
}

void lang_month(const struct lang *l, const struct civil *d, struct buf *out)
{
	put(l, DATE_MONTH, d, d, out);
}

void lang_days(const struct lang *l, const struct civil *from, const struct civil *to, struct buf *out)
{
	struct civil first = day_of(l, from), last = day_of(l, to);
	enum date_form form = first.year != last.year     ? DATE_DAYS
	                      : first.month != last.month ? DATE_DAYS_YEAR
	                                                  : DATE_DAYS_MONTH;

	if (same_day(from, to))
		lang_day(l, from, out);
	else
		put(l, form, &first, &last, out);
}

/* --- hours ------------------------------------------------------------------------------ */

static void put_time(const struct lang *l, const struct civil *d, struct buf *out)
{
	put(l, DATE_TIME, d, d, out);
}

/* A day as `form` has it, and the hour, hours or until when, unless it is empty. */
static void put_day_time(
    const struct lang *l, enum date_form form, const struct civil *d, struct str time, struct buf *out)
{
	struct pattern_values given = { .given[GIVEN_TIME] = time };
	struct buf day;

	buf_init(&day, TEXT_MAX);
	struct civil shown = day_of(l, d);
	put(l, form, &shown, &shown, &day);
	given.given[GIVEN_DATE] = buf_str(&day);
	if (time.n)
		put_given(l, DATE_DAY_TIME, &given, out);
	else
		buf_add_str(out, buf_str(&day));
	buf_release(&day);
}

static void put_day_hour(
    const struct lang *l, enum date_form form, const struct civil *d, bool with_hour, struct buf *out)
{
	struct buf time;

	buf_init(&time, TEXT_MAX);
	if (with_hour)
		put_time(l, d, &time);
	put_day_time(l, form, d, buf_str(&time), out);
	buf_release(&time);
}

void lang_date(const struct lang *l, int64_t at, bool with_time, struct buf *out)
{
	struct civil d = date_civil(at);
	put_day_hour(l, DATE_DAY, &d, with_time, out);
}

static void put_range(
    const struct lang *l, enum date_form form, const struct buf *from, const struct buf *to, struct buf *out)
{
	struct pattern_values given = {
		.given[GIVEN_FROM] = buf_str(from),
		.given[GIVEN_TO] = buf_str(to),
	};

	put_given(l, form, &given, out);
}

/* "10:00–17:00", or "until 17:00". */
static void put_hours(
    const struct lang *l, const struct civil *from, bool from_hour, const struct civil *to, struct buf *out)
{
	struct pattern_values given = { .dates = { to, to, to } };
	struct buf begin, end;

	buf_init(&begin, TEXT_MAX);
	buf_init(&end, TEXT_MAX);
	put_time(l, from, &begin);
	put_time(l, to, &end);
	given.given[GIVEN_TIME] = buf_str(&end);
	if (from_hour)
		put_range(l, DATE_HOURS, &begin, &end, out);
	else
		put_given(l, DATE_UNTIL_HOUR, &given, out);
	buf_release(&begin);
	buf_release(&end);
}

/* In one year it is said once: with the first day where years come before days, with the last elsewhere. */
static void put_span(const struct lang *l, const struct civil *from, bool from_hour, const struct civil *to,
    bool to_hour, struct buf *out)
{
	bool one_year = day_of(l, from).year == day_of(l, to).year;
	bool year_first = pattern_has_before(&l->dates[DATE_DAY], FIELD_YEAR, FIELD_DAY);
	struct buf begin, end;

	buf_init(&begin, TEXT_MAX);
	buf_init(&end, TEXT_MAX);
	put_day_hour(l, one_year && !year_first ? DATE_DAY_SHORT : DATE_DAY, from, from_hour, &begin);
	put_day_hour(l, one_year && year_first ? DATE_DAY_SHORT : DATE_DAY, to, to_hour, &end);
	put_range(l, DATE_SPAN, &begin, &end, out);
	buf_release(&begin);
	buf_release(&end);
}

void lang_event(const struct lang *l, struct moment start, struct moment end, struct buf *out)
{
	struct civil from = date_civil(start.at), to = from;
	bool ends = end.at > start.at;
	struct buf hours;

	if (ends)
		to = date_civil(end.at);
	buf_init(&hours, TEXT_MAX);
	if (!same_day(&from, &to) && (start.has_time || end.has_time)) {
		put_span(l, &from, start.has_time, &to, end.has_time, out);
	} else if (!same_day(&from, &to)) {
		lang_days(l, &from, &to, out);
	} else if (ends && end.has_time) {
		put_hours(l, &from, start.has_time, &to, &hours);
		put_day_time(l, DATE_DAY, &from, buf_str(&hours), out);
	} else {
		lang_date(l, start.at, start.has_time, out);
	}
	buf_release(&hours);
}

/* --- periods ---------------------------------------------------------------------------- */

static void put_end(const struct lang *l, const struct civil *d, struct buf *out)
{
	put(l, d->month ? DATE_MONTH : DATE_YEAR, d, d, out);
}

static void put_closed(
    const struct lang *l, const struct civil *from, const struct civil *to, struct buf *out)
{
	struct buf begin, end;

	if (from->year == to->year && from->month == to->month) {
		put_end(l, from, out);
		return;
	}
	if (!from->month && !to->month) {
		put(l, DATE_YEARS, from, to, out);
		return;
	}
	buf_init(&begin, TEXT_MAX);
	buf_init(&end, TEXT_MAX);
	put_end(l, from, &begin);
	put_end(l, to, &end);
	put_range(l, DATE_PERIOD, &begin, &end, out);
	buf_release(&begin);
	buf_release(&end);
}

void lang_period(const struct lang *l, const struct civil *from, const struct civil *to, struct buf *out)
{
	if (from && to)
		put_closed(l, from, to, out);
	else if (from)
		put(l, from->month ? DATE_SINCE_MONTH : DATE_SINCE_YEAR, from, from, out);
	else
		put(l, to->month ? DATE_UNTIL_MONTH : DATE_UNTIL_YEAR, to, to, out);
}
