/*
 * icu_calendar: days of calendars other than the Gregorian.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_ICU_CALENDAR_H
#define JARCHY_LANG_ICU_CALENDAR_H

#include "base/date.h"

/* Year, month and day of the Persian calendar; the hour stays. Of any thread. */
struct civil icu_calendar_persian(const struct civil *gregorian);
/* The reverse; year 0 of a day that does not exist. */
struct civil icu_calendar_gregorian(const struct civil *persian);

#endif
