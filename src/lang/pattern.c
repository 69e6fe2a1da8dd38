/*
 * pattern: parses and writes them.
 */
#include "lang/pattern.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	enum pattern_field field;
	unsigned needs;
	unsigned char given;
} names_known[] = {
	{ "day", FIELD_DAY, NAMES_DATE, 0 },
	{ "day2", FIELD_DAY2, NAMES_DATE, 0 },
	{ "month", FIELD_MONTH, NAMES_DATE, 0 },
	{ "month1", FIELD_MONTH1, NAMES_DATE, 0 },
	{ "month2", FIELD_MONTH2, NAMES_DATE, 0 },
	{ "year", FIELD_YEAR, NAMES_DATE, 0 },
	{ "hour", FIELD_HOUR, NAMES_TIME, 0 },
	{ "minute", FIELD_MINUTE, NAMES_TIME, 0 },
	{ "n", FIELD_GIVEN, NAMES_GIVEN << GIVEN_N, GIVEN_N },
	{ "date", FIELD_GIVEN, NAMES_GIVEN << GIVEN_DATE, GIVEN_DATE },
	{ "time", FIELD_GIVEN, NAMES_GIVEN << GIVEN_TIME, GIVEN_TIME },
	{ "from", FIELD_GIVEN, NAMES_GIVEN << GIVEN_FROM, GIVEN_FROM },
	{ "to", FIELD_GIVEN, NAMES_GIVEN << GIVEN_TO, GIVEN_TO },
};

/* --- parsing --------------------------------------------------------------------------- */

static const char *const *forms_named(const struct forms *v, size_t n, struct str name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(name, v[i].name))
			return v[i].v;
	return NULL;
}

/* name = [ "from." / "to." ] ( "month" [ "." form ] / "minute." form / … ); NULL forms where none are needed */
static bool read_name(
    struct str name, unsigned names, const struct form_table *forms, struct pattern_piece *out)
{
	struct str base, form = { NULL, 0 };
	bool range = str_starts(name, "from.") || str_starts(name, "to.");

	out->which = PATTERN_DATE;
	if (range) {
		out->which = str_starts(name, "from.") ? PATTERN_FROM : PATTERN_TO;
		name = str_sub(name, str_find(name, '.') + 1, name.n);
	}
	bool has_form = str_cut(name, '.', &base, &form);
	for (size_t i = 0; i < ARRAY_SIZE(names_known); i++) {
		unsigned needs = names_known[i].needs;
		if (!str_is(base, names_known[i].name))
			continue;
		if (range)
			needs = needs == NAMES_DATE ? NAMES_RANGE : 0;
		if (!(names & needs))
			return false;
		out->field = names_known[i].field;
		if (out->field == FIELD_GIVEN)
			out->which = names_known[i].given;
		if (out->field == FIELD_MINUTE && has_form)
			out->field = FIELD_MINUTE_FORM;
		if (out->field == FIELD_MONTH)
			out->forms = forms_named(forms->months, forms->month_n, form);
		else if (out->field == FIELD_MINUTE_FORM)
			out->forms = forms_named(forms->minutes, forms->minute_n, form);
		else
			return !has_form;
		return out->forms != NULL;
	}
	return false;
}

bool pattern_parse(struct arena *a, struct str text, unsigned names, const struct form_table *forms,
    struct pattern *out, struct str *bad)
{
	struct pattern_piece *v = NULL;
	size_t n = 0;

	while (text.n) {
		size_t open = str_find(text, '{');
		struct pattern_piece *p = ARENA_PUSH(a, v, n);
		if (open) {
			p->text = str_sub(text, 0, open);
			text = str_sub(text, open, text.n);
			if (str_find(p->text, '}') == open)
				continue;
			*bad = STR("");
			return false;
		}
		size_t close = str_find(text, '}');
		*bad = close < text.n ? str_sub(text, 1, close) : STR("");
		if (close == text.n || !read_name(*bad, names, forms, p))
			return false;
		text = str_sub(text, close + 1, text.n);
	}
	*out = (struct pattern){ v, n };
	return true;
}

struct pattern pattern_of(struct arena *a, const struct pattern *p, unsigned which)
{
	struct pattern_piece *v = NULL;
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct pattern_piece *to = ARENA_PUSH(a, v, n);
		*to = p->v[i];
		if (to->field != FIELD_GIVEN)
			to->which = (unsigned char)which;
	}
	return (struct pattern){ v, n };
}

struct pattern pattern_join(
    struct arena *a, const struct pattern *first, const char *between, const struct pattern *second)
{
	struct pattern_piece *v = NULL;
	size_t n = 0;

	for (size_t i = 0; i < first->n; i++)
		*ARENA_PUSH(a, v, n) = first->v[i];
	ARENA_PUSH(a, v, n)->text = str_of(between);
	for (size_t i = 0; i < second->n; i++)
		*ARENA_PUSH(a, v, n) = second->v[i];
	return (struct pattern){ v, n };
}

/* --- writing --------------------------------------------------------------------------- */

void pattern_number(const char *const *digits, unsigned value, unsigned width, struct buf *out)
{
	char text[16];
	size_t at = sizeof text;

	do {
		text[--at] = (char)('0' + value % 10);
		value /= 10;
	} while (value || sizeof text - at < width);
	for (; at < sizeof text; at++)
		digits ? buf_puts(out, digits[text[at] - '0']) : buf_add_char(out, text[at]);
}

/* A month that is none is a bug. */
static const char *month_of(const struct pattern_piece *p, const struct civil *d)
{
	assert(d->month >= 1 && d->month <= MONTHS);
	return p->forms[d->month - 1];
}

static void write_piece(const struct pattern_piece *p, const struct pattern_values *values, struct buf *out)
{
	const struct civil *d = p->field == FIELD_TEXT || p->field == FIELD_GIVEN ? NULL
	                                                                          : values->dates[p->which];

	switch (p->field) {
	case FIELD_TEXT:
		buf_add_str(out, p->text);
		break;
	case FIELD_GIVEN:
		buf_add_str(out, values->given[p->which]);
		break;
	case FIELD_DAY:
		pattern_number(values->digits, (unsigned)d->day, 1, out);
		break;
	case FIELD_DAY2:
		pattern_number(values->digits, (unsigned)d->day, 2, out);
		break;
	case FIELD_MONTH:
		buf_puts(out, month_of(p, d));
		break;
	case FIELD_MONTH1:
		pattern_number(values->digits, (unsigned)d->month, 1, out);
		break;
	case FIELD_MONTH2:
		pattern_number(values->digits, (unsigned)d->month, 2, out);
		break;
	case FIELD_YEAR:
		pattern_number(values->digits, (unsigned)d->year, 1, out);
		break;
	case FIELD_HOUR:
		pattern_number(values->digits, (unsigned)d->hour, 2, out);
		break;
	case FIELD_MINUTE:
		pattern_number(values->digits, (unsigned)d->minute, 2, out);
		break;
	case FIELD_MINUTE_FORM:
		buf_puts(out, p->forms[d->minute % MINUTES]);
		break;
	}
}

void pattern_write(const struct pattern *p, const struct pattern_values *values, struct buf *out)
{
	for (size_t i = 0; i < p->n; i++)
		write_piece(&p->v[i], values, out);
}

bool pattern_has_before(const struct pattern *p, enum pattern_field first, enum pattern_field second)
{
	for (size_t i = 0; i < p->n && p->v[i].field != second; i++)
		if (p->v[i].field == first)
			return true;
	return false;
}
