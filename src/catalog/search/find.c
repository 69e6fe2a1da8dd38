/*
 * find: asks the index, weighs what it has, and remembers what was found.
 *
 * The work is bounded by the rows weighed, and by the time that queries may take (catalog_limit).
 */
#include "catalog/search/find.h"

#include <string.h>

#include "catalog/catalog_internal.h"
#include "catalog/schema.h"

/* What FTS5's bm25 weighs the columns by (title, summary, body, notes). */
#define WEIGHTS "12.0, 5.0, 1.0, 1.0"
/*
 * How many rows it weighs by one word: those that came last. Of more words fewer, as each is looked for
 * in each row.
 */
enum { WEIGHED_MAX = 2000 };
/* Ten years of age halve a weight, which is less than nothing: the least is the best. */
#define YEAR_SECONDS "31557600.0"

/* What the filters are, as SQL has them: 0 or NULL for those that are not set. */
struct limits {
	bool none;
	struct arg year, kind, project;
};

/* Filters are asked before rows are weighed, so that what is old is found among much that is new. */
#define PASSES                                                                                               \
	"(?7 OR EXISTS (SELECT 1 FROM item i WHERE i.file = search.rowid"                                    \
	"  AND (?8 IS NULL OR (i.year = ?8 AND i.kind <> ?11)) AND (?9 IS NULL OR i.kind = ?9)"              \
	"  AND (?10 IS NULL OR i.project = ?10 OR EXISTS (SELECT 1 FROM value v"                             \
	"   WHERE v.file = i.file AND v.key = 'project' AND v.text = ?10)))"                                 \
	" OR (?8 IS NULL AND ?9 IS NULL AND EXISTS (SELECT 1 FROM text t"                                    \
	"  WHERE t.file = search.rowid AND t.project = ?10)))"

/*
 * The rows of the page, then the counts: each subquery is read to its end before the next, in its own
 * order.
 */
static const char search_sql[] =
    "WITH hit AS MATERIALIZED (SELECT rowid AS file, bm25(search, " WEIGHTS ") AS weight FROM search"
    "  WHERE search MATCH ?1 AND " PASSES " ORDER BY rowid DESC LIMIT ?6),"
    " found AS MATERIALIZED ("
    "  SELECT h.file, 1 AS is_item, i.project, i.stem, i.lang, CASE WHEN i.kind <> ?11 THEN i.date END AS "
    "date,"
    "    i.year, i.kind, h.weight FROM hit h CROSS JOIN item i ON i.file = h.file WHERE i.state = ?5"
    "  UNION ALL SELECT h.file, 0, t.project, '', t.lang, NULL, NULL, NULL, h.weight FROM hit h"
    "   CROSS JOIN text t ON t.file = h.file WHERE t.project > ''),"
    " newest AS MATERIALIZED (SELECT max(date) AS date FROM found),"
    " placed AS (SELECT *, row_number() OVER (PARTITION BY project, stem ORDER BY lang <> ?2, weight, lang)"
    "  AS place FROM found),"
    " best AS MATERIALIZED (SELECT * FROM placed WHERE place = 1),"
    " part AS (SELECT file, project FROM best WHERE project > ''"
    "  UNION SELECT v.file, v.text FROM best b CROSS JOIN value v ON v.file = b.file WHERE v.key = 'project')"
    "SELECT * FROM (SELECT -1, b.file, b.is_item, count(*) OVER () FROM best b CROSS JOIN newest n"
    "  ORDER BY b.lang <> ?2,"
    "   b.weight / (1.0 + 0.1 * coalesce(n.date - b.date, 0) / " YEAR_SECONDS "),"
    "   b.date DESC, b.project, b.stem LIMIT ?3 OFFSET ?4)"
    " UNION ALL SELECT * FROM (SELECT ?12, year, 0, count(*) FROM best WHERE date IS NOT NULL"
    "  GROUP BY year ORDER BY year DESC LIMIT ?15)"
    " UNION ALL SELECT * FROM (SELECT ?13, project, 0, count(*) FROM part"
    "  GROUP BY project ORDER BY count(*) DESC, project LIMIT ?15)"
    " UNION ALL SELECT * FROM (SELECT ?14, kind, 0, count(*) FROM best WHERE date IS NOT NULL"
    "  GROUP BY kind ORDER BY count(*) DESC, kind LIMIT ?15)";

static const char newest_sql[] =
    "SELECT i.file FROM (SELECT rowid AS file FROM search WHERE search MATCH ?1 AND " PASSES
    "  ORDER BY rowid DESC LIMIT ?6) h CROSS JOIN item i ON i.file = h.file"
    " WHERE i.lang = ?2 AND i.state = ?5 AND i.kind <> ?11"
    " ORDER BY " ITEM_NEWS " DESC, i.id LIMIT ?3";

static int64_t weighed(const struct search_query *m)
{
	return 2 * WEIGHED_MAX / (int64_t)(m->needle_count + 1);
}

/* False: nothing can have such a value. */
static bool read_limits(const struct search_request *q, struct limits *out)
{
	const char *year = q->only[SEARCH_BY_YEAR], *project = q->only[SEARCH_BY_PROJECT],
	           *kind = q->only[SEARCH_BY_KIND];
	uint64_t number;
	enum item_kind found;

	*out = (struct limits){ .none = !year && !project && !kind };
	if (year && !str_to_uint(str_of(year), 9999, &number))
		return false;
	if (year)
		out->year = arg_int((int64_t)number);
	if (kind && !item_kind_find(str_of(kind), &found))
		return false;
	if (kind)
		out->kind = arg_int(found);
	if (project)
		out->project = arg_text(project);
	return !project || path_is_slug(str_of(project));
}

static void add_count(struct rows *r, struct arena *a, struct found_page *out)
{
	struct found_count *n = ARENA_PUSH(a, out->counts, out->count_n);

	*n = (struct found_count){ .by = (int)row_int(r, 0), .n = (uint64_t)row_int(r, 3) };
	const char *value = n->by == SEARCH_BY_KIND ? item_kind_word((enum item_kind)row_int(r, 1))
	                                            : row_peek(r, 1);
	size_t length = strlen(value);
	if (length < sizeof n->value)
		memcpy(n->value, value, length);
	else
		out->count_n--;
}

static bool find(struct catalog *c, const struct search_query *m, const struct search_request *q,
    const struct limits *l, struct found_page *out, struct err *err)
{
	struct rows r;
	size_t n = 0;

	*out = (struct found_page){ 0 };
	db_select(&c->db, &r, "search", search_sql,
	    ARGS(arg_text(m->expression), arg_text(q->lang), arg_int((int64_t)q->limit + 1),
	        arg_int((int64_t)q->offset), arg_int(STATE_LIVE), arg_int(weighed(m)), arg_int(l->none),
	        l->year, l->kind, l->project, arg_int(KIND_PAGE), arg_int(SEARCH_BY_YEAR),
	        arg_int(SEARCH_BY_PROJECT), arg_int(SEARCH_BY_KIND), arg_int(SEARCH_CHOICES_MAX)),
	    err);
	while (rows_next(&r)) {
		if (row_int(&r, 0) >= 0) {
			add_count(&r, m->arena, out);
			continue;
		}
		out->all = (uint64_t)row_int(&r, 3);
		out->more = n == q->limit;
		if (!out->more)
			*ARENA_PUSH(m->arena, out->v, n) = (struct found){ row_int(&r, 1), row_int(&r, 2) };
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

/* No part but the last has a space. */
static struct str key_of(const struct search_query *m, const struct search_request *q)
{
	const char *only[SEARCH_FILTERS];

	for (size_t i = 0; i < SEARCH_FILTERS; i++)
		only[i] = q->only[i] ? q->only[i] : "";
	return str_of(arena_printf(m->arena, "%s %zu %zu %s %s %s %s", q->lang, q->offset, q->limit,
	    only[SEARCH_BY_YEAR], only[SEARCH_BY_PROJECT], only[SEARCH_BY_KIND], m->expression));
}

bool search_find(struct catalog *c, const struct search_query *m, const struct search_request *q,
    struct found_page *out, struct err *err)
{
	struct limits l;
	int64_t version;

	*out = (struct found_page){ 0 };
	if (!read_limits(q, &l))
		return true;
	int final = is_final(c, &version, err);
	if (final <= 0)
		return final == 0 && find(c, m, q, &l, out, err);
	struct search_cache *cache = cache_of(c, version);
	struct str key = key_of(m, q);
	const struct found_page *kept = search_cache_find(cache, key);
	if (kept) {
		*out = *kept;
		return true;
	}
	if (!find(c, m, q, &l, out, err))
		return false;
	search_cache_keep(cache, key, out);
	return true;
}

bool search_newest(struct catalog *c, const struct search_query *m, const struct search_request *q,
    size_t limit, struct found_files *out, struct err *err)
{
	struct limits l;
	struct rows r;

	*out = (struct found_files){ 0 };
	if (!read_limits(q, &l))
		return true;
	db_select(&c->db, &r, "search", newest_sql,
	    ARGS(arg_text(m->expression), arg_text(q->lang), arg_int((int64_t)limit), arg_int(0),
	        arg_int(STATE_LIVE), arg_int(weighed(m)), arg_int(l.none), l.year, l.kind, l.project,
	        arg_int(KIND_PAGE)),
	    err);
	while (rows_next(&r))
		*ARENA_PUSH(m->arena, out->v, out->n) = row_int(&r, 0);
	return rows_end(&r);
}
