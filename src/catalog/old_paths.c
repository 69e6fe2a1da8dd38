/*
 * old_paths: where a path leads that is no item's any more: by `alias`, or since the item moved or vanished.
 */
#include "catalog/catalog.h"
#include "catalog/catalog_internal.h"

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

static int alias_at(struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	struct rows r;

	/* Translations may share an old path: one whose language it begins with, else the first by tag. */
	if (db_row(&c->db, &r, "look up an old path",
	        "SELECT target FROM"
	        " (SELECT '/' || i.lang || '/' || i.project || '/' || i.stem AS target, i.lang AS lang"
	        " FROM alias s JOIN item i ON i.file = s.file WHERE s.path = ?1 AND i.state IN (?2, ?3)"
	        " UNION ALL SELECT '/' || t.lang || '/' || t.project || '/', t.lang"
	        " FROM alias s JOIN text t ON t.file = s.file WHERE s.path = ?1 AND t.project > '')"
	        " ORDER BY substr(?1, 1, length(lang) + 2) <> '/' || lang || '/', target LIMIT 1",
	        ARGS(arg_text(path), arg_int(STATE_LIVE), arg_int(STATE_WITHDRAWN)), err))
		*out = row_text(&r, 0, a);
	return rows_found(&r);
}

/* A project that was given another name, with all that stood below it; editors write its address with a slash or without. */
static int below_alias(
    struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	struct str rest = str_of(path), lang, project;

	if (!str_cut(rest, '/', &lang, &rest) || lang.n || !str_cut(rest, '/', &lang, &rest) ||
	    !str_cut(rest, '/', &project, &rest))
		return 0;
	const char *bare = arena_printf(a, "/%.*s/%.*s", STR_ARG(lang), STR_ARG(project));
	int found = alias_at(c, arena_printf(a, "%s/", bare), a, out, err);
	if (found == 0)
		found = alias_at(c, bare, a, out, err);
	/* Nothing is below an item. */
	if (found == 1 && !str_ends(str_of(*out), "/"))
		return 0;
	if (found == 1)
		*out = arena_printf(a, "%s%.*s", *out, STR_ARG(rest));
	return found;
}

int catalog_alias(struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	int found = alias_at(c, path, a, out, err);

	if (found == 0)
		found = moved_to(c, path, a, out, err);
	return found == 0 ? below_alias(c, path, a, out, err) : found;
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
