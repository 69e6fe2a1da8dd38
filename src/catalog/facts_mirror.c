/*
 * facts_mirror: both tables are compared row by row, and copied as a whole only where they differ.
 */
#include "catalog/facts_mirror.h"

#include <string.h>

#include "content/document.h"

enum { COLUMNS_MAX = 10 };

/* The same columns in the same order on both sides. */
struct table {
	const char *facts, *catalogue, *empty, *insert;
	int columns;
};

static const struct table vanished = {
	.facts = "SELECT project, stem, lang, id, vanished, file_mark, head_mark, body_mark, published, "
	         "dates FROM given"
	         " WHERE vanished IS NOT NULL ORDER BY project, stem, lang",
	.catalogue = "SELECT project, stem, lang, id, at, file_mark, head_mark, body_mark, published, dates "
	             "FROM vanished"
	             " ORDER BY project, stem, lang",
	.empty = "DELETE FROM vanished",
	.insert = "INSERT INTO vanished VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	.columns = 10,
};

static const struct table slots = {
	.facts = "SELECT project, lang, pos, id, at, gone FROM slot ORDER BY project, lang, pos",
	.catalogue = "SELECT project, lang, pos, id, at, gone FROM slot ORDER BY project, lang, pos",
	.empty = "DELETE FROM slot",
	.insert = "INSERT INTO slot VALUES(?, ?, ?, ?, ?, ?)",
	.columns = 6,
};

static const struct table renamed = {
	.facts = "SELECT slug, origin FROM renamed ORDER BY slug",
	.catalogue = "SELECT slug, origin FROM renamed ORDER BY slug",
	.empty = "DELETE FROM renamed",
	.insert = "INSERT INTO renamed VALUES(?, ?)",
	.columns = 2,
};

static bool same_row(struct rows *a, struct rows *b, int columns)
{
	for (int i = 0; i < columns; i++)
		if (strcmp(row_peek(a, i), row_peek(b, i)) != 0)
			return false;
	return true;
}

/* 1: the copy says what the facts say; 0: it does not; -1: failed. */
static int is_same(struct facts *f, struct db *catalogue, const struct table *t, struct err *err)
{
	struct rows here, there;
	bool a, b, same;

	db_select(&f->db, &here, "be compared", t->facts, NULL, 0, err);
	db_select(catalogue, &there, "be compared", t->catalogue, NULL, 0, err);
	do {
		a = rows_next(&here);
		b = rows_next(&there);
		same = a == b && (!a || same_row(&here, &there, t->columns));
	} while (same && a);
	bool ok = rows_end(&here);
	return rows_end(&there) && ok ? same : -1;
}

static bool copy_all(struct facts *f, struct db *catalogue, const struct table *t, struct err *err)
{
	struct arg args[COLUMNS_MAX];
	struct rows r;

	bool ok = db_run(catalogue, "copy the facts", t->empty, NULL, 0, err);
	db_select(&f->db, &r, "be copied", t->facts, NULL, 0, err);
	while (ok && rows_next(&r)) {
		for (int i = 0; i < t->columns; i++)
			args[i] = row_arg(&r, i);
		ok = db_run(catalogue, "copy the facts", t->insert, args, (size_t)t->columns, err);
	}
	return rows_end(&r) && ok;
}

static bool mirror(
    struct facts *f, struct db *catalogue, const struct table *t, bool *changed, struct err *err)
{
	int same = is_same(f, catalogue, t, err);

	*changed = same == 0;
	return same == 1 || (same == 0 && copy_all(f, catalogue, t, err));
}

bool facts_mirror_vanished(struct facts *f, struct db *catalogue, bool *changed, struct err *err)
{
	return mirror(f, catalogue, &vanished, changed, err);
}

bool facts_mirror_slots(struct facts *f, struct db *catalogue, bool *changed, struct err *err)
{
	return mirror(f, catalogue, &slots, changed, err);
}

bool facts_mirror_renamed(struct facts *f, struct db *catalogue, bool *changed, struct err *err)
{
	return mirror(f, catalogue, &renamed, changed, err);
}

bool facts_mirror_vanish(struct facts *f, struct db *catalogue, const struct place *p, struct err *err)
{
	struct arg args[COLUMNS_MAX];
	struct rows r;
	bool ok = true;

	if (db_row(&f->db, &r, "read what vanished",
	        "SELECT project, stem, lang, id, vanished, file_mark, head_mark, body_mark, published, dates "
	        "FROM given"
	        " WHERE project = ? AND stem = ? AND lang = ? AND vanished IS NOT NULL",
	        ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), err)) {
		for (int i = 0; i < vanished.columns; i++)
			args[i] = row_arg(&r, i);
		ok = db_run(catalogue, "note what vanished",
		    "INSERT OR REPLACE INTO vanished VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", args,
		    (size_t)vanished.columns, err);
	}
	return rows_end(&r) && ok;
}

bool facts_mirror_slot(struct db *catalogue, const struct feed_slot *s, struct err *err)
{
	return db_run(catalogue, "note an item of a feed",
	    "INSERT INTO slot VALUES(?, ?, ?, ?, ?, ?)"
	    " ON CONFLICT(project, lang, pos) DO UPDATE SET gone = excluded.gone",
	    ARGS(arg_text(s->project), arg_text(s->lang), arg_int(s->pos), arg_text(s->id), arg_int(s->at),
	        arg_instant(s->gone)),
	    err);
}
