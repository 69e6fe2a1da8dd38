/*
 * dates: what a text is found by that has a date, and what a query that has one asks for.
 *
 * Private to catalog/. A day has two tokens, "@2022-03-03" and "@2022-03" of its month; a month the second.
 */
#ifndef JARCHY_CATALOG_SEARCH_DATES_H
#define JARCHY_CATALOG_SEARCH_DATES_H

#include "catalog/search/asked.h"

/* DATE_TOKEN: bytes of one, with a NUL. DATES_READ: tokens of a date that can be read in two ways. */
enum { DATE_TOKEN = 16, DATES_READ = 2 };

/* Appends lines with the tokens of all dates in a line of a text (TOKEN_VERBATIM in tokens.h). */
void dates_add(struct buf *out, struct str line);
/* The same of an instant, in the site's zone; INSTANT_NONE has none. */
void dates_add_instant(struct buf *out, int64_t at);
/* The tokens of a date or a month that is all of the text; returns how many, 0: it is none that there is. */
size_t dates_read(struct str text, char tokens[DATES_READ][DATE_TOKEN]);

/* So many words of a query, from one on, are a date; 0: no date begins there. */
struct date_asked {
	size_t words;
	char tokens[DATES_READ][DATE_TOKEN];
	size_t token_n;
};
/* The dates of a query, each the longest that begins at its word; `dates` is zeroed. */
void dates_read_asked(const struct asked *q, struct date_asked dates[ASKED_WORDS_MAX]);

#endif
