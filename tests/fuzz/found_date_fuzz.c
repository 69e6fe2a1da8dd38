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
	arena_release(&a);
	return 0;
}
