/*
 * icu_dates: turns ICU's patterns ("d MMMM y 'г'.") into those of packs.
 */
#include "lang/icu_dates.h"

#include <stdio.h>
#include <string.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ustring.h>

#include "lang/icu_tag.h"
#include "lang/icu_text.h"

/* FORMAT: of names of months in a date, where the pack has none. */
#define FORMAT "date"
enum { UNITS = 128, PATTERN_MAX = 1024 };
/* Whatever calendar the language has besides: the days of pages are those of this one. */
static const char gregorian[] = "@calendar=gregorian";

/* --- names of months --------------------------------------------------------------------- */

static const char *const *months_of(const UDateFormat *f, UDateFormatSymbolType type, struct arena *a)
{
	const char **v = arena_alloc(a, MONTHS * sizeof *v);
	UChar text[UNITS];

	for (int32_t i = 0; i < MONTHS; i++) {
		UErrorCode status = U_ZERO_ERROR;
		int32_t n = udat_getSymbols(f, type, i, text, UNITS, &status);
		if (U_FAILURE(status) || n <= 0 || n >= UNITS)
			return NULL;
		v[i] = icu_text(a, text, n);
	}
	/* What ICU has for all languages that it does not know. */
	if (strcmp(v[0], "M01") == 0)
		return NULL;
	return v;
}

static void add_form(struct form_table *t, const char *name, const char *const *v, struct arena *a)
{
	for (size_t i = 0; i < t->month_n; i++)
		if (strcmp(t->months[i].name, name) == 0)
			return;
	if (v)
		*ARENA_PUSH(a, t->months, t->month_n) = (struct forms){ name, v };
}

static void add_months(struct lang *l, const char *locale, struct arena *a)
{
	UErrorCode status = U_ZERO_ERROR;
	UDateFormat *f = udat_open(UDAT_LONG, UDAT_LONG, locale, NULL, 0, NULL, 0, &status);

	if (U_FAILURE(status))
		return;
	add_form(&l->forms, "", months_of(f, UDAT_STANDALONE_MONTHS, a), a);
	add_form(&l->forms, FORMAT, months_of(f, UDAT_MONTHS, a), a);
	udat_close(f);
}

/* --- patterns ---------------------------------------------------------------------------- */

/* A field of ICU's: a letter, so many times. NULL: none that packs have. */
static const char *name_of(char letter, size_t n)
{
	switch (letter) {
	case 'd':
		return n == 1 ? "{day}" : n == 2 ? "{day2}" : NULL;
	case 'M':
		return n == 1 ? "{month1}" : n == 2 ? "{month2}" : n <= 4 ? "{month." FORMAT "}" : NULL;
	case 'L':
		return n == 1 ? "{month1}" : n == 2 ? "{month2}" : n <= 4 ? "{month}" : NULL;
	case 'y':
	case 'u':
		return n == 1 || n == 4 ? "{year}" : NULL;
	case 'H':
	case 'k':
		return "{hour}";
	case 'm':
		return "{minute}";
	default:
		return NULL;
	}
}

/* pattern = *( letter *letter / "'" text "'" / "''" / other ) */
static bool translate(struct str icu, struct buf *out)
{
	bool quoted = false;

	for (size_t i = 0; i < icu.n; i++) {
		char c = icu.p[i];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		size_t n = 1;
		if (c == '{' || c == '}')
			return false;
		if (c == '\'' && i + 1 < icu.n && icu.p[i + 1] == '\'') {
			i++;
			buf_add_char(out, '\'');
		} else if (c == '\'') {
			quoted = !quoted;
		} else if (quoted || !letter) {
			buf_add_char(out, c);
		} else {
			while (i + n < icu.n && icu.p[i + n] == c)
				n++;
			const char *name = name_of(c, n);
			if (!name)
				return false;
			buf_puts(out, name);
			i += n - 1;
		}
	}
	return true;
}

/* The best pattern that ICU has with these fields, as one of a pack; `instead` where it cannot be one. */
static struct pattern best(UDateTimePatternGenerator *g, const char *fields, const struct lang *l,
    unsigned names, const char *instead, struct arena *a)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar skeleton[16], text[UNITS];
	struct pattern p = { NULL, 0 };
	struct buf out;
	struct str bad;

	buf_init(&out, PATTERN_MAX);
	u_uastrcpy(skeleton, fields);
	int32_t n = g ? udatpg_getBestPattern(g, skeleton, -1, text, UNITS, &status) : 0;
	bool good = g && U_SUCCESS(status) && n < UNITS && translate(str_of(icu_text(a, text, n)), &out);
	good = good && pattern_parse(a, str_of(arena_str(a, buf_str(&out))), names, &l->forms, &p, &bad);
	if (!good)
		pattern_parse(a, str_of(instead), names, &l->forms, &p, &bad);
	buf_release(&out);
	return p;
}

/* What ICU has by fields. */
static const struct {
	enum date_form form;
	const char *fields, *instead;
	unsigned names;
} by_fields[] = {
	{ DATE_DAY, "yMMMMd", "{year}-{month2}-{day2}", NAMES_DATE },
	{ DATE_DAY_SHORT, "MMMMd", "{month2}-{day2}", NAMES_DATE },
	{ DATE_MONTH, "yMMMM", "{year}-{month2}", NAMES_DATE },
	{ DATE_YEAR, "y", "{year}", NAMES_DATE },
	{ DATE_TIME, "Hm", "{hour}:{minute}", NAMES_TIME },
};
/* What needs no words. */
static const struct {
	enum date_form form;
	const char *text;
	unsigned names;
} plain[] = {
	{ DATE_DAY_TIME, "{date}, {time}", NAMES_GIVEN << GIVEN_DATE | NAMES_GIVEN << GIVEN_TIME },
	{ DATE_SPAN, "{from} – {to}", NAMES_GIVEN << GIVEN_FROM | NAMES_GIVEN << GIVEN_TO },
	{ DATE_HOURS, "{from}–{to}", NAMES_GIVEN << GIVEN_FROM | NAMES_GIVEN << GIVEN_TO },
	{ DATE_UNTIL_HOUR, "– {time}", NAMES_GIVEN << GIVEN_TIME },
	{ DATE_YEARS, "{from.year}–{to.year}", NAMES_RANGE },
	{ DATE_PERIOD, "{from} – {to}", NAMES_GIVEN << GIVEN_FROM | NAMES_GIVEN << GIVEN_TO },
};

static void put_plain(struct lang *l, struct arena *a)
{
	struct str bad;

	for (size_t i = 0; i < ARRAY_SIZE(plain); i++)
		if (!l->dates[plain[i].form].n)
			pattern_parse(a, str_of(plain[i].text), plain[i].names, &l->forms,
			    &l->dates[plain[i].form], &bad);
}

static struct pattern dash(const struct pattern *p, bool before, struct arena *a)
{
	static const struct pattern none = { NULL, 0 };

	return before ? pattern_join(a, &none, "– ", p) : pattern_join(a, p, " –", &none);
}

/* Two days as two days, open periods with a dash. */
static void put_derived(struct lang *l, struct arena *a)
{
	static const enum date_form days[] = { DATE_DAYS_MONTH, DATE_DAYS_YEAR, DATE_DAYS };
	struct pattern from = pattern_of(a, &l->dates[DATE_DAY], PATTERN_FROM),
	               to = pattern_of(a, &l->dates[DATE_DAY], PATTERN_TO);
	const struct {
		enum date_form form, of;
		bool before;
	} open[] = {
		{ DATE_SINCE_YEAR, DATE_YEAR, false },
		{ DATE_SINCE_MONTH, DATE_MONTH, false },
		{ DATE_UNTIL_YEAR, DATE_YEAR, true },
		{ DATE_UNTIL_MONTH, DATE_MONTH, true },
	};

	for (size_t i = 0; i < ARRAY_SIZE(days); i++)
		if (!l->dates[days[i]].n)
			l->dates[days[i]] = pattern_join(a, &from, " – ", &to);
	for (size_t i = 0; i < ARRAY_SIZE(open); i++)
		if (!l->dates[open[i].form].n)
			l->dates[open[i].form] = dash(&l->dates[open[i].of], open[i].before, a);
}

static bool is_complete(const struct lang *l)
{
	for (size_t i = 0; i < DATE_FORM_COUNT; i++)
		if (!l->dates[i].n)
			return false;
	return true;
}

void icu_dates_complete(struct lang *l, struct arena *a)
{
	UErrorCode status = U_ZERO_ERROR;
	char locale[LOCALE_BYTES + sizeof gregorian];

	if (is_complete(l))
		return;
	icu_tag_locale(l->tag, locale);
	strcat(locale, gregorian);
	add_months(l, locale, a);
	UDateTimePatternGenerator *g = udatpg_open(locale, &status);
	for (size_t i = 0; i < ARRAY_SIZE(by_fields); i++)
		if (!l->dates[by_fields[i].form].n)
			l->dates[by_fields[i].form] = best(U_SUCCESS(status) ? g : NULL, by_fields[i].fields,
			    l, by_fields[i].names, by_fields[i].instead, a);
	if (U_SUCCESS(status))
		udatpg_close(g);
	put_plain(l, a);
	put_derived(l, a);
}
