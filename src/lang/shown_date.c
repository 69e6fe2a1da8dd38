/*
 * shown_date: matches a text with the patterns of packs. Spaces and case do not count.
 */
#include "lang/shown_date.h"

#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/icu_calendar.h"
#include "lang/lang.h"
#include "lang/letter.h"

enum { TEXT_MAX = 1000, YEAR_DIGITS = 4, YEAR_MIN = 1970, PERSIAN_MIN = 1200, PERSIAN_MAX = 1599 };
/* Bytes from where a date begins to its year. */
enum { REACH = 64 };

struct shape {
	struct pattern pattern;
	const struct lang *lang;
	bool persian;    /* its calendar */
	uint64_t firsts; /* a bit for each character that it may begin with */
};

static struct shape *shapes;
static size_t shape_n;
static struct arena patterns;

/* --- a text and a pattern -------------------------------------------------------------- */

static uint32_t first_of(struct str s)
{
	size_t len;

	return s.n ? utf8_decode(s, &len) : 0;
}

static bool is_space(uint32_t cp)
{
	return cp == ' ' || cp == 0xA0 || cp == 0x2009 || cp == 0x202F || cp == 0x3000;
}

static void skip_spaces(struct str *s)
{
	size_t len;

	while (s->n && is_space(utf8_decode(*s, &len)))
		*s = str_sub(*s, len, s->n);
}

static bool match_text(struct str *text, struct str wanted)
{
	bool upper;

	for (;;) {
		skip_spaces(&wanted);
		if (!wanted.n)
			return true;
		skip_spaces(text);
		if (!text->n || letter_next(&wanted, &upper) != letter_next(text, &upper))
			return false;
	}
}

/* A whole number of at most so many digits; -1: there is none. */
static int read_number(struct str *text, size_t digits)
{
	size_t n = 0;
	int value = 0;

	for (; n < text->n && ascii_is_digit((unsigned char)text->p[n]); n++) {
		if (n == digits)
			return -1;
		value = value * 10 + (text->p[n] - '0');
	}
	*text = str_sub(*text, n, text->n);
	return n ? value : -1;
}

/* Which of the names the text begins with, from 1 on; the longest. 0: none. */
static int match_name(struct str *text, const char *const *names, size_t n)
{
	struct str left = *text;
	int found = 0;

	for (size_t i = 0; i < n; i++) {
		struct str rest = *text;
		/* "03月" */
		if (ascii_is_digit((unsigned char)names[i][0]) && str_starts(rest, "0"))
			rest = str_sub(rest, 1, rest.n);
		if (match_text(&rest, str_of(names[i])) && rest.n < left.n) {
			left = rest;
			found = (int)i + 1;
		}
	}
	*text = left;
	return found;
}

/* In any form that the language has: people do not always choose that of the pattern. */
static int match_month(const struct shape *s, struct str *text, const char *const *forms)
{
	const struct form_table *t = &s->lang->forms;
	int month = match_name(text, forms, MONTHS);

	/* Those may be of another calendar. */
	for (size_t i = 0; !month && s->lang->calendar == CALENDAR_GREGORIAN && i < t->month_n; i++)
		if (t->months[i].v != forms)
			month = match_name(text, t->months[i].v, MONTHS);
	return month;
}

/* False: it is not there. */
static bool match_field(
    const struct shape *s, struct str *text, const struct pattern_piece *p, struct civil *d)
{
	switch (p->field) {
	case FIELD_ORDINAL:
		d->day = match_name(text, p->forms, ORDINALS);
		if (!d->day)
			d->day = read_number(text, 2);
		return d->day >= 1;
	case FIELD_DAY:
	case FIELD_DAY2:
		d->day = read_number(text, 2);
		return d->day >= 1;
	case FIELD_MONTH:
		d->month = match_month(s, text, p->forms);
		return d->month >= 1;
	case FIELD_MONTH1:
	case FIELD_MONTH2:
		d->month = read_number(text, 2);
		return d->month >= 1 && d->month <= MONTHS;
	case FIELD_YEAR:
		d->year = read_number(text, YEAR_DIGITS);
		return s->persian ? d->year >= PERSIAN_MIN && d->year <= PERSIAN_MAX : d->year >= YEAR_MIN;
	default:
		return false;
	}
}

/* The bytes at the head of the text that the shape takes up; 0: it is none. */
static size_t match(const struct shape *s, struct str text, struct civil *d)
{
	struct str rest = text;

	*d = (struct civil){ .year = 0 };
	for (size_t i = 0; i < s->pattern.n; i++) {
		const struct pattern_piece *p = &s->pattern.v[i];
		struct str before = rest;
		skip_spaces(&rest);
		if (p->field == FIELD_TEXT ? match_text(&rest, p->text) : match_field(s, &rest, p, d))
			continue;
		/* "р." after a year is left out by many. */
		if (i + 1 < s->pattern.n || p->field != FIELD_TEXT || !is_space(first_of(p->text)))
			return 0;
		rest = before;
	}
	if (s->persian)
		*d = icu_calendar_gregorian(d);
	return d->year ? text.n - rest.n : 0;
}

/* --- all patterns ---------------------------------------------------------------------- */

static void write_date(const struct shape *s, const struct civil *d, struct buf *out)
{
	struct civil day = s->persian ? icu_calendar_persian(d) : *d;

	buf_reset(out);
	pattern_write(
	    &s->pattern, &(struct pattern_values){ .dates = { &day, &day, &day }, .digits = NULL }, out);
}

static bool is_read_without(
    const struct shape *s, bool whole_month, bool (*is_read)(struct str text, const struct civil *day))
{
	static const int days[] = { 1, 2, 22 };
	struct buf text;
	bool read = true;

	buf_init(&text, TEXT_MAX);
	for (int month = 1; month <= MONTHS; month++) {
		for (size_t i = 0; i < ARRAY_SIZE(days) && read; i++) {
			struct civil d = { .year = 2022, .month = month, .day = days[i] };
			write_date(s, &d, &text);
			d.day = whole_month ? 0 : d.day;
			read = is_read(buf_str(&text), &d);
		}
	}
	buf_release(&text);
	return read;
}

static uint64_t letter_bit(struct str text)
{
	bool upper;

	return UINT64_C(1) << letter_next(&text, &upper) % 64;
}

/* Most words and numbers of a text begin with none of them. */
static uint64_t first_letters(const struct pattern_piece *first, const struct form_table *t)
{
	uint64_t bits = 0;

	if (first->field == FIELD_TEXT)
		return ~UINT64_C(0);
	for (size_t i = 0; first->field == FIELD_MONTH && i < t->month_n; i++)
		for (size_t k = 0; k < MONTHS; k++)
			bits |= letter_bit(str_of(t->months[i].v[k]));
	for (char digit = '0'; first->field != FIELD_MONTH && digit <= '9'; digit++)
		bits |= letter_bit((struct str){ &digit, 1 });
	for (size_t k = 0; first->field == FIELD_ORDINAL && k < ORDINALS; k++)
		bits |= letter_bit(str_of(first->forms[k]));
	return bits;
}

static void learn_language(const struct lang *l, bool (*is_read)(struct str text, const struct civil *day))
{
	static const struct pattern_piece day_piece = { .field = FIELD_DAY },
	                                  year_piece = { .field = FIELD_YEAR };
	const struct pattern day = { &day_piece, 1 }, year = { &year_piece, 1 };
	bool persian = l->calendar == CALENDAR_PERSIAN;
	const struct shape all[] = {
		{ l->dates[DATE_DAY], l, persian, 0 },
		{ pattern_join(&patterns, &l->dates[DATE_DAY_SHORT], " ", &year), l, persian, 0 },
		/* The months of the other calendar: those that are alone. */
		{ pattern_join(&patterns, &day, " ", &l->dates[DATE_MONTH]), l, false, 0 },
		{ l->dates[DATE_MONTH], l, false, 0 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(all); i++) {
		bool month = i + 1 == ARRAY_SIZE(all), other = i + 2 == ARRAY_SIZE(all);
		if ((other && !persian) || is_read_without(&all[i], month, is_read))
			continue;
		struct shape *s = ARENA_PUSH(&patterns, shapes, shape_n);
		*s = all[i];
		s->firsts = first_letters(&s->pattern.v[0], &l->forms);
	}
}

void shown_dates_learn(bool (*is_read)(struct str text, const struct civil *day))
{
	for (size_t i = 0; i < lang_count(); i++)
		learn_language(lang_at(i), is_read);
}

/* --- dates in a text ------------------------------------------------------------------- */

enum kind { KIND_OTHER, KIND_DIGIT, KIND_LETTER };

static enum kind kind_of(uint32_t cp)
{
	if (ascii_is_digit(cp))
		return KIND_DIGIT;
	return letter_is_european(cp) || cp >= 0x5D0 ? KIND_LETTER : KIND_OTHER;
}

static bool match_any(struct str text, struct shown_date *out)
{
	uint64_t first = letter_bit(text);
	struct civil d;

	out->n = 0;
	for (size_t i = 0; i < shape_n; i++) {
		if (!(shapes[i].firsts & first))
			continue;
		size_t n = match(&shapes[i], text, &d);
		if (n <= out->n)
			continue;
		out->n = n;
		out->day = d;
	}
	return out->n > 0;
}

/* Where the next number of as many digits as a year begins; the end of the text where there is none. */
static size_t next_year(struct str text, size_t from)
{
	size_t digits = 0;

	while (from > 0 && from < text.n && ascii_is_digit((unsigned char)text.p[from - 1]))
		from++;
	for (size_t i = from; i < text.n; i++) {
		digits = ascii_is_digit((unsigned char)text.p[i]) ? digits + 1 : 0;
		bool ends = i + 1 == text.n || !ascii_is_digit((unsigned char)text.p[i + 1]);
		if (digits == YEAR_DIGITS && ends)
			return i + 1 - YEAR_DIGITS;
	}
	return text.n;
}

/* The first character that is not before `at`. */
static size_t whole_character(struct str text, size_t at)
{
	while (at < text.n && ((unsigned char)text.p[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static enum kind kind_before(struct str text, size_t at)
{
	size_t from = at - 1, len;

	while (from > 0 && ((unsigned char)text.p[from] & 0xC0) == 0x80)
		from--;
	return kind_of(utf8_decode(str_sub(text, from, at), &len));
}

bool shown_date_find(struct str text, struct shown_date *out)
{
	enum kind before = KIND_OTHER;
	size_t len, year = 0;

	for (out->at = 0; shape_n && out->at < text.n; out->at += len) {
		if (year < out->at || out->at == 0)
			year = next_year(text, out->at);
		if (year == text.n)
			return false;
		if (year > out->at + REACH) {
			out->at = whole_character(text, year - REACH);
			before = kind_before(text, out->at);
		}
		struct str rest = str_sub(text, out->at, text.n);
		enum kind kind = kind_of(utf8_decode(rest, &len));
		if (kind != KIND_OTHER && kind != before && match_any(rest, out))
			return true;
		before = kind;
	}
	return false;
}

/* Whether it has a digit that is none of ASCII. */
static bool has_other_digit(struct str text)
{
	size_t len;

	for (size_t at = 0; at < text.n; at++)
		if ((unsigned char)text.p[at] >= SHOWN_DIGIT_BYTE &&
		    letter_digit(utf8_decode(str_sub(text, at, text.n), &len)))
			return true;
	return false;
}

struct str shown_date_digits(struct str text, struct buf *out)
{
	size_t len;

	if (!has_other_digit(text))
		return text;
	for (struct str rest = text; rest.n; rest = str_sub(rest, len, rest.n)) {
		char digit = letter_digit(utf8_decode(rest, &len));
		if (digit)
			buf_add_char(out, digit);
		else
			buf_add(out, rest.p, len);
	}
	return buf_str(out);
}
