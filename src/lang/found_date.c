/*
 * found_date: reads dates as people write them in running text.
 *
 * What months are called is asked of the language packs: a new language needs nothing here.
 */
#include "lang/found_date.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"
#include "base/utf8.h"
#include "lang/lang.h"
#include "lang/letter.h"

/* NAME_MAX: letters of a month's name; CASE_MAX: of what may come after it. */
enum { TOKENS_MAX = 48, WORD_MAX = 64, PREFIX = 3, NAME_MAX = 24, CASE_MAX = 4 };

/* --- words and numbers ------------------------------------------------------------- */

struct token {
	struct str text;
	bool number;
	int value;   /* of a number of at most 4 digits; else -1 */
	char before; /* the byte in front, 0 at the head */
};

static size_t tokenise(struct str line, struct token *out)
{
	size_t n = 0, len;
	for (size_t i = 0; i < line.n && n < TOKENS_MAX;) {
		uint32_t c = utf8_decode(str_sub(line, i, line.n), &len);
		bool number = ascii_is_digit(c);
		if (!number && !letter_is_european(c)) {
			i += len;
			continue;
		}
		size_t from = i;
		while (i < line.n) {
			c = utf8_decode(str_sub(line, i, line.n), &len);
			if (number ? !ascii_is_digit(c) : !letter_is_european(c))
				break;
			i += len;
		}
		uint64_t value;
		struct token *t = &out[n++];
		t->text = str_sub(line, from, i);
		t->number = number;
		t->value = number && t->text.n <= 4 && str_to_uint(t->text, 9999, &value) ? (int)value : -1;
		t->before = from ? line.p[from - 1] : 0;
	}
	return n;
}

/* --- months ------------------------------------------------------------------------ */

/*
 * What the names of months begin with. `start`: in a date, after a day; `whole`: where no day is, without
 * the letter that is another in each case.
 */
struct month_name {
	uint32_t start[PREFIX];
	uint32_t whole[NAME_MAX];
	size_t whole_n;
	int month;
};
static struct month_name *names;
static size_t name_count;

static size_t letters_of(struct str word, uint32_t *out, size_t max)
{
	size_t n = 0, len;

	for (; word.n && n < max; word = str_sub(word, len, word.n))
		out[n++] = utf8_decode(word, &len);
	return n;
}

static void fold_word(struct str word, struct buf *out)
{
	buf_reset(out);
	utf8_fold(out, str_sub(word, 0, WORD_MAX));
}

/* A date in the month, in every form that the language has, folded. */
static void write_month(const struct lang *l, int month, struct buf *out)
{
	struct civil day = { .year = 2001, .month = month, .day = 1 };
	struct buf text;
	buf_init(&text, 4096);
	lang_day(l, &day, &text);
	buf_add_char(&text, ' ');
	lang_month(l, &day, &text);
	buf_reset(out);
	utf8_fold(out, buf_str(&text));
	buf_release(&text);
}

static void add_name(struct str word, int month)
{
	struct month_name name = { .month = month };
	size_t n = letters_of(word, name.whole, NAME_MAX);

	if (n < PREFIX)
		return;
	memcpy(name.start, name.whole, sizeof name.start);
	name.whole_n = n - (n > PREFIX && utf8_is_one_of(name.whole[n - 1], "аеиуыьйя"));
	names = xrealloc(names, (name_count + 1) * sizeof *names);
	names[name_count++] = name;
}

/* The words of dates in one month that those in the next have not. */
static void learn_names(void)
{
	struct buf here, other;
	struct token t[TOKENS_MAX];

	buf_init(&here, 4096);
	buf_init(&other, 4096);
	for (size_t l = 0; l < lang_count(); l++) {
		for (int m = 1; m <= 12; m++) {
			write_month(lang_at(l), m, &here);
			write_month(lang_at(l), m % 12 + 1, &other);
			size_t n = tokenise(buf_str(&here), t);
			for (size_t i = 0; i < n; i++)
				if (!t[i].number && !memmem(other.data, other.len, t[i].text.p, t[i].text.n))
					add_name(t[i].text, m);
		}
	}
	buf_release(&here);
	buf_release(&other);
}

static void know_names(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	pthread_once(&once, learn_names);
}

static size_t fold_letters(struct str name, uint32_t out[NAME_MAX])
{
	struct buf word;

	buf_init(&word, 4096);
	fold_word(name, &word);
	size_t n = letters_of(buf_str(&word), out, NAME_MAX);
	buf_release(&word);
	return n;
}

/* Of a word beside a day, which may be short: "Nov", "нояб". */
static int month_of(struct str name)
{
	uint32_t letters[NAME_MAX];

	know_names();
	if (fold_letters(name, letters) < PREFIX)
		return 0;
	for (size_t i = 0; i < name_count; i++)
		if (memcmp(names[i].start, letters, sizeof names[i].start) == 0)
			return names[i].month;
	return 0;
}

/* Of a word that is in the whole name of a month, in any case: "марте", not "Мария". */
static int whole_month_of(struct str name)
{
	uint32_t letters[NAME_MAX];

	know_names();
	size_t n = fold_letters(name, letters);
	for (size_t i = 0; i < name_count; i++) {
		const struct month_name *m = &names[i];
		if (n >= m->whole_n && n <= m->whole_n + CASE_MAX &&
		    memcmp(m->whole, letters, m->whole_n * sizeof *letters) == 0)
			return m->month;
	}
	return 0;
}

/* --- dates ------------------------------------------------------------------------- */

static bool is_day(const struct token *t)
{
	return t->value >= 1 && t->value <= 31 && t->text.n <= 2;
}

static bool is_year(const struct token *t)
{
	return t->text.n == 4 && t->value >= 1970;
}

static bool in_digits(const struct token *t)
{
	return t[0].number && t[1].number && t[2].number && t[1].before == t[2].before &&
	       strchr(".-/", t[1].before);
}

/* The tokens that the date takes up; 0: none begins here. */
static size_t read_day(const struct token *t, size_t n, struct found_date *d)
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
			.year = t[2].value, .month = month_of(t[1].text), .day = t[0].value
		};
	else if (n >= 3 && !t[0].number && is_day(&t[1]) && is_year(&t[2]))
		*d = (struct found_date){
			.year = t[2].value, .month = month_of(t[0].text), .day = t[1].value
		};
	else
		*d = (struct found_date){ 0 };
	if (d->month)
		return 3;
	if (n >= 4 && is_year(&t[0]) && !t[1].number && is_day(&t[2]) && !t[3].number) {
		*d = (struct found_date){
			.year = t[0].value, .month = month_of(t[3].text), .day = t[2].value
		};
		return d->month ? 4 : 0;
	}
	return 0;
}

/* "7:04 pm", "12:30 a.m.": the tokens that say which half of the day it is. */
static size_t read_half(const struct token *t, size_t n, struct found_date *d)
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
static size_t read_time(const struct token *t, size_t n, struct found_date *d)
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

bool found_date_in(struct str line, struct found_date *out)
{
	struct token t[TOKENS_MAX];
	size_t n = tokenise(line, t);
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

bool found_date_place(struct str line, struct found_date *out, struct str *place)
{
	struct token t[TOKENS_MAX];
	size_t n = tokenise(line, t);
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
static size_t read_month(const struct token *t, size_t n, struct found_date *d)
{
	size_t at = n > 2 && is_year(&t[0]) && is_year_word(t[1].text) ? 2 : 1;
	size_t year = n >= 2 && !t[0].number ? 1 : 0, name = year ? 0 : at;

	if (n < 2 || name >= n || t[name].number || !is_year(&t[year]))
		return 0;
	*d = (struct found_date){ .year = t[year].value, .month = whole_month_of(t[name].text) };
	return d->month ? (year > name ? year : name) + 1 : 0;
}

static size_t read_day_or_month(const struct token *t, size_t n, struct found_date *d)
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

size_t found_dates(struct str line, struct found_date *out, size_t max)
{
	struct token t[TOKENS_MAX];
	size_t found = 0;

	while (found < max && has_year(line)) {
		size_t n = tokenise(line, t), i = 0;
		size_t end = n < TOKENS_MAX ? n : TOKENS_MAX - LONGEST;
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

/* --- a text that is a date ---------------------------------------------------------- */

static bool same_day(const struct found_date *a, const struct found_date *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

/*
 * The readings of three numbers that are days that exist, the first of them the one that is likelier
 * here; how many.
 */
static int read_numbers(const struct token *t, struct found_date out[2])
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
static bool begins_with_numbers(const struct token *t, size_t n)
{
	return n >= 3 && in_digits(t) && t[0].text.n <= 2 && t[1].text.n <= 2 &&
	       (is_year(&t[2]) || (t[2].text.n == 2 && t[2].value >= 0));
}

/*
 * Words that may be beside a date: "г.", "в", "at", the name of a day before it. Whatever has a digit is
 * more than that.
 */
static bool are_fillers(const struct token *t, size_t n, bool first)
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

/* "2 pm", "14 ч", "14 часов". */
static size_t read_hour(const struct token *t, size_t n, struct found_date *d)
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
	return 1 + used;
}

/* "14.30", "14:30" after words: "в 14:30". */
static size_t read_late_time(const struct token *t, size_t n, struct found_date *d)
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
static bool read_rest(const struct token *t, size_t n, struct found_date *d)
{
	size_t used = read_late_time(t, n, d);
	return are_fillers(t + used, n - used, false);
}

bool found_clock_whole(struct str text, int *hour, int *minute)
{
	struct token t[TOKENS_MAX];
	struct found_date d = { 0 };
	size_t n = tokenise(text, t);
	bool before = n && (t[0].before == '-' || t[0].before == '+');
	if (before || n == TOKENS_MAX || !read_rest(t, n, &d) || !d.has_time || d.has_offset)
		return false;
	*hour = d.hour;
	*minute = d.minute;
	return true;
}

enum whole_date found_date_whole(struct str text, struct found_date *out, struct found_date *other)
{
	struct token t[TOKENS_MAX];
	struct found_date readings[2];
	size_t n = tokenise(text, t), from = 0;
	while (from < n && !t[from].number && from < 1 && month_of(t[from].text) == 0)
		from++;
	const struct token *at = t + from;
	size_t left = n - from, used = 3;
	int count = 0;
	if (begins_with_numbers(at, left)) {
		count = read_numbers(at, readings);
	} else {
		used = read_day(at, left, &readings[0]);
		count = used > 0 && exists(&readings[0]);
	}
	if (count == 0 || n == TOKENS_MAX || !are_fillers(t, from, true) ||
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

bool found_month_whole(struct str text, struct found_date *out)
{
	struct token t[TOKENS_MAX];
	size_t n = tokenise(text, t), from = 0;

	while (from < n && are_fillers(t, from + 1, false))
		from++;
	size_t used = from < n ? read_month(t + from, n - from, out) : 0;
	return used && n < TOKENS_MAX && are_fillers(t + from + used, n - from - used, false);
}
