/*
 * date: instants, civil dates in the site's time zone, and the forms on the wire.
 *
 * The zone is the process's TZ. An instant of a civil time is worked out from
 * offsets rather than by mktime(), whose answer for an hour that occurs twice
 * depends on what it was asked before.
 */
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ZONES "/usr/share/zoneinfo/"

enum { YEAR_MIN = 1970, YEAR_MAX = 9999, DAY_SECONDS = 24 * 60 * 60 };
static const int64_t last_instant = 253402300799; /* 9999-12-31T23:59:59Z */

static const char day_names[7][10] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
	"Saturday" };
static const char month_names[12][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
	"Nov", "Dec" };

/* --- the zone ------------------------------------------------------------ */

/* Whether the system has a compiled zone of that name; nothing outside its folder is looked at. */
static bool zone_exists(const char *name)
{
	char path[256], magic[4] = "";
	if (!name[0] || name[0] == '/' || strstr(name, "..") || strlen(name) > 200)
		return false;
	snprintf(path, sizeof path, ZONES "%s", name);
	FILE *f = fopen(path, "rbe");
	if (!f)
		return false;
	bool found = fread(magic, 1, sizeof magic, f) == sizeof magic && memcmp(magic, "TZif", 4) == 0;
	fclose(f);
	return found;
}

bool date_check_zone(const char *name, struct err *err)
{
	return strcmp(name, "UTC") == 0 || zone_exists(name) ||
	       err_set(err, "unknown time zone \"%s\": write one of %s, as Asia/Bishkek", name, ZONES);
}

bool date_set_zone(const char *name, struct err *err)
{
	bool utc = strcmp(name, "UTC") == 0;
	if (!date_check_zone(name, err))
		return false;
	if (setenv("TZ", utc ? "UTC0" : name, 1) != 0)
		return err_errno(err, "cannot set the time zone");
	tzset();
	return true;
}

static struct tm local_time(int64_t at)
{
	struct tm tm = { 0 };
	/* A day on either side leaves room for every zone. */
	if (at < -DAY_SECONDS)
		at = -DAY_SECONDS;
	if (at > last_instant + DAY_SECONDS)
		at = last_instant + DAY_SECONDS;
	time_t t = (time_t)at;
	localtime_r(&t, &tm);
	return tm;
}

static struct civil civil_of(const struct tm *tm)
{
	if (tm->tm_year + 1900 > YEAR_MAX)
		return (struct civil){ YEAR_MAX, 12, 31, 23, 59, 59, (int)(tm->tm_gmtoff / 60) };
	return (struct civil){ tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday, tm->tm_hour, tm->tm_min,
		tm->tm_sec, (int)(tm->tm_gmtoff / 60) };
}

struct civil date_civil(int64_t at)
{
	struct tm tm = local_time(at);
	return civil_of(&tm);
}

static int64_t as_utc(const struct civil *c)
{
	struct tm tm = {
		.tm_year = c->year - 1900,
		.tm_mon = c->month - 1,
		.tm_mday = c->day,
		.tm_hour = c->hour,
		.tm_min = c->minute,
		.tm_sec = c->second,
	};
	return timegm(&tm);
}

int64_t date_instant(const struct civil *c)
{
	int64_t utc = as_utc(c);
	int64_t before = local_time(utc - DAY_SECONDS).tm_gmtoff;
	int64_t after = local_time(utc + DAY_SECONDS).tm_gmtoff;
	/* Of an hour that occurs twice the first; of one that does not occur, as if the clock had not changed. */
	if (local_time(utc - before).tm_gmtoff != before && local_time(utc - after).tm_gmtoff == after)
		return utc - after;
	return utc - before;
}

int64_t date_noon(int64_t at)
{
	struct civil c = date_civil(at);

	c.hour = 12;
	c.minute = c.second = 0;
	return date_instant(&c);
}

/* --- parsing ------------------------------------------------------------- */

static bool take_char(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_sub(*s, 1, s->n);
	return true;
}

static bool take_number(struct str *s, size_t digits, int *out)
{
	uint64_t v;
	if (s->n < digits || !str_to_uint(str_sub(*s, 0, digits), 9999, &v))
		return false;
	*out = (int)v;
	*s = str_sub(*s, digits, s->n);
	return true;
}

static bool day_exists(const struct civil *c)
{
	static const int days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	if (c->year < YEAR_MIN || c->year > YEAR_MAX || c->month < 1 || c->month > 12 || c->day < 1)
		return false;
	bool leap = (c->year % 4 == 0 && c->year % 100 != 0) || c->year % 400 == 0;
	return c->day <= days[c->month - 1] + (c->month == 2 && leap);
}

/* A leap second is taken for the first second of the next minute. */
static bool time_exists(const struct civil *c)
{
	return c->hour <= 23 && c->minute <= 59 && c->second <= 60;
}

/* full-date = 4DIGIT "-" 2DIGIT "-" 2DIGIT */
static bool take_day(struct str *s, struct civil *c)
{
	return take_number(s, 4, &c->year) && take_char(s, '-') && take_number(s, 2, &c->month) &&
	       take_char(s, '-') && take_number(s, 2, &c->day);
}

/* time = 2DIGIT ":" 2DIGIT [ ":" 2DIGIT [ "." 1*DIGIT ] ]; the fraction is dropped */
static bool take_time(struct str *s, struct civil *c)
{
	if (!take_number(s, 2, &c->hour) || !take_char(s, ':') || !take_number(s, 2, &c->minute))
		return false;
	if (!take_char(s, ':'))
		return true;
	if (!take_number(s, 2, &c->second))
		return false;
	if (!take_char(s, '.'))
		return true;
	int digit;
	if (!take_number(s, 1, &digit))
		return false;
	while (take_number(s, 1, &digit))
		;
	return true;
}

/* offset = [ SP ] ( "Z" / ( "+" / "-" ) 2DIGIT ":" 2DIGIT ) */
static bool take_offset(struct str *s, struct civil *c)
{
	int hours, minutes;
	take_char(s, ' ');
	if (take_char(s, 'Z') || take_char(s, 'z')) {
		c->offset = 0;
		return true;
	}
	int sign = take_char(s, '-') ? -1 : 1;
	if (sign > 0 && !take_char(s, '+'))
		return false;
	if (!take_number(s, 2, &hours) || !take_char(s, ':') || !take_number(s, 2, &minutes))
		return false;
	c->offset = sign * (hours * 60 + minutes);
	return hours <= 23 && minutes <= 59;
}

bool date_parse_day(struct str s, struct civil *out)
{
	struct civil c = { 0 };
	if (!take_day(&s, &c) || s.n || !day_exists(&c))
		return false;
	*out = c;
	return true;
}

/* `why` is a template with one text: what is refused. */
static bool refuse(struct err *err, struct str s, const char *why)
{
	return err_set(err, why, (int)(s.n < 60 ? s.n : 60), s.p ? s.p : "");
}

bool date_parse(struct str s, struct moment *out, struct err *err)
{
	static const char form[] = MESSAGE(
	    "\"%.*s\" is not a date: write 2023-09-08, 2023-09-08 11:50 or 2023-09-08 11:50 +06:00");
	struct civil c = { 0 };
	struct str rest = s;
	bool zoned = false;
	if (!take_day(&rest, &c))
		return refuse(err, s, form);
	bool has_time = rest.n > 0;
	if (has_time) {
		if (!take_char(&rest, ' ') && !take_char(&rest, 'T') && !take_char(&rest, 't'))
			return refuse(err, s, form);
		if (!take_time(&rest, &c))
			return refuse(err, s, form);
		zoned = rest.n > 0;
		if (zoned && (!take_offset(&rest, &c) || rest.n))
			return refuse(err, s, form);
	}
	if (!day_exists(&c))
		return refuse(err, s, MESSAGE("\"%.*s\" is a day that does not exist"));
	if (!time_exists(&c))
		return refuse(err, s, MESSAGE("\"%.*s\" is a time of day that does not exist"));
	int64_t at = zoned ? as_utc(&c) - (int64_t)c.offset * 60 : date_instant(&c);
	*out = (struct moment){ at, has_time };
	return true;
}

/* The number of the name (its first n letters; 0 is all) that s begins with, or -1; takes it off. */
static int take_name(struct str *s, const char *names, size_t count, size_t size, size_t n)
{
	for (size_t i = 0; i < count; i++) {
		struct str name = str_of(names + i * size);
		name = str_sub(name, 0, n ? n : name.n);
		if (!str_eq(str_sub(*s, 0, name.n), name))
			continue;
		*s = str_sub(*s, name.n, s->n);
		return (int)i;
	}
	return -1;
}

static bool take_month(struct str *s, struct civil *c)
{
	c->month = take_name(s, month_names[0], 12, sizeof month_names[0], 3) + 1;
	return c->month > 0;
}

static bool take_clock(struct str *s, struct civil *c)
{
	return take_number(s, 2, &c->hour) && take_char(s, ':') && take_number(s, 2, &c->minute) &&
	       take_char(s, ':') && take_number(s, 2, &c->second);
}

static bool take_gmt(struct str *s)
{
	bool found = str_starts(*s, " GMT");
	*s = str_sub(*s, 4, s->n);
	return found;
}

/* IMF-fixdate = day-name "," SP 2DIGIT SP month SP 4DIGIT SP time-of-day SP "GMT" */
static bool take_fixdate(struct str *s, struct civil *c)
{
	return take_char(s, ',') && take_char(s, ' ') && take_number(s, 2, &c->day) && take_char(s, ' ') &&
	       take_month(s, c) && take_char(s, ' ') && take_number(s, 4, &c->year) && take_char(s, ' ') &&
	       take_clock(s, c) && take_gmt(s);
}

/* rfc850-date = day-name-l "," SP 2DIGIT "-" month "-" 2DIGIT SP time-of-day SP "GMT" */
static bool take_rfc850(struct str *s, struct civil *c)
{
	if (!take_char(s, ',') || !take_char(s, ' ') || !take_number(s, 2, &c->day) || !take_char(s, '-') ||
	    !take_month(s, c) || !take_char(s, '-') || !take_number(s, 2, &c->year) || !take_char(s, ' '))
		return false;
	/* Nothing before 1970 is a date here, so the century needs no clock. */
	c->year += c->year < 70 ? 2000 : 1900;
	return take_clock(s, c) && take_gmt(s);
}

/* asctime-date = day-name SP month SP ( 2DIGIT / ( SP DIGIT ) ) SP time-of-day SP 4DIGIT */
static bool take_asctime(struct str *s, struct civil *c)
{
	return take_char(s, ' ') && take_month(s, c) && take_char(s, ' ') &&
	       (take_char(s, ' ') ? take_number(s, 1, &c->day) : take_number(s, 2, &c->day)) &&
	       take_char(s, ' ') && take_clock(s, c) && take_char(s, ' ') && take_number(s, 4, &c->year);
}

bool date_parse_http(struct str s, int64_t *out)
{
	static bool (*const forms[])(
	    struct str *, struct civil *) = { take_fixdate, take_rfc850, take_asctime };
	static const size_t letters[] = { 3, 0, 3 };
	for (size_t i = 0; i < ARRAY_SIZE(forms); i++) {
		struct civil c = { 0 };
		struct str rest = s;
		if (take_name(&rest, day_names[0], 7, sizeof day_names[0], letters[i]) < 0)
			continue;
		if (!forms[i](&rest, &c) || rest.n || !day_exists(&c) || !time_exists(&c))
			continue;
		*out = as_utc(&c);
		return true;
	}
	return false;
}

/* --- writing ------------------------------------------------------------- */

static char *put_number(char *p, int value, size_t digits)
{
	for (size_t i = digits; i > 0; i--) {
		p[i - 1] = (char)('0' + value % 10);
		value /= 10;
	}
	return p + digits;
}

static char *put_name(char *p, const char *name)
{
	memcpy(p, name, 3);
	return p + 3;
}

static char *put_day(char *p, const struct civil *c)
{
	p = put_number(p, c->year, 4);
	*p++ = '-';
	p = put_number(p, c->month, 2);
	*p++ = '-';
	return put_number(p, c->day, 2);
}

static char *put_clock(char *p, const struct civil *c)
{
	p = put_number(p, c->hour, 2);
	*p++ = ':';
	p = put_number(p, c->minute, 2);
	*p++ = ':';
	return put_number(p, c->second, 2);
}

/* The sign, the hours, and the minutes after `between`. */
static char *put_offset(char *p, int offset, const char *between)
{
	*p++ = offset < 0 ? '-' : '+';
	offset = abs(offset);
	p = put_number(p, offset / 60, 2);
	while (*between)
		*p++ = *between++;
	return put_number(p, offset % 60, 2);
}

void date_day(int64_t at, char out[DATE_TEXT_MAX])
{
	struct civil c = date_civil(at);
	*put_day(out, &c) = '\0';
}

void date_rfc3339(int64_t at, char out[DATE_TEXT_MAX])
{
	struct civil c = date_civil(at);
	char *p = put_day(out, &c);
	*p++ = 'T';
	p = put_clock(p, &c);
	*put_offset(p, c.offset, ":") = '\0';
}

/* "Fri, 08 Sep 2023 11:50:00 ", what both forms of mail and HTTP begin with. */
static char *put_mail_date(char *p, const struct civil *c)
{
	int64_t days = as_utc(&(struct civil){ .year = c->year, .month = c->month, .day = c->day }) /
	               DAY_SECONDS;
	p = put_name(p, day_names[(days + 4 + 7) % 7]);
	*p++ = ',';
	*p++ = ' ';
	p = put_number(p, c->day, 2);
	*p++ = ' ';
	p = put_name(p, month_names[c->month - 1]);
	*p++ = ' ';
	p = put_number(p, c->year, 4);
	*p++ = ' ';
	p = put_clock(p, c);
	*p++ = ' ';
	return p;
}

void date_rfc822(int64_t at, char out[DATE_TEXT_MAX])
{
	struct civil c = date_civil(at);
	*put_offset(put_mail_date(out, &c), c.offset, "") = '\0';
}

void date_http(int64_t at, char out[DATE_TEXT_MAX])
{
	struct tm tm = { 0 };
	time_t t = (time_t)(at < 0 ? 0 : at > last_instant ? last_instant : at);
	gmtime_r(&t, &tm);
	struct civil c = civil_of(&tm);
	memcpy(put_mail_date(out, &c), "GMT", 4);
}
