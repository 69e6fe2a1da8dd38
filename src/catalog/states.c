/*
 * states: what readers see of an item depends on the instant, so each row has a state, and the instant when it changes next.
 */
#include "catalog/states.h"

#include <assert.h>

#include "catalog/events.h"
#include "catalog/listing.h"
#include "catalog/missed.h"
#include "catalog/writer.h"
#include "catalog/writer_internal.h"
#include "content/rule.h"

enum item_state timing_state(const struct timing *t, int64_t now, int64_t *next_change)
{
	int64_t opens = t->publish > t->date ? t->publish : t->date;
	const int64_t changes[] = { opens, t->expires, t->withdrawn };
	bool withdrawn = t->withdrawn != INSTANT_NONE && t->withdrawn <= now;

	*next_change = INSTANT_NONE;
	if (t->draft)
		return STATE_DRAFT;
	if (withdrawn)
		return STATE_WITHDRAWN;
	for (size_t i = 0; i < ARRAY_SIZE(changes); i++)
		if (changes[i] > now && (*next_change == INSTANT_NONE || changes[i] < *next_change))
			*next_change = changes[i];
	if (t->expires != INSTANT_NONE && t->expires <= now)
		return STATE_EXPIRED;
	return opens > now ? STATE_SCHEDULED : STATE_LIVE;
}

struct due {
	int64_t file;
	enum item_state was, state;
	int64_t next_change;
};
struct dues {
	struct due *v;
	size_t n;
};

/* The items that may have another state or next change at `now` than their rows say. */
static bool find_changes(struct writer *w, int64_t now, struct arena *a, struct dues *out, struct err *err)
{
	static const char all[] = "SELECT file, draft, written, publish, expires, withdrawn, state FROM item";
	static const char due[] = "SELECT file, draft, written, publish, expires, withdrawn, state FROM item"
	                          " WHERE turn <= ?";
	struct rows r;

	if (now < w->now) /* the clock was set back: every row may be wrong */
		db_select(&w->catalog.db, &r, "look for due items", all, NULL, 0, err);
	else
		db_select(&w->catalog.db, &r, "look for due items", due, ARGS(arg_int(now)), err);
	while (rows_next(&r)) {
		struct timing t = { row_int(&r, 1), row_int(&r, 2), row_instant(&r, 3), row_instant(&r, 4),
			row_instant(&r, 5) };
		struct due c = { .file = row_int(&r, 0), .was = (enum item_state)row_int(&r, 6) };
		c.state = timing_state(&t, now, &c.next_change);
		*ARENA_PUSH(a, out->v, out->n) = c;
	}
	return rows_end(&r);
}

static bool change_state(struct writer *w, const struct due *c, struct arena *a, struct err *err)
{
	struct listing l;

	if (!db_run(&w->catalog.db, "set the next change of an item",
	        "UPDATE item SET turn = ?2 WHERE file = ?1 AND turn IS NOT ?2",
	        ARGS(arg_int(c->file), arg_instant(c->next_change)), err))
		return false;
	if (c->state == c->was)
		return true;
	if (listing_load(w, c->file, a, &l, err) != 1 || !listing_remove(w, &l, err))
		return false;
	if (c->was == STATE_SCHEDULED)
		change_wait(&w->change, c->file);
	l.state = c->state;
	/* What was said of its waiting (rule.h) is over. */
	if (c->was == STATE_SCHEDULED &&
	    !db_run(&w->catalog.db, "forget that an item waits",
	        "DELETE FROM problem WHERE file = ? AND rule IN ('" RULE_SCHEDULED "', '" RULE_FAR_DATE "')",
	        ARGS(arg_int(c->file)), err))
		return false;
	return db_run(&w->catalog.db, "set the state of an item",
	           "UPDATE item SET state = ?2 WHERE file = ?1", ARGS(arg_int(c->file), arg_int(c->state)),
	           err) &&
	       listing_add(w, &l, err);
}

bool writer_advance(struct writer *w, int64_t now, int64_t *next, struct err *err)
{
	struct arena a = { 0 };
	struct dues due = { 0 };

	assert(w->state == WRITER_CHANGING);
	bool ok = find_changes(w, now, &a, &due, err);
	for (size_t i = 0; ok && i < due.n; i++)
		ok = change_state(w, &due.v[i], &a, err);
	arena_release(&a);
	if (!ok)
		return false;
	w->now = now;
	*next = INSTANT_NONE;
	return db_number(&w->catalog.db, "find the next change",
	           "SELECT turn FROM item WHERE turn IS NOT NULL ORDER BY turn LIMIT 1", NULL, 0, next,
	           err) >= 0 &&
	       events_advance(w, now, next, err) && missed_next(w, next, err);
}
