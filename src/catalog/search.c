/*
 * search: finds what was typed, and orders it.
 *
 * An item is found once, in the reader's language if it is found there. Whatever is typed,
 * the work is bounded: by the words taken (search_query.h) and by the rows weighed.
 */
#include <string.h>

#include "catalog/catalog_internal.h"
#include "catalog/entry.h"
#include "catalog/search_cache.h"
#include "catalog/search_query.h"
#include "catalog/snippet.h"

/* What FTS5's bm25 weighs the columns by (title, summary, body, notes). */
#define WEIGHTS "12.0, 5.0, 1.0, 1.0"
/* How many rows it weighs by one word: those that came last. Of more words fewer, as each is looked for in each row. */
enum { WEIGHED_MAX = 2000 };
/* Ten years of age halve a weight, which is less than nothing: the least is the best. */
#define YEAR_SECONDS "31557600.0"

static const char search_sql[] =
    "WITH hit AS MATERIALIZED (SELECT rowid AS file, bm25(search, " WEIGHTS ") AS weight FROM search"
    "  WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?6),"
    " found AS MATERIALIZED ("
    "  SELECT h.file, 1 AS is_item, i.project, i.stem, i.lang, i.date, h.weight FROM hit h"
    "   CROSS JOIN item i ON i.file = h.file WHERE i.state = ?5"
    "  UNION ALL SELECT h.file, 0, t.project, '', t.lang, NULL, h.weight FROM hit h"
    "   CROSS JOIN text t ON t.file = h.file WHERE t.project > ''),"
    " newest AS MATERIALIZED (SELECT max(date) AS date FROM found),"
    " best AS (SELECT *, row_number() OVER (PARTITION BY project, stem ORDER BY lang <> ?2, weight, lang)"
    "  AS place FROM found)"
    "SELECT b.file, b.is_item, count(*) OVER () FROM best b CROSS JOIN newest n WHERE b.place = 1"
    " ORDER BY b.lang <> ?2,"
    "  b.weight / (1.0 + 0.1 * coalesce(n.date - b.date, 0) / " YEAR_SECONDS "),"
    "  b.date DESC, b.project, b.stem LIMIT ?3 OFFSET ?4";

static int64_t weighed(const struct search_query *m)
{
	return 2 * WEIGHED_MAX / (int64_t)(m->needle_count + 1);
}

static bool find(struct catalog *c, const struct search_query *m, const struct search_request *q,
    struct found_page *out, struct err *err)
{
	struct rows r;
	size_t n = 0;

	*out = (struct found_page){ 0 };
	db_select(&c->db, &r, "search", search_sql,
	    ARGS(arg_text(m->expression), arg_text(q->lang), arg_int((int64_t)q->limit + 1),
	        arg_int((int64_t)q->offset), arg_int(STATE_LIVE), arg_int(weighed(m))),
	    err);
	while (rows_next(&r)) {
		out->all = (uint64_t)row_int(&r, 2);
		out->more = n == q->limit;
		if (!out->more)
			*ARENA_PUSH(m->arena, out->v, n) = (struct found){ row_int(&r, 0), row_int(&r, 1) };
	}
	out->n = n;
	return rows_end(&r);
}

/* Whether the index is of this version of the catalogue, which changes no more: 1, 0, -1 failed. */
static int is_final(struct catalog *c, int64_t *version, struct err *err)
{
	if (sqlite3_db_readonly(c->db.handle, "main") != 1)
		return 0;
	int owed = db_exists(&c->db, "search", "SELECT 1 FROM unindexed LIMIT 1", NULL, 0, err);
	if (owed)
		return owed > 0 ? 0 : -1;
	return catalog_version(c, version, err) ? 1 : -1;
}

static struct search_cache *cache_of(struct catalog *c, int64_t version)
{
	if (!c->searches)
		c->searches = xcalloc(1, sizeof *c->searches);
	search_cache_begin(c->searches, version);
	return c->searches;
}

/* As find; what was found is kept. */
static bool find_or_recall(struct catalog *c, const struct search_query *m, const struct search_request *q,
    struct found_page *out, struct err *err)
{
	int64_t version;

	int final = is_final(c, &version, err);
	if (final <= 0)
		return final == 0 && find(c, m, q, out, err);
	struct search_cache *cache = cache_of(c, version);
	/* Neither a tag nor a number has a space. */
	struct str key = str_of(
	    arena_printf(m->arena, "%s %zu %zu %s", q->lang, q->offset, q->limit, m->expression));
	const struct found_page *kept = search_cache_find(cache, key);
	if (kept) {
		*out = *kept;
		return true;
	}
	if (!find(c, m, q, out, err))
		return false;
	search_cache_keep(cache, key, out);
	return true;
}

static bool read_item(struct catalog *c, int64_t file, struct arena *a, struct entry *out, struct err *err)
{
	return entry_find(&c->db, ENTRY_WHERE "i.file = ?", ARGS(arg_int(file)), a, out, err) >= 0;
}

static bool read_project(struct catalog *c, int64_t file, struct arena *a, struct entry *out, struct err *err)
{
	struct rows r;

	if (db_row(&c->db, &r, "read a project",
	        "SELECT t.project, t.lang, t.title, t.short_title, t.summary, b.text FROM text t"
	        " JOIN body b ON b.file = t.file WHERE t.file = ?",
	        ARGS(arg_int(file)), err)) {
		*out = (struct entry){
			.row = file,
			.project = row_text(&r, 0, a),
			.stem = "",
			.lang = row_text(&r, 1, a),
			.id = "",
			.title = row_text(&r, 2, a),
			.short_title = row_text(&r, 3, a),
			.summary = row_text(&r, 4, a),
			.body = row_text(&r, 5, a),
			.marks = "",
			.date = { INSTANT_NONE, false },
			.updated = INSTANT_NONE,
			.corrected = INSTANT_NONE,
			.withdrawn = INSTANT_NONE,
			.reason = "",
			.event_start = { INSTANT_NONE, false },
			.event_end = { INSTANT_NONE, false },
		};
	}
	return rows_end(&r);
}

static bool search(struct catalog *c, struct search_query *m, const struct search_request *q,
    struct hits *out, struct err *err)
{
	struct found_page page;

	if (!find_or_recall(c, m, q, &page, err))
		return false;
	out->n = page.n;
	out->more = page.more;
	out->found = page.all;
	out->v = arena_alloc(m->arena, (out->n + 1) * sizeof *out->v);
	for (size_t i = 0; i < out->n; i++) {
		struct entry *e = &out->v[i].entry;
		if (!(page.v[i].is_item ? read_item : read_project)(c, page.v[i].file, m->arena, e, err))
			return false;
		out->v[i].snippet = snippet_make(m, e->summary, e->body);
	}
	return true;
}

bool catalog_search(
    struct catalog *c, const struct search_request *q, struct arena *a, struct hits *out, struct err *err)
{
	struct search_query m;

	*out = (struct hits){ 0 };
	bool ok = search_query_init(&m, c, q->text, a, err) && (!m.expression || search(c, &m, q, out, err));
	search_query_release(&m);
	return ok;
}
