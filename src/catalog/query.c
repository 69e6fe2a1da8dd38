/*
 * query: listings, how long they are, and of which years.
 *
 * Texts that come from readers are always bound, never made part of the SQL.
 */
#include "catalog/query.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "catalog/absence.h"
#include "catalog/catalog_internal.h"
#include "catalog/entry.h"

__attribute__((format(printf, 2, 3))) static void add(struct sql *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(s->text + s->len, sizeof s->text - s->len, fmt, ap);
	va_end(ap);
	assert(n >= 0 && (size_t)n < sizeof s->text - s->len);
	s->len += (size_t)n;
}

static void bind(struct sql *s, struct arg arg)
{
	assert(s->n < ARRAY_SIZE(s->args));
	s->args[s->n++] = arg;
}

/*
 * A walk along an index of `membership` (m): its first columns are all given, and its order is the
 * listing's.
 */
static void from_membership(const struct entry_query *q, bool rows, struct sql *s)
{
	add(s, " FROM membership m");
	if (rows)
		add(s, " CROSS JOIN item i ON i.file = m.file");
	if (rows && q->bodies)
		add(s, " CROSS JOIN body b ON b.file = m.file");
	add(s, " WHERE m.project = ?");
	bind(s, arg_text(q->project));
	if (q->lang) {
		add(s, " AND m.lang = ?");
		bind(s, arg_text(q->lang));
	}
	add(s, " AND m.state = ?");
	bind(s, arg_int(q->state));
}

/*
 * One row for each item that has no live text in absent_in: min() picks the language,
 * with "0" before the preferred one and "1" before the others.
 */
static void from_groups(const struct entry_query *q, bool rows, struct sql *s)
{
	add(s,
	    " FROM (SELECT %s AS home, stem, substr(min(CASE WHEN state = ? THEN (lang <> ?) || lang END), 2)"
	    " AS lang FROM %s state IN (?, ?) GROUP BY 1, 2 HAVING NOT max(state = ? AND lang = ?)) g",
	    q->project ? "home" : "project", q->project ? "membership WHERE project = ? AND" : "item WHERE");
	bind(s, arg_int(q->state));
	bind(s, arg_text(q->lang ? q->lang : q->prefer));
	if (q->project)
		bind(s, arg_text(q->project));
	bind(s, arg_int(STATE_LIVE));
	bind(s, arg_int(q->state));
	bind(s, arg_int(STATE_LIVE));
	bind(s, arg_text(q->absent_in));
	add(s, " CROSS JOIN item m ON m.project = g.home AND m.stem = g.stem AND m.lang = g.lang");
	if (rows)
		add(s, " CROSS JOIN item i ON i.file = m.file");
	if (rows && q->bodies)
		add(s, " CROSS JOIN body b ON b.file = m.file");
	add(s, " WHERE 1");
	if (q->lang) {
		add(s, " AND m.lang = ?");
		bind(s, arg_text(q->lang));
	}
}

static void add_tag(struct sql *s, const char *key, const char *slug)
{
	if (!slug)
		return;
	add(s, " AND m.file IN (SELECT file FROM value WHERE key = '%s' AND text = ?)", key);
	bind(s, arg_text(slug));
}

/*
 * A total order that no insertion order can change. The year goes with the date; the indexes have it
 * first.
 */
static void add_order(struct sql *s, const struct entry_query *q)
{
	const char *home = q->absent_in ? "m.project" : "m.home";
	bool one_lang = q->lang || q->absent_in;

	if (q->order == EVENT_SOONEST_FIRST)
		add(s, " ORDER BY i.event_start IS NULL, i.event_start, i.project, i.stem%s",
		    one_lang ? "" : ", i.lang");
	else if (q->order == OLDEST_FIRST)
		add(s, " ORDER BY m.year, m.date, %s DESC, m.stem DESC%s", home,
		    one_lang ? "" : ", m.lang DESC");
	else
		add(s, " ORDER BY m.year DESC, m.date DESC, %s, m.stem%s", home, one_lang ? "" : ", m.lang");
}

void query_sql(const struct entry_query *q, enum sql_wanted wanted, struct sql *s)
{
	bool rows = wanted == SQL_ROWS;

	s->len = s->n = 0;
	if (rows)
		add(s, "SELECT " ENTRY_COLUMNS "%s", q->bodies ? ", b.text, b.marks" : "");
	else
		add(s, wanted == SQL_ANY ? "SELECT 1" : "SELECT count(*)");
	if (q->absent_in)
		from_groups(q, rows, s);
	else
		from_membership(q, rows, s);
	if (q->by_kind) {
		add(s, " AND m.kind = ?");
		bind(s, arg_int(q->kind));
	}
	if (q->year) {
		add(s, " AND m.year = ?");
		bind(s, arg_int(q->year));
	}
	add_tag(s, "topic", q->topic);
	add_tag(s, "place", q->place);
	if (wanted == SQL_ANY)
		add(s, " LIMIT 1");
	if (!rows)
		return;
	add_order(s, q);
	add(s, " LIMIT ? OFFSET ?");
	bind(s, arg_int(q->limit ? (int64_t)q->limit + 1 : -1));
	bind(s, arg_int((int64_t)q->offset));
}

bool catalog_entries(
    struct catalog *c, const struct entry_query *q, struct arena *a, struct entries *out, struct err *err)
{
	struct entries list = { 0 };
	struct sql s;
	struct rows r;

	query_sql(q, SQL_ROWS, &s);
	db_select(&c->db, &r, "list items", s.text, s.args, s.n, err);
	while (rows_next(&r)) {
		if (q->limit && list.n == q->limit) {
			list.more = true;
			break;
		}
		struct entry *e = ARENA_PUSH(a, list.v, list.n);
		entry_read(&r, a, e);
		if (!q->bodies)
			continue;
		e->body = row_text(&r, ENTRY_BODY, a);
		e->marks = row_text(&r, ENTRY_MARKS, a);
	}
	*out = list;
	return rows_end(&r);
}

bool catalog_count(struct catalog *c, const struct entry_query *q, uint64_t *out, struct err *err)
{
	struct sql s;
	int64_t n = 0;

	query_sql(q, SQL_COUNT, &s);
	if (db_number(&c->db, "count items", s.text, s.args, s.n, &n, err) != 1)
		return false;
	*out = (uint64_t)n;
	return true;
}

/* Whether it asks for no more than what is absent in a language. */
static bool is_absence(const struct entry_query *q)
{
	return q->absent_in && !q->lang && !q->by_kind && !q->year && !q->topic && !q->place &&
	       q->state == STATE_LIVE;
}

bool catalog_any(struct catalog *c, const struct entry_query *q, bool *out, struct err *err)
{
	struct sql s;

	if (is_absence(q))
		return absence_find(c, q->project, q->absent_in, out, err);
	query_sql(q, SQL_ANY, &s);
	int found = db_exists(&c->db, "look for items", s.text, s.args, s.n, err);
	*out = found > 0;
	return found >= 0;
}

/*
 * One step along the listing of a project, at the place of ?1: each place that is tried is found in the
 * index. With a plus the home narrows no walk: SQLite would not see that the rows are in order, and sort them.
 */
#define STEP(home, where, order)                                                                             \
	"(SELECT m.file FROM membership m WHERE m.project = i.project AND m.lang = i.lang AND m.state = ?2"  \
	" AND " home " = i.project AND " where " ORDER BY " order " LIMIT 1)"
#define NEXT_TO(same_day, same_year, other_year, order)                                                      \
	"SELECT " ENTRY_COLUMNS " FROM item i WHERE i.file = (SELECT coalesce(" STEP(                        \
	    "m.home", "m.year = i.year AND m.date = i.date AND " same_day, order) ", " STEP("+m.home",       \
	    "m.year = i.year AND " same_year,                                                                \
	    order) ", " STEP("+m.home", other_year, order) ") FROM item i WHERE i.file = ?1)"
static const char next_older[] = NEXT_TO(
    "m.stem > i.stem", "m.date < i.date", "m.year < i.year", "m.year DESC, m.date DESC, m.home, m.stem");
static const char next_newer[] = NEXT_TO(
    "m.stem < i.stem", "m.date > i.date", "m.year > i.year", "m.year, m.date, m.home DESC, m.stem DESC");

static bool find_neighbour(struct catalog *c, const char *sql, const struct entry *e, struct arena *a,
    bool *found, struct entry *out, struct err *err)
{
	struct rows r;

	*found = db_row(
	    &c->db, &r, "find the next item", sql, ARGS(arg_int(e->row), arg_int(STATE_LIVE)), err);
	if (*found)
		entry_read(&r, a, out);
	return rows_end(&r);
}

bool catalog_neighbours(
    struct catalog *c, const struct entry *e, struct arena *a, struct neighbours *out, struct err *err)
{
	return find_neighbour(c, next_older, e, a, &out->has_older, &out->older, err) &&
	       find_neighbour(c, next_newer, e, a, &out->has_newer, &out->newer, err);
}

bool catalog_newest(struct catalog *c, int64_t *out, struct err *err)
{
	struct rows r;

	*out = INSTANT_NONE;
	/* From one language to the next, never along all of their items. */
	if (db_row(&c->db, &r, "find the newest item",
	        "WITH RECURSIVE l(lang) AS (SELECT min(lang) FROM membership WHERE project = ''"
	        "  UNION ALL SELECT (SELECT min(lang) FROM membership WHERE project = '' AND lang > l.lang)"
	        "  FROM l WHERE lang IS NOT NULL)"
	        " SELECT (SELECT m.date FROM membership m WHERE m.project = '' AND m.lang = l.lang"
	        "  AND m.state = ? ORDER BY m.year DESC, m.date DESC LIMIT 1) AS newest"
	        " FROM l WHERE newest IS NOT NULL ORDER BY 1 DESC LIMIT 1",
	        ARGS(arg_int(STATE_LIVE)), err))
		*out = row_int(&r, 0);
	return rows_end(&r);
}

bool catalog_years(struct catalog *c, const char *lang, const char *project, struct arena *a,
    struct years *out, struct err *err)
{
	struct years list = { 0 };
	struct rows r;
	size_t counts = 0, kinds = 0;

	db_select(&c->db, &r, "list years",
	    "SELECT year, count(*), max(kind) FROM membership WHERE project = ? AND lang = ? AND state = ?"
	    " GROUP BY year ORDER BY year DESC",
	    ARGS(arg_text(project), arg_text(lang), arg_int(STATE_LIVE)), err);
	while (rows_next(&r)) {
		*ARENA_PUSH(a, list.year, list.n) = (int)row_int(&r, 0);
		*ARENA_PUSH(a, list.count, counts) = (uint64_t)row_int(&r, 1);
		*ARENA_PUSH(a, list.news, kinds) = row_int(&r, 2) == KIND_NEWS;
	}
	*out = list;
	return rows_end(&r);
}
