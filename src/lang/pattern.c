/*
 * pattern: parses and writes them.
 */
#include "lang/pattern.h"

#include <assert.h>
#include <string.h>

static const struct known_name {
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

/* {month}, {month.FORM}, {minute.FORM}, {day.ordinal}: the pack's own words for it; NULL: it has none. */
static const char *const *forms_of(enum pattern_field field, struct str form, const struct form_table *t)
{
	if (field == FIELD_MONTH)
		return forms_named(t->months, t->month_n, form);
	if (field == FIELD_MINUTE_FORM)
		return forms_named(t->minutes, t->minute_n, form);
	return str_is(form, "ordinal") ? t->ordinals : NULL;
}

/* What a field is that has a form; of others it is a fault. */
static enum pattern_field with_form(enum pattern_field field)
{
	return field == FIELD_MINUTE ? FIELD_MINUTE_FORM : field == FIELD_DAY ? FIELD_ORDINAL : field;
}

static bool has_forms(enum pattern_field field)
{
	return field == FIELD_MONTH || field == FIELD_MINUTE_FORM || field == FIELD_ORDINAL;
}

/* The row of the name, if the pattern may have it; NULL: no. */
static const struct known_name *find_name(struct str base, bool range, unsigned names)
{
	for (size_t i = 0; i < ARRAY_SIZE(names_known); i++) {
		unsigned needs = names_known[i].needs;
		if (range)
			needs = needs == NAMES_DATE ? NAMES_RANGE : 0;
		if (str_is(base, names_known[i].name))
			return names & needs ? &names_known[i] : NULL;
	}
	return NULL;
}

/* name = [ "from." / "to." ] base [ "." form ] */
static bool read_name(
    struct str name, unsigned names, const struct form_table *forms, struct pattern_piece *out)
{
	struct str base, form = { NULL, 0 };
	bool to = str_starts(name, "to."), range = to || str_starts(name, "from.");

	if (range)
		name = str_sub(name, str_find(name, '.') + 1, name.n);
	bool has_form = str_cut(name, '.', &base, &form);
	const struct known_name *known = find_name(base, range, names);
	if (!known)
		return false;
	out->field = has_form ? with_form(known->field) : known->field;
	out->which = to ? PATTERN_TO : range ? PATTERN_FROM : PATTERN_DATE;
	if (out->field == FIELD_GIVEN)
		out->which = known->given;
	if (!has_forms(out->field))
		return !has_form;
	out->forms = forms_of(out->field, form, forms);
	return out->forms != NULL;
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

/* All names of one date, or of one of two, where `before` is "from." or "to.". */
static void add_names(struct arena *a, const char ***v, size_t *n, const char *before, unsigned names,
    const struct form_table *forms)
{
	for (size_t i = 0; i < ARRAY_SIZE(names_known); i++)
		if (names_known[i].needs & names)
			*ARENA_PUSH(a, *v, *n) = arena_printf(a, "%s%s", before, names_known[i].name);
	for (size_t i = 0; names & NAMES_DATE && i < forms->month_n; i++)
		if (*forms->months[i].name)
			*ARENA_PUSH(a, *v, *n) = arena_printf(a, "%smonth.%s", before, forms->months[i].name);
	for (size_t i = 0; names & NAMES_TIME && i < forms->minute_n; i++)
		*ARENA_PUSH(a, *v, *n) = arena_printf(a, "%sminute.%s", before, forms->minutes[i].name);
	if (names & NAMES_DATE && forms->ordinals)
		*ARENA_PUSH(a, *v, *n) = arena_printf(a, "%sday.ordinal", before);
}

const char *pattern_nearest(struct arena *a, struct str bad, unsigned names, const struct form_table *forms)
{
	const char **v = NULL;
	size_t n = 0;

	add_names(a, &v, &n, "", names & ~(unsigned)NAMES_RANGE, forms);
	if (names & NAMES_RANGE) {
		add_names(a, &v, &n, "from.", NAMES_DATE, forms);
		add_names(a, &v, &n, "to.", NAMES_DATE, forms);
	}
	*ARENA_PUSH(a, v, n) = NULL;
	return str_nearest(bad, v);
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

/* The form whose names these are; NULL: of none. */
static const char *form_of(const char *const *names, const struct form_table *t)
{
	for (size_t i = 0; i < t->month_n; i++)
		if (t->months[i].v == names)
			return t->months[i].name;
	for (size_t i = 0; i < t->minute_n; i++)
		if (t->minutes[i].v == names)
			return t->minutes[i].name;
	return names == t->ordinals ? "ordinal" : NULL;
}

static const char *base_of(const struct pattern_piece *p)
{
	enum pattern_field field = p->field == FIELD_MINUTE_FORM ? FIELD_MINUTE
	                           : p->field == FIELD_ORDINAL   ? FIELD_DAY
	                                                         : p->field;

	for (size_t i = 0; i < ARRAY_SIZE(names_known); i++)
		if (names_known[i].field == field &&
		    (field != FIELD_GIVEN || names_known[i].given == p->which))
			return names_known[i].name;
	return "";
}

void pattern_text(const struct pattern *p, const struct form_table *forms, struct buf *out)
{
	static const char *const ranges[] = {
		[PATTERN_DATE] = "", [PATTERN_FROM] = "from.", [PATTERN_TO] = "to."
	};

	for (size_t i = 0; i < p->n; i++) {
		const struct pattern_piece *piece = &p->v[i];
		if (piece->field == FIELD_TEXT) {
			buf_add_str(out, piece->text);
			continue;
		}
		const char *form = piece->forms ? form_of(piece->forms, forms) : NULL;
		bool given = piece->field == FIELD_GIVEN;
		buf_printf(out, "{%s%s%s%s}", given ? "" : ranges[piece->which], base_of(piece),
		    form && *form ? "." : "", form ? form : "");
	}
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

/* A month that does not exist is a bug. */
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
	case FIELD_ORDINAL:
		buf_puts(out, p->forms[(d->day - 1) % ORDINALS]);
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
