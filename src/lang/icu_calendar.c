/*
 * icu_calendar: asks two calendars of ICU, one for the instant of a day, one for what it is called.
 */
#include "lang/icu_calendar.h"

#include <pthread.h>
#include <unicode/ucal.h>
#include <unicode/ustring.h>

static struct {
	pthread_mutex_t lock;
	UCalendar *gregorian, *persian;
} state = { .lock = PTHREAD_MUTEX_INITIALIZER };

static UCalendar *open_calendar(const char *locale)
{
	UErrorCode status = U_ZERO_ERROR;
	UChar zone[8];

	u_uastrcpy(zone, "Etc/GMT");
	UCalendar *c = ucal_open(zone, -1, locale, UCAL_DEFAULT, &status);
	return U_SUCCESS(status) ? c : NULL;
}

static struct civil convert(const struct civil *d)
{
	UErrorCode status = U_ZERO_ERROR;
	struct civil out = *d;

	ucal_clear(state.gregorian);
	ucal_setDateTime(state.gregorian, d->year, d->month - 1, d->day, 12, 0, 0, &status);
	ucal_setMillis(state.persian, ucal_getMillis(state.gregorian, &status), &status);
	out.year = ucal_get(state.persian, UCAL_YEAR, &status);
	out.month = ucal_get(state.persian, UCAL_MONTH, &status) + 1;
	out.day = ucal_get(state.persian, UCAL_DATE, &status);
	return U_SUCCESS(status) ? out : *d;
}

struct civil icu_calendar_persian(const struct civil *gregorian)
{
	struct civil out = *gregorian;

	pthread_mutex_lock(&state.lock);
	if (!state.gregorian)
		state.gregorian = open_calendar("en_US@calendar=gregorian");
	if (!state.persian)
		state.persian = open_calendar("fa_IR@calendar=persian");
	if (state.gregorian && state.persian)
		out = convert(gregorian);
	pthread_mutex_unlock(&state.lock);
	return out;
}
