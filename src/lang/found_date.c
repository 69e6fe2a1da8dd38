/*
 * found_date: reads dates as people write them in running text.
 *
 * What months are called is asked of the language packs: a new language needs nothing here. What is written
 * in another order or calendar than words and numbers are read in here is found by the packs' own patterns
 * (shown_date.h).
 */
#include "lang/found_date.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "lang/date_words.h"
#include "lang/shown_date.h"

/* --- dates ------------------------------------------------------------------------- */

static bool is_day(const struct date_token *t)
{
	return t->value >= 1 && t->value <= 31 && t->text.n <= 2;
}

static bool is_year(const struct date_token *t)
{
	return t->text.n == 4 && t->value >= 1970;
}

static bool in_digits(const struct date_token *t)
{
	return t[0].number && t[1].number && t[2].number && t[1].before == t[2].before &&
	       strchr(".-/", t[1].before);
}

static void know_patterns(void);

/* The tokens that the date takes up; 0: none begins here. */
static size_t read_day(const struct date_token *t, size_t n, struct found_date *d)
{
	if (n >= 3 && in_digits(t) && is_day(&t[0]) && is_year(&t[2])) {
		*d = (struct found_date){ .year = t[2].value, .month = t[1].value, .day = t[0].value };
		return 3;
	}
	if (n >= 3 && in_digits(t) && is_year(&t[0]) && is_day(&t[2])) {
		*d = (struct found_date){ .year = t[0].value, .month = t[1].value, .day = t[2].value };
		return 3;
	}
	if (n >= 3 && is_day(&t[0]) && !t[1].number && is_year(&t[2]))
		*d = (struct found_date){
			.year = t[2].value, .month = date_month(t[1].text), .day = t[0].value
		};
	else if (n >= 3 && !t[0].number && is_day(&t[1]) && is_year(&t[2]))
		*d = (struct found_date){
			.year = t[2].value, .month = date_month(t[0].text), .day = t[1].value
		};
	else
		*d = (struct found_date){ 0 };
	if (d->month)
		return 3;
	if (n >= 4 && is_year(&t[0]) && !t[1].number && is_day(&t[2]) && !t[3].number) {
		*d = (struct found_date){
			.year = t[0].value, .month = date_month(t[3].text), .day = t[2].value
		};
		return d->month ? 4 : 0;
	}
	return 0;
}

/* "7:04 pm", "12:30 a.m.": the tokens that say which half of the day it is. */
static size_t read_half(const struct date_token *t, size_t n, struct found_date *d)
{
	bool whole = n && (str_is_nocase(t->text, "am") || str_is_nocase(t->text, "pm"));
	bool parts = n > 1 && (str_is_nocase(t->text, "a") || str_is_nocase(t->text, "p")) &&
	             t[1].before == '.' && str_is_nocase(t[1].text, "m");
	if ((!whole && !parts) || d->hour > 12 || d->hour == 0)
		return 0;
	d->hour = d->hour % 12 + (ascii_lower(*t->text.p) == 'p' ? 12 : 0);
	return whole ? 1 : 2;
}

/*
 * time = hour ":" minute [ ":" second ] [ half ] [ zone ]; zone = ( "+" / "-" ) hhmm / hh ":" mm / "GMT"
 * / "Z"
 */
static size_t read_time(const struct date_token *t, size_t n, struct found_date *d)
{
	size_t at = n && !t[0].number && t[0].text.n <= 2 ? 1 : 0;
	if (n < at + 2 || t[at].value < 0 || t[at].value > 23 || t[at + 1].before != ':' ||
	    t[at + 1].value < 0 || t[at + 1].value > 59)
		return 0;
	d->has_time = true;
	d->hour = t[at].value;
	d->minute = t[at + 1].value;
	at += 2;
	if (at < n && t[at].number && t[at].before == ':')
		at++;
	/* Fractions of a second. */
	if (at < n && t[at].number && t[at].before == '.')
		at++;
	at += read_half(t + at, n - at, d);
	if (at < n && t[at].number && strchr("+-", t[at].before) && t[at].before) {
		int sign = t[at].before == '-' ? -1 : 1;
		bool whole = t[at].text.n == 4, parts = !whole && at + 1 < n && t[at + 1].before == ':';
		if (whole)
			d->offset = sign * (t[at].value / 100 * 60 + t[at].value % 100);
		if (parts)
			d->offset = sign * (t[at].value * 60 + t[at + 1].value);
		d->has_offset = (whole || parts) && d->offset > -900 && d->offset < 900;
		return at + (parts ? 2 : 1);
	}
	static const char *const utc[] = { "GMT", "UTC", "UT", "Z" };
	for (size_t i = 0; at < n && i < ARRAY_SIZE(utc); i++) {
		if (str_is(t[at].text, utc[i])) {
			d->has_offset = true;
			return at + 1;
		}
	}
	return at;
}

static bool exists(const struct found_date *d)
{
	char text[DATE_TEXT_MAX];
	struct civil day;
	int n = snprintf(text, sizeof text, "%04d-%02d-%02d", d->year, d->month, d->day);
	return date_parse_day((struct str){ text, (size_t)n }, &day);
}

static bool in_words(struct str line, struct found_date *out)
{
	struct date_token t[DATE_TOKENS_MAX];
	size_t n = date_tokens(line, t);
	for (size_t i = 0; i < n; i++) {
		size_t used = read_day(t + i, n - i, out);
		if (!used)
			continue;
		assert(used <= n - i);
		if (!exists(out))
			continue;
		used += read_time(t + i + used, n - i - used, out);
		out->words = n - used;
		out->start = i;
		return true;
	}
	return false;
}

/* The first that a pattern of a pack finds, with `day`: that is not a month alone. */
static bool find_shown(struct str line, bool day, struct shown_date *s, struct found_date *out)
{
	size_t skipped = 0;

	know_patterns();
	while (shown_date_find(str_sub(line, skipped, line.n), s)) {
		s->at += skipped;
		skipped = s->at + s->n;
		*out = (struct found_date){ .year = s->day.year, .month = s->day.month, .day = s->day.day };
		if (out->day ? exists(out) : !day)
			return true;
	}
	return false;
}

static bool in_patterns(struct str line, struct found_date *out)
{
	struct date_token t[DATE_TOKENS_MAX];
	struct shown_date s;

	if (!find_shown(line, true, &s, out))
		return false;
	out->start = date_tokens(str_sub(line, 0, s.at), t);
	size_t n = date_tokens(str_sub(line, s.at + s.n, line.n), t);
	out->words = out->start + n - read_time(t, n, out);
	return true;
}

bool found_date_in(struct str line, struct found_date *out)
{
	struct found_date shown;
	struct buf digits;

	buf_init(&digits, SIZE_MAX / 2);
	line = shown_date_digits(line, &digits);
	bool by_pattern = in_patterns(line, &shown), found = in_words(line, out);
	if (by_pattern && (!found || shown.start <= out->start))
		*out = shown;
	buf_release(&digits);
	return found || by_pattern;
}

bool found_date_place(struct str line, struct found_date *out, struct str *place)
{
	struct date_token t[DATE_TOKENS_MAX];
	size_t n = date_tokens(line, t);
	for (size_t i = 0; i < n; i++) {
		size_t used = read_day(t + i, n - i, out);
		if (!used || !exists(out))
			continue;
		const struct str last = t[i + used - 1].text;
		*place = (struct str){ t[i].text.p, (size_t)(last.p + last.n - t[i].text.p) };
		return true;
	}
	return false;
}

/* --- all dates of a line --------------------------------------------------------------- */

enum { LONGEST = 4 }; /* tokens of a date */

static bool is_year_word(struct str word)
{
	return str_starts(word, "жыл") || str_is(word, "ж") || str_is(word, "г");
}

/* month = name year / year [ "жылдын" / "ж" ] name; the tokens that it takes up, 0: none begins here */
static size_t read_month(const struct date_token *t, size_t n, struct found_date *d)
{
	size_t at = n > 2 && is_year(&t[0]) && is_year_word(t[1].text) ? 2 : 1;
	size_t year = n >= 2 && !t[0].number ? 1 : 0, name = year ? 0 : at;

	if (n < 2 || name >= n || t[name].number || !is_year(&t[year]))
		return 0;
	*d = (struct found_date){ .year = t[year].value, .month = date_whole_month(t[name].text) };
	return d->month ? (year > name ? year : name) + 1 : 0;
}

static size_t read_day_or_month(const struct date_token *t, size_t n, struct found_date *d)
{
	size_t used = read_day(t, n, d);

	return used && exists(d) ? used : read_month(t, n, d);
}

static bool has_year(struct str line)
{
	size_t digits = 0;

	for (size_t i = 0; i < line.n && digits < 4; i++)
		digits = ascii_is_digit(line.p[i]) ? digits + 1 : 0;
	return digits == 4;
}

static size_t dates_of_words(struct str line, struct found_date *out, size_t max)
{
	struct date_token t[DATE_TOKENS_MAX];
	size_t found = 0;

	while (found < max && has_year(line)) {
		size_t n = date_tokens(line, t), i = 0;
		size_t end = n < DATE_TOKENS_MAX ? n : DATE_TOKENS_MAX - LONGEST;
		while (i < end && found < max) {
			size_t used = read_day_or_month(t + i, n - i, &out[found]);
			found += used > 0;
			i += used ? used : 1;
		}
		if (i >= n)
			break;
		line = str_sub(line, (size_t)(t[i].text.p - line.p), line.n);
	}
	return found;
}

static bool same_day(const struct found_date *a, const struct found_date *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* Those that patterns find, without the `n` that are there. */
static size_t add_shown(struct str line, struct found_date *out, size_t n, size_t max)
{
	struct shown_date s;

	while (n < max && find_shown(line, false, &s, &out[n])) {
		size_t i = 0;
		while (!same_day(&out[i], &out[n]))
			i++;
		n += i == n;
		line = str_sub(line, s.at + s.n, line.n);
	}
	return n;
}

/* The same, or what may be digits of other scripts: most lines have neither. */
static bool may_have_year(struct str line)
{
	size_t digits = 0;

	for (size_t i = 0; i < line.n && digits < 4; i++) {
		if ((unsigned char)line.p[i] >= SHOWN_DIGIT_BYTE)
			return true;
		digits = ascii_is_digit(line.p[i]) ? digits + 1 : 0;
	}
	return digits == 4;
}

size_t found_dates(struct str line, struct found_date *out, size_t max)
{
	struct buf digits;

	if (!may_have_year(line))
		return 0;
	buf_init(&digits, SIZE_MAX / 2);
	line = shown_date_digits(line, &digits);
	size_t n = dates_of_words(line, out, max);
	n = add_shown(line, out, n, max);
	buf_release(&digits);
	return n;
}

/* --- a text that is a date ---------------------------------------------------------- */

/*
 * The readings of three numbers that are days that exist, the first of them the one that is likelier
 * here; how many.
 */
static int read_numbers(const struct date_token *t, struct found_date out[2])
{
	bool dots = t[1].before == '.', short_year = t[2].text.n == 2;
	int century = 2000, year = t[2].value + (short_year ? century : 0), n = 0;
	struct found_date readings[2] = { { .year = year, .month = t[1].value, .day = t[0].value },
		{ .year = year, .month = t[0].value, .day = t[1].value } };
	/* Where dots are written, the day comes first; two digits at the head may be a year. */
	if (dots)
		readings[1] = short_year ? (struct found_date){ .year = t[0].value + century,
			.month = t[1].value,
			.day = t[2].value }
		                         : readings[0];
	for (int i = 0; i < 2; i++)
		if (exists(&readings[i]) && (n == 0 || !same_day(&out[0], &readings[i])))
			out[n++] = readings[i];
	return n;
}

/* Tokens of a text that begins with three numbers of which the first is a day. */
static bool begins_with_numbers(const struct date_token *t, size_t n)
{
	return n >= 3 && in_digits(t) && t[0].text.n <= 2 && t[1].text.n <= 2 &&
	       (is_year(&t[2]) || (t[2].text.n == 2 && t[2].value >= 0));
}

/*
 * Words that may be beside a date: "г.", "в", "at", the name of a day before it. Whatever has a digit is
 * more than that.
 */
static bool are_fillers(const struct date_token *t, size_t n, bool first)
{
	static const char *const fillers[] = { "г", "года", "год", "ж", "жыл", "жылы", "жылдын", "ы", "и",
		"в", "с", "до", "at", "on", "from", "until", "саат", "час", "часов", "ч" };
	bool ok = true;
	for (size_t i = 0; i < n; i++) {
		bool filler = first && n == 1;
		for (size_t k = 0; k < ARRAY_SIZE(fillers); k++)
			filler |= str_is_nocase(t[i].text, fillers[k]);
		ok &= filler && !t[i].number;
	}
	return ok;
}

/* "2 pm", "14 ч", "14 часов", "14h30". */
static size_t read_hour(const struct date_token *t, size_t n, struct found_date *d)
{
	static const char *const words[] = { "ч", "час", "часа", "часов", "h" };
	if (n < 2 || !t[0].number || t[0].text.n > 2 || t[0].value > 23)
		return 0;
	struct found_date at = { .hour = t[0].value };
	size_t used = read_half(t + 1, n - 1, &at);
	for (size_t i = 0; i < ARRAY_SIZE(words) && !used; i++)
		used = str_is_nocase(t[1].text, words[i]);
	if (!used)
		return 0;
	d->has_time = true;
	d->hour = at.hour;
	d->minute = 0;
	bool minutes = n > 1 + used && t[1 + used].text.n == 2 && t[1 + used].value >= 0 &&
	               t[1 + used].value <= 59;
	if (minutes)
		d->minute = t[1 + used].value;
	return 1 + used + minutes;
}

/* "14.30", "14:30" after words: "в 14:30". */
static size_t read_late_time(const struct date_token *t, size_t n, struct found_date *d)
{
	size_t at = 0;
	while (at < n && !t[at].number)
		at++;
	if (!are_fillers(t, at, false))
		return 0;
	size_t used = read_time(t + at, n - at, d);
	used = used ? used : read_hour(t + at, n - at, d);
	if (used)
		return at + used;
	if (n - at < 2 || t[at].value < 0 || t[at].value > 23 || t[at + 1].before != '.' ||
	    t[at + 1].text.n != 2 || t[at + 1].value > 59)
		return 0;
	d->has_time = true;
	d->hour = t[at].value;
	d->minute = t[at + 1].value;
	return at + 2;
}

/* Reads the time after the day, and says whether that is all. */
static bool read_rest(const struct date_token *t, size_t n, struct found_date *d)
{
	size_t used = read_late_time(t, n, d);
	return are_fillers(t + used, n - used, false);
}

bool found_clock_whole(struct str text, int *hour, int *minute)
{
	struct date_token t[DATE_TOKENS_MAX];
	struct found_date d = { 0 };
	size_t n = date_tokens(text, t);
	bool before = n && (t[0].before == '-' || t[0].before == '+');
	if (before || n == DATE_TOKENS_MAX || !read_rest(t, n, &d) || !d.has_time || d.has_offset)
		return false;
	*hour = d.hour;
	*minute = d.minute;
	return true;
}

static enum whole_date whole_words(struct str text, struct found_date *out, struct found_date *other)
{
	struct date_token t[DATE_TOKENS_MAX];
	struct found_date readings[2];
	size_t n = date_tokens(text, t), from = 0;
	while (from < n && !t[from].number && from < 1 && date_month(t[from].text) == 0)
		from++;
	const struct date_token *at = t + from;
	size_t left = n - from, used = 3;
	int count = 0;
	if (begins_with_numbers(at, left)) {
		count = read_numbers(at, readings);
	} else {
		used = read_day(at, left, &readings[0]);
		count = used > 0 && exists(&readings[0]);
	}
	if (count == 0 || n == DATE_TOKENS_MAX || !are_fillers(t, from, true) ||
	    !read_rest(at + used, left - used, &readings[0]))
		return WHOLE_NONE;
	*out = *other = readings[0];
	if (count < 2)
		return WHOLE_DATE;
	other->year = readings[1].year;
	other->month = readings[1].month;
	other->day = readings[1].day;
	return WHOLE_DOUBTFUL;
}

/* A day, or a month, and whatever is read as the time of a day. */
static bool whole_pattern(struct str text, bool day, struct found_date *out)
{
	struct date_token t[DATE_TOKENS_MAX];
	struct shown_date s;

	if (!find_shown(text, day, &s, out) || date_tokens(str_sub(text, 0, s.at), t) ||
	    (out->day == 0) == day)
		return false;
	size_t n = date_tokens(str_sub(text, s.at + s.n, text.n), t);
	return n < DATE_TOKENS_MAX && (day ? read_rest(t, n, out) : are_fillers(t, n, false));
}

enum whole_date found_date_whole(struct str text, struct found_date *out, struct found_date *other)
{
	struct buf digits;

	buf_init(&digits, SIZE_MAX / 2);
	text = shown_date_digits(text, &digits);
	enum whole_date kind = whole_words(text, out, other);
	if (kind == WHOLE_NONE && whole_pattern(text, true, out)) {
		kind = WHOLE_DATE;
		*other = *out;
	}
	buf_release(&digits);
	return kind;
}

const char *found_date_text(struct arena *a, const struct found_date *d)
{
	const char *day = arena_printf(a, "%04d-%02d-%02d", d->year, d->month, d->day);
	if (d->has_time)
		day = arena_printf(a, "%s %02d:%02d", day, d->hour, d->minute);
	int minutes = d->offset < 0 ? -d->offset : d->offset;
	if (d->has_time && d->has_offset)
		day = arena_printf(
		    a, "%s %c%02d:%02d", day, d->offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
	return day;
}

static bool month_of_words(struct str text, struct found_date *out)
{
	struct date_token t[DATE_TOKENS_MAX];
	size_t n = date_tokens(text, t), from = 0;

	while (from < n && are_fillers(t, from + 1, false))
		from++;
	size_t used = from < n ? read_month(t + from, n - from, out) : 0;
	return used && n < DATE_TOKENS_MAX && are_fillers(t + from + used, n - from - used, false);
}

bool found_month_whole(struct str text, struct found_date *out)
{
	struct buf digits;

	buf_init(&digits, SIZE_MAX / 2);
	text = shown_date_digits(text, &digits);
	bool found = month_of_words(text, out) || whole_pattern(text, false, out);
	buf_release(&digits);
	return found;
}

/* --- the patterns ---------------------------------------------------------------------- */

static bool is_read_without(struct str text, const struct civil *day)
{
	struct found_date d, other;
	bool read = day->day ? whole_words(text, &d, &other) == WHOLE_DATE : month_of_words(text, &d);

	return read && d.year == day->year && d.month == day->month && d.day == day->day;
}

static void learn_patterns(void)
{
	shown_dates_learn(is_read_without);
}

static void know_patterns(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, learn_patterns);
}
