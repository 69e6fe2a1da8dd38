/*
 * attachments: the files that belong to an item.
 */
#include "catalog/catalog.h"
#include "catalog/catalog_internal.h"

/*
 * The title is what follows the name in the item's own `attachment` key, in the language ?1. Readers are
 * shown what is LIVE.
 */
#define ATTACHMENT_SQL                                                                                       \
	"SELECT a.project, a.stem, a.name, f.path,"                                                          \
	" (SELECT titled(v.text, a.name) FROM item i JOIN value v ON v.file = i.file"                        \
	"  WHERE i.project = a.project AND i.stem = a.stem AND i.lang = ?1 AND v.key = 'attachment'"         \
	"  AND titled(v.text, a.name) IS NOT NULL LIMIT 1),"                                                 \
	" a.size, a.mtime, a.mime, a.utf8"                                                                   \
	" FROM attachment a JOIN file f ON f.id = a.file WHERE a.project = ?2 AND a.stem = ?3"
#define ATTACHMENT_LIVE " AND EXISTS (SELECT 1 FROM item WHERE project = ?2 AND stem = ?3 AND state = ?4)"
#define ATTACHMENT_ORDER " ORDER BY a.name"
#define ATTACHMENT_NAME " AND a.name = ?5"

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
	    ARGS(arg_text(lang), arg_text(project), arg_text(stem), arg_int(STATE_LIVE)), a, out, err);
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
	    ARGS(arg_text(""), arg_text(project), arg_text(stem), arg_int(STATE_LIVE), arg_text(name)), a,
	    out, err);
}

int catalog_draft_attachment(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err)
{
	return find_attachment(c, ATTACHMENT_SQL ATTACHMENT_NAME,
	    ARGS(arg_text(""), arg_text(project), arg_text(stem), arg_int(STATE_LIVE), arg_text(name)), a,
	    out, err);
}
