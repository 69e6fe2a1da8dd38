/*
 * renamed: a folder of another name, known by the ids of the items in it; without items, by its text.
 */
#include "catalog/renamed.h"

#include <string.h>

#include "base/path.h"
#include "catalog/facts_mirror.h"
#include "catalog/listing.h"
#include "catalog/nameless.h"
#include "catalog/writer_drop.h"
#include "catalog/writer_internal.h"

/* 1: a text or an item of the project is in a file that is there; 0, -1 failed. */
static int is_present(struct writer *w, const char *project, struct err *err)
{
	return db_exists(&w->catalog.db, "look for a project",
	    "SELECT 1 FROM text t JOIN file f ON f.id = t.file WHERE t.project = ?1 AND f.missed IS NULL"
	    " AND NOT " NAMELESS_FILE
	    " UNION ALL SELECT 1 FROM item i JOIN file f ON f.id = i.file WHERE i.project = ?1"
	    " AND f.missed IS NULL LIMIT 1",
	    ARGS(arg_text(project)), err);
}

/* 1: *to has most of what the feeds of the project showed of its own; 0: none has; -1: failed. */
static int find_successor(struct writer *w, const char *from, const char **to, struct err *err)
{
	struct rows r;

	if (db_row(&w->facts.db, &r, "look for a renamed project",
	        "SELECT o.project, count(DISTINCT o.id) AS n FROM given g JOIN given o ON o.id = g.id"
	        " WHERE g.project = ?1 AND g.vanished IS NOT NULL AND o.project <> ?1 AND o.vanished IS NULL"
	        " GROUP BY o.project HAVING 2 * n >= (SELECT count(DISTINCT id) FROM slot WHERE project = ?1"
	        "  AND gone IS NULL AND id IN (SELECT id FROM given WHERE project = ?1))"
	        " ORDER BY n DESC, o.project LIMIT 1",
	        ARGS(arg_text(from)), err))
		*to = row_text(&r, 0, &w->change.arena);
	return rows_found(&r);
}

/* Whether its feeds showed something of its own that was never in the other project: 1, 0, -1. */
static int has_history(struct writer *w, const char *project, const char *other, struct err *err)
{
	return db_exists(&w->facts.db, "look for a history",
	    "SELECT 1 FROM slot WHERE project = ?1 AND id IN (SELECT id FROM given WHERE project = ?1)"
	    " AND id NOT IN (SELECT id FROM given WHERE project = ?2) LIMIT 1",
	    ARGS(arg_text(project), arg_text(other)), err);
}

/* The same of a project whose feeds show nothing: by its text, or the name in it. */
static int find_by_text(
    struct writer *w, const char *from, const struct lost_text *t, const char **to, struct err *err)
{
	struct rows r;

	if (strcmp(t->project, from) != 0)
		return 0;
	if (db_row(&w->catalog.db, &r, "look for a renamed project",
	        "SELECT min(t.project) FROM text t JOIN file f ON f.id = t.file"
	        " WHERE t.project NOT IN ('', ?1) AND t.lang = ?2 AND f.missed IS NULL"
	        " AND (t.title = ?3 OR (f.inode = ?4 AND f.size = ?5 AND f.mtime_ns = ?6))"
	        " HAVING count(DISTINCT t.project) = 1",
	        ARGS(arg_text(from), arg_text(t->lang), arg_text(t->title), arg_int(t->inode),
	            arg_int(t->size), arg_int(t->mtime_ns)),
	        err))
		*to = row_text(&r, 0, &w->change.arena);
	int found = rows_found(&r);
	if (found != 1)
		return found;
	/* One that had items, or was renamed before, is no new one. */
	found = db_exists(&w->facts.db, "look for a history",
	    "SELECT 1 FROM slot WHERE project = ?1 UNION ALL SELECT 1 FROM slot WHERE project = ?2 AND gone "
	    "IS NULL"
	    " LIMIT 1",
	    ARGS(arg_text(*to), arg_text(from)), err);
	return found < 0 ? -1 : !found;
}

static int find_by_texts(struct writer *w, const char *from, const char **to, struct err *err)
{
	int found = 0;

	for (size_t i = 0; found == 0 && i < w->change.lost_text_count; i++)
		found = find_by_text(w, from, &w->change.lost_texts[i], to, err);
	return found;
}

/* What is left of it in files that are not there. */
static bool drop_rest(struct writer *w, const char *project, struct err *err)
{
	size_t n = strlen(project);

	for (size_t i = 0; i < w->files.bucket_count; i++) {
		struct known *next;
		for (struct known *k = w->files.buckets[i]; k; k = next) {
			next = k->next;
			if ((k->missed != INSTANT_NONE || files_is_made(k->path)) &&
			    !strncmp(k->path, project, n) && k->path[n] == '/' &&
			    !writer_drop_known(w, k, w->now, err))
				return false;
		}
	}
	return true;
}

/* The new feed shows what left the old one in an earlier step. */
static bool keep_shown(struct writer *w, const char *from, const char *to, struct err *err)
{
	return db_run(&w->facts.db, "rename a feed",
	    "UPDATE slot SET gone = NULL WHERE project = ?1 AND gone IS NOT NULL AND EXISTS (SELECT 1"
	    " FROM slot s WHERE s.id = slot.id AND s.project = ?2 AND s.lang = slot.lang AND s.gone IS NULL)",
	    ARGS(arg_text(from), arg_text(to)), err);
}

static bool move_slots(struct writer *w, const char *from, const char *to, struct err *err)
{
	bool changed;

	for (size_t i = 0; i < w->change.feed_change_count; i++)
		if (!strcmp(w->change.feed_changes[i].project, from))
			w->change.feed_changes[i].project = to;
	/* Where the old name has none it was renamed before, and they are its own. */
	return keep_shown(w, from, to, err) &&
	       db_run(&w->facts.db, "rename a feed",
	           "DELETE FROM slot WHERE project = ?2 AND EXISTS (SELECT 1 FROM slot WHERE project = ?1)",
	           ARGS(arg_text(from), arg_text(to)), err) &&
	       db_run(&w->facts.db, "rename a feed", "UPDATE slot SET project = ?2 WHERE project = ?1",
	           ARGS(arg_text(from), arg_text(to)), err) &&
	       facts_mirror_slots(&w->facts, &w->catalog.db, &changed, err);
}

static bool note(struct writer *w, const char *from, const char *to, struct err *err)
{
	return db_run(&w->facts.db, "rename a project",
	           "INSERT INTO renamed VALUES(?1, ?1) ON CONFLICT DO NOTHING", ARGS(arg_text(from)), err) &&
	       db_run(&w->facts.db, "rename a project",
	           "INSERT INTO renamed SELECT ?2, origin FROM renamed WHERE slug = ?1"
	           " ON CONFLICT DO UPDATE SET origin = excluded.origin",
	           ARGS(arg_text(from), arg_text(to)), err);
}

static bool settle(struct writer *w, const char *from, bool *any, struct err *err)
{
	const char *to = "";
	int present = is_present(w, from, err);
	int found = present == 0 ? find_successor(w, from, &to, err) : 0;
	if (present == 0 && found == 0)
		found = find_by_texts(w, from, &to, err);
	int history = found == 1 ? has_history(w, to, from, err) : 0;

	if (present < 0 || found < 0 || history < 0)
		return false;
	if (found == 0 || history == 1)
		return true;
	*any = true;
	change_touch(&w->change, to);
	change_touch_pages(&w->change, to);
	return drop_rest(w, from, err) && move_slots(w, from, to, err) && note(w, from, to, err);
}

/* Another project has the name of one that was renamed: its feeds are others. */
static bool separate(struct writer *w, const char *slug, bool *any, struct err *err)
{
	struct rows r;

	int present = is_present(w, slug, err);
	if (present != 1)
		return present == 0;
	int shared = 0;
	db_select(&w->facts.db, &r, "look for a renamed project",
	    "SELECT o.slug FROM renamed m JOIN renamed o ON o.origin = m.origin AND o.slug <> m.slug"
	    " WHERE m.slug = ?1 AND NOT EXISTS (SELECT 1 FROM slot WHERE project = ?1)",
	    ARGS(arg_text(slug)), err);
	while (!shared && rows_next(&r))
		shared = is_present(w, row_peek(&r, 0), err);
	if (!rows_end(&r) || shared < 0)
		return false;
	*any = *any || shared;
	return !shared || db_run(&w->facts.db, "tell projects apart",
	                      "UPDATE renamed SET origin = ?1 || '/' || (SELECT count(*) + 1 FROM renamed "
	                      "WHERE origin = ?1 OR"
	                      " origin LIKE ?1 || '/%') WHERE slug = ?1",
	                      ARGS(arg_text(slug)), err);
}

/*
 * A project that was removed, also one that never had an item: nothing else in the facts tells that it
 * was.
 */
static bool note_removed(struct writer *w, const struct lost_text *t, bool *any, struct err *err)
{
	int there = db_exists(&w->catalog.db, "look for a project", "SELECT 1 FROM text WHERE project = ?",
	    ARGS(arg_text(t->project)), err);

	*any = *any || there == 0;
	return there == 1 || (there == 0 && db_run(&w->facts.db, "note that a project was removed",
	                                        "INSERT INTO renamed VALUES(?1, ?1) ON CONFLICT DO NOTHING",
	                                        ARGS(arg_text(t->project)), err));
}

/* Those whose texts are not there are lost too. */
static bool find_missed_texts(struct writer *w, const char ***out, size_t *n, struct err *err)
{
	struct change *c = &w->change;
	struct rows r;

	db_select(&w->catalog.db, &r, "read the texts of files that are not there",
	    "SELECT t.project, t.lang, t.title, f.inode, f.size, f.mtime_ns FROM file f JOIN text t ON "
	    "t.file = f.id"
	    " WHERE f.missed IS NOT NULL AND t.project <> ''",
	    NULL, 0, err);
	while (rows_next(&r)) {
		change_lose_text(c, &(struct lost_text){ row_peek(&r, 0), row_peek(&r, 1), row_peek(&r, 2),
		                        row_int(&r, 3), row_int(&r, 4), row_int(&r, 5) });
		*ARENA_PUSH(&c->arena, *out, *n) = row_text(&r, 0, &c->arena);
	}
	return rows_end(&r);
}

/* The projects that this change may have emptied. */
static bool find_projects(struct writer *w, const char ***out, size_t *n, struct err *err)
{
	struct arena *a = &w->change.arena;
	struct rows r;

	for (size_t i = 0; i < w->change.project_count; i++)
		*ARENA_PUSH(a, *out, *n) = w->change.projects[i];
	if (!w->recount)
		return find_missed_texts(w, out, n, err);
	db_select(&w->facts.db, &r, "list the projects that were",
	    "SELECT DISTINCT project FROM given WHERE vanished IS NOT NULL AND project <> ''", NULL, 0, err);
	while (rows_next(&r))
		*ARENA_PUSH(a, *out, *n) = row_text(&r, 0, a);
	return rows_end(&r);
}

/* --- items of other projects that name an old one -------------------------------------------- */

/* An item that says "project: from". The joins are in this order: few projects were renamed. */
struct named {
	int64_t file;
	const char *from, *to;
};

static bool find_named(struct writer *w, struct named **out, size_t *n, struct err *err)
{
	struct arena *a = &w->change.arena;
	struct rows r;

	db_select(&w->catalog.db, &r, "look for items of a renamed project",
	    "SELECT l.file, m.slug, o.slug FROM renamed m CROSS JOIN renamed o ON o.origin = m.origin"
	    " AND o.slug <> m.slug AND EXISTS (SELECT 1 FROM text t WHERE t.project = o.slug)"
	    " CROSS JOIN membership l ON l.project = m.slug"
	    " WHERE NOT EXISTS (SELECT 1 FROM text t WHERE t.project = m.slug)"
	    " AND NOT EXISTS (SELECT 1 FROM item i WHERE i.project = m.slug)",
	    NULL, 0, err);
	while (rows_next(&r))
		*ARENA_PUSH(
		    a, *out, *n) = (struct named){ row_int(&r, 0), row_text(&r, 1, a), row_text(&r, 2, a) };
	return rows_end(&r);
}

static bool note_named(struct writer *w, const struct named *i, struct err *err)
{
	char message[MESSAGE_MAX];

	message_make(
	    message, "the project %s is called %s now: write \"project: %s\"", i->from, i->to, i->to);
	return db_run(&w->catalog.db, "keep a problem",
	    "INSERT INTO problem SELECT file, line, 0, ?3, 'no-project', ?4 FROM value"
	    " WHERE file = ?1 AND key = 'project' AND text = ?2",
	    ARGS(arg_int(i->file), arg_text(i->from), arg_int(SEVERITY_WARNING), arg_text(message)), err);
}

/* Lists it in the project that is meant; its row has the name that this has now. */
static bool list_named(struct writer *w, const struct named *i, struct err *err)
{
	struct listing was, now;

	return listing_load(w, i->file, &w->change.arena, &was, err) == 1 && listing_remove(w, &was, err) &&
	       note_named(w, i, err) &&
	       db_run(&w->catalog.db, "rename a project",
	           "UPDATE value SET text = ?3 WHERE file = ?1 AND key = 'project' AND text = ?2",
	           ARGS(arg_int(i->file), arg_text(i->from), arg_text(i->to)), err) &&
	       listing_load(w, i->file, &w->change.arena, &now, err) == 1 && listing_add(w, &now, err);
}

static bool settle_named(struct writer *w, struct err *err)
{
	struct named *items = NULL;
	size_t n = 0;

	if (!find_named(w, &items, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!list_named(w, &items[i], err))
			return false;
	return true;
}

bool renamed_settle(struct writer *w, struct err *err)
{
	const char **projects = NULL;
	size_t n = 0;
	bool any = false;

	if (w->first || !find_projects(w, &projects, &n, err))
		return w->first;
	for (size_t i = 0; i < n; i++)
		if (!settle(w, projects[i], &any, err))
			return false;
	for (size_t i = 0; i < n; i++)
		if (!separate(w, projects[i], &any, err))
			return false;
	for (size_t i = 0; i < w->change.lost_text_count; i++)
		if (!note_removed(w, &w->change.lost_texts[i], &any, err))
			return false;
	return (!any || facts_mirror_renamed(&w->facts, &w->catalog.db, &any, err)) && settle_named(w, err);
}

bool renamed_follow(struct writer *w, struct err *err)
{
	return settle_named(w, err);
}
