/*
 * publication: the columns `published` and `dates` of `given`, and of `item` what they come to.
 */
#include "catalog/publication.h"

#include <string.h>

#include "catalog/listing.h"
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

/* What readers see now for the first time. */
static struct publication find_now(struct writer *w, int64_t file, struct moment written)
{
	bool waited = has_waited(w, file);
	bool is_new = written.at > w->now - (waited ? NEW_AFTER_WAITING : NEW_AT_ONCE);

	return (struct publication){ is_new ? w->now : INSTANT_NONE, waited };
}

/* 1: the item of the file is seen by readers, and its row does not say since when; 0: it does; -1: failed. */
static int is_undated(
    struct writer *w, int64_t file, struct moment *written, const char **id, struct err *err)
{
	struct rows r;

	if (db_row(&w->catalog.db, &r, "read an item",
	        "SELECT written, date_has_time, id FROM item"
	        " WHERE file = ? AND published IS NULL AND state IN (?, ?)",
	        ARGS(arg_int(file), arg_int(STATE_LIVE), arg_int(STATE_WITHDRAWN)), err)) {
		*written = (struct moment){ row_int(&r, 0), row_int(&r, 1) };
		*id = row_text(&r, 2, &w->change.arena);
	}
	return rows_found(&r);
}

static bool settle(struct writer *w, int64_t file, struct err *err)
{
	struct publication p;
	struct moment written;
	const char *id;
	int found = is_undated(w, file, &written, &id, err);

	if (found != 1)
		return found == 0;
	/* They know it where a crash came between their commit and that of the rows. */
	found = facts_publication(&w->facts, id, &p, err);
	if (found == 0)
		p = find_now(w, file, written);
	return found >= 0 && (p.at == INSTANT_NONE || set(w, file, written, &p, err));
}

bool publication_settle(struct writer *w, struct err *err)
{
	size_t n = w->first ? 0 : w->change.shown_count;

	/* Those that are dated come into the list once more: they are the same. */
	for (size_t i = 0; i < n; i++)
		if (!settle(w, w->change.shown[i], err))
			return false;
	return true;
}
