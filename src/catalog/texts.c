/*
 * texts: what the site and its projects say of themselves, in which languages there are texts, and the keys of a file.
 */
#include <string.h>

#include "catalog/catalog.h"
#include "catalog/catalog_internal.h"

/* 0 is best: the language itself; then the languages in their order; then any. */
static size_t lang_rank(const char *candidate, const char *lang, const char *const *langs)
{
	size_t i = 1;

	if (strcmp(candidate, lang) == 0)
		return 0;
	for (; langs && *langs; langs++, i++)
		if (strcmp(candidate, *langs) == 0)
			break;
	return i;
}

#define TEXT_COLUMNS "t.project, t.lang, t.title, t.short_title, t.summary, t.period_from, t.period_to"
enum { TEXT_BODY = 7, TEXT_MARKS };

static struct text read_text(struct rows *r, struct arena *a)
{
	return (struct text){
		.project = row_text(r, 0, a),
		.lang = row_text(r, 1, a),
		.title = row_text(r, 2, a),
		.short_title = row_text(r, 3, a),
		.summary = row_text(r, 4, a),
		.body = "",
		.marks = "",
		.from = row_text(r, 5, a),
		.to = row_text(r, 6, a),
	};
}

static int read_project(struct catalog *c, const char *project, const char *lang, struct arena *a,
    struct text *out, struct err *err)
{
	struct rows r;

	if (db_row(&c->db, &r, "read a project",
	        "SELECT " TEXT_COLUMNS ", b.text, b.marks FROM text t JOIN body b ON b.file = t.file"
	        " WHERE t.project = ? AND t.lang = ?",
	        ARGS(arg_text(project), arg_text(lang)), err)) {
		*out = read_text(&r, a);
		out->body = row_text(&r, TEXT_BODY, a);
		out->marks = row_text(&r, TEXT_MARKS, a);
	}
	return rows_found(&r);
}

int catalog_project(struct catalog *c, const char *project, const char *lang, const char *const *langs,
    struct arena *a, struct text *out, struct err *err)
{
	struct rows r;
	const char *best = NULL;
	int found = read_project(c, project, lang, a, out, err);

	if (found)
		return found;
	db_select(&c->db, &r, "read a project", "SELECT lang FROM text WHERE project = ? ORDER BY lang",
	    ARGS(arg_text(project)), err);
	while (rows_next(&r))
		if (!best || lang_rank(row_peek(&r, 0), lang, langs) < lang_rank(best, lang, langs))
			best = row_text(&r, 0, a);
	if (!rows_end(&r))
		return -1;
	return best ? read_project(c, project, best, a, out, err) : 0;
}

int catalog_site(struct catalog *c, const char *lang, const char *const *langs, struct arena *a,
    struct text *out, struct err *err)
{
	return catalog_project(c, "", lang, langs, a, out, err);
}

bool catalog_projects(struct catalog *c, const char *lang, const char *const *langs, struct arena *a,
    struct texts *out, struct err *err)
{
	struct texts list = { 0 };
	struct rows r;

	db_select(&c->db, &r, "list projects",
	    "SELECT " TEXT_COLUMNS " FROM text t WHERE t.project > '' ORDER BY t.project, t.lang", NULL, 0,
	    err);
	while (rows_next(&r)) {
		struct text *last = list.n ? &list.v[list.n - 1] : NULL;
		if (!last || strcmp(last->project, row_peek(&r, 0)) != 0)
			last = ARENA_PUSH(a, list.v, list.n);
		else if (lang_rank(row_peek(&r, 1), lang, langs) >= lang_rank(last->lang, lang, langs))
			continue;
		*last = read_text(&r, a);
	}
	*out = list;
	return rows_end(&r);
}

bool catalog_translations(struct catalog *c, const char *project, const char *stem, struct arena *a,
    struct translations *out, struct err *err)
{
	struct translations list = { 0 };
	struct arg args[] = { arg_text(project), arg_text(stem), arg_int(STATE_LIVE) };
	struct rows r;
	size_t titles = 0;

	db_select(&c->db, &r, "list translations",
	    *stem ? "SELECT lang, title FROM item WHERE project = ? AND stem = ? AND state = ? ORDER BY lang"
	          : "SELECT lang, title FROM text WHERE project = ? ORDER BY lang",
	    args, *stem ? 3 : 1, err);
	while (rows_next(&r)) {
		*ARENA_PUSH(a, list.lang, list.n) = row_text(&r, 0, a);
		*ARENA_PUSH(a, list.title, titles) = row_text(&r, 1, a);
	}
	*out = list;
	return rows_end(&r);
}

bool catalog_values(struct catalog *c, const char *project, const char *stem, const char *lang,
    struct arena *a, struct values *out, struct err *err)
{
	struct values list = { 0 };
	struct arg args[] = { arg_text(project), arg_text(lang), arg_text(stem) };
	struct rows r;

	db_select(&c->db, &r, "read the keys of a file",
	    *stem ? "SELECT key, text FROM value WHERE file ="
	            " (SELECT file FROM item WHERE project = ? AND lang = ? AND stem = ?) ORDER BY pos"
	          : "SELECT key, text FROM value WHERE file ="
	            " (SELECT file FROM text WHERE project = ? AND lang = ?) ORDER BY pos",
	    args, *stem ? 3 : 2, err);
	while (rows_next(&r)) {
		struct value *v = ARENA_PUSH(a, list.v, list.n);
		v->key = row_text(&r, 0, a);
		v->text = row_text(&r, 1, a);
	}
	*out = list;
	return rows_end(&r);
}
