/*
 * lang: the registry of packs, and what every language does in the same way with its own words.
 *
 * The list of packs is made by the build from the file names in packs/.
 */
#include "lang/lang.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/ascii.h"
#include "lang/pack.h"

#define LANG_PACK(tag) extern const struct lang lang_pack_##tag;
#include "lang_packs.inc"
#undef LANG_PACK

static const struct lang *const packs[] = {
#define LANG_PACK(tag) &lang_pack_##tag,
#include "lang_packs.inc"
#undef LANG_PACK
};

static const char no_break_space[] = "\u00A0";

size_t lang_count(void)
{
	return ARRAY_SIZE(packs);
}

const struct lang *lang_at(size_t i)
{
	assert(i < lang_count());
	return packs[i];
}

/*
 * Takes the next subtag off *rest.
 *
 *   tag    = subtag *(("-" / "_") subtag)
 *   subtag = 1*8(ALPHA / DIGIT)                ; RFC 5646, and glibc's underscore
 */
static bool next_subtag(struct str *rest, struct str *subtag)
{
	size_t n = 0;
	while (n < rest->n && ascii_is_alnum(rest->p[n]))
		n++;
	bool ends = n == rest->n;
	bool goes_on = n + 1 < rest->n && (rest->p[n] == '-' || rest->p[n] == '_');
	if (n == 0 || n > 8 || (!ends && !goes_on))
		return false;
	*subtag = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, ends ? n : n + 1, rest->n);
	return true;
}

const struct lang *lang_find(struct str tag)
{
	struct str language, other;
	if (!next_subtag(&tag, &language))
		return NULL;
	while (tag.n > 0)
		if (!next_subtag(&tag, &other))
			return NULL;
	for (size_t i = 0; i < lang_count(); i++)
		if (str_is_nocase(language, packs[i]->tag))
			return packs[i];
	return NULL;
}

void lang_date(const struct lang *l, int64_t at, bool with_time, struct buf *out)
{
	struct civil d = date_civil(at);
	l->day(out, &d);
	pack_hour(out, &d, with_time);
}

/* What follows the day and the hour of the beginning. */
static void add_end_hour(const struct lang *l, const struct civil *end, bool after_hour, struct buf *out)
{
	if (after_hour) {
		buf_printf(out, "–%02d:%02d", end->hour, end->minute);
		return;
	}
	buf_puts(out, ", ");
	l->until_hour(out, end);
}

void lang_event(const struct lang *l, struct moment start, struct moment end, struct buf *out)
{
	struct civil from = date_civil(start.at), to = from;
	if (end.at > start.at)
		to = date_civil(end.at);
	if (pack_same_day(&from, &to)) {
		lang_date(l, start.at, start.has_time, out);
		if (end.at > start.at && end.has_time)
			add_end_hour(l, &to, start.has_time, out);
	} else if (start.has_time || end.has_time) {
		l->span(out, &from, start.has_time, &to, end.has_time);
	} else {
		l->interval(out, &from, &to);
	}
}

void lang_counted(const struct lang *l, enum counted what, uint64_t n, struct buf *out)
{
	lang_number(l, n, out);
	buf_puts(out, no_break_space);
	buf_puts(out, l->counts[what][l->plural(n)]);
}

void lang_number(const struct lang *l, uint64_t n, struct buf *out)
{
	char digits[24];
	int len = snprintf(digits, sizeof digits, "%" PRIu64, n);
	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			buf_puts(out, l->group_mark);
		buf_add_char(out, digits[i]);
	}
}

void lang_size(const struct lang *l, uint64_t bytes, struct buf *out)
{
	uint64_t one = 1;
	size_t unit = 0;
	/* Half a unit is added for rounding: 1,023.5 of one unit are already 1 of the next. */
	while (unit + 1 < SIZE_UNITS && bytes / one + (bytes % one * 2 >= one && one > 1) >= 1024) {
		one *= 1024;
		unit++;
	}
	uint64_t whole = bytes / one, rest = bytes % one;
	uint64_t tenths = whole < 10 ? whole * 10 + (rest * 10 + one / 2) / one : 100;
	if (unit > 0 && tenths < 100) {
		lang_number(l, tenths / 10, out);
		buf_printf(out, "%s%" PRIu64, l->decimal_mark, tenths % 10);
	} else {
		lang_number(l, whole + (rest >= one - rest), out);
	}
	buf_printf(out, "%s%s", no_break_space, l->size_units[unit]);
}
