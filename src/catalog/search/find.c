/*
 * find: asks the index, weighs what it has, and remembers what was found.
 *
 * The work is bounded by the rows weighed, and by the time that queries may take (catalog_limit).
 */
#include "catalog/search/find.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/catalog_internal.h"
#include "catalog/schema.h"
#include "catalog/search/expression.h"
#include "catalog/search/order.h"
#include "catalog/search/ranking.h"
#include "catalog/search/state.h"

/*
 * How many rows are weighed by one word: those that came last. Of more words fewer, as each is looked for
 * in each row.
 */
enum { WEIGHED_MAX = 2000 };
/* What was found, as it comes from the index; what is not public is left out. */
static const char hits_sql[] =
    "SELECT h.file, h.rank, i.project, i.stem, i.lang, i.date, i.year, i.kind, i.state"
    " FROM (SELECT rowid AS file, rank_words(search, ?2) AS rank FROM search"
    "  WHERE search MATCH ?1 ORDER BY rowid DESC LIMIT ?3) h LEFT JOIN item i ON i.file = h.file";

static const char newest_sql[] = "SELECT i.file FROM (SELECT rowid AS file FROM search WHERE search MATCH ?1"
                                 "  ORDER BY rowid DESC LIMIT ?6) h CROSS JOIN item i ON i.file = h.file"
                                 " WHERE i.lang = ?2 AND i.state = ?4 AND i.kind <> ?5"
                                 " ORDER BY " ITEM_NEWS " DESC, i.id LIMIT ?3";

static int64_t weighed(const struct search_query *m)
{
	return 2 * WEIGHED_MAX / (int64_t)(m->part_n + 1);
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

/* --- what was found ---------------------------------------------------------------------------- */

/* Another project of an item; the index is partial, so the key is a literal. */
static const char further_sql[] = "SELECT text FROM value WHERE key = 'project' AND file = ?";

struct finding {
	struct catalog *c;
	struct arena *a;
	const char *lang;
	struct candidate *v;
	size_t n;
	int needed; /* words that a row has at least */
	struct err *err;
};

/* A project's own page. */
static bool read_own_page(struct finding *f, struct candidate *k)
{
	struct rows r;

	if (db_row(&f->c->db, &r, "search", "SELECT project, lang FROM text WHERE file = ? AND project > ''",
	        ARGS(arg_int(k->file)), f->err)) {
		k->project = row_text(&r, 0, f->a);
		k->lang = row_text(&r, 1, f->a);
		k->foreign = strcmp(k->lang, f->lang) != 0;
		*ARENA_PUSH(f->a, f->v, f->n) = *k;
	}
	return rows_found(&r) >= 0;
}

static bool take_row(struct finding *f, struct rows *r)
{
	struct candidate k = { .file = row_int(r, 0), .stem = "", .date = INSTANT_NONE };
	double rank = -row_double(r, 1);

	k.words = (int)(rank / RANKING_TIER);
	k.weight = rank - (double)k.words * RANKING_TIER;
	if (k.words < f->needed)
		return true;
	k.project = row_peek(r, 2);
	if (row_is_null(r, 2))
		return read_own_page(f, &k);
	if (row_int(r, 8) != STATE_LIVE)
		return true;
	k.is_item = true;
	k.project = row_text(r, 2, f->a);
	k.stem = row_text(r, 3, f->a);
	k.lang = row_text(r, 4, f->a);
	k.kind = (int)row_int(r, 7);
	k.year = (int)row_int(r, 6);
	if (k.kind != KIND_PAGE)
		k.date = row_instant(r, 5);
	k.foreign = strcmp(k.lang, f->lang) != 0;
	*ARENA_PUSH(f->a, f->v, f->n) = k;
	return true;
}

static bool read_candidates(struct finding *f, const struct search_query *m, const struct expression *e)
{
	struct rows r;
	bool ok = true;

	db_select(&f->c->db, &r, "search", hits_sql,
	    ARGS(arg_text(e->text), arg_text(e->classes), arg_int(weighed(m))), f->err);
	while (ok && rows_next(&r))
		ok = take_row(f, &r);
	return rows_end(&r) && ok;
}

/* --- how many there are of each year, project and kind -------------------------------------------- */

struct tally {
	struct arena *a;
	struct found_count *v;
	size_t n;
	enum search_filter by;
};

static void count_one(struct tally *t, const char *value)
{
	size_t length = strlen(value);

	if (!length || length >= sizeof t->v->value)
		return;
	for (size_t i = 0; i < t->n; i++)
		if (strcmp(t->v[i].value, value) == 0) {
			t->v[i].n++;
			return;
		}
	struct found_count *n = ARENA_PUSH(t->a, t->v, t->n);
	*n = (struct found_count){ .by = (int)t->by, .n = 1 };
	memcpy(n->value, value, length);
}

static int newest_year_first(const void *x, const void *y)
{
	const struct found_count *a = x, *b = y;
	return -strcmp(a->value, b->value);
}

static enum item_kind kind_of(const struct found_count *n)
{
	enum item_kind kind = KIND_NEWS;
	item_kind_find(str_of(n->value), &kind);
	return kind;
}

/* Of equals the kinds in their own order, projects by their names. */
static int most_first(const void *x, const void *y)
{
	const struct found_count *a = x, *b = y;

	if (a->n != b->n)
		return a->n < b->n ? 1 : -1;
	return a->by == SEARCH_BY_KIND ? (int)kind_of(a) - (int)kind_of(b) : strcmp(a->value, b->value);
}

static void take_tally(struct tally *t, struct arena *a, struct found_page *out)
{
	if (t->n)
		qsort(t->v, t->n, sizeof *t->v, t->by == SEARCH_BY_YEAR ? newest_year_first : most_first);
	for (size_t i = 0; i < t->n && i < SEARCH_CHOICES_MAX; i++)
		*ARENA_PUSH(a, out->counts, out->count_n) = t->v[i];
}

static bool count_further(struct finding *f, struct tally *t, const struct candidate *k)
{
	struct rows r;

	db_select(&f->c->db, &r, "search", further_sql, ARGS(arg_int(k->file)), f->err);
	while (rows_next(&r))
		if (strcmp(row_peek(&r, 0), k->project) != 0)
			count_one(t, row_peek(&r, 0));
	return rows_end(&r);
}

static bool count_projects(struct finding *f, struct tally *t)
{
	int further = db_exists(
	    &f->c->db, "search", "SELECT 1 FROM value WHERE key = 'project' LIMIT 1", NULL, 0, f->err);
	bool ok = further >= 0;

	for (size_t i = 0; ok && i < f->n; i++) {
		count_one(t, f->v[i].project);
		ok = !further || !f->v[i].is_item || count_further(f, t, &f->v[i]);
	}
	return ok;
}

static bool count_all(struct finding *f, struct found_page *out)
{
	struct tally t[SEARCH_FILTERS];
	char year[32];

	for (int i = 0; i < SEARCH_FILTERS; i++)
		t[i] = (struct tally){ .a = f->a, .by = (enum search_filter)i };
	for (size_t i = 0; i < f->n; i++) {
		const struct candidate *k = &f->v[i];
		if (k->date == INSTANT_NONE)
			continue;
		snprintf(year, sizeof year, "%d", k->year);
		count_one(&t[SEARCH_BY_YEAR], year);
		count_one(&t[SEARCH_BY_KIND], item_kind_word((enum item_kind)k->kind));
	}
	if (!count_projects(f, &t[SEARCH_BY_PROJECT]))
		return false;
	for (int i = 0; i < SEARCH_FILTERS; i++)
		take_tally(&t[i], f->a, out);
	return true;
}

/* --- where some of the words are enough ------------------------------------------------------------ */

/* A row is to have half of the words that any text has. */
static bool need_half(struct finding *f, const struct search_query *m)
{
	int words = 0;

	for (size_t i = 0; i < m->part_n; i++) {
		if (!m->parts[i].loose)
			continue;
		int found = db_exists(&f->c->db, "search",
		    "SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", ARGS(arg_text(m->parts[i].e.text)),
		    f->err);
		if (found < 0)
			return false;
		words += found;
	}
	f->needed = (words + 1) / 2;
	return true;
}

static bool find(struct catalog *c, const struct search_query *m, const struct search_request *q, bool some,
    const struct expression *e, struct found_page *out, struct err *err)
{
	struct finding f = { .c = c, .a = m->arena, .lang = q->lang, .err = err };

	*out = (struct found_page){ 0 };
	if ((some && !need_half(&f, m)) || !read_candidates(&f, m, e))
		return false;
	if (!f.v)
		return true;
	f.n = order_best(f.v, f.n);
	for (size_t i = q->offset; i < f.n && out->n < q->limit; i++)
		*ARENA_PUSH(m->arena, out->v, out->n) = (struct found){ f.v[i].file, f.v[i].is_item };
	out->all = f.n;
	out->more = q->offset + out->n < f.n;
	return count_all(&f, out);
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
	struct str key = str_of(
	    arena_printf(m->arena, "%s %zu %zu %d %s", q->lang, q->offset, q->limit, some, e.text));
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
