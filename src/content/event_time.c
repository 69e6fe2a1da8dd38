/*
 * event_time: divides a text at each of the marks that may be between two ends, until both sides can be read.
 */
#include "content/event_time.h"

#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "content/value.h"
#include "lang/found_date.h"

enum { TEXT_MAX = 96, SMALL_HOURS = 6, DAY_DIGITS = 2 };

/* --- the end by its hour -------------------------------------------------------------------- */

bool event_end_read(struct str text, struct moment start, struct moment *end)
{
	int hour, minute;
	if (!found_clock_whole(text, &hour, &minute))
		return false;
	struct civil c = date_civil(start.at);
	c.hour = hour;
	c.minute = minute;
	c.second = 0;
	int64_t at = date_instant(&c);
	if (start.has_time && at <= start.at && hour < SMALL_HOURS) {
		c.day++;
		at = date_instant(&c);
	}
	*end = (struct moment){ at, true };
	return true;
}

/* --- both ends ------------------------------------------------------------------------------ */

/* A text in two parts, at a mark. */
struct parts {
	struct str first, last;
};

/* Two days with one month: "12–14 May 2026", "May 12–14, 2026": without the one or the other it is a date. */
static bool read_days(const struct parts *p, struct moment *start, struct moment *end)
{
	struct str first = str_trim(p->first), last = str_trim(p->last);
	size_t from = first.n, to = 0;
	char text[TEXT_MAX];
	while (from > 0 && first.n - from < DAY_DIGITS && ascii_is_digit(first.p[from - 1]))
		from--;
	while (to < last.n && to < DAY_DIGITS && ascii_is_digit(last.p[to]))
		to++;
	if (from == first.n || to == 0 || first.n + last.n >= sizeof text)
		return false;
	int n = snprintf(text, sizeof text, "%.*s%.*s", STR_ARG(first), STR_ARG(str_sub(last, to, last.n)));
	if (!value_date((struct str){ text, (size_t)n }, start))
		return false;
	n = snprintf(text, sizeof text, "%.*s%.*s", STR_ARG(str_sub(first, 0, from)), STR_ARG(last));
	return value_date((struct str){ text, (size_t)n }, end);
}

/* The first day may leave its year to the second: "28 April – 3 May 2026", "28.04–03.05.2026". */
static bool read_dates(const struct parts *p, struct moment *start, struct moment *end)
{
	static const char *const between[] = { " ", "." };
	char text[TEXT_MAX];
	if (!value_date(str_trim(p->last), end))
		return false;
	if (value_date(str_trim(p->first), start))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(between); i++) {
		int n = snprintf(text, sizeof text, "%.*s%s%d", STR_ARG(str_trim(p->first)), between[i],
		    date_civil(end->at).year);
		if (n > 0 && (size_t)n < sizeof text && value_date((struct str){ text, (size_t)n }, start))
			return true;
	}
	return false;
}

static bool read_parts(const struct parts *p, struct moment *start, struct moment *end)
{
	struct str first = str_trim(p->first);
	if (value_date(first, start) && start->has_time && event_end_read(str_trim(p->last), *start, end))
		return true;
	return read_dates(p, start, end) || read_days(p, start, end);
}

bool event_span_read(struct str text, struct moment *start, struct moment *end)
{
	static const char *const heads[] = { "с ", "со ", "from " };
	static const char *const marks[] = { "..", "…", "–", "—", "‑", "‒", "-", " по ", " до ", " to ",
		" until " };
	struct moment from, to;
	if (text.n >= TEXT_MAX)
		return false;
	for (size_t i = 0; i < ARRAY_SIZE(heads); i++)
		if (str_starts(text, heads[i]))
			text = str_sub(text, strlen(heads[i]), text.n);
	for (size_t i = 0; i < ARRAY_SIZE(marks); i++)
		for (size_t at = 1; at < text.n; at++) {
			struct parts p = { str_sub(text, 0, at), str_sub(text, at, text.n) };
			if (!str_starts(p.last, marks[i]))
				continue;
			p.last = str_sub(p.last, strlen(marks[i]), p.last.n);
			if (read_parts(&p, &from, &to) && to.at >= from.at) {
				*start = from;
				*end = to;
				return true;
			}
		}
	return false;
}
