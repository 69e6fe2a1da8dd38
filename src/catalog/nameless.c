/*
 * nameless: rows of texts that no file holds, made and taken out with the items that need them.
 *
 * Only what a change touched is looked at: whatever puts, drops or shows an item touches its project.
 */
#include "catalog/nameless.h"

#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "catalog/search/index.h"
#include "catalog/writer.h"
#include "catalog/writer_drop.h"
#include "catalog/writer_internal.h"

/* "water-users" is "Water users". */
static const char *name_of(struct arena *a, const char *folder)
{
	char *name = arena_strdup(a, folder);
	*name = ascii_upper(*name);
	for (char *p = name; *p; p++)
		if (*p == '-')
			*p = ' ';
	return name;
}

struct paths {
	const char **v;
	size_t n;
};

/* The first column of each row. */
static bool list(
    struct writer *w, const char *sql, const struct arg *args, size_t n, struct paths *out, struct err *err)
{
	struct arena *a = &w->change.arena;
	struct rows r;

	db_select(&w->catalog.db, &r, "look for projects without a text", sql, args, n, err);
	while (rows_next(&r))
		*ARENA_PUSH(a, out->v, out->n) = row_text(&r, 0, a);
	return rows_end(&r);
}

static bool drop_all(struct writer *w, const struct paths *paths, struct err *err)
{
	for (size_t i = 0; i < paths->n; i++) {
		struct known *k = files_find(&w->files, paths->v[i]);
		if (k && !writer_drop_known(w, k, 0, err))
			return false;
	}
	return true;
}

#define MADE "SELECT f.path FROM text t JOIN file f ON f.id = t.file WHERE t.project = ?1 AND " NAMELESS_FILE
#define SHOWN "SELECT lang FROM item WHERE project = ?1 AND state = ?2"

bool nameless_forget(struct writer *w, const char *project, struct err *err)
{
	struct paths made = { 0 };
	return list(w, MADE, ARGS(arg_text(project)), &made, err) && drop_all(w, &made, err);
}

static bool add_text(struct writer *w, const char *project, const char *lang, struct err *err)
{
	struct db *db = &w->catalog.db;
	const char *path = arena_printf(&w->change.arena, "%s/%s/", project, lang);

	if (!db_run(db, "name a project", "INSERT INTO file VALUES(NULL, ?, 0, 0, 0, 0, ?, 0, NULL, '')",
	        ARGS(arg_text(path), arg_int(ROLE_PROJECT)), err))
		return false;
	struct known *k = files_add(&w->files, path);
	k->id = sqlite3_last_insert_rowid(db->handle);
	change_touch_pages(&w->change, project);
	return db_run(db, "name a project", "INSERT INTO text VALUES(?, ?, ?, ?, '', '', '', '')",
	           ARGS(arg_int(k->id), arg_text(project), arg_text(lang),
	               arg_text(name_of(&w->change.arena, project))),
	           err) &&
	       db_run(db, "name a project", "INSERT INTO body VALUES(?, 1, '', '')", ARGS(arg_int(k->id)),
	           err) &&
	       index_owe(w, k->id, err);
}

static bool name_project(struct writer *w, const char *project, struct err *err)
{
	struct paths gone = { 0 }, missing = { 0 };
	int written = db_exists(&w->catalog.db, "look for projects without a text",
	    "SELECT 1 FROM text t JOIN file f ON f.id = t.file WHERE t.project = ? AND NOT " NAMELESS_FILE,
	    ARGS(arg_text(project)), err);

	if (written != 0)
		return written == 1 && nameless_forget(w, project, err);
	if (!list(w, MADE " AND t.lang NOT IN (" SHOWN ")", ARGS(arg_text(project), arg_int(STATE_LIVE)),
	        &gone, err) ||
	    !drop_all(w, &gone, err) ||
	    !list(w, SHOWN " EXCEPT SELECT lang FROM text WHERE project = ?1",
	        ARGS(arg_text(project), arg_int(STATE_LIVE)), &missing, err))
		return false;
	for (size_t i = 0; i < missing.n; i++)
		if (!add_text(w, project, missing.v[i], err))
			return false;
	return true;
}

bool writer_name_projects(struct writer *w, struct err *err)
{
	/* What follows touches no project that is not touched already. */
	size_t n = w->change.project_count;

	assert(w->state == WRITER_CHANGING);
	for (size_t i = 0; i < n; i++)
		if (*w->change.projects[i] && !name_project(w, w->change.projects[i], err))
			return false;
	return true;
}
