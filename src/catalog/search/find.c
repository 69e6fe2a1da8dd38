/*
 * find: asks the index, weighs what it has, and remembers what was found.
 *
 * The work is bounded by the rows weighed, and by the time that queries may take (catalog_limit).
 */
#include "catalog/search/find.h"

#include <string.h>

#include "catalog/catalog_internal.h"
#include "catalog/schema.h"
#include "catalog/search/ranking.h"
#include "catalog/search/state.h"

/*
 * How many rows are weighed by one word: those that came last. Of more words fewer, as each is looked for
 * in each row.
 */
enum { WEIGHED_MAX = 2000 };
/* Ten years of age halve a weight, which is less than nothing: the least is the best. */
#define YEAR_SECONDS "31557600.0"

/*
 * The rows of the page, then the counts: each subquery is read to its end before the next, in its own
 * order. ?1 expression, ?2 language, ?3 limit, ?4 offset, ?5 live, ?6 weighed, ?7 classes, ?8 most words that
 * one lacks, ?9 page, ?10 to ?12 filters, ?13 choices
 */
static const char search_sql[] =
    "WITH hit AS MATERIALIZED (SELECT rowid AS file, rank_words(search, ?7) AS rank FROM search"
    "  WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?6),"
    " found AS MATERIALIZED ("
    "  SELECT h.file, 1 AS is_item, i.project, i.stem, i.lang, CASE WHEN i.kind <> ?9 THEN i.date END AS "
    "date,"
    "    i.year, i.kind, CAST(h.rank / 1024 AS INT) AS tier, h.rank - CAST(h.rank / 1024 AS INT) * 1024 AS weight"
    "   FROM hit h CROSS JOIN item i ON i.file = h.file WHERE i.state = ?5 AND h.rank <= ?8"
    "  UNION ALL SELECT h.file, 0, t.project, '', t.lang, NULL, NULL, NULL, CAST(h.rank / 1024 AS INT),"
    "    h.rank - CAST(h.rank / 1024 AS INT) * 1024 FROM hit h"
    "   CROSS JOIN text t ON t.file = h.file WHERE t.project > '' AND h.rank <= ?8),"
    " newest AS MATERIALIZED (SELECT max(date) AS date FROM found),"
    " placed AS (SELECT *, row_number() OVER (PARTITION BY project, stem ORDER BY lang <> ?2, tier, weight, lang)"
    "  AS place FROM found),"
    " best AS MATERIALIZED (SELECT * FROM placed WHERE place = 1),"
    " part AS (SELECT file, project FROM best WHERE project > ''"
    "  UNION SELECT v.file, v.text FROM best b CROSS JOIN value v ON v.file = b.file WHERE v.key = 'project')"
    "SELECT * FROM (SELECT -1, b.file, b.is_item, count(*) OVER () FROM best b CROSS JOIN newest n"
    "  ORDER BY b.lang <> ?2, b.tier,"
    "   b.weight / (1.0 + 0.1 * coalesce(n.date - b.date, 0) / " YEAR_SECONDS "),"
    "   b.date DESC, b.project, b.stem LIMIT ?3 OFFSET ?4)"
    " UNION ALL SELECT * FROM (SELECT ?10, year, 0, count(*) FROM best WHERE date IS NOT NULL"
    "  GROUP BY year ORDER BY year DESC LIMIT ?13)"
    " UNION ALL SELECT * FROM (SELECT ?11, project, 0, count(*) FROM part"
    "  GROUP BY project ORDER BY count(*) DESC, project LIMIT ?13)"
    " UNION ALL SELECT * FROM (SELECT ?12, kind, 0, count(*) FROM best WHERE date IS NOT NULL"
    "  GROUP BY kind ORDER BY count(*) DESC, kind LIMIT ?13)";
_Static_assert(RANKING_TIER == 1024, "the SQL says the same");

static const char newest_sql[] =
    "SELECT i.file FROM (SELECT rowid AS file FROM search WHERE search MATCH ?1"
    "  ORDER BY rowid DESC LIMIT ?6) h CROSS JOIN item i ON i.file = h.file"
    " WHERE i.lang = ?2 AND i.state = ?4 AND i.kind <> ?5"
    " ORDER BY " ITEM_NEWS " DESC, i.id LIMIT ?3";

static int64_t weighed(const struct search_query *m)
{
	return 2 * WEIGHED_MAX / (int64_t)(m->words + 1);
}

/* False: nothing can have such a value. */
static bool limits_can_be(const struct search_request *q)
{
	const char *year = q->only[SEARCH_BY_YEAR], *project = q->only[SEARCH_BY_PROJECT],
	           *kind = q->only[SEARCH_BY_KIND];
	uint64_t number;
	enum item_kind found;

	return (!year || str_to_uint(str_of(year), 9999, &number)) &&
	       (!kind || item_kind_find(str_of(kind), &found)) && (!project || path_is_slug(str_of(project)));
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

/* The rank of a row that has so many of the words that it is found. */
static int64_t worst_rank(const struct search_query *m, bool some)
{
	int64_t words = some ? ((int64_t)m->words + 1) / 2 : 0;
	return -words * RANKING_TIER;
}

static bool find(struct catalog *c, const struct search_query *m, const struct search_request *q, bool some,
    const struct expression *e, struct found_page *out, struct err *err)
{
	struct rows r;
	size_t n = 0;

	*out = (struct found_page){ 0 };
	db_select(&c->db, &r, "search", search_sql,
	    ARGS(arg_text(e->text), arg_text(q->lang), arg_int((int64_t)q->limit + 1),
	        arg_int((int64_t)q->offset), arg_int(STATE_LIVE), arg_int(weighed(m)), arg_text(e->classes),
	        arg_int(worst_rank(m, some)), arg_int(KIND_PAGE), arg_int(SEARCH_BY_YEAR),
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
	struct search_cache *cache = search_cache_of(c);

	search_cache_begin(cache, version);
	return cache;
}

bool search_find(struct catalog *c, const struct search_query *m, const struct search_request *q, bool some,
    struct found_page *out, struct err *err)
{
	int64_t version;

	*out = (struct found_page){ 0 };
	if (!limits_can_be(q))
		return true;
	struct expression e = search_query_expression(m, q->only, some);
	int final = is_final(c, &version, err);
	if (final <= 0)
		return final == 0 && find(c, m, q, some, &e, out, err);
	struct search_cache *cache = cache_of(c, version);
	/* No part but the last has a space. */
	struct str key = str_of(arena_printf(
	    m->arena, "%s %zu %zu %d %s", q->lang, q->offset, q->limit, some, e.text));
	const struct found_page *kept = search_cache_find(cache, key);
	if (kept) {
		*out = *kept;
		return true;
	}
	if (!find(c, m, q, some, &e, out, err))
		return false;
	search_cache_keep(cache, key, out);
	return true;
}

bool search_newest(struct catalog *c, const struct search_query *m, const struct search_request *q,
    size_t limit, struct found_files *out, struct err *err)
{
	struct rows r;

	*out = (struct found_files){ 0 };
	if (!limits_can_be(q))
		return true;
	struct expression e = search_query_expression(m, q->only, false);
	db_select(&c->db, &r, "search", newest_sql,
	    ARGS(arg_text(e.text), arg_text(q->lang), arg_int((int64_t)limit), arg_int(STATE_LIVE),
	        arg_int(KIND_PAGE), arg_int(weighed(m))),
	    err);
	while (rows_next(&r))
		*ARENA_PUSH(m->arena, out->v, out->n) = row_int(&r, 0);
	return rows_end(&r);
}
