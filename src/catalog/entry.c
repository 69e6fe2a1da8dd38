/*
 * entry: items from rows, and one item by its place.
 */
#include "catalog/entry.h"

#include <string.h>

#include "catalog/catalog_internal.h"

enum { MINUTE = 60 };

/* Catalogues of any age hold these numbers. */
_Static_assert(
    STATE_LIVE == 0 && STATE_DRAFT == 1 && STATE_SCHEDULED == 2 && STATE_EXPIRED == 3 && STATE_WITHDRAWN == 4,
    "the column `state` keeps its meaning");
_Static_assert(KIND_NEWS == 0, "the column `kind` is 0 where all items are news");

static int64_t newest(int64_t a, int64_t b)
{
	return a > b ? a : b; /* INSTANT_NONE is less than any */
}

/* A day alone is 00:00 of it. */
static bool is_day(int64_t at)
{
	struct civil c = date_civil(at);
	return c.hour == 0 && c.minute == 0 && c.second == 0;
}

static bool same_day(int64_t a, int64_t b)
{
	char day[DATE_TEXT_MAX], other[DATE_TEXT_MAX];
	date_day(a, day);
	date_day(b, other);
	return strcmp(day, other) == 0;
}

/*
 * `updated: 2026-11-26` of an item that went public at 14:03 of that day means later than that: the hour is
 * not known, and a minute is enough for feeds, and for the numbers of calendars.
 */
static int64_t last_change(int64_t shown, int64_t corrected)
{
	if (corrected == INSTANT_NONE || corrected > shown)
		return newest(shown, corrected);
	return corrected < shown && is_day(corrected) && same_day(corrected, shown) ? shown + MINUTE : shown;
}

int64_t entry_updated(int64_t date, int64_t publish, int64_t published, int64_t corrected)
{
	return last_change(newest(newest(date, publish), newest(date, published)), corrected);
}

void entry_read(struct rows *r, struct arena *a, struct entry *out)
{
	*out = (struct entry){
		.row = row_int(r, 0),
		.project = row_text(r, 1, a),
		.stem = row_text(r, 2, a),
		.lang = row_text(r, 3, a),
		.id = row_text(r, 4, a),
		.title = row_text(r, 5, a),
		.short_title = row_text(r, 6, a),
		.summary = row_text(r, 7, a),
		.body = "",
		.marks = "",
		.kind = (enum item_kind)row_int(r, 8),
		.state = (enum item_state)row_int(r, 9),
		.date = { row_int(r, 10), row_int(r, 11) },
		.corrected = row_instant(r, 12),
		.withdrawn = row_instant(r, 14),
		.reason = row_text(r, 15, a),
		.event_start = { row_instant(r, 16), row_int(r, 17) },
		.event_end = { row_instant(r, 18), row_int(r, 19) },
		.bundle = row_int(r, 20),
		.expires = row_instant(r, 21),
		.event_status = (enum event_status)row_int(r, 22),
	};
	out->opens = newest(out->date.at, row_instant(r, 13));
	out->published = newest(out->date.at, row_instant(r, 23));
	out->updated = entry_updated(out->date.at, out->opens, out->published, out->corrected);
}

int entry_find(struct db *db, const char *sql, const struct arg *args, size_t n, struct arena *a,
    struct entry *out, struct err *err)
{
	struct rows r;

	if (db_row(db, &r, "read an item", sql, args, n, err)) {
		entry_read(&r, a, out);
		out->body = row_text(&r, ENTRY_BODY, a);
		out->marks = row_text(&r, ENTRY_MARKS, a);
	}
	return rows_found(&r);
}

int catalog_entry(struct catalog *c, const char *project, const char *stem, const char *lang, struct arena *a,
    struct entry *out, struct err *err)
{
	return entry_find(&c->db, ENTRY_WHERE "i.project = ? AND i.stem = ? AND i.lang = ?",
	    ARGS(arg_text(project), arg_text(stem), arg_text(lang)), a, out, err);
}
