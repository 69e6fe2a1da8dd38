/*
 * catalog: the reader: one item, texts, translations, attachments, years, old paths.
 *
 * Listings are in query.c. Nothing here writes.
 */
#include "catalog/catalog.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "catalog/facts.h"
#include "catalog/query.h"
#include "catalog/schema.h"
#include "catalog/tokenizer.h"

enum { OPEN_WAIT_MS = 1000, OPEN_STEP_MS = 10 };

static bool open_once(struct catalog *c, const char *path, struct err *err)
{
	int64_t version = 0;

	if (!db_open(&c->db, "catalogue", path, SQLITE_OPEN_READONLY, err))
		return false;
	/* Whoever reads may not make a file: what a search sorts stays in memory. */
	if (tokenizer_register(&c->db, err) &&
	    db_script(&c->db, "be opened", "PRAGMA temp_store = MEMORY", err) &&
	    db_number(&c->db, "be opened", "PRAGMA user_version", NULL, 0, &version, err) == 1) {
		if (version == SCHEMA_VERSION)
			return true;
		err_set(err, "catalogue: not made yet, or by another version of jarchy");
	}
	err_prefix(err, "%s", path);
	db_close(&c->db);
	return false;
}

struct catalog *catalog_open(const char *path, struct err *err)
{
	struct catalog *c = xcalloc(1, sizeof *c);
	struct err last = { "" };

	for (int waited = 0; waited <= OPEN_WAIT_MS; waited += OPEN_STEP_MS) {
		if (open_once(c, path, &last))
			return c;
		nanosleep(&(struct timespec){ .tv_nsec = OPEN_STEP_MS * 1000000L }, NULL);
	}
	err_set(err, "%s", last.text);
	free(c);
	return NULL;
}

void catalog_close(struct catalog *c)
{
	if (!c)
		return;
	db_close(&c->db);
	if (c->is_twin) {
		facts_close(c->facts);
		free(c->facts);
	}
	free(c);
}

static const char *file_of(const struct db *db)
{
	return sqlite3_db_filename(db->handle, "main");
}

struct catalog *catalog_open_twin(const struct catalog *c, struct err *err)
{
	struct catalog *twin = catalog_open(file_of(&c->db), err);
	if (!twin || !c->facts)
		return twin;
	twin->is_twin = true;
	twin->facts = xcalloc(1, sizeof *twin->facts);
	if (db_open(&twin->facts->db, "facts", file_of(&c->facts->db), SQLITE_OPEN_READONLY, err))
		return twin;
	catalog_close(twin);
	return NULL;
}

bool catalog_begin(struct catalog *c, struct err *err)
{
	int moved = 0;
	int64_t version;

	c->nested = db_in_change(&c->db);
	if (c->nested)
		return true;
	/* A damaged catalogue is set aside: its readers go on with it until there is a new one. */
	sqlite3_file_control(c->db.handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
	if (moved && !c->writers && access(sqlite3_db_filename(c->db.handle, "main"), F_OK) == 0)
		return err_set(err, "catalogue: another file took its place");
	if (!db_begin_reading(&c->db, err))
		return false;
	if (catalog_version(c, &version, err))
		return true; /* the view begins with the first read */
	catalog_end(c);
	return false;
}

void catalog_end(struct catalog *c)
{
	if (!c->nested && db_in_change(&c->db))
		db_commit(&c->db, NULL);
	c->nested = false;
}

bool catalog_version(struct catalog *c, int64_t *out, struct err *err)
{
	int got = db_number(
	    &c->db, "read its version", "SELECT value FROM meta WHERE key = 'version'", NULL, 0, out, err);

	return got == 0 ? err_set(err, "catalogue damaged: it has no version") : got == 1;
}

int catalog_entry(struct catalog *c, const char *project, const char *stem, const char *lang, struct arena *a,
    struct entry *out, struct err *err)
{
	struct rows r;

	if (db_row(&c->db, &r, "read an item",
	        "SELECT " ENTRY_COLUMNS ", b.text FROM item i JOIN body b ON b.file = i.file"
	        " WHERE i.project = ? AND i.stem = ? AND i.lang = ?",
	        ARGS(arg_text(project), arg_text(stem), arg_text(lang)), err)) {
		entry_read(&r, a, out);
		out->body = row_text(&r, ENTRY_BODY, a);
	}
	return rows_found(&r);
}

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
enum { TEXT_BODY = 7 };

static struct text read_text(struct rows *r, struct arena *a)
{
	return (struct text){
		.project = row_text(r, 0, a),
		.lang = row_text(r, 1, a),
		.title = row_text(r, 2, a),
		.short_title = row_text(r, 3, a),
		.summary = row_text(r, 4, a),
		.body = "",
		.from = row_text(r, 5, a),
		.to = row_text(r, 6, a),
	};
}

int catalog_project(struct catalog *c, const char *project, const char *lang, const char *const *langs,
    struct arena *a, struct text *out, struct err *err)
{
	struct rows r;
	const char *best = NULL;

	db_select(&c->db, &r, "read a project", "SELECT lang FROM text WHERE project = ? ORDER BY lang",
	    ARGS(arg_text(project)), err);
	while (rows_next(&r))
		if (!best || lang_rank(row_peek(&r, 0), lang, langs) < lang_rank(best, lang, langs))
			best = row_text(&r, 0, a);
	if (!rows_end(&r))
		return -1;
	if (!best)
		return 0;
	if (db_row(&c->db, &r, "read a project",
	        "SELECT " TEXT_COLUMNS ", b.text FROM text t JOIN body b ON b.file = t.file"
	        " WHERE t.project = ? AND t.lang = ?",
	        ARGS(arg_text(project), arg_text(best)), err)) {
		*out = read_text(&r, a);
		out->body = row_text(&r, TEXT_BODY, a);
	}
	return rows_found(&r);
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
	struct arg args[] = { arg_text(project), arg_text(stem) };
	struct rows r;
	size_t titles = 0;

	db_select(&c->db, &r, "list translations",
	    *stem ? "SELECT lang, title FROM item WHERE project = ? AND stem = ? AND state = 0 ORDER BY "
	            "lang"
	          : "SELECT lang, title FROM text WHERE project = ? ORDER BY lang",
	    args, *stem ? 2 : 1, err);
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

/*
 * The title is what stands behind the name in the item's own `attachment` key, in the language ?1. Readers are
 * shown what is LIVE.
 */
#define ATTACHMENT_SQL                                                                                       \
	"SELECT a.project, a.stem, a.name, f.path,"                                                          \
	" (SELECT trim(substr(v.text, length(a.name) + 2)) FROM item i JOIN value v ON v.file = i.file"      \
	"  WHERE i.project = a.project AND i.stem = a.stem AND i.lang = ?1 AND v.key = 'attachment'"         \
	"  AND substr(v.text, 1, length(a.name) + 1) = a.name || ' ' LIMIT 1),"                              \
	" a.size, a.mtime, a.mime, a.utf8"                                                                   \
	" FROM attachment a JOIN file f ON f.id = a.file WHERE a.project = ?2 AND a.stem = ?3"
#define ATTACHMENT_LIVE " AND EXISTS (SELECT 1 FROM item WHERE project = ?2 AND stem = ?3 AND state = 0)"
#define ATTACHMENT_ORDER " ORDER BY a.name"
#define ATTACHMENT_NAME " AND a.name = ?4"

static struct attachment read_attachment(struct rows *r, struct arena *a)
{
	struct attachment t = {
		.project = row_text(r, 0, a),
		.stem = row_text(r, 1, a),
		.name = row_text(r, 2, a),
		.path = row_text(r, 3, a),
		.title = row_text(r, 4, a),
		.size = row_int(r, 5),
		.mtime = row_int(r, 6),
		.mime = row_text(r, 7, a),
		.utf8 = row_int(r, 8),
	};
	if (!*t.title)
		t.title = t.name;
	return t;
}

static bool list_attachments(struct catalog *c, const char *sql, const struct arg *args, size_t n,
    struct arena *a, struct attachments *out, struct err *err)
{
	struct attachments list = { 0 };
	struct rows r;

	db_select(&c->db, &r, "list attachments", sql, args, n, err);
	while (rows_next(&r)) {
		struct attachment *t = ARENA_PUSH(a, list.v, list.n);
		*t = read_attachment(&r, a);
	}
	*out = list;
	return rows_end(&r);
}

bool catalog_attachments(struct catalog *c, const char *project, const char *stem, const char *lang,
    struct arena *a, struct attachments *out, struct err *err)
{
	return list_attachments(c, ATTACHMENT_SQL ATTACHMENT_LIVE ATTACHMENT_ORDER,
	    ARGS(arg_text(lang), arg_text(project), arg_text(stem)), a, out, err);
}

bool catalog_draft_attachments(struct catalog *c, const char *project, const char *stem, const char *lang,
    struct arena *a, struct attachments *out, struct err *err)
{
	return list_attachments(c, ATTACHMENT_SQL ATTACHMENT_ORDER,
	    ARGS(arg_text(lang), arg_text(project), arg_text(stem)), a, out, err);
}

static int find_attachment(struct catalog *c, const char *sql, const struct arg *args, size_t n,
    struct arena *a, struct attachment *out, struct err *err)
{
	struct rows r;

	if (db_row(&c->db, &r, "find an attachment", sql, args, n, err))
		*out = read_attachment(&r, a);

	return rows_found(&r);
}

int catalog_attachment(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err)
{
	return find_attachment(c, ATTACHMENT_SQL ATTACHMENT_LIVE ATTACHMENT_NAME,
	    ARGS(arg_text(""), arg_text(project), arg_text(stem), arg_text(name)), a, out, err);
}

int catalog_draft_attachment(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err)
{
	return find_attachment(c, ATTACHMENT_SQL ATTACHMENT_NAME,
	    ARGS(arg_text(""), arg_text(project), arg_text(stem), arg_text(name)), a, out, err);
}

bool catalog_years(struct catalog *c, const char *lang, const char *project, struct arena *a,
    struct years *out, struct err *err)
{
	struct years list = { 0 };
	struct rows r;
	size_t counts = 0;

	db_select(&c->db, &r, "list years",
	    "SELECT year, count(*) FROM membership WHERE project = ? AND lang = ? AND state = 0"
	    " GROUP BY year ORDER BY year DESC",
	    ARGS(arg_text(project), arg_text(lang)), err);
	while (rows_next(&r)) {
		*ARENA_PUSH(a, list.year, list.n) = (int)row_int(&r, 0);
		*ARENA_PUSH(a, list.count, counts) = (uint64_t)row_int(&r, 1);
	}
	*out = list;
	return rows_end(&r);
}

/* An item that moved: the path is one of those that the facts know, and its id stands elsewhere now. */
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
	        " AND i.state IN (0, 4)",
	        ARGS(arg_text(arena_str(a, project)), arg_text(arena_str(a, stem)),
	            arg_text(arena_str(a, lang))),
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
	        " FROM alias s JOIN item i ON i.file = s.file WHERE s.path = ?1 AND i.state IN (0, 4)"
	        " UNION ALL SELECT '/' || t.lang || '/' || t.project || '/', t.lang"
	        " FROM alias s JOIN text t ON t.file = s.file WHERE s.path = ?1 AND t.project > '')"
	        " ORDER BY substr(?1, 1, length(lang) + 2) <> '/' || lang || '/', target LIMIT 1",
	        ARGS(arg_text(path)), err))
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
	int got = alias_at(c, arena_printf(a, "%s/", bare), a, out, err);
	if (got == 0)
		got = alias_at(c, bare, a, out, err);
	/* Nothing stands below an item. */
	if (got == 1 && !str_ends(str_of(*out), "/"))
		return 0;
	if (got == 1)
		*out = arena_printf(a, "%s%.*s", *out, STR_ARG(rest));
	return got;
}

int catalog_alias(struct catalog *c, const char *path, struct arena *a, const char **out, struct err *err)
{
	int got = alias_at(c, path, a, out, err);

	if (got == 0)
		got = moved_to(c, path, a, out, err);
	return got == 0 ? below_alias(c, path, a, out, err) : got;
}

int catalog_vanished(
    struct catalog *c, const char *project, const char *stem, const char *lang, struct err *err)
{
	return db_exists(&c->db, "look for what vanished",
	    "SELECT 1 FROM vanished v WHERE project = ?1 AND stem = ?2 AND lang = ?3 AND NOT EXISTS"
	    " (SELECT 1 FROM item WHERE project = ?1 AND stem = ?2 AND lang = ?3 AND state = 0)"
	    " AND NOT EXISTS (SELECT 1 FROM item i WHERE i.id = v.id AND i.state IN (0, 4)"
	    "  AND (i.project, i.stem, i.lang) <> (?1, ?2, ?3))",
	    ARGS(arg_text(project), arg_text(stem), arg_text(lang)), err);
}
