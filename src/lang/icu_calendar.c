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

static struct civil convert(UCalendar *from, UCalendar *to, const struct civil *d)
{
	UErrorCode status = U_ZERO_ERROR;
	struct civil out = *d;

	ucal_clear(from);
	ucal_setDateTime(from, d->year, d->month - 1, d->day, 12, 0, 0, &status);
	ucal_setMillis(to, ucal_getMillis(from, &status), &status);
	out.year = ucal_get(to, UCAL_YEAR, &status);
	out.month = ucal_get(to, UCAL_MONTH, &status) + 1;
	out.day = ucal_get(to, UCAL_DATE, &status);
	return U_SUCCESS(status) ? out : *d;
}

/* The lock is held. */
static bool open_both(void)
{
	if (!state.gregorian)
		state.gregorian = open_calendar("en_US@calendar=gregorian");
	if (!state.persian)
		state.persian = open_calendar("fa_IR@calendar=persian");
	return state.gregorian && state.persian;
}

struct civil icu_calendar_persian(const struct civil *gregorian)
{
	struct civil out = *gregorian;

	pthread_mutex_lock(&state.lock);
	if (open_both())
		out = convert(state.gregorian, state.persian, gregorian);
	pthread_mutex_unlock(&state.lock);
	return out;
}

struct civil icu_calendar_gregorian(const struct civil *persian)
{
	struct civil out = { .year = 0 };

	pthread_mutex_lock(&state.lock);
	if (open_both()) {
		out = convert(state.persian, state.gregorian, persian);
		struct civil again = convert(state.gregorian, state.persian, &out);
		if (again.month != persian->month || again.day != persian->day)
			out = (struct civil){ .year = 0 };
	}
	pthread_mutex_unlock(&state.lock);
	return out;
}
