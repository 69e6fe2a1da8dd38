/*
 * events: compared by the last day of each, as an index on that day has them.
 */
#include "catalog/events.h"

#include "catalog/entry.h"
#include "catalog/meta.h"
#include "catalog/writer_internal.h"

#define LAST "coalesce(i.event_end, i.event_start)" /* an instant of the event's last day */

enum { HOUR = 3600 };

/* The beginning of the day. */
static int64_t midnight(int64_t at)
{
	struct civil c = date_civil(at);

	c.hour = c.minute = c.second = 0;
	return date_instant(&c);
}

/* The beginning of the day of the last change; 0 before there was any. */
static bool catalog_today(struct catalog *c, int64_t *out, struct err *err)
{
	int64_t now = 0;

	if (!meta_now(&c->db, &now, err))
		return false;
	*out = midnight(now);
	return true;
}

bool catalog_events(struct catalog *c, enum event_time when, const char *project, const char *lang,
    size_t limit, struct arena *a, struct entries *out, struct err *err)
{
	static const char *const sql[] = {
		[EVENTS_COMING] = "SELECT " ENTRY_COLUMNS
		                  " FROM membership m CROSS JOIN item i ON i.file = m.file"
		                  " WHERE m.project = ?1 AND m.lang = ?2 AND m.state = ?6 AND m.kind = ?3"
		                  " AND " LAST " >= ?4 ORDER BY i.event_start, i.project, i.stem LIMIT ?5",
		[EVENTS_OVER] = "SELECT " ENTRY_COLUMNS
		                " FROM membership m CROSS JOIN item i ON i.file = m.file"
		                " WHERE m.project = ?1 AND m.lang = ?2 AND m.state = ?6 AND m.kind = ?3"
		                " AND (" LAST " IS NULL OR " LAST " < ?4)"
		                " ORDER BY m.year DESC, m.date DESC, m.home, m.stem LIMIT ?5",
	};
	struct entries list = { 0 };
	struct rows r;
	int64_t today;

	if (!catalog_today(c, &today, err))
		return false;
	db_select(&c->db, &r, "list events", sql[when],
	    ARGS(arg_text(project), arg_text(lang), arg_int(KIND_EVENT), arg_int(today),
	        arg_int((int64_t)limit), arg_int(STATE_LIVE)),
	    err);
	while (rows_next(&r))
		entry_read(&r, a, ARENA_PUSH(a, list.v, list.n));
	*out = list;
	return rows_end(&r);
}

int catalog_has_days(struct catalog *c, const char *project, const char *lang, struct err *err)
{
	return db_exists(&c->db, "look for events",
	    "SELECT 1 FROM membership m CROSS JOIN item i ON i.file = m.file"
	    " WHERE m.project = ? AND m.lang = ? AND m.state = ? AND m.kind = ?"
	    " AND i.event_start IS NOT NULL LIMIT 1",
	    ARGS(arg_text(project), arg_text(lang), arg_int(STATE_LIVE), arg_int(KIND_EVENT)), err);
}

static bool touch_over(struct writer *w, int64_t from, int64_t to, struct err *err)
{
	struct rows r;

	db_select(&w->catalog.db, &r, "look for events that are over",
	    "SELECT i.project FROM item i WHERE i.event_start IS NOT NULL AND i.state = ? AND " LAST
	    " >= ? AND " LAST " < ?",
	    ARGS(arg_int(STATE_LIVE), arg_int(from), arg_int(to)), err);
	while (rows_next(&r))
		change_touch(&w->change, row_peek(&r, 0));
	return rows_end(&r);
}

bool events_advance(struct writer *w, int64_t now, int64_t *next, struct err *err)
{
	int64_t was, today = midnight(now), last;

	if (!catalog_today(&w->catalog, &was, err) || (was < today && !touch_over(w, was, today, err)))
		return false;
	int found = db_number(&w->catalog.db, "find the next event",
	    "SELECT " LAST " FROM item i WHERE i.event_start IS NOT NULL AND " LAST
	    " >= ? ORDER BY 1 LIMIT 1",
	    ARGS(arg_int(today)), &last, err);
	if (found != 1)
		return found == 0;
	int64_t over = midnight(midnight(last) + 36 * HOUR);
	if (*next == INSTANT_NONE || over < *next)
		*next = over;
	return true;
}
