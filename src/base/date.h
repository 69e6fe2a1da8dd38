/*
 * date: instants, civil dates in the site's time zone, and the forms on the wire.
 *
 * An instant is an int64_t: seconds since 1970-01-01T00:00:00Z. The years 1970 to
 * 9999 are supported. Names of months on the wire are English always; the ones
 * that readers see are in lang/.
 */
#ifndef JARCHY_BASE_DATE_H
#define JARCHY_BASE_DATE_H

#include "base/err.h"
#include "base/str.h"

enum { DATE_TEXT_MAX = 40 }; /* bytes, for every form below */

struct civil {
	int year, month, day; /* 1970…, 1–12, 1–31 */
	int hour, minute, second;
	int offset; /* minutes east of UTC */
};

/* What an editor wrote: an instant, and whether a time of day was given. */
struct moment {
	int64_t at;
	bool has_time;
};

/*
 * Sets the time zone (an IANA name, "UTC" too) that date_civil and date_parse use,
 * for the whole process. Fails on a name that the system does not know.
 */
bool date_set_zone(const char *name, struct err *err);
/* Whether the system knows a time zone of this name; err says what to write otherwise. */
bool date_check_zone(const char *name, struct err *err);
struct civil date_civil(int64_t at);
/* The instant of a civil time; c->offset is ignored, the zone decides. */
int64_t date_instant(const struct civil *c);
/* 12:00 of the day of the instant. */
int64_t date_noon(int64_t at);

/*
 * "YYYY-MM-DD" (00:00 of that day in the site's zone), "YYYY-MM-DD HH:MM[:SS]", the same
 * with "+06:00" or "Z" (a space before it is allowed), or RFC 3339 with "T".
 */
bool date_parse(struct str s, struct moment *out, struct err *err);
/* Only "YYYY-MM-DD", a day that exists. */
bool date_parse_day(struct str s, struct civil *out);

/* RFC 3339 with the zone's offset: 2023-09-08T11:50:00+06:00. */
void date_rfc3339(int64_t at, char out[DATE_TEXT_MAX]);
/* RFC 822 with a four-digit year: Fri, 08 Sep 2023 11:50:00 +0600. */
void date_rfc822(int64_t at, char out[DATE_TEXT_MAX]);
/* RFC 9110 section 5.6.7, IMF-fixdate: Fri, 08 Sep 2023 05:50:00 GMT. */
void date_http(int64_t at, char out[DATE_TEXT_MAX]);
/* The three forms of RFC 9110 section 5.6.7. */
bool date_parse_http(struct str s, int64_t *out);
/* YYYY-MM-DD in the site's zone. */
void date_day(int64_t at, char out[DATE_TEXT_MAX]);

#endif
