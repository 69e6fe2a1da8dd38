/* Any bytes as a date: what is accepted is written and read again as the same instant. */
#include <stdlib.h>

#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size };
	struct moment m, again;
	struct civil c;
	struct err e;
	char text[DATE_TEXT_MAX];
	int64_t at;
	static bool zoned;
	if (!zoned && !(zoned = date_set_zone("Asia/Bishkek", NULL)))
		abort();
	date_parse_day(s, &c);
	if (date_parse(s, &m, &e)) {
		date_rfc3339(m.at, text);
		/* The ends of the range are clamped. */
		bool within = m.at >= 0 && m.at < 253402214400;
		if (within && (!date_parse(str_of(text), &again, &e) || again.at != m.at))
			abort();
		date_rfc822(m.at, text);
	}
	if (date_parse_http(s, &at)) {
		date_http(at, text);
		if (at < 253402300800 && (!date_parse_http(str_of(text), &at) || str_of(text).n != 29))
			abort();
	}
	return 0;
}
