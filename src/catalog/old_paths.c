/*
 * old_paths: where a path leads that is no item's any more: by `alias` or `feed_alias`, or since the item
 * moved or vanished.
 */
#include "catalog/catalog.h"
#include "catalog/catalog_internal.h"
#include "content/old_path.h"

/* An item that moved: the path is one of those that the facts know, and its id is at another place now. */
static int moved_to(struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	struct str rest = str_of(path), lang, project, stem;
	struct rows r;

	if (!str_cut(rest, '/', &lang, &rest) || lang.n)
		return 0;
	str_cut(rest, '/', &lang, &rest);
	str_cut(rest, '/', &project, &rest);
	bool file = str_cut(rest, '/', &stem, &rest);
	if (db_row(&c->db, &r, "look up an old path",
	        "SELECT '/' || i.lang || '/' || i.project || '/' || i.stem FROM vanished v"
	        " JOIN item i ON i.id = v.id WHERE v.project = ? AND v.stem = ? AND v.lang = ?"
	        " AND i.state IN (?, ?)",
	        ARGS(arg_text(arena_str(a, project)), arg_text(arena_str(a, stem)),
	            arg_text(arena_str(a, lang)), arg_int(STATE_LIVE), arg_int(STATE_WITHDRAWN)),
	        err))
		*out = file ? arena_printf(a, "%s/%.*s", row_peek(&r, 0), STR_ARG(rest)) : row_text(&r, 0, a);
	return rows_found(&r);
}

/* `path` has the one spelling that the rows have (old_path.h). */
static int alias_at(struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	struct rows r;

	/* Translations may share an old path: one whose language it begins with, else the first by tag. */
	if (db_row(&c->db, &r, "look up an old path",
	        "SELECT target FROM"
	        " (SELECT '/' || i.lang || '/' || i.project || '/' || i.stem AS target, i.lang AS lang"
	        " FROM alias s JOIN item i ON i.file = s.file WHERE s.path = ?1 AND i.state IN (?2, ?3)"
	        " UNION ALL SELECT '/' || t.lang || '/' || t.project || substr('/', 1 + (t.project = '')) || "
	        "s.feed,"
	        " t.lang FROM alias s JOIN text t ON t.file = s.file"
	        " WHERE s.path = ?1 AND (t.project > '' OR s.feed > ''))"
	        " ORDER BY substr(?1, 1, length(lang) + 2) <> '/' || lang || '/', target LIMIT 1",
	        ARGS(arg_text(path), arg_int(STATE_LIVE), arg_int(STATE_WITHDRAWN)), err))
		*out = row_text(&r, 0, a);
	return rows_found(&r);
}

/*
 * A project that was given another name, with all that stood below it; editors write its address with a slash
 * or without.
 */
static int below_alias(
    struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	struct str rest = str_of(path), lang, project;

	if (!str_cut(rest, '/', &lang, &rest) || lang.n || !str_cut(rest, '/', &lang, &rest) ||
	    !str_cut(rest, '/', &project, &rest))
		return 0;
	int found = alias_at(c, arena_printf(a, "/%.*s/%.*s", STR_ARG(lang), STR_ARG(project)), a, out, err);
	/* Nothing is below an item. */
	if (found == 1 && !str_ends(str_of(*out), "/"))
		return 0;
	if (found == 1)
		*out = arena_printf(a, "%s%.*s", *out, STR_ARG(rest));
	return found;
}

/* Below the name that the project of the path has now, when it is not there under this one. */
static int renamed_to(struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	struct str rest = str_of(path), lang, project;
	struct rows r;

	if (!str_cut(rest, '/', &lang, &rest) || lang.n || !str_cut(rest, '/', &lang, &rest))
		return 0;
	bool below = str_cut(rest, '/', &project, &rest);
	if (db_row(&c->db, &r, "look up a renamed project",
	        "SELECT o.slug FROM renamed m JOIN renamed o ON o.origin = m.origin WHERE m.slug = ?1"
	        " AND NOT EXISTS (SELECT 1 FROM text WHERE project = ?1)"
	        " AND NOT EXISTS (SELECT 1 FROM item WHERE project = ?1)"
	        " AND (EXISTS (SELECT 1 FROM text WHERE project = o.slug)"
	        "  OR EXISTS (SELECT 1 FROM item WHERE project = o.slug)) LIMIT 1",
	        ARGS(arg_text(arena_str(a, project))), err))
		*out = arena_printf(a, "/%.*s/%s/%.*s", STR_ARG(lang), row_peek(&r, 0),
		    below ? (int)rest.n : 0, below ? rest.p : "");
	return rows_found(&r);
}

/* The old path without its slash, in the arena. */
static const char *spelled(struct arena *a, const char *path, struct str query)
{
	struct buf b;
	buf_init(&b, OLD_PATH_MAX);
	const char *one = old_path_of(str_of(path), query, &b) ? arena_str(a, buf_str(&b)) : NULL;
	buf_release(&b);
	return one;
}

int catalog_alias(struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	const char *one = spelled(a, path, STR(""));
	int found = one ? alias_at(c, one, a, out, err) : 0;

	if (found == 0)
		found = moved_to(c, path, a, out, err);
	if (found == 0)
		found = renamed_to(c, path, a, out, err);
	return found == 0 ? below_alias(c, path, a, out, err) : found;
}

/*
 * The parts of a query that are looked for: three pairs, two, or one; readers' programs and letters add
 * others.
 */
enum { PAIRS = 8, PAIRS_OF_ALIAS = 3 };

struct pairs {
	struct str v[PAIRS];
	size_t n;
};

static struct str join(struct arena *a, const struct pairs *all, unsigned chosen)
{
	struct buf b;

	buf_init(&b, OLD_PATH_MAX);
	for (size_t i = 0; i < all->n; i++) {
		if (!(chosen & 1U << i))
			continue;
		if (b.len)
			buf_add_char(&b, '&');
		buf_add_str(&b, all->v[i]);
	}
	struct str joined = str_of(arena_str(a, buf_str(&b)));
	buf_release(&b);
	return joined;
}

/* What has most pairs in common with the query. */
static int alias_at_part(struct catalog *c, const char *path, const struct pairs *all, struct arena *a,
    const char **out, struct err *err)
{
	int found = 0;

	for (int size = PAIRS_OF_ALIAS; size > 0; size--) {
		for (unsigned chosen = 1; found == 0 && chosen < 1U << all->n; chosen++) {
			if (__builtin_popcount(chosen) != size)
				continue;
			const char *one = spelled(a, path, join(a, all, chosen));
			found = one ? alias_at(c, one, a, out, err) : 0;
		}
	}
	return found;
}

/* Whether any old address of this path has a query: it is rare. */
static int has_query_alias(struct catalog *c, const char *path, struct arena *a, struct err *err)
{
	const char *one = spelled(a, path, STR(""));

	return !one ? 0
	            : db_exists(&c->db, "look up an old path",
	                  "SELECT 1 FROM alias WHERE path >= ?1 || '?' AND path < ?1 || '@' LIMIT 1",
	                  ARGS(arg_text(one)), err);
}

int catalog_query_alias(
    struct catalog *c, const char *path, struct str query, struct arena *a, const char **out, struct err *err)
{
	struct pairs all = { 0 };
	struct str rest = query, pair;
	int found = has_query_alias(c, path, a, err);

	if (found != 1)
		return found;
	const char *one = spelled(a, path, query);
	found = one ? alias_at(c, one, a, out, err) : 0;
	while (rest.n && all.n < PAIRS) {
		str_cut(rest, '&', &pair, &rest);
		if (pair.n)
			all.v[all.n++] = pair;
	}
	return found == 0 ? alias_at_part(c, path, &all, a, out, err) : found;
}

int catalog_project_vanished(struct catalog *c, const char *project, struct err *err)
{
	return db_exists(&c->db, "look for what vanished",
	    "SELECT 1 WHERE ?1 <> '' AND NOT EXISTS (SELECT 1 FROM text WHERE project = ?1)"
	    " AND (EXISTS (SELECT 1 FROM vanished WHERE project = ?1)"
	    "  OR EXISTS (SELECT 1 FROM renamed WHERE slug = ?1))",
	    ARGS(arg_text(project)), err);
}

int catalog_vanished(
    struct catalog *c, const char *project, const char *stem, const char *lang, struct err *err)
{
	return db_exists(&c->db, "look for what vanished",
	    "SELECT 1 FROM vanished v WHERE project = ?1 AND stem = ?2 AND lang = ?3 AND NOT EXISTS"
	    " (SELECT 1 FROM item WHERE project = ?1 AND stem = ?2 AND lang = ?3 AND state = ?4)"
	    " AND NOT EXISTS (SELECT 1 FROM item i WHERE i.id = v.id AND i.state IN (?4, ?5)"
	    "  AND (i.project, i.stem, i.lang) <> (?1, ?2, ?3))",
	    ARGS(arg_text(project), arg_text(stem), arg_text(lang), arg_int(STATE_LIVE),
	        arg_int(STATE_WITHDRAWN)),
	    err);
}
