/*
 * publication: the columns `published` and `dates` of `given`, and of `item` what they come to.
 */
#include "catalog/publication.h"

#include <string.h>
#include <time.h>

#include "base/file.h"
#include "catalog/listing.h"
#include "catalog/meta.h"
#include "catalog/writer_internal.h"

enum { DAY = 24 * 60 * 60, NEW_AT_ONCE = 31 * DAY, NEW_AFTER_WAITING = 92 * DAY };

struct moment publication_date(struct moment written, const struct publication *p)
{
	char day[DATE_TEXT_MAX], first[DATE_TEXT_MAX];

	if (p->at == INSTANT_NONE || !p->dates || written.has_time)
		return written;
	date_day(written.at, day);
	date_day(p->at, first);
	return strcmp(first, day) > 0 ? (struct moment){ p->at, false } : written;
}

static bool has_waited(const struct writer *w, int64_t file)
{
	for (size_t i = 0; i < w->change.waited_count; i++)
		if (w->change.waited[i] == file)
			return true;
	return false;
}

/* Lists it under its new date. */
static bool redate(struct writer *w, int64_t file, int64_t at, struct err *err)
{
	struct listing l;

	if (listing_load(w, file, &w->change.arena, &l, err) != 1 || !listing_remove(w, &l, err))
		return false;
	l.date = at;
	l.year = date_civil(at).year;
	return db_run(&w->catalog.db, "date an item", "UPDATE item SET date = ?2, year = ?3 WHERE file = ?1",
	           ARGS(arg_int(file), arg_int(l.date), arg_int(l.year)), err) &&
	       listing_add(w, &l, err);
}

static bool set(
    struct writer *w, int64_t file, struct moment written, const struct publication *p, struct err *err)
{
	struct moment date = publication_date(written, p);

	return db_run(&w->catalog.db, "note when an item went public",
	           "UPDATE item SET published = ?2, dates = ?3 WHERE file = ?1",
	           ARGS(arg_int(file), arg_int(p->at), arg_int(p->dates)), err) &&
	       (date.at == written.at || redate(w, file, date.at, err));
}

/* What readers see for the first time. */
struct unseen {
	struct moment written;
	const char *id;
	bool waited;    /* here, as a draft or for its time */
	bool elsewhere; /* it comes with the site, or with an id: readers of another site may have it */
};

/*
 * What was published elsewhere has its own date. A day is noon there too, so that it is that day
 * everywhere.
 */
static struct publication find_now(const struct writer *w, const struct unseen *u)
{
	int64_t noon = u->written.has_time ? INSTANT_NONE : date_noon(u->written.at);

	if (u->elsewhere)
		return (struct publication){ noon < w->now ? noon : w->now, false };
	return (struct publication){ w->now, u->waited && u->written.at > w->now - NEW_AFTER_WAITING };
}

/*
 * 1: the item of the file is seen by readers, and its row does not say since when; 0: it does; -1: failed.
 * built: meta.h. What was there at that time may come later: its pictures were to be made.
 */
static int is_undated(struct writer *w, int64_t file, int64_t built, struct unseen *out, struct err *err)
{
	struct rows r;

	if (db_row(&w->catalog.db, &r, "read an item",
	        "SELECT i.written, i.date_has_time, i.id, i.own_id, f.ctime_ns FROM item i"
	        " JOIN file f ON f.id = i.file"
	        " WHERE i.file = ? AND i.published IS NULL AND i.state IN (?, ?)",
	        ARGS(arg_int(file), arg_int(STATE_LIVE), arg_int(STATE_WITHDRAWN)), err)) {
		*out = (struct unseen){ .written = { row_int(&r, 0), row_int(&r, 1) },
			.id = row_text(&r, 2, &w->change.arena),
			.waited = has_waited(w, file) };
		bool moved_in = row_int(&r, 3) && out->written.at <= w->now - NEW_AT_ONCE;
		bool was_there = row_int(&r, 4) && row_int(&r, 4) < built;
		out->elsewhere = w->first || (!out->waited && (moved_in || was_there));
	}
	return rows_found(&r);
}

static bool settle(struct writer *w, int64_t file, int64_t built, struct err *err)
{
	struct publication p;
	struct unseen u;
	int found = is_undated(w, file, built, &u, err);

	if (found != 1)
		return found == 0;
	/* They know it where a crash came between their commit and that of the rows. */
	found = w->first ? 0 : facts_publication(&w->facts, u.id, &p, err);
	if (found == 0 && w->follower)
		return true;
	if (found == 0)
		p = find_now(w, &u);
	return found >= 0 && (p.at == INSTANT_NONE || set(w, file, u.written, &p, err));
}

/* By the clock that the kernel takes for files. */
static int64_t file_clock_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME_COARSE, &now);
	return file_time_ns(now);
}

bool publication_settle(struct writer *w, struct err *err)
{
	size_t n = w->change.shown_count;
	int64_t built = file_clock_ns();

	if (n == 0)
		return true;
	if (w->first ? !meta_set_built(&w->catalog.db, built, err) : !meta_built(&w->catalog.db, &built, err))
		return false;
	/* Those that are dated come into the list once more: they are the same. */
	for (size_t i = 0; i < n; i++)
		if (!settle(w, w->change.shown[i], built, err))
			return false;
	return true;
}

/* An item, and what the facts say of it. */
struct stated {
	int64_t file;
	struct moment written;
	struct publication now;
};

static bool find_stated(struct writer *w, struct stated **out, size_t *n, struct err *err)
{
	struct arena *a = &w->change.arena;
	struct publication p;
	struct rows r;
	int found = 0;

	db_select(&w->catalog.db, &r, "list the items",
	    "SELECT file, written, date_has_time, id, published, dates FROM item", NULL, 0, err);
	while (found >= 0 && rows_next(&r)) {
		found = facts_publication(&w->facts, row_peek(&r, 3), &p, err);
		if (p.at != row_instant(&r, 4) || p.dates != row_int(&r, 5))
			*ARENA_PUSH(a, *out, *n) = (struct stated){ row_int(&r, 0),
				{ row_int(&r, 1), row_int(&r, 2) }, p };
	}
	return rows_end(&r) && found >= 0;
}

bool publication_follow(struct writer *w, struct err *err)
{
	struct stated *v = NULL;
	size_t n = 0;

	if (!find_stated(w, &v, &n, err))
		return false;
	for (size_t i = 0; i < n; i++)
		if (!redate(w, v[i].file, v[i].written.at, err) ||
		    !set(w, v[i].file, v[i].written, &v[i].now, err))
			return false;
	return true;
}
