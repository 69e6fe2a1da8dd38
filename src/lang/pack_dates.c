/*
 * pack_dates: the section [dates] of a pack.
 *
 * Patterns are parsed at the end, when all forms are known that they may name.
 */
#include <string.h>

#include "lang/pack_reader.h"

enum { TIME = NAMES_TIME, WHEN = NAMES_GIVEN << GIVEN_TIME };
enum { FROM_TO = NAMES_GIVEN << GIVEN_FROM | NAMES_GIVEN << GIVEN_TO };

static const struct {
	const char *key;
	unsigned names;
} forms[DATE_FORM_COUNT] = {
	[DATE_DAY] = { "day", NAMES_DATE },
	[DATE_DAY_SHORT] = { "day.short", NAMES_DATE },
	[DATE_DAYS_MONTH] = { "days.month", NAMES_RANGE },
	[DATE_DAYS_YEAR] = { "days.year", NAMES_RANGE },
	[DATE_DAYS] = { "days", NAMES_RANGE },
	[DATE_MONTH] = { "month", NAMES_DATE },
	[DATE_YEAR] = { "year", NAMES_DATE },
	[DATE_TIME] = { "time", TIME },
	[DATE_DAY_TIME] = { "day.time", WHEN | NAMES_GIVEN << GIVEN_DATE },
	[DATE_SPAN] = { "span", FROM_TO },
	[DATE_HOURS] = { "hours", FROM_TO },
	[DATE_UNTIL_HOUR] = { "until.hour", WHEN | TIME },
	[DATE_SINCE_YEAR] = { "since.year", NAMES_DATE },
	[DATE_SINCE_MONTH] = { "since.month", NAMES_DATE },
	[DATE_UNTIL_YEAR] = { "until.year", NAMES_DATE },
	[DATE_UNTIL_MONTH] = { "until.month", NAMES_DATE },
	[DATE_YEARS] = { "years", NAMES_RANGE },
	[DATE_PERIOD] = { "period", FROM_TO },
};

const char *pack_date_name(enum date_form form)
{
	return forms[form].key;
}

static void read_calendar(struct reader *r, const char *value)
{
	if (strcmp(value, "persian") == 0)
		r->l->calendar = CALENDAR_PERSIAN;
	else if (strcmp(value, "gregorian") != 0)
		PROBLEM(r, "calendar: write gregorian, or persian");
}

/* "month.date" of a list that has a fault: what would be filled in from it is no fault of its own. */
static void note_bad_forms(struct reader *r, const char *name, const char *form)
{
	*ARENA_PUSH(r->a, r->bad_forms, r->bad_form_n) = arena_printf(
	    r->a, "%s%s%s", name, *form ? "." : "", form);
}

static bool has_bad_forms(const struct reader *r, struct str name)
{
	for (size_t i = 0; i < r->bad_form_n; i++) {
		struct str form = str_of(r->bad_forms[i]);
		if (str_eq(name, form) ||
		    (str_ends(name, r->bad_forms[i]) && name.p[name.n - form.n - 1] == '.'))
			return true;
	}
	return false;
}

/* months, months.FORM, minutes.FORM */
static void read_forms(struct reader *r, const char *key, const char *value)
{
	struct form_table *f = &r->l->forms;
	bool months = str_starts(str_of(key), "months");
	const char *const *v = reader_parts(r, key, value, months ? MONTHS : MINUTES);
	const char *name = strchr(key, '.');

	name = name ? name + 1 : "";
	for (size_t i = 0; i < (months ? f->month_n : f->minute_n); i++) {
		if (strcmp(name, months ? f->months[i].name : f->minutes[i].name) == 0) {
			PROBLEM(r, "\"%s\" is here twice: take one out", key);
			return;
		}
	}
	if (v && months)
		*ARENA_PUSH(r->a, f->months, f->month_n) = (struct forms){ name, v };
	else if (v)
		*ARENA_PUSH(r->a, f->minutes, f->minute_n) = (struct forms){ name, v };
	else
		note_bad_forms(r, months ? "month" : "minute", name);
}

static void read_ordinals(struct reader *r, const char *key, const char *value)
{
	if (r->l->forms.ordinals)
		PROBLEM(r, "\"%s\" is here twice: take one out", key);
	else if (!(r->l->forms.ordinals = reader_parts(r, key, value, ORDINALS)))
		note_bad_forms(r, "day", "ordinal");
}

static bool is_forms(const char *key)
{
	struct str s = str_of(key);

	return str_is(s, "months") || (str_starts(s, "months.") && s.n > strlen("months.")) ||
	       (str_starts(s, "minutes.") && s.n > strlen("minutes."));
}

static void unknown(struct reader *r, const char *key)
{
	const char *known[DATE_FORM_COUNT + 4] = { "calendar", "months", "ordinals" };

	for (size_t i = 0; i < DATE_FORM_COUNT; i++)
		known[i + 3] = forms[i].key;
	reader_unknown(r, key, known);
}

void read_date(struct reader *r, const char *key, const char *value)
{
	if (strcmp(key, "calendar") == 0) {
		read_calendar(r, value);
		return;
	}
	if (strcmp(key, "ordinals") == 0) {
		read_ordinals(r, key, value);
		return;
	}
	if (is_forms(key)) {
		read_forms(r, key, value);
		return;
	}
	for (size_t i = 0; i < DATE_FORM_COUNT; i++) {
		if (strcmp(key, forms[i].key) != 0)
			continue;
		reader_set(r, &r->dates[i].text, key, value);
		r->dates[i].line = r->line;
		return;
	}
	unknown(r, key);
}

/* `bad`: the name that is none; empty: a brace is alone. */
static void name_fault(struct reader *r, const char *key, struct str bad, unsigned names)
{
	const char *near = bad.n ? pattern_nearest(r->a, bad, names, &r->l->forms) : NULL;

	if (near)
		PROBLEM(
		    r, "%s: {%.*s} cannot be filled in here: did you mean {%s}?", key, STR_ARG(bad), near);
	else if (bad.n)
		PROBLEM(r,
		    "%s: {%.*s} cannot be filled in here: write a name that jarchy-languages(5) has for it",
		    key, STR_ARG(bad));
	else
		PROBLEM(r, "%s: a brace has no fellow: write names as {day}", key);
}

void finish_dates(struct reader *r)
{
	struct str bad;

	for (size_t i = 0; i < DATE_FORM_COUNT; i++) {
		const struct raw_pattern *raw = &r->dates[i];
		if (!raw->text || pattern_parse(r->a, str_of(raw->text), forms[i].names, &r->l->forms,
		                      &r->l->dates[i], &bad))
			continue;
		r->line = raw->line;
		if (has_bad_forms(r, bad))
			continue;
		name_fault(r, forms[i].key, bad, forms[i].names);
	}
}

void check_dates(struct reader *r, unsigned line)
{
	bool months = has_bad_forms(r, STR("month"));

	for (size_t i = 0; i < r->l->forms.month_n; i++)
		months |= !*r->l->forms.months[i].name;
	r->line = line;
	for (size_t i = 0; i <= DATE_FORM_COUNT; i++) {
		bool there = i < DATE_FORM_COUNT ? r->dates[i].text != NULL : months;
		if (!there)
			PROBLEM(r, "\"%s\" is missing in [dates]: write it; CLDR's is shown instead",
			    i < DATE_FORM_COUNT ? forms[i].key : "months");
	}
}
