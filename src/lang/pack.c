/*
 * pack: plural rules and date patterns that several languages share.
 */
#include "lang/pack.h"

#include <assert.h>

unsigned pack_plural_one_other(uint64_t n)
{
	return n == 1 ? 0 : 1;
}

unsigned pack_plural_east_slavic(uint64_t n)
{
	uint64_t last = n % 10;
	bool teen = n % 100 >= 11 && n % 100 <= 14;
	if (last == 1 && !teen)
		return 0;
	return last >= 2 && last <= 4 && !teen ? 1 : 2;
}

const char *pack_month(const char *const months[12], const struct civil *d)
{
	assert(d->month >= 1 && d->month <= 12);
	return months[d->month - 1];
}

bool pack_same_day(const struct civil *a, const struct civil *b)
{
	return a->year == b->year && a->month == b->month && a->day == b->day;
}

void pack_dmy_day(const struct pack_dmy *p, struct buf *out, const struct civil *d)
{
	buf_printf(out, "%d %s %d%s", d->day, pack_month(p->months, d), d->year, p->year_suffix);
}

void pack_dmy_interval(
    const struct pack_dmy *p, struct buf *out, const struct civil *from, const struct civil *to)
{
	if (!pack_same_day(from, to)) {
		if (from->year != to->year) {
			pack_dmy_day(p, out, from);
			buf_puts(out, " – ");
		} else if (from->month != to->month) {
			buf_printf(out, "%d %s – ", from->day, pack_month(p->months, from));
		} else {
			buf_printf(out, "%d–", from->day);
		}
	}
	pack_dmy_day(p, out, to);
}

void pack_hour(struct buf *out, const struct civil *d, bool shown)
{
	if (shown)
		buf_printf(out, ", %02d:%02d", d->hour, d->minute);
}

void pack_dmy_span(const struct pack_dmy *p, struct buf *out, const struct civil *from, bool from_hour,
    const struct civil *to, bool to_hour)
{
	if (from->year == to->year)
		buf_printf(out, "%d %s", from->day, pack_month(p->months, from));
	else
		pack_dmy_day(p, out, from);
	pack_hour(out, from, from_hour);
	buf_puts(out, " – ");
	pack_dmy_day(p, out, to);
	pack_hour(out, to, to_hour);
}

static void add_end(const struct pack_period *p, struct buf *out, const struct civil *d)
{
	if (d->month)
		p->month(out, d);
	else
		buf_printf(out, "%d%s", d->year, p->year);
}

void pack_period_closed(
    const struct pack_period *p, struct buf *out, const struct civil *from, const struct civil *to)
{
	bool years = !from->month && !to->month;
	if (from->year == to->year && from->month == to->month) {
		add_end(p, out, from);
	} else if (years) {
		buf_printf(out, "%d–%d%s", from->year, to->year, p->years);
	} else {
		add_end(p, out, from);
		buf_puts(out, " – ");
		add_end(p, out, to);
	}
}
