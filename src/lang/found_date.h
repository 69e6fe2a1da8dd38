/*
 * found_date: dates somewhere in a line of running text, in any language that has a pack.
 *
 * Not for dates in front matter, which have one form (date_parse in base/date.h).
 */
#ifndef JARCHY_LANG_FOUND_DATE_H
#define JARCHY_LANG_FOUND_DATE_H

#include "base/arena.h"

/* A date somewhere in a line. */
struct found_date {
	int year, month, day, hour, minute, offset;
	bool has_time, has_offset;
	size_t words; /* of the line, besides the date */
	size_t start; /* token at which it begins: 0 is the beginning of the line */
};
/* In any of the forms that the language packs write, in digits, RFC 822 and RFC 3339. */
bool found_date_in(struct str line, struct found_date *out);
/* The date as front matter has it. */
const char *found_date_text(struct arena *a, const struct found_date *d);

#endif
