/*
 * found_date: dates somewhere in a line of running text, in any language that has a pack.
 *
 * Front matter has dates in one form (date_parse in base/date.h); found_date_whole reads what people
 * write there instead.
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
/* The day of the first date of the line, and where in it that is, without its time. */
bool found_date_place(struct str line, struct found_date *out, struct str *place);

/*
 * All dates of a line of any length, at most `max`, by year, month and day; the day is 0 of a month that is
 * named without one: "в марте 2022 года". Returns how many.
 */
size_t found_dates(struct str line, struct found_date *out, size_t max);

/* A month that is all of the text, but for the same words: "март 2022 г.", "2022-жылдын марты". */
bool found_month_whole(struct str text, struct found_date *out);
enum whole_date { WHOLE_NONE, WHOLE_DATE, WHOLE_DOUBTFUL };
/*
 * The date that is all of the text, but for words such as "г." and the name of a day. WHOLE_DOUBTFUL: it
 * can be read in two ways, as 03/04/2026 and 20.11.26, and *other gets the second.
 */
enum whole_date found_date_whole(struct str text, struct found_date *out, struct found_date *other);
/* An hour that is all of the text: "17:00", "17.00", "в 17 ч", "5 pm". */
bool found_clock_whole(struct str text, int *hour, int *minute);
/* The date as front matter has it. */
const char *found_date_text(struct arena *a, const struct found_date *d);

#endif
