/*
 * salvage: three walks over the catalogue: items, what vanished, positions in feeds.
 *
 * Positions come in their order, so those of facts that are merely older are continued as they were. Where another item has
 * the position, the item gets the next free one of that feed.
 */
#include "catalog/salvage.h"

#include "catalog/catalog.h"
#include "catalog/marks.h"
#include "content/document.h"

enum {
	SLOTS_SINCE = 7, /* the version of the catalogue that brought `slot` and the marks of what vanished */
	PUBLISHED_SINCE = 12, /* … `written`, `published` and `dates` */
	RENAMED_SINCE = 13,   /* … `renamed` */
};

struct work {
	struct facts *facts;
	struct db *catalogue;
	enum salvage_rule rule;
	bool published; /* the catalogue has the columns of PUBLISHED_SINCE */
	struct salvaged *done;
	struct arena arena;
	struct feed_slot *moved; /* whose position another item has */
	size_t moved_count;
	struct err *err;
};

/* 1: the facts know the place; 0: they do not; -1: failed. */
static int knows_place(struct work *w, const struct place *p)
{
	return db_exists(&w->facts->db, "look up a place",
	    "SELECT 1 FROM given WHERE project = ? AND stem = ? AND lang = ?",
	    ARGS(arg_text(p->project), arg_text(p->stem), arg_text(p->lang)), w->err);
}

/* Whether this id of this place is to be taken: 1, 0, -1 failed. Counts what is new. */
static int is_wanted(struct work *w, const struct place *p, const char *id, bool *known)
{
	int found = knows_place(w, p);

	*known = found == 1;
	if (found == 0 && w->rule == SALVAGE_LACKING)
		found = facts_taken(w->facts, p, id, w->err);
	else if (found == 1 && w->rule == SALVAGE_NEWER)
		found = 0;
	return found < 0 ? -1 : !found;
}

/* A walk that cannot go on ends; what it gave stays. False: the facts failed. */
static bool end_walk(struct work *w, struct rows *r, bool ok)
{
	if (!rows_end(r))
		w->done->partly = true;
	return ok;
}

static bool take_item(struct work *w, struct rows *r)
{
	const struct place p = { row_peek(r, 0), row_peek(r, 1), row_peek(r, 2) };
	const char *id = row_peek(r, 3);
	const struct marks m = {
		marks_file(p.lang, row_int(r, 7), row_int(r, 8), row_int(r, 9)),
		marks_head(p.lang, row_int(r, 4), row_peek(r, 5)),
		row_int(r, 6),
	};
	bool known;
	int wanted = is_wanted(w, &p, id, &known);

	w->done->ids += wanted == 1 && !known;
	const struct publication published = { row_instant(r, 10), row_int(r, 11) };
	return wanted == 0 || (wanted == 1 && facts_give(w->facts, &p, id, &m, &published, w->err));
}

/* Of every item that readers saw: it is live or withdrawn, or was in a feed. */
static bool take_items(struct work *w, bool slots)
{
#define SEEN(date, published)                                                                                \
	"SELECT i.project, i.stem, i.lang, i.id, " date                                                      \
	", i.title, i.body_mark, f.inode, f.size, f.mtime_ns, " published                                    \
	" FROM item i JOIN file f ON f.id = i.file WHERE i.state IN (?, ?)"
#define OR_LISTED " OR i.id IN (SELECT id FROM slot)"
	const char *sql = w->published ? SEEN("i.written", "i.published, i.dates") OR_LISTED
	                  : slots      ? SEEN("i.date", "NULL, 0") OR_LISTED
	                               : SEEN("i.date", "NULL, 0");
#undef SEEN
#undef OR_LISTED
	struct rows r;
	bool ok = true;

	db_select(w->catalogue, &r, "read its items", sql,
	    ARGS(arg_int(STATE_LIVE), arg_int(STATE_WITHDRAWN)), NULL);
	while (ok && rows_next(&r))
		ok = take_item(w, &r);
	return end_walk(w, &r, ok);
}

static bool take_vanished_row(struct work *w, struct rows *r)
{
	const struct place p = { row_peek(r, 0), row_peek(r, 1), row_peek(r, 2) };
	bool known;
	int wanted = is_wanted(w, &p, row_peek(r, 3), &known);

	w->done->ids += wanted == 1 && !known;
	return wanted == 0 ||
	       (wanted == 1 && db_run(&w->facts->db, "keep what vanished",
	                           "INSERT OR REPLACE INTO given VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	                           ARGS(arg_text(p.project), arg_text(p.stem), arg_text(p.lang),
	                               arg_text(row_peek(r, 3)), row_arg(r, 4), row_arg(r, 5), row_arg(r, 6),
	                               row_arg(r, 7), row_arg(r, 8), row_arg(r, 9)),
	                           w->err));
}

/* After the items: what a place was once comes after what it is. */
static bool take_vanished(struct work *w, bool marks)
{
	struct rows r;
	bool ok = true;

	db_select(w->catalogue, &r, "read what vanished",
	    w->published ? "SELECT project, stem, lang, id, at, file_mark, head_mark, body_mark, published, "
	                   "dates FROM vanished"
	    : marks
	        ? "SELECT project, stem, lang, id, at, file_mark, head_mark, body_mark, NULL, 0 FROM vanished"
	        : "SELECT project, stem, lang, id, at, NULL, NULL, NULL, NULL, 0 FROM vanished",
	    NULL, 0, NULL);
	while (ok && rows_next(&r))
		ok = take_vanished_row(w, &r);
	return end_walk(w, &r, ok);
}

/* The feed has shown the item before: 1, and `gone` is brought up where the catalogue is right; 0: it has not; -1: failed. */
static int renew_slot(struct work *w, const struct feed_slot *s)
{
	int found = db_exists(&w->facts->db, "look up a position",
	    "SELECT 1 FROM slot WHERE id = ? AND project = ? AND lang = ?",
	    ARGS(arg_text(s->id), arg_text(s->project), arg_text(s->lang)), w->err);

	if (found != 1 || w->rule == SALVAGE_LACKING)
		return found;
	return db_run(&w->facts->db, "keep a position",
	           "UPDATE slot SET gone = ?4 WHERE id = ?1 AND project = ?2 AND lang = ?3 AND gone IS NOT "
	           "?4",
	           ARGS(arg_text(s->id), arg_text(s->project), arg_text(s->lang), arg_instant(s->gone)),
	           w->err)
	           ? 1
	           : -1;
}

/* 1: it is there now; 0: another item is at its position; -1: failed. */
static int add_slot(struct work *w, const struct feed_slot *s)
{
	return db_exists(&w->facts->db, "keep a position",
	    "INSERT INTO slot VALUES(?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING 1",
	    ARGS(arg_text(s->project), arg_text(s->lang), arg_int(s->pos), arg_text(s->id), arg_int(s->at),
	        arg_instant(s->gone)),
	    w->err);
}

static bool take_slot(struct work *w, struct rows *r)
{
	const struct feed_slot s = { row_peek(r, 0), row_peek(r, 1), row_peek(r, 3), row_int(r, 2),
		row_int(r, 4), row_instant(r, 5) };
	int found = renew_slot(w, &s);
	int added = found == 0 ? add_slot(w, &s) : 1;

	w->done->positions += found == 0;
	if (added == 0)
		*ARENA_PUSH(
		    &w->arena, w->moved, w->moved_count) = (struct feed_slot){ row_text(r, 0, &w->arena),
			row_text(r, 1, &w->arena), row_text(r, 3, &w->arena), s.pos, s.at, s.gone };
	return found >= 0 && added >= 0;
}

static bool append(struct work *w, struct feed_slot *s)
{
	return facts_slots(&w->facts->db, s->project, s->lang, &s->pos, w->err) && add_slot(w, s) >= 0;
}

static bool take_slots(struct work *w)
{
	struct rows r;
	bool ok = true;

	db_select(w->catalogue, &r, "read the positions in feeds",
	    "SELECT project, lang, pos, id, at, gone FROM slot ORDER BY project, lang, pos", NULL, 0, NULL);
	while (ok && rows_next(&r))
		ok = take_slot(w, &r);
	ok = end_walk(w, &r, ok);
	for (size_t i = 0; ok && i < w->moved_count; i++)
		ok = append(w, &w->moved[i]);
	return ok;
}

static bool take_renamed(struct work *w)
{
	struct rows r;
	bool ok = true;

	db_select(w->catalogue, &r, "read the names of projects", "SELECT slug, origin FROM renamed", NULL, 0,
	    NULL);
	while (ok && rows_next(&r))
		ok = db_run(&w->facts->db, "keep the name of a project",
		    "INSERT INTO renamed VALUES(?, ?) ON CONFLICT DO NOTHING",
		    ARGS(row_arg(&r, 0), row_arg(&r, 1)), w->err);
	return end_walk(w, &r, ok);
}

bool salvage(
    struct facts *f, struct db *catalogue, enum salvage_rule rule, struct salvaged *out, struct err *err)
{
	struct work w = { .facts = f, .catalogue = catalogue, .rule = rule, .done = out, .err = err };
	int64_t version = 0;

	*out = (struct salvaged){ 0 };
	if (db_number(catalogue, "be read", "PRAGMA user_version", NULL, 0, &version, NULL) != 1)
		out->partly = true;
	bool slots = version >= SLOTS_SINCE;
	w.published = version >= PUBLISHED_SINCE;
	bool ok = take_items(&w, slots) && take_vanished(&w, slots) && (!slots || take_slots(&w)) &&
	          (version < RENAMED_SINCE || take_renamed(&w));
	out->partly = out->partly || !slots;
	arena_release(&w.arena);
	return ok;
}
