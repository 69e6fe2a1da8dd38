/*
 * pack: what language packs have in common.
 *
 * Private to lang/: for the files in packs/ alone. A rule that two languages share is here; a rule of
 * one language is in its pack.
 */
#ifndef JARCHY_LANG_PACK_H
#define JARCHY_LANG_PACK_H

#include "lang/language.h"

/* 1 is form 0, everything else form 1. */
unsigned pack_plural_one_other(uint64_t n);
/* 1, 21: form 0; 2–4, 22–24: form 1; 0, 5–20, 25: form 2. */
unsigned pack_plural_east_slavic(uint64_t n);

/* Dates in the order day, month, year. */
struct pack_dmy {
	const char *months[12];  /* as written after a day: "марта" */
	const char *year_suffix; /* after a year: " г.", or "" */
};
/* "3 марта 2022 г." */
void pack_dmy_day(const struct pack_dmy *p, struct buf *out, const struct civil *d);
/* "3–5 марта 2022 г.", "28 февраля – 3 марта 2022 г.", "28 декабря 2021 г. – 3 января 2022 г."; one day is a day. */
void pack_dmy_interval(
    const struct pack_dmy *p, struct buf *out, const struct civil *from, const struct civil *to);

/* "28 февраля, 10:00 – 3 марта 2022 г., 17:00" */
void pack_dmy_span(const struct pack_dmy *p, struct buf *out, const struct civil *from, bool from_hour,
    const struct civil *to, bool to_hour);

/* ", 11:50" when it is to be shown. */
void pack_hour(struct buf *out, const struct civil *d, bool shown);

/* How a language names years and months of a period with both its ends. */
struct pack_period {
	void (*month)(struct buf *out, const struct civil *d);
	const char *year, *years; /* what follows one year, and what follows two: " г.", " гг." */
};
/* "2011 г.", "2011–2015 гг.", "март 2011 г. – сентябрь 2015 г."; month 0 is the year alone. */
void pack_period_closed(
    const struct pack_period *p, struct buf *out, const struct civil *from, const struct civil *to);

/* The entry of a month's table; months outside 1–12 are a bug. */
const char *pack_month(const char *const months[12], const struct civil *d);
bool pack_same_day(const struct civil *a, const struct civil *b);

#endif
