/*
 * shown_date: days and months in a text as pages of a language show them.
 *
 * For found_date.h, which reads most of them without: what is here is for scripts, orders and calendars of
 * their own. The patterns are those of the packs: a new language needs nothing here.
 *
 * Private to lang/.
 */
#ifndef JARCHY_LANG_SHOWN_DATE_H
#define JARCHY_LANG_SHOWN_DATE_H

#include "base/buf.h"
#include "base/date.h"

/* Its digits are those of ASCII. */
struct shown_date {
	struct civil day; /* Gregorian; .day is 0 of a month. It may be a day that does not exist. */
	size_t at, n;     /* bytes of the text: where it begins, and how many it takes up */
};

/*
 * Takes the patterns of all languages that are known (lang_count), but those of which each text is read
 * without: is_read says whether a text is, as this day or month. Once, before the others.
 */
void shown_dates_learn(bool (*is_read)(struct str text, const struct civil *day));
/* The first in the text; digits must be those of ASCII. */
bool shown_date_find(struct str text, struct shown_date *out);
/* No digit of a script other than ASCII has a first byte below this one. */
enum { SHOWN_DIGIT_BYTE = 0xD9 };
/* The text with the digits of ASCII: itself where it has no others, else what is put into the buffer. */
struct str shown_date_digits(struct str text, struct buf *out);

#endif
