/*
 * writer_pictures: which pictures there are, and which of them are offered in full size without being
 * there so.
 */
#include "catalog/writer.h"

#include <string.h>

#include "catalog/catalog_internal.h"
#include "catalog/writer_internal.h"

static struct picture_row read_row(struct rows *r, struct arena *a)
{
	struct picture_row p = { .path = row_text(r, 0, a),
		.project = row_text(r, 1, a),
		.stem = row_text(r, 2, a),
		.stamp = { .size = row_int(r, 3),
		    .mtime_ns = row_int(r, 4),
		    .ctime_ns = row_int(r, 5),
		    .inode = (uint64_t)row_int(r, 6) },
		.picture = { .state = (enum picture_state)row_int(r, 7),
		    .form = (enum picture_form)row_int(r, 8),
		    .fault = (enum picture_fault)row_int(r, 9),
		    .width = (unsigned)row_int(r, 10),
		    .height = (unsigned)row_int(r, 11),
		    .full = row_int(r, 12),
		    .full_size = row_int(r, 13) } };
	snprintf(p.picture.digest, sizeof p.picture.digest, "%s", row_peek(r, 14));
	p.picture.role = picture_role_of(p.path);
	p.wants_full = row_int(r, 15);
	return p;
}

/* Which key "attachment" names which file is told as people write names. */
static bool find_offered(struct writer *w, struct arena *a, struct picture_row *row, struct err *err)
{
	struct attachments files;

	if (!catalog_draft_attachments(&w->catalog, row->project, row->stem, "", a, &files, err))
		return false;
	row->wants_full = false;
	for (size_t i = 0; i < files.n; i++)
		if (!strcmp(files.v[i].path, row->path))
			row->wants_full = files.v[i].offered;
	return true;
}

bool writer_pictures(
    struct writer *w, bool all, struct arena *a, struct picture_row **rows, size_t *n, struct err *err)
{
	static const char sql[] =
	    "SELECT f.path, a.project, a.stem, f.size, f.mtime_ns, f.ctime_ns, f.inode, a.state, a.form, "
	    "a.fault,"
	    " a.width, a.height, a.full, a.full_size, a.digest, a.full = 0 AND EXISTS (SELECT 1 FROM item i"
	    " JOIN value v ON v.file = i.file AND v.key = 'attachment'"
	    " WHERE i.project = a.project AND i.stem = a.stem) AS offers"
	    " FROM attachment a JOIN file f ON f.id = a.file WHERE a.state <> ?1 AND (?2 OR offers)";
	struct rows r;

	*rows = NULL;
	*n = 0;
	db_select(&w->catalog.db, &r, "list pictures", sql, ARGS(arg_int(PICTURE_NONE), arg_int(all)), err);
	while (rows_next(&r))
		*ARENA_PUSH(a, *rows, *n) = read_row(&r, a);
	if (!rows_end(&r))
		return false;
	for (size_t i = 0; i < *n; i++)
		if ((*rows)[i].wants_full && !find_offered(w, a, &(*rows)[i], err))
			return false;
	return true;
}
