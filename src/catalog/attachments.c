/*
 * attachments: the files that belong to an item, and what readers may have of each.
 *
 * Whether a picture is offered in full size and what its copies are called depends on the item's texts
 * and its other files, and so not on the order in which they came: all of them are looked at.
 */
#include "catalog/attachments.h"

#include <string.h>

#include "catalog/catalog.h"
#include "catalog/catalog_internal.h"

/* Readers are shown what is LIVE. */
#define ATTACHMENT_SQL                                                                                       \
	"SELECT a.project, a.stem, a.name, f.path, a.size, a.mtime, a.mime, a.utf8, a.state, a.form,"        \
	" a.fault, a.width, a.height, a.full, a.full_size, a.digest, a.seconds, f.size, f.mtime_ns"          \
	" FROM attachment a JOIN file f ON f.id = a.file WHERE a.project = ?1 AND a.stem = ?2"
#define ATTACHMENT_LIVE                                                                                      \
	" AND ((?1 = '' AND ?2 IN ('" STEM_SITE "', '" STEM_STATIC "'))"                                     \
	"  OR EXISTS (SELECT 1 FROM item WHERE project = ?1 AND stem = ?2 AND state = ?3))"
#define ATTACHMENT_ORDER " ORDER BY a.name"
#define ATTACHMENT_NAME " AND a.name = ?4"

static struct attachment read_attachment(struct rows *r, struct arena *a)
{
	struct attachment t = {
		.project = row_text(r, 0, a),
		.stem = row_text(r, 1, a),
		.file = row_text(r, 2, a),
		.path = row_text(r, 3, a),
		.size = row_int(r, 4),
		.since = row_int(r, 5),
		.mime = row_text(r, 6, a),
		.utf8 = row_int(r, 7),
		.seconds = row_int(r, 16),
		.file_size = row_int(r, 17),
		.file_mtime_ns = row_int(r, 18),
		.picture = { .state = (enum picture_state)row_int(r, 8),
		    .form = (enum picture_form)row_int(r, 9),
		    .fault = (enum picture_fault)row_int(r, 10),
		    .width = (unsigned)row_int(r, 11),
		    .height = (unsigned)row_int(r, 12),
		    .full = row_int(r, 13),
		    .full_size = row_int(r, 14) },
		.copy = ATTACHMENT_ITSELF,
	};
	snprintf(t.picture.digest, sizeof t.picture.digest, "%s", row_peek(r, 15));
	t.name = t.base = t.title = t.file;
	t.picture.role = picture_role_of(t.path);
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

bool attachment_is_served(const struct attachment *t)
{
	return t->picture.state == PICTURE_NONE || t->picture.state == PICTURE_READY;
}

const char *attachment_stored(const struct attachment *t, char out[PICTURE_STORE_NAME_MAX])
{
	unsigned widths[PICTURE_WIDTHS_MAX];
	int width = t->copy;

	if (width == PICTURE_LARGEST && t->picture.role != PICTURE_OF_ITEM)
		width = t->picture.role == PICTURE_LOGO ? PICTURE_LOGO_96 : PICTURE_ICON_512;
	else if (width == PICTURE_LARGEST)
		width = (int)widths[picture_widths(&t->picture, widths) - 1];
	if (width == ATTACHMENT_ITSELF)
		picture_store_full(&t->picture, out);
	else
		picture_store_copy(&t->picture, width, out);
	return out;
}

/* --- what texts say of them ------------------------------------------------------------ */

/* Of the same name; names are unique within an item. */
static struct attachment *find_file(const struct attachments *list, const char *file)
{
	for (size_t i = 0; i < list->n; i++)
		if (!strcmp(list->v[i].file, file))
			return &list->v[i];
	return NULL;
}

/* The title is what follows the name in the first key `attachment` of the language that begins with it. */
static void take_key(struct attachments *list, struct attachment *t, struct str title, bool own,
    size_t *place, struct arena *a)
{
	t->offered = true;
	if (!own)
		return;
	if (title.n && !t->titled) {
		t->title = arena_str(a, title);
		t->titled = true;
	}
	/* Those that are named come first, in the order in which they are. */
	size_t at = (size_t)(t - list->v);
	if (at < *place)
		return;
	struct attachment moved = *t;
	memmove(&list->v[*place + 1], &list->v[*place], (at - *place) * sizeof moved);
	list->v[(*place)++] = moved;
}

static bool take_keys(
    struct catalog *c, const char *lang, struct arena *a, struct attachments *list, struct err *err)
{
	struct rows r;
	struct file_names names;
	const char **all = arena_alloc(a, (list->n + 1) * sizeof *all), *name;
	size_t place = 0;

	if (!list->n)
		return true;
	for (size_t i = 0; i < list->n; i++)
		all[i] = list->v[i].file;
	file_names_make(a, all, list->n, &names);
	db_select(&c->db, &r, "list the titles of attachments",
	    "SELECT v.text, i.lang = ?3 FROM item i JOIN value v ON v.file = i.file WHERE i.project = ?1"
	    " AND i.stem = ?2 AND v.key = 'attachment' ORDER BY i.lang, v.pos",
	    ARGS(arg_text(list->v[0].project), arg_text(list->v[0].stem), arg_text(lang)), err);
	while (rows_next(&r)) {
		struct str text = str_of(row_peek(&r, 0));
		size_t n = file_names_begin(&names, text, &name);
		if (n)
			take_key(list, find_file(list, name), str_trim(str_sub(text, n, text.n)),
			    row_int(&r, 1), &place, a);
	}
	return rows_end(&r);
}

/* --- what their addresses are ------------------------------------------------------------ */

static bool has_copies(const struct picture *p)
{
	return p->state == PICTURE_READY && picture_mime(p);
}

static bool is_full(const struct attachment *t)
{
	return t->picture.state == PICTURE_READY &&
	       (!picture_mime(&t->picture) || (t->offered && t->picture.full));
}

static void set_address(const struct attachments *list, struct attachment *t, struct arena *a)
{
	const char *name;

	if (is_full(t))
		t->size = t->picture.full_size;
	if (!has_copies(&t->picture))
		return;
	name = picture_name(a, &t->picture, t->file, PICTURE_LARGEST);
	/* Another file has that name, as where a telephone gave the same picture twice. */
	if (strcmp(name, t->file) != 0 && find_file(list, name))
		t->base = name = arena_printf(a, "%s.%s", t->file, path_extension(str_of(name)).p);
	if (is_full(t))
		return;
	t->name = name;
	t->mime = picture_mime(&t->picture);
	t->size = 0;
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
	bool ok = rows_end(&r) && take_keys(c, lang, a, &list, err);
	for (size_t i = 0; ok && i < list.n; i++)
		set_address(&list, &list.v[i], a);
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

/* --- one, by what it is called in an address ------------------------------------------------ */

/*
 * Whether there is a copy of that width, and under that name: the largest has the plain name unless the
 * file has.
 */
static bool has_copy(const struct attachment *t, int width)
{
	unsigned widths[PICTURE_WIDTHS_MAX], w, h;
	size_t n = picture_widths(&t->picture, widths);

	if (t->picture.role != PICTURE_OF_ITEM)
		return false;
	if (width == PICTURE_SHARE_WIDTH)
		return picture_share(&t->picture, &w, &h);
	for (size_t i = 0; i < n; i++)
		if (width == (int)widths[i])
			return i + 1 < n || is_full(t);
	return false;
}

static bool is_copy(const struct attachment *t, struct str base, int width, struct arena *a)
{
	return has_copies(&t->picture) &&
	       str_is(base, picture_name(a, &t->picture, t->base, PICTURE_LARGEST)) &&
	       (width == PICTURE_LARGEST ? !is_full(t) : has_copy(t, width));
}

/* Which copy the address of the file itself is. */
static int copy_of_file(const struct attachment *t)
{
	return !has_copies(&t->picture) || is_full(t) ? ATTACHMENT_ITSELF : PICTURE_LARGEST;
}

static int find_copy(
    const struct attachments *list, const char *name, struct arena *a, struct attachment *out)
{
	int width;
	struct str base;
	const struct attachment *file = find_file(list, name);

	if (file) {
		*out = *file;
		out->copy = copy_of_file(file);
		return 1;
	}
	for (size_t i = 0; i < list->n; i++)
		if ((width = picture_copy_find(&list->v[i].picture, str_of(name)))) {
			*out = list->v[i];
			out->copy = width;
			out->mime = picture_copy_mime(&out->picture, width);
			out->name = picture_copy_name(&out->picture, width);
			return 1;
		}
	base = picture_name_parse(a, str_of(name), &width);
	for (size_t i = 0; i < list->n; i++)
		if (is_copy(&list->v[i], base, width, a)) {
			*out = list->v[i];
			out->copy = width;
			out->mime = picture_mime(&out->picture);
			return 1;
		}
	return 0;
}

/* sql: of the list, and what narrows it to one name; args end with the name. */
static int find_attachment(struct catalog *c, const char *one, const char *all, const struct arg *args,
    size_t n, struct arena *a, struct attachment *out, struct err *err)
{
	struct attachments list;
	struct rows r;
	const char *name = args[n - 1].text;

	if (db_row(&c->db, &r, "find an attachment", one, args, n, err))
		*out = read_attachment(&r, a);
	int found = rows_found(&r);
	if (found < 0 || (found == 1 && out->picture.state == PICTURE_NONE))
		return found;
	/* What it is called, and whether it is a copy's name, the others decide too. */
	if (!list_attachments(c, all, args, n - 1, "", a, &list, err))
		return -1;
	return find_copy(&list, name, a, out);
}

int catalog_attachment(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err)
{
	return find_attachment(c, ATTACHMENT_SQL ATTACHMENT_LIVE ATTACHMENT_NAME,
	    ATTACHMENT_SQL ATTACHMENT_LIVE,
	    ARGS(arg_text(project), arg_text(stem), arg_int(STATE_LIVE), arg_text(name)), a, out, err);
}

int catalog_draft_attachment(struct catalog *c, const char *project, const char *stem, const char *name,
    struct arena *a, struct attachment *out, struct err *err)
{
	return find_attachment(c, ATTACHMENT_SQL " AND a.name = ?3", ATTACHMENT_SQL,
	    ARGS(arg_text(project), arg_text(stem), arg_text(name)), a, out, err);
}
