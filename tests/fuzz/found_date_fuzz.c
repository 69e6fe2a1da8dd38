/* Dates in running text: one that is found is a date that front matter takes. */
#include "lang/found_date.h"

#include <stdlib.h>

#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct found_date d;
	struct arena a = { 0 };
	if (found_date_in((struct str){ (const char *)data, size }, &d)) {
		struct moment parsed;
		if (!date_parse(str_of(found_date_text(&a, &d)), &parsed, NULL))
			abort();
	}
	struct found_date all[4];
	size_t n = found_dates((struct str){ (const char *)data, size }, all, 4);
	for (size_t i = 0; i < n; i++)
		if (all[i].month < 1 || all[i].month > 12 || all[i].day < 0 || all[i].day > 31)
			abort();
	struct found_date other;
	found_month_whole((struct str){ (const char *)data, size }, &d);
	if (found_date_whole((struct str){ (const char *)data, size }, &d, &other) != WHOLE_NONE &&
	    (d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31))
		abort();
	arena_release(&a);
	return 0;
}
