/*
 * attachments: the files that belong to an item.
 */
#include "catalog/attachments.h"

#include <string.h>

#include "catalog/catalog.h"
#include "catalog/catalog_internal.h"

/* Readers are shown what is LIVE. */
#define ATTACHMENT_SQL                                                                                       \
	"SELECT a.project, a.stem, a.name, f.path, a.size, a.mtime, a.mime, a.utf8"                          \
	" FROM attachment a JOIN file f ON f.id = a.file WHERE a.project = ?1 AND a.stem = ?2"
#define ATTACHMENT_LIVE " AND EXISTS (SELECT 1 FROM item WHERE project = ?1 AND stem = ?2 AND state = ?3)"
#define ATTACHMENT_ORDER " ORDER BY a.name"
#define ATTACHMENT_NAME " AND a.name = ?4"

static struct attachment read_attachment(struct rows *r, struct arena *a)
{
	struct attachment t = {
		.project = row_text(r, 0, a),
		.stem = row_text(r, 1, a),
		.name = row_text(r, 2, a),
		.path = row_text(r, 3, a),
		.size = row_int(r, 4),
		.mtime = row_int(r, 5),
		.mime = row_text(r, 6, a),
		.utf8 = row_int(r, 7),
	};
	t.title = t.name;
	return t;
}

bool attachment_names(struct db *db, const char *project, const char *stem, struct arena *a,
    struct file_names *out, struct err *err)
{
	struct rows r;
	const char **names = NULL;
	size_t n = 0;

	db_select(db, &r, "list the names of files",
	    "SELECT name FROM attachment WHERE project = ? AND stem = ? ORDER BY name",
	    ARGS(arg_text(project), arg_text(stem)), err);
	while (rows_next(&r))
		*ARENA_PUSH(a, names, n) = row_text(&r, 0, a);
	file_names_make(a, names, n, out);
	return rows_end(&r);
}

static void set_title(struct attachments *list, const char *name, const char *title)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].title == list->v[i].name && !strcmp(list->v[i].name, name))
			list->v[i].title = title;
}

/* The title is what follows the name in the first key `attachment` that begins with it. */
static bool add_titles(
    struct catalog *c, const char *lang, struct arena *a, struct attachments *list, struct err *err)
{
	struct rows r;
	struct file_names names;
	const char **all = arena_alloc(a, (list->n + 1) * sizeof *all), *name;

	if (!list->n)
		return true;
	for (size_t i = 0; i < list->n; i++)
		all[i] = list->v[i].name;
	file_names_make(a, all, list->n, &names);
	db_select(&c->db, &r, "list the titles of attachments",
	    "SELECT v.text FROM item i JOIN value v ON v.file = i.file WHERE i.project = ? AND i.stem = ?"
	    " AND i.lang = ? AND v.key = 'attachment' ORDER BY v.pos",
	    ARGS(arg_text(list->v[0].project), arg_text(list->v[0].stem), arg_text(lang)), err);
	while (rows_next(&r)) {
		struct str text = str_of(row_peek(&r, 0));
		size_t n = file_names_begin(&names, text, &name);
		struct str title = str_trim(str_sub(text, n, text.n));
		if (n && title.n)
			set_title(list, name, arena_str(a, title));
	}
	return rows_end(&r);
}

static bool list_attachments(struct catalog *c, const char *sql, const struct arg *args, size_t n,
    const char *lang, struct arena *a, struct attachments *out, struct err *err)
{
	struct attachments list = { 0 };
	struct rows r;

	db_select(&c->db, &r, "list attachments", sql, args, n, err);
	while (rows_next(&r)) {
		struct attachment *t = ARENA_PUSH(a, list.v, list.n);
		*t = read_attachment(&r, a);
	}
	bool ok = rows_end(&r) && add_titles(c, lang, a, &list, err);
	*out = list;
	return ok;
}

bool catalog_attachments(struct catalog *c, const char *project, const char *stem, const char *lang,
    struct arena *a, struct attachments *out, struct err *err)
{
	return list_attachments(c, ATTACHMENT_SQL ATTACHMENT_LIVE ATTACHMENT_ORDER,
	    ARGS(arg_text(project), arg_text(stem), arg_int(STATE_LIVE)), lang, a, out, err);
}

bool catalog_draft_attachments(struct catalog *c, const char *project, const char *stem, const char *lang,
    struct arena *a, struct attachments *out, struct err *err)
{
	return list_attachments(
	    c, ATTACHMENT_SQL ATTACHMENT_ORDER, ARGS(arg_text(project), arg_text(stem)), lang, a, out, err);
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
	    ARGS(arg_text(project), arg_text(stem), arg_int(STATE_LIVE), arg_text(name)), a, out, err);
}

int catalog_draft_attachment(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err)
{
	return find_attachment(c, ATTACHMENT_SQL ATTACHMENT_NAME,
	    ARGS(arg_text(project), arg_text(stem), arg_int(STATE_LIVE), arg_text(name)), a, out, err);
}
