/*
 * missed: the column `missed` of `file`, and the marks of the items in such files.
 */
#include "catalog/missed.h"

#include "catalog/marks.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"

static bool set_missed(struct writer *w, struct known *k, int64_t missed, struct err *err)
{
	k->missed = missed;
	return db_run(&w->catalog.db, "note a file that is not there",
	    "UPDATE file SET missed = ?2 WHERE id = ?1", ARGS(arg_int(k->id), arg_instant(missed)), err);
}

bool missed_note(struct writer *w, struct known *k, int64_t now, bool *over, struct err *err)
{
	/* Also where the clock was set back. */
	bool first = k->missed == INSTANT_NONE || k->missed > now;

	*over = w->grace == 0 || (!first && k->missed + w->grace <= now);
	return *over || !first || set_missed(w, k, now, err);
}

bool missed_forget(struct writer *w, struct known *k, struct err *err)
{
	return k->missed == INSTANT_NONE || set_missed(w, k, INSTANT_NONE, err);
}

/* Once in a change: a folder that was renamed has many. */
static bool find_items(struct writer *w, struct err *err)
{
	struct change *c = &w->change;
	struct rows r;

	if (c->missed_known)
		return true;
	db_select(&w->catalog.db, &r, "read the items of files that are not there",
	    "SELECT f.path, i.lang, f.inode, f.size, f.mtime_ns, i.written, i.title, i.body_mark"
	    " FROM file f JOIN item i ON i.file = f.id WHERE f.missed IS NOT NULL",
	    NULL, 0, err);
	while (rows_next(&r)) {
		const char *lang = row_peek(&r, 1);
		*ARENA_PUSH(&c->arena, c->missed, c->missed_count) = (struct missed_item){
			row_text(&r, 0, &c->arena),
			{ marks_file(lang, row_int(&r, 2), row_int(&r, 3), row_int(&r, 4)),
			    marks_head(lang, row_int(&r, 5), row_peek(&r, 6)), row_int(&r, 7) },
		};
	}
	c->missed_known = rows_end(&r);
	return c->missed_known;
}

bool missed_find(struct writer *w, const struct marks *m, struct known **k, struct err *err)
{
	const int64_t marks[] = { m->file, m->head, m->body };
	const struct change *c = &w->change;

	*k = NULL;
	if (!find_items(w, err))
		return false;
	for (size_t kind = 0; kind < ARRAY_SIZE(marks) && !*k; kind++) {
		size_t found = 0;
		for (size_t i = 0; marks[kind] && i < c->missed_count; i++) {
			struct known *one = c->missed[i].marks[kind] == marks[kind]
			                        ? files_find(&w->files, c->missed[i].path)
			                        : NULL;
			if (!one || one->missed == INSTANT_NONE)
				continue;
			*k = one;
			found++;
		}
		if (found > 1)
			*k = NULL;
	}
	return true;
}

bool missed_next(struct writer *w, int64_t *next, struct err *err)
{
	int64_t missed = INSTANT_NONE;

	if (db_number(&w->catalog.db, "find the next grace time",
	        "SELECT missed FROM file WHERE missed IS NOT NULL ORDER BY missed LIMIT 1", NULL, 0, &missed,
	        err) < 0)
		return false;
	if (missed != INSTANT_NONE && (*next == INSTANT_NONE || missed + w->grace < *next))
		*next = missed + w->grace;
	return true;
}

bool writer_missed(
    struct writer *w, int64_t now, struct arena *a, const char ***paths, size_t *count, struct err *err)
{
	struct rows r;

	*paths = NULL;
	*count = 0;
	db_select(&w->catalog.db, &r, "find the files that are gone",
	    "SELECT path FROM file WHERE missed <= ?"
	    " UNION SELECT f.path FROM problem p JOIN file f ON f.id = p.file"
	    " WHERE p.rule IN ('" RULE_SAME_ITEM "', '" RULE_SAME_ID "')",
	    ARGS(arg_int(now - w->grace)), err);
	while (rows_next(&r))
		*ARENA_PUSH(a, *paths, *count) = row_text(&r, 0, a);
	return rows_end(&r);
}
