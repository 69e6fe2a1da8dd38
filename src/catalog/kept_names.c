/*
 * kept_names: the places of texts that are called otherwise than they should be (content/item_name.h): what
 * readers were given stays, when such a file is edited and its time, or the language that it seems to have,
 * is another.
 */
#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "catalog/writer.h"
#include "catalog/writer_internal.h"

enum { DAY_BYTES = 10 };

/* The place that the file has now. */
static bool keep_row(struct writer *w, struct scanned *file, bool *kept, struct err *err)
{
	struct content_name *name = &file->name;
	struct rows r;

	*kept = false;
	if (db_row(&w->catalog.db, &r, "look for the place of a file",
	        "SELECT i.stem, i.lang FROM item i JOIN file f ON f.id = i.file WHERE f.path = ? AND "
	        "i.project = ?",
	        ARGS(arg_text(file->path), arg_text(name->project)), err) &&
	    (name->undated || !strncmp(name->stem, row_peek(&r, 0), DAY_BYTES))) {
		snprintf(name->stem, sizeof name->stem, "%s", row_peek(&r, 0));
		snprintf(name->lang, sizeof name->lang, "%s", row_peek(&r, 1));
		*kept = true;
	}
	return rows_end(&r);
}

static bool is_taken(const struct scan *scan, const struct scanned *file, const char *stem)
{
	for (size_t i = 0; i < scan->file_count; i++) {
		const struct scanned *other = &scan->files[i];
		if (other != file && !other->refused && other->name.role == ROLE_ITEM &&
		    !strcmp(other->name.stem, stem) && !strcmp(other->name.project, file->name.project) &&
		    !strcmp(other->name.lang, file->name.lang))
			return true;
	}
	return false;
}

/* The place by which readers know the short name: the catalogue may have been lost. */
static bool keep_fact(struct writer *w, const struct scan *scan, struct scanned *file, struct err *err)
{
	struct content_name *name = &file->name;
	struct rows r;
	bool kept = false;

	db_select(&w->facts.db, &r, "look for the place of a file",
	    "SELECT stem FROM given WHERE project = ? AND lang = ? AND substr(stem, 11) = ?"
	    " ORDER BY vanished IS NOT NULL, stem",
	    ARGS(arg_text(name->project), arg_text(name->lang), arg_text(name->stem + DAY_BYTES)), err);
	while (rows_next(&r)) {
		if (kept || is_taken(scan, file, row_peek(&r, 0)))
			continue;
		snprintf(name->stem, sizeof name->stem, "%s", row_peek(&r, 0));
		kept = true;
	}
	return rows_end(&r);
}

/*
 * Whether readers know a refused file: a text whose name tells no language, where the site has several by
 * now, has the one in which they do.
 */
static bool keep_refused(
    struct writer *w, const struct scan *scan, struct scanned *file, bool *kept, struct err *err)
{
	struct content_name *name = &file->name;
	struct rows r;

	db_select(&w->facts.db, &r, "look for the place of a file",
	    "SELECT lang FROM given WHERE project = ? AND stem = ? AND (?3 OR lang = ?4) AND vanished IS NULL"
	    " ORDER BY lang",
	    ARGS(arg_text(name->project), arg_text(name->stem), arg_int(name->plain), arg_text(name->lang)),
	    err);
	for (*kept = false; rows_next(&r);) {
		char before[sizeof name->lang];
		memcpy(before, name->lang, sizeof before);
		snprintf(name->lang, sizeof name->lang, "%s", row_peek(&r, 0));
		if (!*kept && !is_taken(scan, file, name->stem))
			*kept = true;
		else
			memcpy(name->lang, before, sizeof before);
	}
	return rows_end(&r);
}

static bool drop_refused(struct writer *w, struct scan *scan, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < scan->file_count; i++) {
		struct scanned *file = &scan->files[i];
		bool kept = false;
		if (file->refused && !keep_refused(w, scan, file, &kept, err))
			return false;
		file->refused = file->refused && !kept;
	}
	for (size_t i = 0; i < scan->file_count; i++)
		if (!scan->files[i].refused)
			scan->files[n++] = scan->files[i];
	scan->file_count = n;
	return true;
}

bool writer_keep_names(struct writer *w, struct scan *scan, struct err *err)
{
	assert(w->state == WRITER_CHANGING);
	for (size_t i = 0; i < scan->file_count; i++) {
		struct scanned *file = &scan->files[i];
		bool kept;
		if (!file->name.made)
			continue;
		if (!keep_row(w, file, &kept, err) ||
		    (!kept && file->name.undated && !keep_fact(w, scan, file, err)))
			return false;
	}
	return drop_refused(w, scan, err);
}
