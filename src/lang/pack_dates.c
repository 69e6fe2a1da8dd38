/*
 * pack_dates: the section [dates] of a pack.
 *
 * Patterns are parsed at the end, when all forms are known that they may name.
 */
#include <string.h>

#include "lang/pack_reader.h"

enum { TIME = NAMES_TIME, WHEN = NAMES_GIVEN << GIVEN_TIME };
enum { FROM_TO = NAMES_GIVEN << GIVEN_FROM | NAMES_GIVEN << GIVEN_TO };

/*
 * What a pattern cannot be without, in any of its forms: {day} is as good as {day2}. The year of two days may
 * be with either of them.
 */
enum need {
	NEED_DAY,
	NEED_MONTH,
	NEED_YEAR,
	NEED_FROM_DAY,
	NEED_FROM_MONTH,
	NEED_FROM_YEAR,
	NEED_TO_DAY,
	NEED_TO_MONTH,
	NEED_TO_YEAR,
	NEED_A_MONTH, /* of either day */
	NEED_A_YEAR,
	NEED_HOUR,
	NEED_MINUTE,
	NEED_DATE,
	NEED_TIME,
	NEED_FROM,
	NEED_TO,
	NEED_COUNT
};
static const char *const need_names[NEED_COUNT] = { "day", "month", "year", "from.day", "from.month",
	"from.year", "to.day", "to.month", "to.year", "to.month", "to.year", "hour", "minute", "date", "time",
	"from", "to" };
#define NEED(name) (1u << NEED_##name)

static const struct {
	const char *key;
	unsigned names, needs;
} forms[DATE_FORM_COUNT] = {
	[DATE_DAY] = { "day", NAMES_DATE, NEED(DAY) | NEED(MONTH) | NEED(YEAR) },
	[DATE_DAY_SHORT] = { "day.short", NAMES_DATE, NEED(DAY) | NEED(MONTH) },
	[DATE_DAYS_MONTH] = { "days.month", NAMES_RANGE,
	    NEED(FROM_DAY) | NEED(TO_DAY) | NEED(A_MONTH) | NEED(A_YEAR) },
	[DATE_DAYS_YEAR] = { "days.year", NAMES_RANGE,
	    NEED(FROM_DAY) | NEED(FROM_MONTH) | NEED(TO_DAY) | NEED(TO_MONTH) | NEED(A_YEAR) },
	[DATE_DAYS] = { "days", NAMES_RANGE,
	    NEED(FROM_DAY) | NEED(FROM_MONTH) | NEED(FROM_YEAR) | NEED(TO_DAY) | NEED(TO_MONTH) |
	        NEED(TO_YEAR) },
	[DATE_MONTH] = { "month", NAMES_DATE, NEED(MONTH) | NEED(YEAR) },
	[DATE_YEAR] = { "year", NAMES_DATE, NEED(YEAR) },
	[DATE_TIME] = { "time", TIME, NEED(HOUR) | NEED(MINUTE) },
	[DATE_DAY_TIME] = { "day.time", WHEN | NAMES_GIVEN << GIVEN_DATE, NEED(DATE) | NEED(TIME) },
	[DATE_SPAN] = { "span", FROM_TO, NEED(FROM) | NEED(TO) },
	[DATE_HOURS] = { "hours", FROM_TO, NEED(FROM) | NEED(TO) },
	[DATE_UNTIL_HOUR] = { "until.hour", WHEN | TIME, NEED(TIME) },
	[DATE_SINCE_YEAR] = { "since.year", NAMES_DATE, NEED(YEAR) },
	[DATE_SINCE_MONTH] = { "since.month", NAMES_DATE, NEED(MONTH) | NEED(YEAR) },
	[DATE_UNTIL_YEAR] = { "until.year", NAMES_DATE, NEED(YEAR) },
	[DATE_UNTIL_MONTH] = { "until.month", NAMES_DATE, NEED(MONTH) | NEED(YEAR) },
	[DATE_YEARS] = { "years", NAMES_RANGE, NEED(FROM_YEAR) | NEED(TO_YEAR) },
	[DATE_PERIOD] = { "period", FROM_TO, NEED(FROM) | NEED(TO) },
};

const char *pack_date_name(enum date_form form)
{
	return forms[form].key;
}

static void read_calendar(struct reader *r, const char *value)
{
	r->has_calendar = true;
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

/* What one piece of a pattern gives, as a set. */
static unsigned given_by(const struct pattern_piece *p)
{
	static const unsigned ready[GIVEN_COUNT] = { [GIVEN_DATE] = NEED(DATE),
		[GIVEN_TIME] = NEED(TIME),
		[GIVEN_FROM] = NEED(FROM),
		[GIVEN_TO] = NEED(TO) };
	static const unsigned char first[PATTERN_DATES] = {
		[PATTERN_DATE] = NEED_DAY, [PATTERN_FROM] = NEED_FROM_DAY, [PATTERN_TO] = NEED_TO_DAY
	};
	unsigned day = p->field == FIELD_TEXT || p->field == FIELD_GIVEN ? 0 : 1u << first[p->which];

	switch (p->field) {
	case FIELD_TEXT:
		return 0;
	case FIELD_GIVEN:
		return ready[p->which];
	case FIELD_DAY:
	case FIELD_DAY2:
	case FIELD_ORDINAL:
		return day;
	case FIELD_MONTH:
	case FIELD_MONTH1:
	case FIELD_MONTH2:
		return day << 1 | NEED(A_MONTH);
	case FIELD_YEAR:
		return day << 2 | NEED(A_YEAR);
	case FIELD_HOUR:
		return NEED(HOUR) | NEED(TIME);
	case FIELD_MINUTE:
	case FIELD_MINUTE_FORM:
		return NEED(MINUTE);
	}
	return 0;
}

/* The first name that the pattern lacks; NULL: none. */
static const char *lacking_name(const struct pattern *p, unsigned needs)
{
	for (size_t i = 0; i < p->n; i++)
		needs &= ~given_by(&p->v[i]);
	for (size_t i = 0; i < NEED_COUNT; i++)
		if (needs >> i & 1)
			return need_names[i];
	return NULL;
}

static void finish_date(struct reader *r, enum date_form form)
{
	const struct raw_pattern *raw = &r->dates[form];
	struct pattern *to = &r->l->dates[form];
	struct str bad;

	r->line = raw->line;
	if (!pattern_parse(r->a, str_of(raw->text), forms[form].names, &r->l->forms, to, &bad)) {
		if (!has_bad_forms(r, bad))
			name_fault(r, forms[form].key, bad, forms[form].names);
		return;
	}
	const char *lacking = lacking_name(to, forms[form].needs);
	if (!lacking)
		return;
	PROBLEM(r, "%s: {%s} is missing: write it where it goes", forms[form].key, lacking);
	*to = (struct pattern){ .n = 0 };
}

static void add_forms(struct reader *r, struct forms **to, size_t *n, const struct forms *own, size_t own_n)
{
	for (size_t i = 0; i < own_n; i++) {
		bool there = false;
		for (size_t k = 0; k < *n; k++)
			there |= strcmp((*to)[k].name, own[i].name) == 0;
		if (!there)
			*ARENA_PUSH(r->a, *to, *n) = own[i];
	}
}

/* Patterns may name lists of the pack that this one has what is different of. */
static void add_own_forms(struct reader *r)
{
	const struct form_table *own = &r->own->forms;
	struct form_table *t = &r->l->forms;

	add_forms(r, &t->months, &t->month_n, own->months, own->month_n);
	add_forms(r, &t->minutes, &t->minute_n, own->minutes, own->minute_n);
	if (!t->ordinals)
		t->ordinals = own->ordinals;
}

void finish_dates(struct reader *r)
{
	if (r->own && r->own->calendar == r->l->calendar)
		add_own_forms(r);
	for (size_t i = 0; i < DATE_FORM_COUNT; i++)
		if (r->dates[i].text)
			finish_date(r, (enum date_form)i);
}
