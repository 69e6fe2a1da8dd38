/*
 * dates: reads them with lang/found_date.h.
 */
#include "catalog/search/dates.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "catalog/search/tokens.h"
#include "content/document.h"
#include "lang/found_date.h"

/* LINE_MAX: dates of one line that are looked for. */
enum { DATES_LINE_MAX = 64, YEAR_MAX = 9999 };

static void write_day(int year, int month, int day, char out[DATE_TOKEN])
{
	if (day)
		snprintf(out, DATE_TOKEN, "@%04d-%02d-%02d", year % (YEAR_MAX + 1), month % 100, day % 100);
	else
		snprintf(out, DATE_TOKEN, "@%04d-%02d", year % (YEAR_MAX + 1), month % 100);
}

static void add(struct buf *out, int year, int month, int day)
{
	char token[DATE_TOKEN];

	write_day(year, month, day, token);
	buf_printf(out, "%c%s\n", TOKEN_VERBATIM, token);
	if (day)
		add(out, year, month, 0);
}

void dates_add(struct buf *out, struct str line)
{
	struct found_date d[DATES_LINE_MAX];
	size_t n = found_dates(line, d, DATES_LINE_MAX);

	for (size_t i = 0; i < n; i++)
		add(out, d[i].year, d[i].month, d[i].day);
}

void dates_add_instant(struct buf *out, int64_t at)
{
	if (at == INSTANT_NONE)
		return;
	struct civil c = date_civil(at);
	add(out, c.year, c.month, c.day);
}

size_t dates_read(struct str text, char tokens[DATES_READ][DATE_TOKEN])
{
	struct found_date d, other;
	enum whole_date kind = found_date_whole(text, &d, &other);

	if (kind == WHOLE_NONE && !found_month_whole(text, &d))
		return 0;
	write_day(d.year, d.month, d.day, tokens[0]);
	if (kind == WHOLE_DOUBTFUL)
		write_day(other.year, other.month, other.day, tokens[1]);
	return kind == WHOLE_DOUBTFUL ? 2 : 1;
}

/* The longest date that begins at a word; not one that begins after it. */
static void read_date(const struct asked *q, size_t from, struct date_asked *d)
{
	char later[DATES_READ][DATE_TOKEN];

	for (size_t n = q->word_n - from; n > 0 && !d->words; n--) {
		if (from + n < q->word_n && q->words[from + n].joined)
			continue;
		d->token_n = dates_read(asked_text(q, from, n), d->tokens);
		if (d->token_n && (n == 1 || !dates_read(asked_text(q, from + 1, n - 1), later) ||
		                      strcmp(later[0], d->tokens[0]) != 0))
			d->words = n;
	}
}

void dates_read_asked(const struct asked *q, struct date_asked dates[ASKED_WORDS_MAX])
{
	for (size_t i = 0; i < q->word_n; i += dates[i].words ? dates[i].words : 1)
		if (!q->words[i].joined)
			read_date(q, i, &dates[i]);
}
