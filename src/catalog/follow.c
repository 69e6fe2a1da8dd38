/*
 * follow: a walk along the rows and the export side by side, and facts that are replaced by SQLite's
 * backup, page by page in one transaction.
 */
#include "catalog/follow.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "catalog/facts_image.h"
#include "catalog/meta.h"
#include "catalog/origins.h"
#include "catalog/writer_drop.h"
#include "catalog/writer_internal.h"

/* Of every file that has rows, by path. A project without a text has a row that no file holds. */
#define SELECT_ROWS                                                                                          \
	"SELECT f.path, f.digest, coalesce(i.project, t.project, a.project, ''), coalesce(i.stem, a.stem, "  \
	"''),"                                                                                               \
	" coalesce(i.lang, t.lang, ''), coalesce(i.id, ''), i.file IS NOT NULL, t.file IS NOT NULL FROM "    \
	"file f"                                                                                             \
	" LEFT JOIN item i ON i.file = f.id LEFT JOIN text t ON t.file = f.id LEFT JOIN attachment a"        \
	" ON a.file = f.id WHERE f.path NOT LIKE '%/' AND f.digest <> '' ORDER BY f.path"

enum { PATH, DIGEST, PROJECT, STEM, LANG, ID, IS_ITEM, IS_TEXT };

/* --- the origin ------------------------------------------------------------------------------- */

bool facts_are_taken(const char *folder)
{
	struct arena a = { 0 };
	struct db db;
	int64_t taken = 0;
	bool open = db_open(
	    &db, "facts.db", arena_printf(&a, "%s/facts.db", folder), SQLITE_OPEN_READWRITE, NULL);

	if (open) {
		db_keep_wal(&db);
		db_number(&db, "be read", "SELECT taken FROM stamp", NULL, 0, &taken, NULL);
		db_close(&db);
	}
	arena_release(&a);
	return taken;
}

int64_t writer_number(const struct writer *w)
{
	return w->facts.stamp.changes;
}

static enum content_role role_of(struct rows *r)
{
	if (row_int(r, IS_ITEM))
		return ROLE_ITEM;
	if (row_int(r, IS_TEXT))
		return *row_peek(r, PROJECT) ? ROLE_PROJECT : ROLE_SITE;
	return ROLE_ATTACHMENT;
}

static bool list_files(struct writer *w, struct export_head *h, struct buf *list, struct err *err)
{
	struct rows r;

	db_select(&w->catalog.db, &r, "list its files", SELECT_ROWS, NULL, 0, err);
	while (rows_next(&r)) {
		struct export_file f = {
			.digest = row_peek(&r, DIGEST), .id = row_peek(&r, ID), .path = row_peek(&r, PATH)
		};
		f.name.role = role_of(&r);
		snprintf(f.name.project, sizeof f.name.project, "%s", row_peek(&r, PROJECT));
		snprintf(f.name.stem, sizeof f.name.stem, "%s", row_peek(&r, STEM));
		snprintf(f.name.lang, sizeof f.name.lang, "%s", row_peek(&r, LANG));
		export_put_file(&f, list);
		h->file_count++;
	}
	h->list_bytes = list->len;
	return rows_end(&r);
}

static void name_origins(const struct origins *o, struct export_head *h)
{
	size_t first = o->n > EXPORT_ORIGINS_MAX ? o->n - EXPORT_ORIGINS_MAX : 0;

	for (size_t i = first; i + 1 < o->n; i++)
		h->before[h->before_count++] = (struct export_origin){ str_of(o->v[i].id), o->v[i].number };
	h->origin = (struct export_origin){ str_of(o->v[o->n - 1].id), o->v[o->n - 1].number };
}

/* One after the other into out, which holds all of it. */
static bool put_together(struct writer *w, struct export_head *h, struct buf *list, struct buf *image,
    struct buf *out, struct err *err)
{
	struct arena a = { 0 };
	struct origins origins;
	bool ok = list_files(w, h, list, err) && facts_image_take(&w->facts.db, image, err) &&
	          origins_read(&w->facts, &a, &origins, err);

	if (ok && !origins.n)
		ok = err_set(err, "facts: no machine minted them");
	if (ok) {
		name_origins(&origins, h);
		h->image_bytes = image->len;
		export_put_head(h, out);
		buf_add_str(out, buf_str(list));
		buf_add_str(out, buf_str(image));
		ok = export_put_end(out, err);
	}
	arena_release(&a);
	return ok;
}

bool writer_export(struct writer *w, const char *site, struct buf *out, struct err *err)
{
	struct export_head h = { .program = STR(JARCHY_VERSION),
		.site = str_of(site),
		.identity = str_of(w->facts.stamp.identity) };
	struct buf list, image;

	assert(w->state == WRITER_OPEN && !w->follower);
	buf_reset(out);
	buf_init(&list, EXPORT_BYTES_MAX);
	buf_init(&image, FACTS_BYTES_MAX);
	bool ok = meta_now(&w->catalog.db, &h.now, err) && put_together(w, &h, &list, &image, out, err);
	buf_release(&image);
	buf_release(&list);
	return ok;
}

bool writer_may_replace(struct writer *w, const struct export_head *there, struct err *err)
{
	struct arena a = { 0 };
	struct origins o;
	bool ok = origins_read(&w->facts, &a, &o, err);
	const struct origin *known = ok ? origins_find(&o, there->origin.id) : NULL;

	if (ok && !str_is(there->identity, w->facts.stamp.identity))
		ok = err_set(err, "it is of another site (%.*s, this one is %s): name another folder",
		    STR_ARG(there->identity), w->facts.stamp.identity);
	else if (ok && !known)
		ok = err_set(err, "another machine took over as origin and exports here: set role = "
		                  "\"follower\" on one of the "
		                  "two");
	else if (ok && there->origin.number > known->number)
		ok = err_set(err,
		    "it has more than this machine (number %lld, this is at %lld): take it over (jarchy "
		    "restore), "
		    "or remove it to go on without what only it has",
		    (long long)there->origin.number, (long long)known->number);
	arena_release(&a);
	return ok;
}

/* --- a follower ---------------------------------------------------------------------------------- */

static bool has_before(const struct export_head *h, const char *id)
{
	for (size_t i = 0; i < h->before_count; i++)
		if (str_is(h->before[i].id, id))
			return true;
	return false;
}

static enum export_relation relate(const struct origins *o, const struct export_head *h)
{
	const struct origin *last = &o->v[o->n - 1];

	if (str_is(h->origin.id, last->id)) {
		if (h->origin.number == last->number)
			return EXPORT_HELD;
		return h->origin.number > last->number ? EXPORT_NEXT : EXPORT_OLD;
	}
	if (has_before(h, last->id))
		return EXPORT_NEXT;
	return origins_find(o, h->origin.id) ? EXPORT_REPLACED : EXPORT_STRANGE;
}

/* What these facts are of: without any, what the catalogue was made with; "" at first. */
static bool find_identity(struct writer *w, struct stamp *out, struct err *err)
{
	int ever = facts_ever(&w->facts, err);

	*out = w->facts.stamp;
	return ever > 0 || (ever == 0 && meta_stamp(&w->catalog.db, out, err));
}

enum export_relation writer_relation(struct writer *w, const struct export_head *h, struct err *err)
{
	struct arena a = { 0 };
	struct origins o;
	struct stamp held;
	enum export_relation relation = EXPORT_UNKNOWN;

	if (find_identity(w, &held, err) && origins_read(&w->facts, &a, &o, err)) {
		if (*held.identity && !str_is(h->identity, held.identity))
			relation = EXPORT_FOREIGN;
		else
			relation = o.n ? relate(&o, h) : EXPORT_NEXT;
	}
	arena_release(&a);
	return relation;
}

/* --- rows ------------------------------------------------------------------------------------------ */

static bool is_place(struct rows *r, const struct export_file *f)
{
	return !strcmp(row_peek(r, PROJECT), f->name.project) && !strcmp(row_peek(r, STEM), f->name.stem) &&
	       !strcmp(row_peek(r, LANG), f->name.lang) && !strcmp(row_peek(r, ID), f->id);
}

static void lack(struct following *f, size_t i, bool moves)
{
	f->lacks[i] = true;
	f->moves[i] = moves;
	f->lacking++;
}

/* The file and the row at hand have the same path. */
static void compare_row(struct rows *r, const struct export_file *file, size_t i, struct following *out)
{
	bool place = is_place(r, file);

	if (!place || strcmp(row_peek(r, DIGEST), file->digest) != 0)
		lack(out, i, !place);
}

static void compare_all(struct rows *r, const struct export *e, struct arena *a, struct following *out)
{
	size_t drops = 0, ids = 0, i = 0;
	bool more = rows_next(r);

	while (more || i < e->file_count) {
		int order = !more ? -1 : i == e->file_count ? 1 : strcmp(e->files[i].path, row_peek(r, PATH));
		if (order < 0) {
			lack(out, i++, false);
		} else if (order > 0) {
			*ARENA_PUSH(a, out->drops, drops) = row_text(r, PATH, a);
			*ARENA_PUSH(a, out->ids, ids) = row_text(r, ID, a);
		} else {
			compare_row(r, &e->files[i], i, out);
			i++;
		}
		if (order >= 0)
			more = rows_next(r);
	}
	out->drop_count = drops;
}

bool writer_compare(
    struct writer *w, const struct export *e, struct arena *a, struct following *out, struct err *err)
{
	char followed[IDENTITY_MAX];
	struct stamp rows_of;
	struct rows r;

	*out = (struct following){ .lacks = arena_alloc(a, e->file_count + 1),
		.moves = arena_alloc(a, e->file_count + 1) };
	memset(out->lacks, 0, e->file_count + 1);
	memset(out->moves, 0, e->file_count + 1);
	if (!meta_stamp(&w->catalog.db, &rows_of, err) || !meta_followed(&w->catalog.db, followed, err))
		return false;
	out->current = !w->stale && str_is(e->head.identity, rows_of.identity) &&
	               rows_of.changes == e->head.origin.number && str_is(e->head.origin.id, followed);
	/* Rows of another basis are going to be made again. */
	db_select(&w->catalog.db, &r, "list its files", w->stale ? SELECT_ROWS " LIMIT 0" : SELECT_ROWS, NULL,
	    0, err);
	compare_all(&r, e, a, out);
	return rows_end(&r);
}

bool writer_drop_rows(struct writer *w, const char *const *paths, size_t n, struct err *err)
{
	assert(w->state == WRITER_CHANGING && w->follower);
	for (size_t i = 0; i < n; i++) {
		struct known *k = files_find(&w->files, paths[i]);
		if (k && !writer_drop_known(w, k, w->now, err))
			return false;
	}
	return true;
}

/* --- facts ------------------------------------------------------------------------------------------ */

/* Ids of these facts that the new ones do not have. */
static bool count_lost(struct facts *f, struct db *news, int64_t *lost, struct err *err)
{
	struct rows r;
	int found = 0;

	db_select(&f->db, &r, "list the ids", "SELECT DISTINCT id FROM given", NULL, 0, err);
	while (found >= 0 && rows_next(&r)) {
		found = db_exists(news, "look up an id", "SELECT 1 FROM given WHERE id = ?",
		    ARGS(arg_text(row_peek(&r, 0))), err);
		*lost += found == 0;
	}
	return rows_end(&r) && found >= 0;
}

static bool keep_old(struct writer *w, struct err *err)
{
	struct arena a = { 0 };
	struct buf image;

	buf_init(&image, FACTS_BYTES_MAX);
	bool ok = !w->folder ||
	          (facts_image_take(&w->facts.db, &image, err) &&
	              file_replace(AT_FDCWD, arena_printf(&a, "%s/facts.db.replaced", w->folder),
	                  buf_str(&image), 0644, err) != FILE_FAILED);
	buf_release(&image);
	arena_release(&a);
	return ok;
}

static bool copy_pages(struct db *from, struct db *to, struct err *err)
{
	sqlite3_backup *b = sqlite3_backup_init(to->handle, "main", from->handle, "main");

	if (b)
		sqlite3_backup_step(b, -1);
	return (b && sqlite3_backup_finish(b) == SQLITE_OK) || db_fail(to, "be taken over", err);
}

static bool replace(struct writer *w, struct db *news, struct takeover *out, struct err *err)
{
	struct facts *f = &w->facts;

	if (!count_lost(f, news, &out->ids, err) || (out->ids && !keep_old(w, err)) ||
	    !db_script(&f->db, "be taken over", "PRAGMA query_only = OFF", err))
		return false;
	bool ok = copy_pages(news, &f->db, err);
	return facts_close_to_changes(f, err) && ok && facts_read_stamp(f, err);
}

bool writer_take_facts(struct writer *w, const struct export *e, struct takeover *out, struct err *err)
{
	struct facts_summary held;
	struct db news = { 0 };

	assert(w->state == WRITER_OPEN && w->follower);
	*out = (struct takeover){ 0 };
	w->instant = e->head.now;
	enum export_relation relation = writer_relation(w, &e->head, err);
	if (relation == EXPORT_HELD || relation == EXPORT_UNKNOWN)
		return relation == EXPORT_HELD;
	bool ok = facts_image_check(e->image, &held, err) && facts_image_open_taken(e->image, &news, err);
	if (ok &&
	    (!str_is(e->head.identity, held.stamp.identity) || held.stamp.changes != e->head.origin.number))
		ok = err_set(err, "the export does not have the facts that it names");
	ok = ok && replace(w, &news, out, err);
	db_close(&news);
	return ok;
}
